"""The stage in a real Chromium: it computes what core computes, plays without the server, and tells what is edited."""

import ast
import base64
import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from core.data.playground import REACH, input_names, make_dataset, network_inputs
from core.engine.examples import make_examples
from core.engine.run import Run, train
from core.engine.units import grid, unit_values
from core.figures import theme
from core.networks.mlp.stage_message import stage_message
from pages.shared.live.stage.stage import Edit, accepted_edit, accepted_epoch, accepted_show, stage
from tests.browser.chromium import ROOT, idle
from tests.networks.mlp.stage_cases import CASES

APP = "tests/networks/mlp/stage_app.py"
PROBE = """document.querySelector('.st-key-stage [data-testid="stBidiComponentIsolated"]').shadowRoot
  .querySelector('.stage').stageProbe"""
COMPILING_SECONDS = 120  # the engine, where it was never compiled before


@pytest.fixture
def show(open_page, server):
    """`show(case)` is a page with the stage of that case."""

    def one(case: str = "circle", language: str = "en", **context) -> Page:
        page = open_page(**context)
        page.sent = []
        page.on("websocket", lambda socket: socket.on("framesent", lambda message: page.sent.append(len(message))))
        page.goto(f"{server(APP)}/?case={case}&lang={language}")
        idle(page, COMPILING_SECONDS)
        page.wait_for_function(f"{PROBE}.renders > 0")
        return page

    return one


def part(page: Page, selector: str) -> Locator:
    return page.locator(f".st-key-stage {selector}")


def probe(page: Page, what: str):
    return page.evaluate(f"{PROBE}.{what}")


def told(page: Page) -> list:
    text = page.locator("[data-testid=stCode] code").inner_text()
    return [ast.literal_eval(line) for line in text.splitlines() if line != "–"]


def seek(page: Page, frame: int) -> None:
    page.evaluate(f"{PROBE}.seek({frame})")


def run_of(case: str) -> Run:
    data, network, training = CASES[case]
    return train(make_examples(make_dataset(data), data.inputs), network, training)


def unit_place(page: Page, layer: int, unit: int) -> tuple[float, float]:
    """Where a unit is on the screen."""
    box = part(page, "canvas.network").bounding_box()
    place = page.evaluate(f"(({{x, y}}) => [x, y])({PROBE}.layout.unit({layer}, {unit}))")
    return box["x"] + place[0], box["y"] + place[1]


def link_place(page: Page, layer: int, unit: int, source: int) -> tuple[float, float]:
    """A place near the end of a link, where no other is nearer."""
    box = part(page, "canvas.network").bounding_box()
    end = page.evaluate(
        f"{PROBE}.layout.allLinks.find((l) => l.layer === {layer} && l.unit === {unit} && l.input === {source})"
    )
    return box["x"] + end["x1"] - 4, box["y"] + end["y1"]


