"""How sure a number is: the resamples, the intervals of all metrics, and their width."""

from collections.abc import Sequence

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, INK, translucent
from core.practice.metrics.certainty import MetricInterval, WidthCurve
from core.practice.metrics.plots import DOTTED, plot

HEIGHT = 300
BARS = 40
WIDTHS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)  # ticks
GRID_STEP = 0.05  # ranges end on this grid, so that they seldom jump


def resamples_figure(values: np.ndarray, interval: MetricInterval, t: Say) -> Figure:
    """The metric on every resample, (resamples,), the value on the screen, and the two intervals."""
    known = values[~np.isnan(values)]
    marks = [interval.value, interval.low, interval.high, interval.wilson_low, interval.wilson_high]
    low, high = range_around([*known[[known.argmin(), known.argmax()]], *(x for x in marks if x is not None)])
    metric = t("metric." + interval.name)
    figure = resample_histogram(known, (low, high), t("figure.resamples", metric=metric), metric, t, HEIGHT)
    if interval.low is not None and interval.high is not None:
        figure.add_vrect(
            interval.low, interval.high, fillcolor=translucent(CLASS_B, 0.12), line={"width": 0}, layer="below"
        )
    if interval.value is not None:
        figure.add_vline(interval.value, line={"color": INK, "width": 2.5})
    top = float(figure.layout["yaxis"]["range"][1])
    for place, name, color, ends in (
        (0.97, t("bootstrap"), CLASS_B, (interval.low, interval.high)),
        (0.9, t("wilson"), CLASS_A, (interval.wilson_low, interval.wilson_high)),
    ):
        if ends[0] is not None and ends[1] is not None:
            _bracket(figure, (ends[0], ends[1]), place * top, name, color)
    return figure


def resamples_alt(interval: MetricInterval, level: float, t: Say) -> str:
    """The value and its bootstrap interval in one sentence."""
    value, low, high = (number or 0.0 for number in (interval.value, interval.low, interval.high))
    metric = t("metric." + interval.name)
    return t("alt.resamples", metric=metric, value=value, low=low, high=high, level=level)


def forest_figure(intervals: Sequence[MetricInterval], chosen: str, t: Say) -> Figure:
    """Every metric with its bootstrap interval, one below the other; a click tells the name."""
    known = [row for row in intervals if row.value is not None and row.low is not None and row.high is not None]
    names = [t("metric." + row.name) for row in known]
    value, low, high = np.array([(row.value, row.low, row.high) for row in known], dtype=float).reshape(-1, 3).T
    figure = plot(t("figure.forest"), "", "", 400, margin={"r": 122})
    figure.update_xaxes(range=[max(-1.0, min(0.0, low.min(initial=0.0))) - 0.02, 1.02])
    figure.update_yaxes(type="category", categoryorder="array", categoryarray=names, range=[len(known) - 0.5, -0.5])
    figure.add_scatter(
        x=value, y=names, mode="markers",
        customdata=[row.name for row in known],
        marker={
            "size": [13 if row.name == chosen else 9 for row in known],
            "color": [INK if row.name == chosen else CLASS_B for row in known],
        },
        error_x={
            "type": "data", "symmetric": False, "thickness": 2, "width": 5, "color": CLASS_B,
            "array": high - value, "arrayminus": value - low,
        },
        hovertext=[f"{row.value:.6f} [{row.low:.6f}, {row.high:.6f}]" for row in known],
        hovertemplate="%{y}: %{hovertext}<extra></extra>",
    )  # fmt: skip
    for name, row in zip(names, known, strict=True):
        figure.add_annotation(
            x=1, xref="paper", y=name, xanchor="left", showarrow=False, xshift=8, font={"size": 12},
            text=f"{row.value:.3f} [{row.low:.3f}, {row.high:.3f}]",
        )  # fmt: skip
    return figure


