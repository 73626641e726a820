"""Lines and dots that are moved without Plotly's whole round lie where Plotly would draw them, and answer the same."""

import pytest
from playwright.sync_api import Page

from pages.shared.live.assets import module_address
from tests.browser.chromium import idle

APP = "tests/browser/live_kit_app.py"
PLAIN = {"mode": "lines", "line": {"simplify": False}}
LAYOUT = {"xaxis": {"range": [0, 5]}, "yaxis": {"range": [-2, 2]}, "width": 400, "height": 300}
LOGARITHMIC = {"xaxis": {"type": "log", "range": [-3, 1]}, "yaxis": {"type": "log", "range": [-3, 1]}}
X, Y, Z = [0.5, 1.0, 2.5, 4.0], [1.0, -1.0, 0.5, 1.5], [0.25, 1.75, -1.5, 1.0]
DOTS = {"mode": "markers", "marker": {"size": [4, 6, 8, 10]}}
OVER = {"mode": "markers", "cliponaxis": False}
POSITIVE, LARGER = [0.01, 0.1, 1.0, 2.0], [0.02, 0.3, 0.7, 5.0]
# Moves the traces of one figure, and has Plotly draw another from the start: what is seen and remembered of each.
BOTH = """async ([address, before, after, layout]) => {
  const { moveCurves } = await import(new URL(address, document.baseURI).href);
  const made = async (data) => {
    const plot = document.body.appendChild(document.createElement("div"));
    await Plotly.newPlot(plot, structuredClone(data), structuredClone(layout));
    return plot;
  };
  const seen = (plot) => {
    const nodes = (one) => [...plot.querySelectorAll(".scatterlayer " + one)];
    const all = (one, name) => nodes(one).map((node) => node.getAttribute(name)).join("");
    const number = /-?\\d+(\\.\\d+)?(e-?\\d+)?/g;
    const rounded = (text) => text.replace(number, (digits) => Number(digits).toFixed(2)).replaceAll(" ", "");
    const points = plot.calcdata.map((one) => one.map(({ i, x, y, data, tx }) => [i, x ?? null, y ?? null, data, tx]));
    const paths = [all(".js-line", "d"), all(".js-fill", "d"), all(".points .point", "transform")].map(rounded);
    return [paths, points, plot.data, plot._fullData.map(({ _length }) => _length)];
  };
  const [moved, drawn] = [await made(before), await made(after)];
  const done = moveCurves(moved, structuredClone(after), after.map(() => true));
  const found = [done, seen(moved), seen(drawn)];
  if (done) {
    await Plotly.react(moved, structuredClone(before), structuredClone(layout));
    found.push(seen(moved), seen(await made(before)));
  }
  return found;
}"""


@pytest.fixture(scope="module")
def kit(browser, server) -> Page:
    page = browser.new_page()
    page.goto(server(APP))
    idle(page)
    yield page
    page.close()


def both(page: Page, before: dict, after: dict, layout: dict) -> list:
    data = [[{**PLAIN, "type": "scatter", **trace}] for trace in (before, after)]
    return page.evaluate(BOTH, [module_address("figure/curves.js"), *data, {**LAYOUT, **layout}])


