"""Contour maps whose heights are drawn anew without Plotly's whole round look as Plotly would draw them."""

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from pages.shared.live.assets import module_address
from tests.browser.chromium import idle

APP = "tests/browser/live_kit_app.py"
LAYOUT = {
    "xaxis": {"range": [-3, 3]}, "yaxis": {"range": [-3, 3]}, "width": 400, "height": 400,
    "paper_bgcolor": "#ffffff", "plot_bgcolor": "#ffffff",
}  # fmt: skip
LOGARITHMIC = {"yaxis": {"type": "log", "range": [-1, 1]}}
FAINT = [[0, "rgba(6, 107, 169, 0)"], [1, "rgba(6, 107, 169, 0.6)"]]
AXIS = np.linspace(-3, 3, 61)
BOTH = """async ([address, before, after, layout]) => {
  const { moveCurves } = await import(new URL(address, document.baseURI).href);
  document.querySelectorAll(".trial").forEach((node) => node.remove());
  const numbers = (rows) => rows.map((row) => Float32Array.from(row, (value) => value ?? NaN));
  const typed = (data) => data.map((one) => ({ ...one, z: numbers(one.z) }));
  const made = async (name, data) => {
    const plot = document.body.appendChild(document.createElement("div"));
    plot.className = `trial ${name}`;
    plot.style = "position:fixed;top:0;z-index:9999999;width:400px;left:" + (name === "moved" ? "0" : "400px");
    await Plotly.newPlot(plot, typed(data), structuredClone(layout), { staticPlot: true });
    return plot;
  };
  const [moved, drawn] = [await made("moved", before), await made("drawn", after)];
  const done = moveCurves(moved, typed(after), [true]);
  const rounded = (rows) => rows.map((row) => [...row].map(Math.fround));
  const records = ({ calcdata, data, _fullData }) =>
    [calcdata[0][0].z, data[0].z, _fullData[0].z, data[0].customdata].map(rounded);
  return [done, records(moved), records(drawn)];
}"""
BACK = """async ([before, layout]) => {
  const z = before[0].z.map((row) => Float32Array.from(row));
  await Plotly.react(document.querySelector(".moved"), [{ ...before[0], z }], structuredClone(layout));
  await Plotly.react(document.querySelector(".drawn"), [{ ...before[0], z }], structuredClone(layout));
}"""


@pytest.fixture(scope="module")
def kit(browser, server) -> Page:
    page = browser.new_page()
    page.goto(server(APP))
    idle(page)
    yield page
    page.close()


def surface(name: str, y: np.ndarray = AXIS) -> list[list[float | None]]:
    a, b = np.meshgrid(AXIS, y)
    z = {
        "bowl": a**2 + b**2,
        "valley": (a - 0.5 * b) ** 2 * 2 + 0.3 * b**2,
        "saddle": 5 + a * b,
        "plain": 3.0 + 0 * a,
        "pit": np.where(a + b < -5, np.nan, a**2 + b**2),
    }[name]
    return [[None if np.isnan(value) else value for value in row] for row in z.tolist()]


def trace(name: str, **more) -> list[dict]:
    y = np.asarray(more.get("y", AXIS))
    contours = {"start": 1, "end": 12, "size": 1, "coloring": more.pop("coloring", "heatmap")}
    scale = [[0, "#f7fafd"], [0.5, "#c3dcee"], [1, "#7fb4d8"]]
    z = surface(name, np.log10(y) * 3 if (y > 0).all() else y)
    return [
        {"type": "contour", "x": AXIS.tolist(), "y": AXIS.tolist(), "z": z, "customdata": z, "colorscale": scale,
         "zmin": 0, "zmax": 13, "showscale": False, "contours": contours, "line": {"width": 1, "color": "#20405a"}}
        | more
    ]  # fmt: skip


def pictures(page: Page) -> list[np.ndarray]:
    shots = [page.locator(f".{name}").screenshot() for name in ("moved", "drawn")]
    return [np.asarray(Image.open(io.BytesIO(shot)).convert("RGB")).astype(float) for shot in shots]


def unlike(page: Page) -> float:
    """The share of the pixels in which the two maps differ to the eye, a line that lies a pixel aside not counted."""
    one, other = pictures(page)
    near = [np.roll(other, (dy, dx), axis=(0, 1)) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
    return float((np.abs(one - np.array(near)).max(axis=3).min(axis=0) > 40).mean())


@pytest.mark.parametrize("before, after", [("bowl", "valley"), ("saddle", "bowl"), ("valley", "saddle")])
@pytest.mark.parametrize(
    "more",
    [{}, {"coloring": "none"}, {"colorscale": FAINT}, {"y": np.geomspace(0.1, 10, 61).tolist()}],
    ids=["colors", "lines alone", "faint", "log"],
)
def test_new_heights_look_and_answer_as_plotly_would_have_drawn_them(kit, before, after, more):
    layout = LAYOUT | (LOGARITHMIC if "y" in more else {})
    done, moved, drawn = kit.evaluate(
        BOTH, [module_address("figure/curves.js"), trace(before, **more), trace(after, **more), layout]
    )
    assert done
    assert moved == drawn
    assert unlike(kit) < 0.002
    kit.evaluate(BACK, [trace(before, **more), layout])
    assert unlike(kit) == 0, "Plotly goes on from there"


@pytest.mark.parametrize(
    "before, after, more, layout",
    [
        ("bowl", "pit", {}, {}),
        ("pit", "bowl", {}, {}),
        ("bowl", "valley", {"x": (np.linspace(0, 1, 61) ** 2).tolist()}, {}),
        ("bowl", "valley", {"line": {"width": 0}}, {}),
        ("bowl", "valley", {"showscale": True}, {}),
        ("bowl", "valley", {"zmin": None, "zmax": None}, {}),
        ("bowl", "valley", {"colorscale": "Viridis"}, {"yaxis": {}}),
        ("bowl", "valley", {"coloring": "fill"}, {}),
        ("bowl", "valley", {"coloring": "lines"}, {}),
    ],
    ids=[
        "a gap comes", "a gap goes", "uneven", "no lines", "scale", "free heights", "free axis", "filled", "colored",
    ],
)  # fmt: skip
def test_other_maps_are_left_to_plotly(kit, before, after, more, layout):
    made = [trace(name, **more) for name in (before, after)]
    done, *_ = kit.evaluate(BOTH, [module_address("figure/curves.js"), *made, LAYOUT | layout])
    assert not done
