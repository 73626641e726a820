"""Do scores mean what they say: reliability diagram, the parts of the Brier score, the repairing map."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_A, CLASS_B, GOOD, NEUTRAL, TEST, translucent
from core.practice.metrics.calibration import Calibration, Recalibration
from core.practice.metrics.plots import diagonal, plot, unit_square

HEIGHT = 400
COUNTS_SHARE = 0.2  # of the height, for the bars that count the samples of each bin


def reliability_figure(result: Calibration, t: Say) -> Figure:
    """Share of positives over the mean score of each bin, with its 95 % interval; below, how many samples are in it."""
    figure = _square(t("figure.reliability", error=result.expected_error), t)
    figure.update_yaxes(domain=[COUNTS_SHARE + 0.04, 1])
    _gaps(figure, result)
    _points(figure, result, CLASS_B, t("bin"))
    figure.add_bar(
        x=(result.edges[1:] + result.edges[:-1]) / 2, y=result.count, width=np.diff(result.edges) * 0.94, yaxis="y2",
        marker={"color": translucent(NEUTRAL, 0.6)}, hovertemplate="%{x:.3f}: %{y}<extra></extra>",
    )  # fmt: skip
    figure.update_layout(
        yaxis2={
            "domain": [0, COUNTS_SHARE], "anchor": "x", "showgrid": False, "zeroline": False, "fixedrange": True,
            "title": {"text": t("axis.samples")}, "range": [0, max(1.0, float(result.count.max())) * 1.05], "nticks": 3,
        },
        xaxis={"anchor": "y2"},
    )  # fmt: skip
    return figure


def repair_figure(result: Recalibration, t: Say) -> Figure:
    """Both reliabilities of the judged part, and the map that leads from one to the other."""
    figure = _square(t("figure.repair"), t)
    figure.update_layout(showlegend=True, legend={"orientation": "v", "y": 0.03, "yanchor": "bottom", "x": 0.99})
    figure.add_scatter(
        x=result.map_input, y=result.map_output, mode="lines", name=t("map"),
        line={"color": NEUTRAL, "width": 2},
        hovertemplate="%{x:.3f} → %{y:.3f}<extra>" + t("map") + "</extra>",
    )  # fmt: skip
    _points(figure, result.before, CLASS_A, t("before"), symbol="square", mode="markers")
    _points(figure, result.after, TEST, t("after"), mode="markers")
    return figure


def brier_figure(result: Calibration, t: Say) -> Figure:
    """The Brier score as a staircase: uncertainty, less resolution, plus reliability, plus what the bins hide."""
    parts = ("uncertainty", "resolution", "reliability", "within_bins", "brier")
    values = [result.uncertainty, -result.resolution, result.reliability, result.within_bins, result.brier]
    starts = np.concatenate([[0.0], np.cumsum(values[:3]), [0.0]])
    ends = starts + np.array(values)
    colors = [NEUTRAL, GOOD, BAD, translucent(BAD, 0.5), CLASS_B]
    figure = plot(t("figure.brier"), "", "", 262, bargap=0.35, xaxis={"showgrid": False})
    figure.update_yaxes(range=[min(0.0, ends.min()), max(0.3, ends.max()) * 1.1])
    figure.add_bar(
        x=[t(f"part_name.{name}").replace(" ", "<br>", 1) for name in parts],
        y=np.abs(values), base=np.minimum(starts, ends), marker={"color": colors},
        text=[f"{value:+.4f}" if 0 < k < 4 else f"{value:.4f}" for k, value in enumerate(np.round(values, 4) + 0.0)],
        textposition="outside", cliponaxis=False, constraintext="none",
        hovertemplate="%{x}: %{text}<extra></extra>",
    )  # fmt: skip
    return figure


def reliability_alt(result: Calibration, t: Say) -> str:
    """The calibration error and the bin that is furthest off."""
    gap = np.abs(np.nan_to_num(result.observed - result.predicted))
    worst = int(gap.argmax())
    predicted, observed = (float(np.nan_to_num(values[worst])) for values in (result.predicted, result.observed))
    return t("alt.reliability", error=result.expected_error, predicted=predicted, observed=observed)


def _square(title: str, t: Say) -> Figure:
    return diagonal(unit_square(title, t("axis.mean_score"), t("axis.observed"), HEIGHT))


def _gaps(figure: Figure, result: Calibration) -> None:
    """A red line from each bin's point to the diagonal: what the calibration error averages."""
    seen = result.count > 0
    x = np.repeat(result.predicted[seen], 3)
    y = np.column_stack([result.observed[seen], result.predicted[seen], np.full(seen.sum(), np.nan)]).ravel()
    figure.add_scatter(x=x, y=y, mode="lines", line={"color": translucent(BAD, 0.7), "width": 5}, hoverinfo="skip")


def _points(
    figure: Figure, result: Calibration, color: str, name: str, *, symbol: str = "circle", mode: str = "lines+markers"
) -> None:
    seen = result.count > 0
    count, observed = result.count[seen], result.observed[seen]
    figure.add_scatter(
        x=result.predicted[seen], y=observed, mode=mode, name=name, customdata=count,
        line={"color": translucent(color, 0.45), "width": 1.5},
        marker={"color": color, "symbol": symbol, "size": 7 + 9 * np.sqrt(count / count.max())},
        error_y={
            "type": "data", "symmetric": False, "array": result.high[seen] - observed,
            "arrayminus": observed - result.low[seen], "color": translucent(color, 0.55), "thickness": 1.5, "width": 4,
        },
        hovertemplate="(%{x:.4f}, %{y:.4f}) n = %{customdata}<extra>" + name + "</extra>",
    )  # fmt: skip
