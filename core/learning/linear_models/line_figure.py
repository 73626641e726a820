"""Points with their lines and squared residuals, and the bowl of the loss over both coefficients."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_line, add_path, circle
from core.figures.theme import CLASS_B, GRADIENT, GRID, INK, NEUTRAL, blank, translucent
from core.learning.linear_models.line import LineFit
from core.learning.linear_models.settings import HEIGHT, WIDTH, LineFitConfig

HIGH = 384  # pixels
MARGIN = {"l": 52, "r": 12, "t": 34, "b": 42}
LEVELS = (0.02, 0.1, 0.3, 0.7, 1.4, 2.5, 4.0, 6.0)  # of the bowl, in variances of y above its bottom
DRAWN_STEPS = 400  # of a path
DOTS = 60  # of them, at most
FLAT = 1e-12  # an eigenvalue below this share of the largest: the bowl is a valley without end
Ends = tuple[float, float, float, float]


def is_sheet(data: str) -> bool:
    """Whether the points lie on the sheet on which they can be dragged."""
    return data not in ("Norris", "NoInt1")


def ends_of_plane(data: str) -> Ends:
    """The ends of both axes of the points: they stay while something is dragged."""
    if is_sheet(data):
        return 0.0, WIDTH, 0.0, HEIGHT
    return (-40.0, 1040.0, -40.0, 1040.0) if data == "Norris" else (58.0, 72.0, 128.0, 142.0)


def ends_of_bowl(data: str, standardize: bool, found: LineFit) -> Ends:
    """The ends of the axes of the bowl, which stay while points of the sheet or the line are dragged."""
    if is_sheet(data):
        return (0.0, 14.0, -4.0, 5.0) if standardize else (-10.0, 20.0, -2.5, 2.5)
    if not standardize:
        return (-20.0, 80.0, -1.0, 3.0)
    height, slope = found.bottom[0], abs(found.bottom[1])
    return height - 2 * slope, height + 2 * slope, -slope, 3 * slope


def points_figure(found: LineFit, line: LineFitConfig, drawn: bool, names: tuple[str, str], t: Say) -> Figure:
    """The points, drawn unless they are dragged, the line by hand with a square on every residual, and other lines."""
    ends = ends_of_plane(line.data)
    x, y = found.points.T
    title = t("figure.points", loss=found.hand_loss)
    figure = blank(title, *names, height=HIGH, showlegend=False, hovermode="closest", shapes=[])
    figure.update_layout(margin=dict(MARGIN))
    axis = {"fixedrange": True, "automargin": False, "constrain": "domain"}
    figure.update_xaxes(range=list(ends[:2]), **axis)
    figure.update_yaxes(range=list(ends[2:]), scaleanchor="x", **axis)
    some = slice(None) if drawn else slice(0)
    figure.add_scatter(
        x=x[some], y=y[some], mode="markers", marker={"size": 7, "color": CLASS_B, "opacity": 0.85},
        hovertemplate="(%{x:.5g}, %{y:.5g})<extra></extra>",
    )  # fmt: skip
    add_path(
        figure, squares(found.points, found.hand, ends), CLASS_B, 1, fillcolor=translucent(CLASS_B, 0.14), layer="below"
    )
    lines = [(found.hand, INK, "solid", 2.5)]
    lines += [(found.best, NEUTRAL, "dot", 2.0)] if line.best and found.kind != "constant_x" else []
    lines += [] if found.diverged else [(found.end, GRADIENT, "dash", 2.0)]
    for (intercept, slope), color, dash, width in lines:
        start, end = (ends[0], intercept + slope * ends[0]), (ends[1], intercept + slope * ends[1])
        add_line(figure, start, end, color, width=width, dash=dash)
    return figure


def squares(points: np.ndarray, line: np.ndarray, ends: Ends) -> list[np.ndarray]:
    """A square on the residual of every point (n, 2) to a line (2,), as its corners (2, 4).

    It lies on the side where the line goes away from it, or on the other one where it would leave the picture.
    """
    found = []
    for x, y in points.tolist():
        foot = float(line[0] + line[1] * x)
        side = abs(foot - y) * (-1 if (foot - y) * line[1] < 0 else 1)
        if not ends[0] <= x + side <= ends[1] and ends[0] <= x - side <= ends[1]:
            side = -side
        found.append(np.array([[x, x + side, x + side, x], [y, y, foot, foot]]))
    return found


def bowl_figure(found: LineFit, line: LineFitConfig, standardize: bool, t: Say) -> Figure:
    """Level lines of the loss over the coefficients, the line by hand, the path of the descent, and the bottom."""
    ends = ends_of_bowl(line.data, standardize, found)
    names = (t("axis.height"), t("axis.slope_z")) if standardize else (t("axis.intercept"), t("axis.slope"))
    figure = blank(t("figure.bowl"), *names, height=HIGH, showlegend=False, hovermode="closest", shapes=[])
    figure.update_layout(margin=dict(MARGIN))
    axis = {"fixedrange": True, "automargin": False}
    figure.update_xaxes(range=list(ends[:2]), **axis)
    figure.update_yaxes(range=list(ends[2:]), **axis)
    for (x, y), share in level_lines(found):
        level = {"color": translucent(CLASS_B, 0.9 - 0.6 * share), "width": 1.2, "simplify": False}
        figure.add_scatter(x=x, y=y, mode="lines", line=level, hoverinfo="skip")
    if line.through_origin:
        figure.add_vline(0, line={"color": GRID, "width": 2})
    x, y = found.bottom.tolist()
    figure.add_dot(x, y, 9, fillcolor=NEUTRAL, line={"width": 0})
    seen = path_in_sight(found.path, ends)
    dots = seen[1 : DRAWN_STEPS : max(1, len(seen) // DOTS)][:DOTS]
    steps, marker = {"color": GRADIENT, "width": 2, "simplify": False}, {"color": GRADIENT, "size": 5}
    figure.add_scatter(x=seen[:, 0], y=seen[:, 1], mode="lines", line=steps, hoverinfo="skip")
    figure.add_scatter(x=dots[:, 0], y=dots[:, 1], mode="markers", marker=marker, hoverinfo="skip")
    return figure


def path_in_sight(path: np.ndarray, ends: Ends) -> np.ndarray:
    """The first steps of a path (k, 2), no farther than three widths of the picture away; (m, 2)."""
    some = path[:DRAWN_STEPS] if len(path) <= DRAWN_STEPS else np.vstack([path[: DRAWN_STEPS - 1], path[-1:]])
    middle = np.array([(ends[0] + ends[1]) / 2, (ends[2] + ends[3]) / 2])
    size = np.array([ends[1] - ends[0], ends[3] - ends[2]])
    near = (np.abs(some - middle) <= 3 * size).all(axis=1)
    return np.asarray(some if near.all() else some[: max(1, int(np.argmin(near)))])


def level_lines(found: LineFit) -> list[tuple[np.ndarray, float]]:
    """Ellipses (2, k) on which the loss is so many variances above its bottom, and how high each is, from 0 to 1."""
    z = (found.points[:, 0] - found.mean) / found.spread
    gram = np.array([[1.0, z.mean()], [z.mean(), (z**2).mean()]])
    values, vectors = np.linalg.eigh(gram)
    values = np.maximum(values, FLAT * values[-1])
    variance = float(found.points[:, 1].var()) or 1.0
    around = vectors @ (circle(193) / np.sqrt(values)[:, None])
    heights = [(level, k / (len(LEVELS) - 1)) for k, level in enumerate(LEVELS)]
    return [(found.bottom[:, None] + np.sqrt(level * variance) * around, share) for level, share in heights]
