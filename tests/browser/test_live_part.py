"""A moved slider draws again what it changes and nothing else; whatever else is set reaches the whole page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import idle

APP = "streamlit_app.py"


def slider(page, key):
    return page.locator(f".st-key-{key} input[type=range]")


def shown(page, key):
    return page.locator(f".st-key-{key} input.field")


def press(page, key, name="ArrowRight"):
    slider(page, key).focus()
    page.keyboard.press(name)
    idle(page)


@pytest.mark.parametrize(
    ("link", "key", "part"),
    [
        ("tensors", "tensors_cell", ".st-key-tensors_array .shapelayer path >> nth=-1"),
        ("autograd?autograd_preset=neuron", "autograd_value_w1", ".st-key-autograd_slice .shapelayer path >> nth=0"),
        ("mlp", "mlp_noise_percent", ".st-key-mlp_stage .readings"),
        ("metrics", "metrics_threshold", ".st-key-metrics_roc .shapelayer path >> nth=-1"),
    ],
)
def test_a_moved_slider_runs_the_drawing_alone(link, key, part, page, server):
    frames = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda _: frames.append(1)))
    page.goto(f"{server(APP)}/{link}")
    idle(page)
    whole = len(frames)
    before = page.locator(part).evaluate("node => node.outerHTML")
    frames.clear()
    press(page, key)
    assert 0 < len(frames) < whole / 2
    expect(page).to_have_url(re.compile(key if "value" not in key else "autograd_values="))
    assert page.locator(part).evaluate("node => node.outerHTML") != before


# Shakes the thumb over a few places for a while, as an undecided hand does.
SHAKE = """async (slider, places) => {
  const [low, high] = [Number(slider.min), Number(slider.max)];
  const begun = performance.now();
  slider.dispatchEvent(new PointerEvent("pointerdown"));
  for (let place = 0; performance.now() - begun < 2500; place = (place + 1) % places) {
    slider.value = low + (high - low) * (0.3 + (0.4 * place) / places);
    slider.dispatchEvent(new Event("input"));
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  }
  slider.dispatchEvent(new PointerEvent("pointerup"));
}"""


def test_a_hand_that_shakes_loses_no_connection(page, server):
    """A figure that was on the screen a few redraws ago comes again while the next value is on its way."""
    page.goto(f"{server(APP)}/autograd?autograd_preset=neuron")
    idle(page)
    thumb = slider(page, "autograd_value_w1")
    for places in (3, 4, 3, 4):
        thumb.evaluate(SHAKE, places)
        idle(page)
        assert page.locator("[data-testid=stApp]").get_attribute("data-test-connection-state") == "CONNECTED"


def test_a_click_in_the_drawing_moves_the_slider_beside_it(page, server):
    page.goto(f"{server(APP)}/tensors")
    idle(page)
    press(page, "tensors_cell")
    expect(shown(page, "tensors_cell")).to_have_value("18")
    page.locator(".st-key-tensors_array").scroll_into_view_if_needed()
    cells = page.locator(".st-key-tensors_array .bars .point path")
    box = cells.nth(7).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(shown(page, "tensors_cell")).to_have_value("7")
    expect(page).to_have_url(re.compile("tensors_cell=7"))


def test_a_slider_keeps_its_value_where_the_script_does_not_make_it_again(page, server):
    page.goto(f"{server(APP)}/metrics?metrics_reweight=1")
    idle(page)
    popover = page.get_by_role("button", name=re.compile("prevalence|Prevalence"))
    popover.first.click()
    press(page, "metrics_prevalence", "End")
    highest = shown(page, "metrics_prevalence").input_value()
    popover.first.click()
    expect(slider(page, "metrics_prevalence")).to_have_count(0)
    popover.first.click()
    expect(shown(page, "metrics_prevalence")).to_have_value(highest)
    page.emulate_media(color_scheme="dark")
    idle(page)
    page.wait_for_timeout(2000)  # longer than a slider waits for a script that has forgotten
    expect(shown(page, "metrics_prevalence")).to_have_value(highest)


def test_two_sliders_moved_one_after_the_other_both_count(page, server):
    page.goto(f"{server(APP)}/autograd?autograd_preset=neuron")
    idle(page)
    press(page, "autograd_value_w1", "End")
    press(page, "autograd_value_w2", "Home")
    first, second = (shown(page, f"autograd_value_w{k}").input_value() for k in (1, 2))
    page.goto(page.url)
    idle(page)
    assert [shown(page, f"autograd_value_w{k}").input_value() for k in (1, 2)] == [first, second]


def test_what_was_wrong_with_a_link_is_forgotten_once_a_slider_moves(page, server):
    page.goto(f"{server(APP)}/metrics?metrics_beta=-7")
    idle(page)
    expect(page.get_by_role("alert").filter(has_text="-7")).to_have_count(1)
    press(page, "metrics_threshold")
    expect(page.get_by_role("alert").filter(has_text="-7")).to_have_count(0)


def test_a_button_in_a_view_leads_to_another_view(page, server):
    page.goto(f"{server(APP)}/autograd?autograd_tab=wrong")
    idle(page)
    page.get_by_role("button", name="Open it in the formula view").click()
    expect(page.locator(".st-key-autograd_graph")).to_be_visible()
    idle(page)
    expect(page.locator(".st-key-autograd_formula textarea")).to_be_visible()


def test_a_button_in_a_view_changes_the_source_above_it(page, server):
    page.goto(f"{server(APP)}/metrics?metrics_tab=folds&metrics_source=distributions")
    idle(page)
    page.locator(".st-key-metrics_to_data button").click()
    expect(page.locator(".st-key-metrics_data_set")).to_be_visible()
    expect(page).not_to_have_url(re.compile("metrics_source="))
    expect(shown(page, "metrics_folds")).to_be_visible()


def test_what_was_wrong_with_the_values_of_a_formula_goes_when_a_slider_mends_them(page, server):
    page.goto(f"{server(APP)}/autograd?autograd_preset=neuron&autograd_values=w1+%3D+nonsense(")
    idle(page)
    told = page.locator(".stMain [data-testid=stAlert], .stMain .stCode").filter(has_text="nonsense")
    expect(told.first).to_be_visible()
    press(page, "autograd_value_w1")
    expect(told).to_have_count(0)


def test_a_file_brings_figures_and_code_where_nothing_was(page, server):
    page.goto(f"{server(APP)}/metrics?metrics_source=file&lang=en")
    idle(page)
    rows = "".join(f"{k % 2},{0.3 + 0.4 * (k % 2) + 0.01 * (k % 7)}\n" for k in range(40))
    table = {"name": "mine.csv", "mimeType": "text/csv", "buffer": b"y_true,score\n" + rows.encode()}
    page.locator("input[type=file]").set_input_files(table)
    expect(page.locator(".st-key-metrics_histogram .main-svg").first).to_be_visible(timeout=20_000)
    expect(page.locator(".st-key-metrics_code")).to_have_count(1)
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    press(page, "metrics_threshold")
    expect(page).to_have_url(re.compile("metrics_threshold=0.51"))
