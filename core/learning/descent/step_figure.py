"""One step on the map, and the length of every step along x and y."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_arrow
from core.figures.theme import CLASS_A, CLASS_B, GOOD, GRADIENT, INK, blank
from core.learning.descent.step import Anatomy
from core.learning.descent.terrain import Relief
from core.learning.descent.terrain_figure import DARK, HEIGHT, add_minima, add_relief, empty_map, inside, thin_axis

MARGIN = {"l": 62, "r": 12, "t": 34, "b": 44}
SHARE = 0.27  # length of the arrows in units of half the map
LOWEST, TALLEST = -8.0, 2.0  # exponents of ten of the lengths drawn


def step_map(found: Anatomy, at: int, land: Relief, t: Say) -> Figure:
    """The walk, the place before step `at`, the way straight down, and the way that the rule takes."""
    reach = float(land.axis[-1])
    figure = empty_map(t, t("figure.step"), reach)
    add_relief(figure, land)
    add_minima(figure, land.minima, [GOOD] * len(land.minima), np.ones(len(land.minima), bool), 9)
    shown = inside(found.places, reach)
    figure.add_scatter(
        x=shown[:, 0], y=shown[:, 1], mode="lines+markers", line={"color": DARK, "width": 1.5},
        marker={"size": 4, "color": DARK}, customdata=np.arange(len(shown)),
        hovertemplate="%{customdata}: (%{x:.4g}, %{y:.4g})<extra></extra>",
    )  # fmt: skip
    if at > found.taken:
        return figure
    here, moves = shown[at - 1], np.stack([-found.gradients[at - 1], found.places[at] - found.places[at - 1]])
    for move, color, width in zip(moves, (GRADIENT, CLASS_A), (3.0, 4.0), strict=True):
        length = float(np.hypot(*move))
        if length > 0:
            end = here + SHARE * reach * move / length
            add_arrow(figure, here, end, color, width=width, head=0.06 * reach)
    figure.add_dot(float(here[0]), float(here[1]), 10, fillcolor=DARK, line={"color": "#ffffff", "width": 1.5})
    return figure


def lengths_figure(found: Anatomy, at: int, t: Say) -> Figure:
    """|Δx| and |Δy| of every step on factors of ten; the step that is looked at is marked."""
    figure = blank(t("figure.lengths"), t("axis.step"), t("axis.length"), height=HEIGHT, margin=dict(MARGIN), shapes=[])
    lengths = np.abs(np.diff(found.places, axis=0))
    lengths = np.where(lengths >= 10**LOWEST, lengths, np.nan)
    steps = np.arange(1, len(lengths) + 1)
    figure.update_layout(legend={"y": 1.0, "yanchor": "top", "x": 1, "xanchor": "right", "orientation": "v"})
    figure.update_xaxes(**thin_axis(range=[1 - 0.02 * len(steps), 0.2 + 1.02 * len(steps)]))
    figure.update_yaxes(**thin_axis(type="log", range=[LOWEST, TALLEST], dtick=2, exponentformat="power"))
    for values, color, name in zip(lengths.T, (CLASS_A, CLASS_B), ("|Δx|", "|Δy|"), strict=True):
        figure.add_scatter(
            x=steps, y=values, mode="lines+markers", name=name, line={"color": color, "width": 2},
            marker={"size": 4}, hovertemplate="%{x}: %{y:.4g}<extra></extra>",
        )  # fmt: skip
    figure.add_vline(at, line={"color": INK, "width": 2})
    return figure


def handle_height() -> float:
    """Where the handle of the step stands: low in the figure, above its edge."""
    return float(10 ** (LOWEST + 0.5))
