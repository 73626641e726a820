"""The chain rule as a graph with a derivative on every edge, and a small square beside its two images."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_arrow, add_line, add_path, plane
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, INK, NEUTRAL, PANEL, TEST, blank, translucent
from core.mathematics.gradients.chain import Chain, SmallSquare, boundary
from core.mathematics.gradients.landscape import REACH

GRAPH = 176  # heights in pixels
PLANES = 330
NODES = {"x": (0, 1), "y": (0, 0), "u": (1, 1), "v": (1, 0), "z": (2, 0.5)}
BY_PATH = {"u": GRADIENT, "v": TEST}  # the color of the path through u, and of that through v
NODE = 46  # pixels
SHARE = {("x", "v"): 0.3, ("y", "u"): 0.3}  # where on its edge a derivative stands, so that crossing edges leave room
LARGEST = 1e30  # beyond, nothing is drawn
VIEW = 2.5  # what the microscope shows is VIEW times a power of COARSER: it seldom changes
COARSER = 2.0


def chain_graph(found: Chain, by: str, t: Say) -> Figure:
    """x and y, then u and v, then z: on every edge its derivative, and both paths from the chosen variable in color."""
    figure = blank(height=GRAPH, showlegend=False, hovermode=False, shapes=[], margin={"l": 8, "r": 8, "t": 4, "b": 4})
    figure.update_xaxes(visible=False, range=[-0.2, 2.2], fixedrange=True)
    figure.update_yaxes(visible=False, range=[-0.38, 1.38], fixedrange=True)
    derivatives = {
        ("x", "u"): found.jacobian[0, 0], ("x", "v"): found.jacobian[1, 0], ("y", "u"): found.jacobian[0, 1],
        ("y", "v"): found.jacobian[1, 1], ("u", "z"): found.outer[0], ("v", "z"): found.outer[1],
    }  # fmt: skip
    for start, end in derivatives:
        followed = start in (by, "u", "v")
        color = BY_PATH[end if start in "xy" else start] if followed else translucent(NEUTRAL, 0.55)
        add_line(figure, NODES[start], NODES[end], color, width=4 if followed else 1.5)
    for (start, end), value in derivatives.items():
        _add_text(figure, _on_edge(start, end), t("edge", above=end, below=start, value=short(value)))
    _add_text(
        figure, np.array([2.0, -0.12]), t("edge", above="z", below=by, value=short(found.gradient["xy".index(by)]))
    )
    for name, place in NODES.items():
        value = getattr(found, name)
        border = {"color": INK, "width": 3 if name in (by, "z") else 1.5}
        text = {"text": f"{name}<br>{short(value)}", "font": {"size": 12, "color": INK}}
        figure.add_dot(*place, NODE, fillcolor=PANEL, line=border, label=text)
    return figure


def _on_edge(start: str, end: str) -> np.ndarray:
    """The place (2,) of an edge's derivative."""
    a, b = np.array(NODES[start], dtype=float), np.array(NODES[end], dtype=float)
    return np.asarray(a + SHARE.get((start, end), 0.5) * (b - a))


def _add_text(figure: Figure, place: np.ndarray, text: str) -> None:
    """A text on a patch of the background, so that the edge under it does not cross it out."""
    x, y = map(float, place)
    half = 3.7 * len(text)
    figure.add_shape(
        type="rect", xsizemode="pixel", ysizemode="pixel", xanchor=x, yanchor=y, x0=-half, x1=half, y0=-10, y1=10,
        fillcolor=PANEL, line={"width": 0}, label={"text": text, "font": {"size": 13, "color": INK}},
    )  # fmt: skip


def short(value: float) -> str:
    """Three significant digits, as fit on an edge or into a node."""
    if not math.isfinite(value):
        return "–" if math.isnan(value) else "∞" if value > 0 else "−∞"
    return f"{value:.3g}".replace("e+", "e").replace("-", "−")


def square_figure(found: Chain, square: SmallSquare, side: float, by: str, t: Say) -> Figure:
    """The square around the point in the plane of x and y."""
    figure = plane(t("figure.square"), (t("axis.x"), t("axis.y")), REACH, height=PLANES, constrain="domain")
    here = np.array([[found.x], [found.y]])
    _add_grid(figure, here + side * square.square, CLASS_B)
    for name, end in zip("xy", np.eye(2), strict=True):
        _add_column(figure, here[:, 0], here[:, 0] + side * end / 2, name == by, "")
    return figure


def microscope_figure(found: Chain, square: SmallSquare, by: str, t: Say) -> Figure:
    """Both images of the square, magnified so that its side has length 1."""
    reach = view_of(square)
    figure = plane(t("figure.image"), (t("axis.u"), t("axis.v")), reach, height=PLANES, dtick=reach / VIEW)
    known = square.image[(np.abs(square.image) < LARGEST).all(axis=(1, 2))]
    _add_grid(figure, square.image if len(known) == len(square.image) else known, CLASS_B)
    if (np.abs(square.linear) < LARGEST).all():
        add_path(figure, [boundary(square.linear)], CLASS_A, 3, dash="dash")
        for name, column in zip("xy", found.jacobian.T, strict=True):
            _add_column(figure, np.zeros(2), column / 2, name == by, name, head=0.07 * reach)
    return figure


def view_of(square: SmallSquare) -> float:
    """How far the microscope shows along each axis: the image by the Jacobian, the true one where that is a point."""
    sizes = [float(np.abs(one).max(initial=0)) for one in (square.linear, square.image[np.isfinite(square.image)])]
    size = next((one for one in sizes if 1e-12 < one < LARGEST), 1.0)
    return float(VIEW * COARSER ** math.ceil(math.log(1.1 * size / VIEW, COARSER)))


def _add_grid(figure: Figure, lines: np.ndarray, color: str) -> None:
    """Grid lines (n, 2, places); where none is missing the area between them is filled."""
    add_path(figure, list(lines), translucent(color, 0.6), 1)
    if len(lines) % 2 == 0 and len(lines):
        add_path(figure, [boundary(lines)], color, 2.5, fillcolor=translucent(color, 0.15))


def _add_column(
    figure: Figure, start: np.ndarray, end: np.ndarray, followed: bool, name: str, head: float = 0.34
) -> None:
    """Half a side of the square, or where it goes: start and end are (2,)."""
    label = f"½ ∂(u, v)/∂{name}" if name else ""
    add_arrow(figure, start, end, INK if followed else NEUTRAL, width=3, head=head, label=label, away=np.zeros(2),
              label_style={"font": {"color": INK, "size": 12}})  # fmt: skip