def width_figure(curve: WidthCurve, width: float | None, t: Say) -> Figure:
    """Width of the interval over the size of the test set, both on scales of factors."""
    sizes = curve.sizes.astype(float)
    figure = plot(t("figure.width"), t("axis.test_size"), t("axis.width"), HEIGHT, showlegend=True, hovermode="x")
    figure.update_xaxes(type="log", range=[np.log10(17), np.log10(12000)])
    figure.update_xaxes(tickvals=curve.sizes.tolist(), ticktext=[f"{size}" for size in curve.sizes])
    figure.update_yaxes(type="log", tickvals=list(WIDTHS), ticktext=[f"{x:g}" for x in WIDTHS])
    figure.update_yaxes(range=_log_range([*curve.bootstrap, *curve.wilson, width or np.nan]))
    anchor = _first_known(curve)
    if anchor is not None:
        size, at = anchor
        figure.add_scatter(
            x=sizes, y=at * np.sqrt(size / sizes), mode="lines", name="1/√n", hoverinfo="skip", line=DOTTED
        )
    for values, name, color in (
        (curve.bootstrap, t("bootstrap"), CLASS_B), (curve.wilson, t("wilson"), CLASS_A),
    ):  # fmt: skip
        seen = values > 0  # NaN and zero have no place on a scale of factors
        if seen.any():
            figure.add_scatter(
                x=sizes[seen], y=values[seen], mode="lines+markers", name=name, line={"color": color},
                hovertemplate="n = %{x:d}: %{y:.4f}<extra>" + name + "</extra>",
            )  # fmt: skip
    if width:
        figure.add_scatter(
            x=[float(curve.samples)], y=[width], mode="markers", name=t("here"),
            marker={"size": 13, "color": INK}, hovertemplate="n = %{x:d}: %{y:.4f}<extra></extra>",
        )  # fmt: skip
    return figure


def resample_histogram(
    known: np.ndarray, ends: tuple[float, float], title: str, x_name: str, t: Say, height: int
) -> Figure:
    """How often each of the values (n,) came, as bars between the two ends: one for each value where they are few."""
    x, counts = np.unique(np.round(known, 9), return_counts=True)
    width = float(np.diff(x).min()) if len(x) > 1 else (ends[1] - ends[0]) / BARS
    if len(x) > BARS:  # more values than bars: they are binned
        counts, edges = np.histogram(known, bins=BARS, range=ends)
        x, width = (edges[1:] + edges[:-1]) / 2, float(edges[1] - edges[0])
    figure = plot(title, x_name, t("axis.resamples"), height, xaxis={"range": list(ends)})
    figure.update_yaxes(range=[0, max(1.0, float(counts.max())) * 1.28])
    figure.add_bar(
        x=x, y=counts, width=width * 0.92, marker={"color": translucent(CLASS_B, 0.5), "line": {"width": 0}},
        hovertemplate="%{x:.4f}: %{y}<extra></extra>",
    )  # fmt: skip
    return figure


def _bracket(figure: Figure, interval: tuple[float, float], y: float, name: str, color: str) -> None:
    figure.add_scatter(
        x=list(interval), y=[y, y], mode="lines+markers", line={"color": color, "width": 3},
        marker={"symbol": "line-ns-open", "size": 11, "line": {"width": 3, "color": color}},
        hovertemplate=name + ": %{x:.4f}<extra></extra>",
    )  # fmt: skip
    left, right = figure.layout["xaxis"]["range"]
    beyond = right - interval[1] > interval[0] - left  # the name stands where there is more room
    figure.add_annotation(
        x=interval[1] if beyond else interval[0], y=y, text=name, showarrow=False, font={"color": INK, "size": 12},
        xanchor="left" if beyond else "right", xshift=8 if beyond else -8,
    )  # fmt: skip


def range_around(values: Sequence[float]) -> tuple[float, float]:
    """Ends on the grid around values, at least one step apart."""
    low, high = np.floor(min(values) / GRID_STEP) * GRID_STEP, np.ceil(max(values) / GRID_STEP) * GRID_STEP
    return float(low) - (GRID_STEP if low == high else 0), float(high) + (GRID_STEP if low == high else 0)


def _log_range(widths: Sequence[float]) -> list[float]:
    """The ticks around all widths that a scale of factors can hold, as logarithms."""
    known = [width for width in widths if width > 0] or [0.1]
    low = max([tick for tick in WIDTHS if tick < min(known)], default=WIDTHS[0])
    high = min([tick for tick in WIDTHS if tick > max(known)], default=WIDTHS[-1])
    return [float(np.log10(low)), float(np.log10(high))]


def _first_known(curve: WidthCurve) -> tuple[float, float] | None:
    widths = np.where(np.isnan(curve.wilson), curve.bootstrap, curve.wilson)
    known = np.flatnonzero(widths > 0)
    middle = known[len(known) // 2] if len(known) else None
    return None if middle is None else (float(curve.sizes[middle]), float(widths[middle]))
