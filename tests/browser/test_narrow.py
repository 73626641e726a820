"""On a narrow figure as many of its named ticks are shown as there is room for."""

import pytest

from pages.shared.live.assets import module_address
from tests.browser.chromium import idle

APP = "tests/browser/live_kit_app.py"
FITTED = """async ([address, layout, width]) => {
  const { fitted } = await import(new URL(address, document.baseURI).href);
  return fitted(layout, width);
}"""
NAMES = list("abcdefgabcdefgabcdefgabc")
AXIS = {"tickvals": list(range(24)), "ticktext": NAMES, "tickfont": {"size": 10}, "range": [-0.5, 23.5], "tickangle": 0}
MAP = {
    "margin": {"l": 40, "r": 8}, "xaxis": {"range": [0, 300]},
    "xaxis3": AXIS | {"domain": [0, 0.3]}, "yaxis3": AXIS | {"scaleanchor": "x3", "range": [23.5, -0.5]},
}  # fmt: skip
PACKED = {"dtype": "i1", "bdata": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"}  # 0 to 23


@pytest.fixture(scope="module")
def fitted(browser, server):
    page = browser.new_page()
    page.goto(server(APP))
    idle(page)
    yield lambda layout, width: page.evaluate(FITTED, [module_address("figure/narrow.js"), layout, width])
    page.close()


@pytest.mark.parametrize("places", [list(range(24)), PACKED])
def test_both_sides_of_a_map_show_every_third_letter_on_a_phone(fitted, places):
    layout = MAP | {name: MAP[name] | {"tickvals": places} for name in ("xaxis3", "yaxis3")}
    found = fitted(layout, 358)
    assert found.keys() == {"xaxis3", "yaxis3"}
    for axis in found.values():
        assert axis["tickvals"] == list(range(0, 24, 3)) and axis["ticktext"] == NAMES[::3]
        assert axis["tickfont"] == {"size": 10}


def test_where_there_is_room_nothing_changes(fitted):
    bars = {
        "xaxis": {
            "tickvals": list(range(16)),
            "ticktext": [*NAMES[:15], "&quot;"],
            "range": [-0.6, 15.6],
            "tickangle": 0,
        }
    }
    assert fitted(MAP, 900) == {} and fitted(bars, 358) == {}
    words = {"xaxis": bars["xaxis"] | {"ticktext": ["a<br>long word"] * 16}}
    assert fitted(words, 358)["xaxis"]["tickvals"] == [0, 3, 6, 9, 12, 15]


def test_on_a_phone_a_figure_is_laid_out_as_it_says(fitted):
    below = {"domain": [0, 1]}
    layout = {"meta": {"narrow": {"xaxis2": below, "height": 900}}, "xaxis2": {"domain": [0.6, 1], "range": [0, 1]}}
    assert fitted(layout, 358) == {"xaxis2": {"domain": [0, 1], "range": [0, 1]}}
    assert fitted(layout, 700) == {}
