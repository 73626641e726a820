"""The stage in a real Chromium: it computes what core computes, plays without the server, and keeps its place."""

import base64

import numpy as np
import pytest
from playwright.sync_api import expect

from core.data.playground import REACH, input_names, make_dataset, network_inputs
from core.engine.units import grid, unit_values
from pages.shared.live.assets import module_address
from tests.browser.chromium import idle
from tests.networks.mlp.conftest import APP
from tests.networks.mlp.stage_cases import CASES
from tests.networks.mlp.stage_driver import PROBE, map_place, part, probe, run_of, seek, told, unit_place

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


def axis(page, server, losses, log):
    """The axis that the curves of a run with these losses get."""
    return page.evaluate(
        """async ([module, losses, log]) => {
          const { scaleOf } = await import(module);
          return scaleOf({ curves: [{ train_losses: losses, test_losses: losses }] }, "loss", log);
        }""",
        [f"{server(APP)}/{module_address('stage/curves.js')}", losses, log],
    )


def test_the_logarithmic_axis_reaches_the_largest_finite_loss(page, server):
    page.goto(server(APP))
    grown = axis(page, server, [0.1, 1e100, 1.6e299], log=True)
    assert grown["low"] <= 0.1 * (1 + 1e-9) and grown["high"] >= 1.6e299 and len(grown["ticks"]) >= 3
    assert axis(page, server, [0.5, 0.02, 0.011], log=True)["high"] == 1
    assert axis(page, server, [0.5, 0.5], log=True)["low"] < 0.5


def test_a_first_loss_far_above_all_others_is_cut_off_the_linear_axis_and_no_other(page, server):
    page.goto(server(APP))
    cut = axis(page, server, [1.04, 0.3, *[0.1 + 0.1 * k / 400 for k in range(400)]], log=False)
    assert 0.2 <= cut["high"] <= 0.3 and cut["cut"] == 1.04
    falling = axis(page, server, [0.5 * 0.99**k for k in range(400)], log=False)
    assert falling["high"] == 0.5 and falling["cut"] is None


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