@pytest.mark.parametrize(
    "before, after, layout",
    [
        ({"x": X, "y": Y}, {"x": X, "y": Z}, {}),
        ({"x": X, "y": Y, "customdata": X}, {"x": X, "y": Z, "customdata": Z}, {}),
        ({"x": X, "y": Y}, {"x": [*X, 4.5, 4.75], "y": [*Z, 0.0, 1.0]}, {}),
        ({"x": [*X, 4.5], "y": [*Z, 0.0]}, {"x": X, "y": Y}, {}),
        ({"x": [*X, 4.5, 4.75], "y": [*Y, 0.0, 1.0]}, {"x": [*X, 4.5, 4.75], "y": [1.0, 0.5, None, 0.0, 1.0, 1.5]}, {}),
        ({"x": X, "y": Y, "fill": "tozeroy"}, {"x": X, "y": Z, "fill": "tozeroy"}, {}),
        ({"x": X, "y": Y, "mode": "markers"}, {"x": Y[:1] + X[1:], "y": Z, "mode": "markers"}, {}),
        ({"x": X, "y": Y, "mode": "lines+markers"}, {"x": X, "y": Z, "mode": "lines+markers"}, {}),
        ({"x": X, "y": Y, "mode": "markers"}, {"x": X[1:], "y": Z[1:], "mode": "markers"}, {}),
        ({"x": X[1:], "y": Y[1:], "mode": "markers"}, {"x": X, "y": Z, "mode": "markers"}, {}),
        ({"x": X, "y": Y, "mode": "lines+markers"}, {"x": X, "y": [0, 1, None, 1], "mode": "lines+markers"}, {}),
        ({"x": X, "y": [0, 1, None, 1], "mode": "lines+markers"}, {"x": X, "y": Y, "mode": "lines+markers"}, {}),
        ({"x": X, "y": Y, "mode": "markers"}, {"x": X, "y": [None] * 4, "mode": "markers"}, {}),
        (OVER | {"x": X, "y": Y}, OVER | {"x": X[1:], "y": Z[1:]}, {}),
        ({"x": X, "y": Y, "mode": "markers"}, {"x": [], "y": [], "mode": "markers"}, {}),
        ({"x": X, "y": Y, "mode": "lines", "text": list("abcd")}, {"x": X, "y": Z, "text": list("efgh")}, {}),
        *(
            ({"x": X, "y": Y, "line": line}, {"x": X, "y": Z, "line": line}, {})
            for line in ({"shape": "hv", "simplify": False}, {"width": 0, "simplify": False})
        ),
        ({"x": POSITIVE, "y": POSITIVE}, {"x": POSITIVE, "y": LARGER}, LOGARITHMIC),
    ],
    ids=[
        "line", "customdata", "longer", "shorter", "gap", "area", "dots", "both", "fewer dots", "more dots",
        "a dot goes", "a dot comes", "no dot left", "unclipped", "nothing left", "text", "steps", "thin", "log",
    ],
)  # fmt: skip
def test_what_is_moved_is_what_plotly_would_have_drawn(kit, before, after, layout):
    done, moved, drawn, back, again = both(kit, before, after, layout)
    assert done
    assert moved == drawn
    assert back == again, "Plotly goes on from there"


@pytest.mark.parametrize(
    "before, after, layout",
    [
        (DOTS | {"x": X, "y": Y}, DOTS | {"x": X[1:], "y": Z[1:]}, {}),
        (OVER | {"x": X, "y": Y}, OVER | {"x": [*X[1:], 6.0], "y": Y}, {}),
        ({**OVER, "mode": "lines+markers", "x": X, "y": Y}, {**OVER, "mode": "lines+markers", "x": X, "y": Z}, {}),
        ({"x": X, "y": Y, "mode": "text", "text": "a"}, {"x": X, "y": Z, "mode": "text", "text": "a"}, {}),
        ({"x": X, "y": Y, "fill": "tozeroy"}, {"x": X, "y": [1, None, 1, 1], "fill": "tozeroy"}, {}),
        ({"x": X, "y": Y, "fill": "toself"}, {"x": X, "y": Z, "fill": "toself"}, {}),
        ({"x": X, "y": Y}, {"x": X, "y": [None, None, None, 1]}, {}),
        ({"x": X, "y": Y}, {"x": list("abcd"), "y": Z}, {"xaxis": {}}),
        ({"x": X, "y": Y}, {"x": X, "y": Z}, {"yaxis": {}}),
        ({"type": "bar", "x": X, "y": Y}, {"type": "bar", "x": X, "y": Z}, {}),
        ({"x": X, "y": Y, "customdata": X}, {"x": X, "y": Z}, {}),
        ({"x": X, "y": Y, "text": list("abcd")}, {"x": X, "y": Z, "text": "a"}, {}),
    ],
    ids=[
        "fewer dots of several sizes",
        "out of the axes, unclipped",
        "unclipped line",
        "words",
        "area with a gap",
        "closed",
        "one point",
        "names",
        "free axis",
        "bars",
        "data lost",
        "one text",
    ],
)  # fmt: skip
def test_anything_else_is_left_to_plotly_and_untouched(kit, before, after, layout):
    done, kept, _ = both(kit, before, after, layout)
    assert not done
    untouched, *_ = [both(kit, before, before, layout)]
    assert kept == untouched[2]
