"""What a person does in the network lab: drag a knob, go back in time, branch, send a trained network on, judge it."""

import re
from urllib.parse import parse_qs, urlparse

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from core.data.playground import DataConfig, make_dataset
from core.engine.examples import make_examples
from core.engine.run import train
from core.engine.settings import Branches, NetworkConfig, TrainingConfig
from tests.browser.chromium import idle
from tests.networks.mlp.conftest import COMPILING_SECONDS
from tests.networks.mlp.stage_driver import PROBE, link_place, part, probe, seek

APP = "streamlit_app.py"


@pytest.fixture
def lab(open_page, server):
    """`lab(query)` is the lab's page in a fresh context."""

    def one(query: str = "", **context) -> Page:
        page = open_page(**context)
        page.goto(f"{server(APP)}/mlp{query}" if query.startswith("?") or not query else query)
        idle(page, COMPILING_SECONDS)
        page.wait_for_function(f"{PROBE}.renders > 0")
        return page

    return one


def readings(page: Page) -> list[str]:
    return part(page, ".readings b").all_inner_texts()


def query(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlparse(page.url).query, keep_blank_values=True).items()}


def type_number(page: Page, field: str, value: str) -> None:
    box = page.locator(f".st-key-mlp_{field} input.field")
    box.fill(value)
    box.press("Enter")


def test_the_first_screen_is_tensorflow_playgrounds_first_run(lab):
    page = lab()
    dataset = make_dataset(DataConfig())
    run = train(make_examples(dataset, ("x1", "x2")), NetworkConfig(), TrainingConfig())
    assert probe(page, "epoch") == run.epochs == 500
    shown = [float(text) for text in readings(page)[:2]]
    assert np.allclose(shown, [run.train_losses[-1], run.test_losses[-1]], rtol=1e-3)


def test_controls_and_stage_are_seen_together_without_scrolling(lab):
    page = lab()
    for key in ("mlp_dataset", "mlp_learning_rate", "mlp_noise_percent", "mlp_network_seed", "mlp__layers"):
        box = page.locator(f".st-key-{key}").bounding_box()
        assert box["y"] + box["height"] < 800, key
    map_box = part(page, "canvas.marks").bounding_box()
    assert map_box["y"] + map_box["height"] < 800


def test_dragging_a_slider_makes_new_runs_while_playhead_and_zoom_stay(lab):
    page = lab()
    seek(page, 40)
    part(page, "button.zoom_in").click()
    view, before = probe(page, "view"), readings(page)
    box = page.locator(".st-key-mlp_learning_rate input[type=range]").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.575, y)
    page.mouse.down()
    seen = set()
    for step in range(15):
        page.mouse.move(box["x"] + box["width"] * (0.575 - 0.015 * step), y)
        page.wait_for_timeout(60)
        seen.add(tuple(readings(page)))
    assert len(seen) > 3  # the button is still down
    page.mouse.up()
    idle(page)
    assert probe(page, "epoch") == 40
    assert probe(page, "view") == view
    assert readings(page) != before
    assert float(query(page)["mlp_learning_rate"]) < 0.02


def test_a_branch_goes_on_with_other_settings_and_one_click_goes_back(lab):
    page = lab("?mlp_playhead=60")
    assert probe(page, "epoch") == 60
    before = readings(page)
    part(page, "button.branch").click()
    expect(part(page, ".flag")).to_have_count(1)
    idle(page)
    type_number(page, "learning_rate", "0.5")
    expect(page).to_have_url(re.compile("mlp_branches=60%3Alearning_rate%3D0.5"))
    assert "mlp_learning_rate" not in query(page)
    idle(page)
    expect(page.get_by_text("From epoch 60 on")).to_have_count(1)
    assert probe(page, "epoch") == 60 and readings(page) == before
    page.keyboard.press("Escape")
    part(page, ".timeline").focus()
    page.keyboard.press("End")
    expect(part(page, ".readings b").nth(1)).not_to_have_text(before[1])  # the stage is painted in the next frame
    run = train(
        make_examples(make_dataset(DataConfig()), ("x1", "x2")), NetworkConfig(), TrainingConfig(),
        Branches("60:learning_rate=0.5"),
    )  # fmt: skip
    assert np.isclose(float(readings(page)[1]), run.test_losses[-1], rtol=1e-3)
    part(page, "button.undo").click()
    expect(part(page, ".flag")).to_have_count(0)
    expect(page.get_by_text("From epoch 60 on")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("mlp_branches"))


