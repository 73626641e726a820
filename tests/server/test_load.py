"""Who is computed for first, and when a process has no room."""

import threading
import time
from itertools import count

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from pages.shared.server import load as load_module
from pages.shared.server.full import Full
from pages.shared.server.load import Load, Turns
from pages.shared.server.readiness import Readiness
from tests.server.wire import awaited


def until(holds):
    """Waits for what another thread does; fails after a long while."""
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.001)


def started(*tasks):
    threads = [threading.Thread(target=task) for task in tasks]
    for thread in threads:
        thread.start()
    return threads


def test_first_pages_are_drawn_one_at_a_time_and_in_their_order():
    turns, drawn, go = Turns(longest_seconds=600), [], threading.Event()

    def page(number):
        with turns.turn():
            drawn.append(f"{number} begins")
            go.wait(60)
            drawn.append(f"{number} ends")

    threads = []
    for number in range(3):
        threads += started(lambda number=number: page(number))
        until(lambda number=number: len(drawn) + len(turns._line) == 1 + number)
    go.set()
    for thread in threads:
        thread.join()
    assert drawn == [f"{number} {what}" for number in range(3) for what in ("begins", "ends")]


def test_a_page_that_takes_long_no_longer_holds_up_the_others():
    turns, ended = Turns(longest_seconds=0.05), threading.Event()

    def long_page():
        with turns.turn():
            ended.wait(60)

    [thread] = started(long_page)
    until(lambda: turns._holder is not None)
    with turns.turn():
        assert thread.is_alive()
    ended.set()
    thread.join()


def test_a_page_that_fails_gives_up_its_turn():
    turns = Turns(longest_seconds=600)
    for _ in range(3):
        try:
            with turns.turn():
                raise KeyError
        except KeyError:
            pass
    assert turns.waiting_seconds() == 0


def test_a_page_makes_way_for_a_small_change_and_goes_on_after_it(monkeypatch):
    monkeypatch.setattr(load_module, "PAUSE_SECONDS", 600)
    monkeypatch.setattr(load_module, "LONGEST_PAUSE_SECONDS", 600)
    load, told = Load(), []

    def page():
        with load.whole_page():
            load.make_way()
            told.append("page")

    with load.small_change():
        [thread] = started(page)
        until(lambda: load._changed._waiters)
        told.append("change")
    thread.join()
    assert told == ["change", "page"]


def test_a_page_makes_way_for_so_long_and_no_longer(monkeypatch):
    monkeypatch.setattr(load_module, "PAUSE_SECONDS", 0.001)
    clock = count()  # a pause takes a second of this clock
    load = Load(lambda: float(next(clock)))
    with load.small_change(), load.whole_page():
        for _ in range(10):
            load.make_way()
        assert load._here.spent == load_module.LONGEST_PAUSE_SECONDS


def test_a_small_change_makes_no_way(monkeypatch):
    monkeypatch.setattr(load_module, "PAUSE_SECONDS", 600)
    load = Load()
    with load.small_change():
        load.make_way()  # would wait for itself


def busy(seconds, answers=load_module.FEWEST_ANSWERS):
    """A process whose last answers have taken so long, all just now."""
    clock = [0.0]
    load = Load(lambda: clock[0])
    for _ in range(answers):
        clock[0] = 0.0
        with load.small_change():
            clock[0] = seconds
    return load, clock


def test_a_process_is_full_while_its_answers_are_slow():
    assert not busy(0.03)[0].is_full()
    load, clock = busy(1.5)
    assert load.is_full()
    clock[0] += load_module.REMEMBERED_SECONDS + 1
    assert not load.is_full()


def test_a_few_slow_answers_do_not_make_a_process_full():
    assert not busy(9.0, answers=load_module.FEWEST_ANSWERS - 1)[0].is_full()


def test_a_long_run_is_no_slow_answer_and_no_page_makes_way_for_it(monkeypatch):
    monkeypatch.setattr(load_module, "PAUSE_SECONDS", 600)
    clock = [0.0]
    load = Load(lambda: clock[0])
    for _ in range(load_module.FEWEST_ANSWERS):
        clock[0] = 0.0
        with load.small_change():
            load.take_long()
            with load.whole_page():
                load.make_way()  # would wait
            clock[0] = 9.0
    assert not load.is_full()


def test_a_process_is_full_while_many_wait_for_a_first_page(monkeypatch):
    load = Load()
    monkeypatch.setattr(load.turns, "waiting_seconds", lambda: load_module.LONGEST_LINE_SECONDS + 0.1)
    assert load.is_full()


def answer_of(load, path, readiness=None, **headers):
    """Status, headers and text of what a browser is answered that asks for a path."""
    app = Full(
        Starlette(routes=[Route("/{page}", lambda _request: PlainTextResponse("the app"))]),
        load,
        readiness or Readiness(),
    )
    lines = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": lines, "query_string": b""}
    sent = []

    async def send(message):
        sent.append(message)

    awaited(app(scope, None, send))
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, b"".join(message.get("body", b"") for message in sent[1:]).decode()


def test_who_comes_when_it_is_full_is_told_so_in_both_languages_and_comes_back_by_itself():
    status, told, text = answer_of(busy(1.5)[0], "/mlp", accept="text/html", accept_language="zh-CN")
    assert status == 503
    assert int(told["retry-after"]) > 0
    assert 'http-equiv="refresh"' in text
    assert text.index("自动重试") < text.index("tries again by itself")  # the browser's language first
    assert "«" not in text


def test_what_a_page_on_the_screen_needs_is_answered_while_it_is_full():
    assert answer_of(busy(1.5)[0], "/stage.js", accept="*/*")[2] == "the app"


def test_who_comes_while_there_is_room_gets_the_app():
    assert answer_of(busy(0.03)[0], "/mlp", accept="text/html")[2] == "the app"


def drained():
    readiness = Readiness()
    readiness.drain()
    return readiness


def test_a_process_that_drains_sends_new_visitors_elsewhere_and_serves_whom_it_has():
    load = busy(0.03)[0]
    status, _, text = answer_of(load, "/mlp", drained(), accept="text/html")
    assert status == 503
    assert "about to be restarted" in text
    assert answer_of(load, "/stage.js", drained(), accept="*/*")[2] == "the app"


@pytest.mark.parametrize("extensions", [{"websocket.http.response": {}}, {}])
def test_a_process_that_drains_takes_no_new_line(extensions):
    sent = []

    async def send(message):
        sent.append(message)

    app = Full(lambda *_: pytest.fail("let in"), busy(0.03)[0], drained())
    awaited(app({"type": "websocket", "path": "/", "headers": [], "extensions": extensions}, None, send))
    assert sent[0].get("status", 503) == 503
    assert sent[0]["type"] in ("websocket.http.response.start", "websocket.close")
