"""What is pointed at and edited on the stage, and that everybody can: by keys, in Chinese, on a phone, in the dark."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from core.data.playground import make_dataset
from core.engine.units import unit_values
from tests.browser.chromium import idle
from tests.networks.mlp.stage_cases import CASES
from tests.networks.mlp.stage_driver import link_place, map_place, part, probe, run_of, seek, told, unit_place

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