def test_the_link_reopens_the_same_trained_network_for_somebody_else(lab):
    mine = lab("?mlp_dataset=moons&mlp_hidden=5,3&mlp_branches=50:learning_rate=0.1,w3=0.5&mlp_network_seed=7")
    seek(mine, 120)
    part(mine, ".timeline").focus()
    mine.keyboard.press("ArrowRight")
    expect(mine).to_have_url(re.compile("mlp_playhead="))
    idle(mine)
    values, epoch = probe(mine, "unitValues()"), probe(mine, "epoch")
    theirs = lab(mine.url, locale="zh-CN")
    assert probe(theirs, "epoch") == epoch
    assert probe(theirs, "unitValues()") == values
    mine.reload()
    idle(mine)
    mine.wait_for_function(f"{PROBE}.renders > 0")
    assert probe(mine, "unitValues()") == values


def test_a_network_without_hidden_layers_is_a_link_too(lab):
    page = lab()
    for _ in range(2):
        page.locator(".st-key-mlp__layer_less button").first.click()
    expect(page).to_have_url(re.compile(r"mlp_hidden=(&|$)"))
    idle(page)
    again = lab(page.url)
    assert probe(again, "layout.sizes") == [2, 1]


def test_a_weight_set_by_hand_is_a_branch(lab):
    page = lab("?mlp_playhead=30")
    page.mouse.click(*link_place(page, 2, 1, 0))
    field = part(page, ".card.editable .field")
    field.fill("0.75")
    field.press("Enter")
    expect(page).to_have_url(re.compile("mlp_branches=30%3Aw16%3D0.75"))
    expect(page.get_by_text("parameters set by hand: 1")).to_have_count(1)


def test_all_controls_stand_behind_the_buttons(lab):
    page = lab("?mlp_optimizer=Adam")
    for group, field in (
        ("data", "data_seed"), ("network", "initialization"), ("training", "beta2"), ("regularization", "dropout"),
    ):  # fmt: skip
        page.locator(f".st-key-mlp__more_{group} button").click()
        expect(page.locator(f".st-key-mlp_{field}")).to_be_visible()
        idle(page)
        page.keyboard.press("Escape")
        idle(page)


def test_the_run_is_evaluated_on_the_metrics_page_and_opened_again(lab):
    page = lab("?mlp_dataset=xor&mlp_noise_percent=25")
    accuracy = float(readings(page)[2].rstrip(" %")) / 100
    page.locator(".st-key-mlp__evaluate button").first.click()
    expect(page).to_have_url(re.compile("/metrics"))
    idle(page)
    expect(page.get_by_text(f"{accuracy:.4f}").first).to_be_visible()
    page.locator(".st-key-metrics__to_lab button").click()
    expect(page).to_have_url(re.compile("/mlp"))
    idle(page)
    assert query(page)["mlp_dataset"] == "xor" and query(page)["mlp_noise_percent"] == "25"


def test_an_experiment_is_guessed_tried_and_explained(lab):
    page = lab()
    card = page.locator(".st-key-mlp__guess_line")
    card.get_by_text("A straight line").click()
    idle(page)
    page.locator(".st-key-mlp__try_line button").click()
    expect(page).to_have_url(re.compile("mlp_hidden="))
    idle(page)
    assert probe(page, "layout.sizes") == [2, 1]
