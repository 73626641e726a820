"""Parallel coordinates: every run a line through its settings to its score."""

import numpy as np

from core.figures.figure import Figure, Say, figure_text
from core.figures.theme import CATEGORICAL, GRID, INK, PAPER, blank
from core.practice.runs.records import RunRecord, is_seed, lower_is_better, score, shown
from core.practice.runs.table import RunsTable

MOST_AXES = 7
CROWDED = 4  # axes, from which on every second name stands higher, for a phone is narrow
MOST_TICKS = 6
WIDE_RATIO = 6  # between the largest and the smallest value, from which on an axis is one of logarithms
SHADES = (CATEGORICAL[1], "#e0a96d", "#b9bfc6", "#6fa8d0", CATEGORICAL[0])  # from the worst fifth to the best
Ticks = list[tuple[float, str]]


def parallel_figure(records: tuple[RunRecord, ...], table: RunsTable, metric: str, at: str, t: Say) -> Figure:
    """The settings that differ as axes, the score as the last one; blue lines are the better runs, orange the worse."""
    scores = np.array([score(record, metric, at) for record in records])
    known = np.isfinite(scores)
    names = [name for name in table.varying if not is_seed(name)][:MOST_AXES]
    kept = [record for record, has in zip(records, known, strict=True) if has]
    figure = blank(height=300, showlegend=False, shapes=[], annotations=[], margin={"l": 8, "r": 8, "t": 42, "b": 14})
    hidden = {"visible": False, "fixedrange": True, "automargin": False}
    figure.update_layout(
        xaxis={"range": [-0.35, len(names) + 0.45], **hidden}, yaxis={"range": [-0.06, 1.06], **hidden}
    )
    if not kept:
        return figure.add_scatter(x=[0], y=[0.5], mode="text", text=[t("table.none")], textposition="middle right")
    columns = [axis_of([record.settings.get(name) for record in kept]) for name in names]
    columns.append(axis_of(scores[known].tolist()))
    heights = np.array([values for values, _ in columns])  # (axes, runs)
    _lines(figure, heights, shade_places(scores[known], lower_is_better(metric)), kept, scores[known])
    for place, (name, (_, ticks)) in enumerate(zip([*names, metric], columns, strict=True)):
        _axis(figure, place, name, ticks, raised=len(names) >= CROWDED and place % 2 == 1)
    return figure


def axis_of(values: list[object]) -> tuple[np.ndarray, Ticks]:
    """The heights of values on an axis from 0 to 1, (runs,), and its ticks.

    Numbers far apart lie by their logarithms; texts in the order of their appearance.
    """
    numbers = [float(value) for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    if len(numbers) < len(values):
        texts = [shown(value) for value in values]
        names = list(dict.fromkeys(texts))
        places = {name: k / max(len(names) - 1, 1) for k, name in enumerate(names)}
        return np.array([places[text] for text in texts]), [(places[name], name) for name in names[:MOST_TICKS]]
    x = np.array(numbers)
    wide = bool(x.min() > 0 and x.max() / x.min() > WIDE_RATIO)
    scaled = np.log10(x) if wide else x
    span = float(np.ptp(scaled)) or 1.0
    heights = (scaled - scaled.min()) / span
    different, first = np.unique(x, return_index=True)
    if len(different) > MOST_TICKS:
        ends = np.linspace(0, 1, 4)
        at = scaled.min() + ends * span
        return heights, [(float(p), f"{10**v if wide else v:.3g}") for p, v in zip(ends, at, strict=True)]
    return heights, [(float(heights[k]), shown(float(x[k]))) for k in first]


def shade_places(scores: np.ndarray, lower: bool) -> np.ndarray:
    """Of every run the fifth that its score (runs,) lies in, from 0 (worst) to 4 (best)."""
    ranks = np.searchsorted(np.sort(scores), scores) / max(len(scores) - 1, 1)
    return np.minimum((len(SHADES) * (1 - ranks if lower else ranks)).astype(np.int64), len(SHADES) - 1)


def _lines(
    figure: Figure, heights: np.ndarray, places: np.ndarray, records: list[RunRecord], scores: np.ndarray
) -> None:
    """All runs of a shade as one trace; heights (axes, runs)."""
    for place, color in enumerate(SHADES):
        x: list[float | None] = []
        y: list[float | None] = []
        texts: list[str] = []
        for run in np.flatnonzero(places == place):
            x += [*range(len(heights)), None]
            y += [*heights[:, run].tolist(), None]
            texts += [f"{figure_text(records[run].label)}: {scores[run]:.4f}"] * (len(heights) + 1)
        figure.add_scatter(
            x=x, y=y, text=texts, mode="lines", line={"color": color, "width": 2}, opacity=0.75,
            hovertemplate="%{text}<extra></extra>",
        )  # fmt: skip


def _axis(figure: Figure, place: int, name: str, ticks: Ticks, raised: bool) -> None:
    figure.add_shape(type="line", x0=place, x1=place, y0=0, y1=1, line={"color": INK, "width": 1.5})
    above = {"yref": "y domain", "yanchor": "bottom", "showarrow": False, "yshift": 15 * raised}
    figure.add_annotation(x=place, y=1.0, text=figure_text(name, 16), font={"size": 12, "color": INK}, **above)
    for height, text in ticks:
        figure.add_shape(type="line", x0=place - 0.02, x1=place + 0.02, y0=height, y1=height, line={"color": GRID})
        figure.add_annotation(
            x=place + 0.03, y=height, text=figure_text(text, 12), showarrow=False, xanchor="left",
            font={"size": 11, "color": INK}, bgcolor=PAPER, borderpad=1,
        )  # fmt: skip