def map_place(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a point of the plane is on the screen, while the whole map is shown."""
    box = part(page, "canvas.marks").bounding_box()
    left, top, width, height = 26, 6, box["width"] - 32, box["height"] - 26
    return box["x"] + left + (x + 6) / 12 * width, box["y"] + top + (6 - y) / 12 * height


# What is computed


@pytest.mark.parametrize("case", CASES)
def test_the_maps_of_all_units_equal_those_of_core(show, case):
    page = show(case)
    run, (data, _, _) = run_of(case), CASES[case]
    coordinates = make_dataset(data).train_points.shape[1]
    points = grid(REACH, 100 if coordinates == 2 else 241, coordinates)
    inputs = network_inputs(points, input_names(data.inputs, coordinates))
    for frame in {0, probe(page, "frames") - 1}:
        seek(page, frame)
        packed = page.evaluate(
            f"""() => {{
              const bytes = new Uint8Array({PROBE}.unitValues().slice().buffer);
              let text = "";
              for (let k = 0; k < bytes.length; k += 8192) text += String.fromCharCode(...bytes.subarray(k, k + 8192));
              return btoa(text);
            }}"""
        )
        shown = np.frombuffer(base64.b64decode(packed)).reshape(-1, len(inputs))
        number = list(run.frames).index(probe(page, "epoch"))
        expected = np.concatenate([inputs.T, unit_values(run.layout, run.parameters[number], inputs)])
        np.testing.assert_allclose(shown, expected, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("case", ["circle", "deep"])
def test_the_readings_are_the_losses_of_the_frame(show, case):
    page = show(case)
    run = run_of(case)
    frame = probe(page, "frames") // 3
    seek(page, frame)
    epoch = probe(page, "epoch")
    expect(part(page, ".count strong")).to_have_text(str(epoch))
    expected = [run.train_losses[epoch], run.test_losses[epoch], 100 * run.test_accuracies[epoch]]
    values = [float(text.removesuffix(" %")) for text in part(page, ".readings b").all_inner_texts()]
    assert values == pytest.approx(expected, rel=1e-3)


# The player


def test_playing_shows_frame_after_frame_and_sends_the_server_nothing(show):
    page = show()
    part(page, "button.reset").click()
    expect(page.locator("[data-testid=stCode]")).to_contain_text("('playhead', 0)")
    idle(page)
    page.sent.clear()
    page.evaluate(f"""() => {{
      window.seen = new Set();
      const look = () => {{ window.seen.add({PROBE}.frame); if (!window.over) requestAnimationFrame(look); }};
      look();
    }}""")
    part(page, "button.play").click()
    page.wait_for_function(f"{PROBE}.frame > 100")
    assert probe(page, "playing")
    assert page.sent == []
    page.wait_for_function(f"!{PROBE}.playing")
    page.evaluate("window.over = true")
    assert probe(page, "frame") == 120
    assert page.evaluate("window.seen.size") > 40  # of 121; a busy machine skips some
    expect(page.locator("[data-testid=stCode]")).to_contain_text("('playhead', 120)")


def test_keys_play_step_and_jump(show):
    page = show()
    part(page, ".timeline").focus()
    page.keyboard.press("Home")
    assert probe(page, "frame") == 0
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert probe(page, "frame") == 1
    page.keyboard.press("Shift+ArrowRight")
    assert probe(page, "frame") == 11
    page.keyboard.press("End")
    assert probe(page, "frame") == 120
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    page.wait_for_function(f"{PROBE}.frame > 3")
    page.keyboard.press("Space")
    assert not probe(page, "playing")
    expect(part(page, ".timeline")).to_have_attribute("aria-valuenow", str(probe(page, "epoch")))


def test_buttons_step_back_and_forwards_and_space_on_a_button_presses_it_once(show):
    page = show()
    part(page, "button.reset").click()
    part(page, "button.forward").click()
    part(page, "button.forward").click()
    assert probe(page, "frame") == 2
    part(page, "button.back").click()
    assert probe(page, "frame") == 1
    page.keyboard.press("Space")
    assert probe(page, "frame") == 0
    assert not probe(page, "playing")


def test_the_timeline_is_scrubbed_and_the_place_is_told_when_it_rests(show):
    page = show()
    box = part(page, ".timeline").bounding_box()
    left, width, y = box["x"] + 52, box["width"] - 64, box["y"] + 60
    page.mouse.move(left + width, y)
    page.mouse.down()
    seen = []
    for share in (0.9, 0.6, 0.3, 0.25):
        page.mouse.move(left + share * width, y)
        seen.append(probe(page, "epoch"))
    assert seen == [108, 72, 36, 30]
    assert told(page) == []
    page.mouse.up()
    expect(page.locator("[data-testid=stCode]")).to_contain_text("('playhead', 30)")
    assert probe(page, "epoch") == 30


def test_a_film_plays_again_and_again(show):
    page = show()
    part(page, "button.loop").click()
    part(page, "select.speed").select_option("4")
    seek(page, 110)
    part(page, "button.play").click()
    page.wait_for_function(f"{PROBE}.frame < 100 && {PROBE}.frame > 0")
    assert probe(page, "playing")
    idle(page)
    assert ("show", ("loop", True)) in told(page)
    assert ("show", ("speed", 4.0)) in told(page)


def test_motion_is_slow_where_the_reader_asked_for_less(show):
    page = show(reduced_motion="reduce")
    seek(page, 0)
    part(page, "button.play").click()
    page.wait_for_timeout(1500)
    assert 1 <= probe(page, "frame") <= 8


# What stays when the data change


def test_playhead_held_unit_and_zoom_stay_when_a_slider_makes_a_new_run(show):
    page = show()
    seek(page, 40)
    page.mouse.click(*unit_place(page, 1, 2))
    page.mouse.move(*map_place(page, 1, 1))
    part(page, "button.zoom_in").click()
    view = probe(page, "view")
    before = part(page, ".readings b").first.inner_text()
    page.locator(".st-key-rate input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    expect(part(page, ".readings b").first).not_to_have_text(before)
    idle(page)
    assert probe(page, "epoch") == 40
    assert probe(page, "pinned") == {"layer": 1, "unit": 2}
    assert probe(page, "view") == view
    assert view["right"] - view["left"] == 6


def test_a_playhead_at_the_end_stays_at_the_end(show):
    page = show()
    page.locator(".st-key-other button").click()
    page.wait_for_function(f"{PROBE}.frames === 61")
    assert probe(page, "frame") == 60


def test_what_the_script_sets_is_followed(show):
    page = show()
    page.locator(".st-key-script button").click()
    page.wait_for_function(f"{PROBE}.epoch === 10")
    expect(part(page, ".switches input").nth(1)).to_be_checked()


def test_a_new_film_leaves_no_more_nodes_than_the_first(show):
    page = show()
    part_of = "document.querySelector('.st-key-stage [data-testid=stBidiComponentIsolated]')"
    count = f"{part_of}.shadowRoot.querySelectorAll('*').length"
    before = page.evaluate(count)
    page.locator(".st-key-rate input[type=range]").focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(60)
    idle(page)
    assert page.evaluate(count) == before


# What is pointed at


def test_a_unit_shows_its_map_large_and_its_formula_with_numbers(show):
    page = show()
    page.mouse.move(*unit_place(page, 2, 1))
    expect(part(page, ".map-title")).to_have_text("Layer 2, unit 2")
    card = part(page, ".card").first
    expect(card).to_be_visible()
    run = run_of("circle")
    values = unit_values(run.layout, run.parameters[-1], np.zeros((1, 2)))  # the tile's middle is the origin
    shown = float(card.locator(".result strong").inner_text().replace("−", "-"))
    assert shown == pytest.approx(values[5, 0], abs=0.05)  # the pointer stands on a whole pixel
    factors = [cell.inner_text().replace("−", "-") for cell in card.locator("tr").first.locator("td").all()]
    assert float(factors[0]) * float(factors[2]) == pytest.approx(float(factors[4]), abs=2e-3)
    page.mouse.move(2, 2)
    expect(card).to_be_hidden()
    expect(part(page, ".map-title")).to_have_text("What the network says")


def test_a_held_unit_explains_itself_at_the_place_pointed_at_on_the_map(show):
    page = show()
    page.mouse.click(*unit_place(page, 1, 0))
    page.mouse.move(*map_place(page, 5.5, -5.5))
    expect(part(page, ".map-title")).to_have_text("Layer 1, unit 1 (held)")
    expect(part(page, ".card .where").first).to_contain_text(re.compile(r"x₁ = 5\.[45].*x₂ = −5\.[45]"))
    page.keyboard.press("Escape")
    part(page, ".timeline").focus()
    page.keyboard.press("Escape")
    expect(part(page, ".map-title")).to_have_text("What the network says")


def test_a_point_tells_what_it_is_and_what_the_network_says(show):
    page = show("blobs")
    dataset = make_dataset(CASES["blobs"][0])
    x, y = dataset.train_points[0]
    page.mouse.move(*map_place(page, x, y))
    expect(part(page, ".card .title").first).to_have_text("Training point")
    card = part(page, ".card").first.inner_text()
    assert "target" in card
    assert "class 5" in card


def test_a_link_shows_its_weight_over_time(show):
    page = show()
    page.mouse.move(*link_place(page, 2, 0, 3))
    card = part(page, ".card").first
    expect(card.locator(".title")).to_have_text("Weight from h₁·4 to h₂·1")
    run = run_of("circle")
    weight = run.parameters[-1][run.layout.offsets()[1]["W"] + 3]
    assert float(card.locator(".result strong").inner_text().replace("−", "-")) == pytest.approx(weight, rel=1e-4)
    expect(card.locator("canvas.spark")).to_be_visible()


def test_a_moment_of_the_timeline_shows_exact_losses(show):
    page = show()
    box = part(page, ".timeline").bounding_box()
    page.mouse.move(box["x"] + 52 + (box["width"] - 64) / 2, box["y"] + 60)
    card = part(page, ".card").first
    expect(card.locator(".title")).to_have_text("Epoch 60")
    assert float(card.locator("td").first.inner_text()) == pytest.approx(run_of("circle").train_losses[60], rel=1e-5)


# What is edited


def test_a_typed_weight_is_told_and_the_run_goes_on_from_it(show):
    page = show()
    seek(page, 31)
    page.mouse.click(*link_place(page, 2, 1, 0))
    field = part(page, ".card.editable .field")
    expect(field).to_be_focused()
    field.fill("0,75")
    field.press("Enter")
    index = run_of("circle").layout.offsets()[1]["W"] + 4
    expect(page.locator("[data-testid=stCode]")).to_contain_text(f"('edit', (31, {index}, 0.75))")
    expect(part(page, ".flag")).to_have_count(1)
    idle(page)
    assert probe(page, "epoch") == 31
    field.press("Escape")
    part(page, "button.undo").click()
    expect(part(page, ".flag")).to_have_count(0)


def test_a_dragged_bias_is_seen_at_once_and_told_as_it_moves(show):
    page = show()
    seek(page, 0)
    x, y = unit_place(page, 1, 0)
    half = probe(page, "layout.tile") / 2
    page.mouse.click(x - half - 3, y + half + 1)
    expect(part(page, ".card.editable .title")).to_contain_text("Bias of h₁·1")
    before = probe(page, "unitValues()[25000]")
    slider = part(page, ".card.editable input[type=range]")
    slider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    assert probe(page, "unitValues()[25000]") != before
    index = run_of("circle").layout.offsets()[0]["b"]
    expect(page.locator("[data-testid=stCode]")).to_contain_text(f"('edit', (0, {index}, 0.15))")


def test_the_keyboard_finds_units_and_edits_a_weight(show):
    page = show()
    part(page, "canvas.network").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    card = part(page, ".card").first
    expect(card.locator(".title")).to_have_text("Layer 2, unit 2")
    page.keyboard.press("PageDown")
    expect(card.locator(".title")).to_have_text("Bias of h₂·2")
    page.keyboard.press("PageDown")
    expect(card.locator(".title")).to_have_text("Weight from h₁·1 to h₂·2")
    expect(part(page, "[aria-live]")).to_contain_text("Weight from h₁·1 to h₂·2")
    page.keyboard.press("Enter")
    page.keyboard.type("-0.5")
    page.keyboard.press("Enter")
    index = run_of("circle").layout.offsets()[1]["W"] + 4
    expect(page.locator("[data-testid=stCode]")).to_contain_text(f"('edit', (120, {index}, -0.5))")
    page.keyboard.press("Escape")
    expect(part(page, "canvas.network")).to_be_focused()


@pytest.mark.parametrize("text", ["abc", "", "1e999", "1e7"])
def test_what_is_no_weight_is_marked_and_not_told(show, text):
    page = show()
    page.mouse.click(*link_place(page, 2, 1, 0))
    field = part(page, ".card.editable .field")
    field.fill(text)
    field.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    idle(page)
    assert told(page) == []


def test_a_branch_is_told_marked_and_undone(show):
    page = show()
    seek(page, 50)
    part(page, "button.branch").click()
    expect(part(page, ".flag")).to_have_count(1)
    expect(part(page, ".flag")).to_have_attribute("aria-label", "Other settings from epoch 50 on")
    idle(page)
    assert ("branch", 50) in told(page)
    seek(page, 100)
    part(page, ".flag").click()
    assert probe(page, "epoch") == 50
    part(page, "button.undo").click()
    expect(part(page, ".flag")).to_have_count(0)
    expect(part(page, "button.undo")).to_be_hidden()


# For everybody


def test_a_diverged_run_says_so(show):
    page = show("away")
    expect(part(page, ".warning")).to_have_text(f"Diverged at epoch {run_of('away').epochs + 1}")
    assert "NaN" not in part(page, ".stage").inner_text()


def test_the_stage_has_a_text_alternative_that_follows(show):
    page = show()
    expect(part(page, ".stage")).to_have_attribute("aria-label", "A network learns circle.")
    part(page, ".timeline").focus()
    page.keyboard.press("Home")
    losses = run_of("circle")
    start = f"train loss {losses.train_losses[0]:.4g}, test loss {losses.test_losses[0]:.4g}."
    expect(part(page, "[aria-live]")).to_have_text(f"Epoch 0 of 120: {start}")
    expect(part(page, ".timeline")).to_have_attribute("aria-valuetext", f"Epoch 0 of 120: {start}")


def test_it_speaks_chinese(show):
    page = show(language="zh")
    expect(part(page, ".count")).to_have_text("轮次 120 / 120")
    page.mouse.move(*unit_place(page, 1, 0))
    expect(part(page, ".map-title")).to_have_text("第 1 层第 1 个单元")


def test_it_stacks_on_a_phone_without_overflow(show):
    page = show(viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    net, plane = part(page, "canvas.network").bounding_box(), part(page, "canvas.marks").bounding_box()
    assert plane["y"] >= net["y"] + net["height"]
    assert plane["x"] + plane["width"] <= 390


def test_it_follows_the_theme_in_place(show):
    page = show(color_scheme="light")
    page.evaluate("""document.querySelector('.st-key-stage [data-testid="stBidiComponentIsolated"]').shadowRoot
      .querySelector('canvas.network').mark = "same" """)
    corner = """() => {
      const root = document.querySelector('.st-key-stage [data-testid="stBidiComponentIsolated"]').shadowRoot;
      const canvas = root.querySelector('canvas.network');
      const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, 20).data;
      let [dark, light] = [0, 0];
      for (let k = 0; k < data.length; k += 4) if (data[k + 3] > 200) data[k] < 140 ? dark++ : light++;
      return [canvas.mark, dark > light];
    }"""
    assert page.evaluate(corner) == ["same", True]
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"JSON.stringify(({corner})()) === '[\"same\",false]'")


# The server's side


def test_the_colors_are_those_of_every_other_figure():
    css = (ROOT / "pages/shared/live/stage/stage.css").read_text("utf-8")
    colors = dict(re.findall(r"--([\w-]+): (#\w{6});", css))
    assert [colors["class-a"], colors["class-b"]] == [theme.CLASS_A, theme.CLASS_B]
    assert [colors["train"], colors["test"], colors["bad"]] == [theme.TRAIN, theme.TEST, theme.BAD]
    assert [colors[f"category-{k}"] for k in range(10)] == list(theme.CATEGORICAL)
    assert colors["middle"] == theme.DIVERGING[1][1]


@pytest.mark.parametrize(
    "told", [None, 3, {}, {"epoch": -1, "parameter": 0, "value": 1}, {"epoch": 1, "parameter": 0.5, "value": 1},
             {"epoch": 1, "parameter": 0, "value": float("nan")}, {"epoch": 1, "parameter": 0, "value": 1e7},
             {"epoch": 1, "parameter": 0, "value": "1"}, {"epoch": True, "parameter": 0, "value": 1},
             {"epoch": 2**40, "parameter": 0, "value": 1}],
)  # fmt: skip
def test_a_forged_edit_is_none(told):
    assert accepted_edit(told) is None


def test_what_is_told_rightly_is_taken():
    assert accepted_edit({"epoch": 4, "parameter": 7, "value": 2}) == (Edit(4, 7, 2.0),)
    assert accepted_epoch(7) == (7,)
    view = {"log": True, "measure": "accuracy", "speed": 2}
    assert accepted_show(view) == view


@pytest.mark.parametrize("told", [None, "7", 7.0, True, -1, [7]])
def test_a_forged_epoch_is_none(told):
    assert accepted_epoch(told) is None


@pytest.mark.parametrize(
    "told", [None, [], {"secret": True}, {"log": 1}, {"measure": []}, {"speed": 0}, {"speed": float("inf")},
             {"speed": True}],
)  # fmt: skip
def test_a_forged_setting_of_the_view_is_left_out(told):
    assert accepted_show(told) == {}


def test_a_stage_wants_a_text_alternative():
    data = CASES["circle"][0]
    with pytest.raises(TypeError, match="alt"):
        stage(stage_message(run_of("circle"), make_dataset(data), data.inputs), key="x")
