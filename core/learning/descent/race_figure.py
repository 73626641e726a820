"""The race on the map and its losses: whole, or frame by frame as a film."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Change, Frames, Prefix
from core.figures.theme import BAD, GOOD, GRID, blank
from core.learning.descent.race import SMALLEST, OptimizerRace
from core.learning.descent.terrain import Relief
from core.learning.descent.terrain_figure import COLORS, HEIGHT, add_minima, add_relief, empty_map, inside, thin_axis

MOST_FRAMES = 150
MARGIN = {"l": 62, "r": 104, "t": 34, "b": 40}
LOWEST = -16  # exponent of ten at the lower edge of the losses
DECADES = 4  # between two ticks; the upper edge lies on one, so that it seldom moves with the loss at the start


def race_map(run: OptimizerRace, land: Relief, t: Say) -> Figure:
    """Every path over the level lines; a cross where one is lost, a dot where one ends."""
    reach = float(land.axis[-1])
    figure = empty_map(t, t("figure.map"), reach)
    add_relief(figure, land)
    add_minima(figure, land.minima, [GOOD] * len(land.minima), np.ones(len(land.minima), bool), 9)
    _add_paths(figure, run, reach)
    for k, method in enumerate(run.methods):
        x, y = run.places[run.ends[k], k].tolist()
        if run.ends[k] == len(run.places) - 1:
            figure.add_dot(x, y, 10, fillcolor=COLORS[method], line={"color": "#ffffff", "width": 1.5})
    return figure


def _add_paths(figure: Figure, run: OptimizerRace, reach: float) -> None:
    shown = inside(run.places, reach)
    marks = "lines+markers" if len(run.places) <= 151 else "lines"
    for k, method in enumerate(run.methods):
        figure.add_scatter(
            x=shown[:, k, 0], y=shown[:, k, 1], mode=marks, name=method, showlegend=False,
            line={"color": COLORS[method], "width": 2}, marker={"size": 4, "color": COLORS[method]},
            customdata=np.arange(len(shown)),
            hovertemplate=method + " %{customdata}: (%{x:.4g}, %{y:.4g})<extra></extra>",
        )  # fmt: skip


def excess(run: OptimizerRace, low: float | None) -> np.ndarray:
    """How far each loss is above the lowest minimum of the map, or the loss itself where there is none; (steps + 1, n).

    What rounding leaves is drawn at the lower edge.
    """
    return run.losses if low is None else np.maximum(run.losses - low, SMALLEST)


def loss_axis(first: float, low: float | None, t: Say) -> dict[str, object]:
    """Factors of ten down to rounding; plain numbers around the start where the map has no minimum."""
    if low is None:
        size = 10.0 ** math.ceil(math.log10(max(abs(first), 1e-3))) if math.isfinite(first) else 1.0
        return {"range": [first - 2 * size, first + 2 * size], "title": {"text": t("axis.loss"), "standoff": 6}}
    top = DECADES * math.ceil(math.log10(max(first, 1e-3)) / DECADES + 0.5) if math.isfinite(first) else DECADES
    return {
        "type": "log", "range": [LOWEST - 0.3, top + 0.3], "dtick": DECADES, "exponentformat": "power",
        "title": {"text": t("axis.excess"), "standoff": 6},
    }  # fmt: skip


def name_beside(figure: Figure, count: int, height: int) -> None:
    """Puts the names of so many curves beside them, where they cover none; below them on a phone."""
    figure.update_layout(
        margin=dict(MARGIN), legend={"x": 1.02, "xanchor": "left", "y": 1, "yanchor": "top", "orientation": "v"}
    )
    room = 22 * math.ceil(count / 3)  # pixels
    figure.when_narrow(
        height=height + room, margin=MARGIN | {"r": 10, "b": 48 + room},
        legend={"x": 0, "xanchor": "left", "y": -0.16, "yanchor": "top", "orientation": "h"},
    )  # fmt: skip


def race_losses(run: OptimizerRace, low: float | None, t: Say) -> Figure:
    """The loss after every step."""
    values = excess(run, low)
    figure = blank(t("figure.losses"), t("axis.step"), "", height=HEIGHT, shapes=[])
    steps = len(values) - 1
    name_beside(figure, len(run.methods), HEIGHT)
    figure.update_xaxes(**thin_axis(range=[-0.02 * steps, 1.02 * steps]))
    figure.update_yaxes(**thin_axis(**loss_axis(float(values[0, 0]), low, t)))
    for k, method in enumerate(run.methods):
        figure.add_scatter(
            x=np.arange(steps + 1), y=values[:, k], mode="lines", name=method,
            line={"color": COLORS[method], "width": 2.5}, hovertemplate=method + " %{x}: %{y:.4g}<extra></extra>",
        )  # fmt: skip
        if run.ends[k] < steps:
            figure.add_vline(int(run.ends[k]) + 1, line={"color": BAD, "width": 1.5, "dash": "dot"})
    return figure


def race_film(run: OptimizerRace, land: Relief, low: float | None, t: Say) -> tuple[Figure, Frames]:
    """Map and losses in one figure; frame k shows what has been walked after the steps so far."""
    reach, steps, values = float(land.axis[-1]), len(run.places) - 1, excess(run, low)
    figure = empty_map(t, "", reach)
    figure.update_layout(
        xaxis={"domain": [0, 0.5]},
        margin={"l": 44, "r": 10, "t": 34, "b": 40},
        showlegend=True,
        plot_bgcolor="rgba(0,0,0,0)",
        legend={"y": 1.03, "x": 0, "xanchor": "left"},
    )
    add_relief(figure, land)
    add_minima(figure, land.minima, [GOOD] * len(land.minima), np.ones(len(land.minima), bool), 9)
    figure.update_layout(
        xaxis2=thin_axis(domain=[0.6, 1], anchor="y2", gridcolor=GRID, range=[-0.02 * steps, 1.02 * steps],
                         title={"text": t("figure.losses"), "standoff": 6, "font": {"size": 12}}),
        yaxis2=thin_axis(anchor="x2", gridcolor=GRID, **loss_axis(float(values[0, 0]), low, t) | {"title": None}),
    )  # fmt: skip
    at = np.unique(np.linspace(0, steps, min(steps, MOST_FRAMES) + 1).round().astype(int))
    shown, count = inside(run.places, reach), np.arange(steps + 1)
    changes: dict[str, Change] = {}
    for k, method in enumerate(run.methods):
        line = {"color": COLORS[method], "width": 2.5}
        ends = np.minimum(at, run.ends[k])  # a lost walk stands still at its last place
        first, tail = len(figure.data), ends[:, None] - np.array([0])
        figure.add_scatter(x=shown[:1, k, 0], y=shown[:1, k, 1], mode="lines", name=method, line=line)
        figure.add_scatter(
            x=shown[:1, k, 0], y=shown[:1, k, 1], mode="markers", showlegend=False,
            marker={"size": 11, "color": COLORS[method], "line": {"color": "#ffffff", "width": 1.5}},
        )  # fmt: skip
        figure.add_scatter(
            x=count[:1], y=values[:1, k], mode="lines", xaxis="x2", yaxis="y2", showlegend=False, line=line,
        )  # fmt: skip
        changes |= {
            f"traces[{first}].x": Prefix(shown[:, k, 0], ends + 1),
            f"traces[{first}].y": Prefix(shown[:, k, 1], ends + 1),
            f"traces[{first + 1}].x": shown[tail, k, 0], f"traces[{first + 1}].y": shown[tail, k, 1],
            f"traces[{first + 2}].x": Prefix(count, ends + 1), f"traces[{first + 2}].y": Prefix(values[:, k], ends + 1),
        }  # fmt: skip
    return figure, Frames(changes, [t("figure.step", step=int(step)) for step in at])
