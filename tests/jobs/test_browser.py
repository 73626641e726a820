"""A job in a real browser: started, looked at, left, found again, paused, cancelled, killed, run again."""

import os
import re
import signal
from contextlib import suppress

import pytest
from playwright.sync_api import expect

from core.jobs.database import Database
from core.jobs.dispatcher import PID
from core.jobs.queue import Queue
from core.jobs.settings import job_settings
from tests.browser.chromium import ROOT, end, free_port, start
from tests.jobs.conftest import wait_for
from tests.jobs.work import CountConfig, count

PATIENCE = 90_000  # milliseconds for a state to come
DRAWN = re.compile(r"\d+ drawn")


class Server:
    """A web server that can be killed and started anew at the same address."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.environment = {"GRADUS_DATA": str(folder), "GRADUS_JOB_PRELOAD": "", "GRADUS_JOB_SLOTS": "1"}
        self.start()
        self.settings = job_settings(self.environment)

    def start(self):
        app, log = ROOT / "tests" / "jobs" / "jobs_app.py", self.folder / "server.log"
        self.url, self.process = start(app, log, "uvicorn", self.environment, self.port)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def running(self):
        database = Database(self.settings.database)
        found = [run for run in Queue(database).running() if run.pid]
        database.close()
        return found


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path)
    yield server
    end(server.process)
    for run in server.running():
        with suppress(ProcessLookupError):
            os.kill(run.pid, signal.SIGKILL)
    with suppress(FileNotFoundError, ProcessLookupError):
        os.kill(int((tmp_path / PID).read_text("ascii")), signal.SIGTERM)


def drawn(page):
    """How many numbers the snapshot on the screen has."""
    shown = page.get_by_text(DRAWN)
    expect(shown).to_be_visible(timeout=PATIENCE)
    return int(shown.inner_text().split()[0])


def press(page, name):
    page.get_by_role("button", name=name).click()


def test_a_job_is_found_again_after_a_reload_and_a_killed_server_and_can_be_paused_cancelled_and_repeated(
    server, open_page
):
    page, other = open_page(), open_page(locale="zh-CN")
    page.goto(server.url)
    press(page, "Start")
    first = drawn(page)
    wait_for(lambda: drawn(page) > first)  # snapshots come by themselves

    page.reload()
    assert drawn(page) >= first
    expect(page.get_by_role("button", name="Cancel")).to_be_visible()
    other.goto(server.url)  # somebody else has no such run
    expect(other.get_by_role("button", name="开始")).to_be_visible(timeout=PATIENCE)
    other.close()

    [run] = server.running()
    page.goto("about:blank")  # the tab is closed
    server.kill()
    server.start()
    page.goto(server.url)
    assert drawn(page) >= first
    assert [(one.id, one.attempt) for one in server.running()] == [(run.id, 1)]

    press(page, "Pause")
    expect(page.get_by_text("Paused; others may compute meanwhile.")).to_be_visible(timeout=PATIENCE)
    paused = drawn(page)
    press(page, "Go on")
    wait_for(lambda: drawn(page) > paused)
    press(page, "Cancel")
    expect(page.get_by_text("Cancelled.")).to_be_visible(timeout=PATIENCE)

    press(page, "Go on")
    [run] = wait_for(server.running)
    expect(page.get_by_role("button", name="Pause")).to_be_visible(timeout=PATIENCE)
    os.kill(run.pid, signal.SIGKILL)
    expect(page.get_by_text("was killed from outside")).to_be_visible(timeout=PATIENCE)
    killed = drawn(page)
    press(page, "Go on")
    wait_for(lambda: drawn(page) > killed)
    press(page, "Cancel")
    expect(page.get_by_text("Cancelled.")).to_be_visible(timeout=PATIENCE)

    page.goto(f"{server.url}/?total=30")
    press(page, "Start")
    *_, whole = count(CountConfig(total=30))
    expect(page.get_by_text(f"The sum is {whole.draws.sum():.9f}")).to_be_visible(timeout=PATIENCE)
    page.reload()
    expect(page.get_by_text("The sum is")).to_be_visible(timeout=PATIENCE)
