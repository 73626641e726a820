"""What a person does: forgets eval(), clicks on the layer where the columns part, and drags another digit in."""

import re

from playwright.sync_api import Page, expect

from tests.browser.chromium import idle

APP = "streamlit_app.py"


def gaps(page: Page) -> list[str]:
    """The numbers between the columns, from top to bottom."""
    texts = page.locator(".st-key-frameworks_rosetta .scatterlayer text").all_text_contents()
    return [text for text in texts if re.search(r"\d$", text) and "→" not in text]


def test_a_forgotten_eval_turns_the_gaps_red_and_the_clicked_layer_is_told(page, server):
    page.goto(f"{server(APP)}/frameworks?lang=en")
    idle(page)
    figure = page.locator(".st-key-frameworks_rosetta")
    expect(figure.locator(".scatterlayer text", has_text="ONNX Runtime")).to_be_visible()
    assert not any("✗" in text for text in gaps(page))
    page.get_by_role("combobox", name="Mistake in the port").click()
    page.get_by_role("option", name="PyTorch: eval() forgotten").click()
    expect(page.get_by_text("The columns part at")).to_be_visible()
    idle(page)
    assert sum("✗" in text for text in gaps(page)) == 20  # ten layers, on both sides of PyTorch
    expect(page).to_have_url(re.compile("frameworks_mistake=train"))
    box = figure.locator(".scatterlayer .points path").nth(4).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile("frameworks_layer=4"))
    expect(page.get_by_text("nn.Conv2d(6, 16, 5)").first).to_be_visible()
    page.get_by_role("slider", name="Test digit").press("ArrowRight")
    expect(page).to_have_url(re.compile("frameworks_digit=1"))
    idle(page)
    assert any("8" in text for text in figure.locator(".scatterlayer text", has_text="→").all_text_contents())
