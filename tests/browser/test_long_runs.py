"""Long runs of several visitors in real browsers: the bar, the place in line, and what happens when one leaves."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import ROOT, serve

DEAR = {
    "mlp_hidden": ",".join(["64"] * 10), "mlp_points": 2000, "mlp_epochs": 10_000, "mlp_optimizer": "AdamW",
    "mlp_batch_size": 100,
}  # fmt: skip
RUNS = {"en": re.compile("A long run is being trained"), "zh": re.compile("正在进行一次较长的训练")}
WAITS = {"en": re.compile("In line, at place 1"), "zh": re.compile("正在排队，第 1 位")}
PATIENCE = 90_000  # milliseconds for a state to come; no run ends by itself in that time


@pytest.fixture(scope="module")
def one_at_a_time(tmp_path_factory):
    log = tmp_path_factory.mktemp("server") / "long.log"
    settings = {"GRADUS_LONG_RUNS": "1", "GRADUS_RUN_SECONDS": "3000"}
    with serve(ROOT / "streamlit_app.py", log, "uvicorn", settings) as url:
        yield url


def open_run(open_page, url, language, seed):
    page = open_page()
    page.goto(f"{url}/mlp?{urlencode(DEAR | {'mlp_network_seed': seed, 'lang': language})}")
    return page


def test_a_run_waits_for_its_turn_and_goes_on_when_the_one_before_has_left(one_at_a_time, open_page):
    first = open_run(open_page, one_at_a_time, "en", 1)
    expect(first.get_by_text(RUNS["en"])).to_be_visible(timeout=PATIENCE)
    second = open_run(open_page, one_at_a_time, "zh", 2)
    expect(second.get_by_text(WAITS["zh"])).to_be_visible(timeout=PATIENCE)

    first.close()  # a laptop is closed
    expect(second.get_by_text(RUNS["zh"])).to_be_visible(timeout=PATIENCE)

    third = open_run(open_page, one_at_a_time, "en", 3)
    expect(third.get_by_text(WAITS["en"])).to_be_visible(timeout=PATIENCE)
    second.locator(".st-key-mlp__preset button").first.click()  # a change: settings that take no time
    expect(third.get_by_text(RUNS["en"])).to_be_visible(timeout=PATIENCE)
    expect(second.locator(".st-key-mlp_stage canvas").first).to_be_visible(timeout=PATIENCE)
    third.close()
