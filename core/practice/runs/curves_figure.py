"""The curves of some runs over each other, and the difference of the first two."""

from collections.abc import Mapping

import numpy as np

from core.figures.figure import Figure, Say, figure_text
from core.figures.theme import CATEGORICAL, INK, NEUTRAL, blank, translucent
from core.jobs.archive import Curves
from core.practice.runs.curves import CurveComparison, smoothed
from core.practice.runs.records import RunRecord
from core.practice.runs.settings import CurvesConfig

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")


def curves_figure(
    records: tuple[RunRecord, ...], curves: Mapping[str, Curves], name: str, config: CurvesConfig,
    comparison: CurveComparison | None, t: Say,
) -> Figure:  # fmt: skip
    """A line (n,) for each run, in color and dashes; its best place as a dot, faint what it is without smoothing."""
    figure = blank(height=360, hovermode="x unified", margin={"l": 8, "r": 8, "t": 44, "b": 8})
    figure.update_layout(
        xaxis={
            "title": {"text": t(f"curves.{config.axis}")}, "hoverformat": ".4~g",
            "type": "log" if config.log_steps else "linear", "anchor": "y2" if comparison is not None else "y",
        },
        yaxis={
            "title": {"text": figure_text(name)}, "domain": [0.3, 1] if comparison is not None else [0, 1],
            "type": "log" if config.log_scale else "linear",
        },
    )  # fmt: skip
    found = [record for record in records if name in curves[record.key]]
    for place, record in enumerate(found):
        steps, values = curves[record.key][name]
        smooth, color = smoothed(values, config.smoothing), CATEGORICAL[place]
        if config.smoothing:
            figure.add_scatter(
                x=steps, y=values, mode="lines", showlegend=False, hoverinfo="skip",
                line={"color": translucent(color, 0.35), "width": 1},
            )  # fmt: skip
        figure.add_scatter(
            x=steps, y=smooth, mode="lines+markers" if len(steps) < 2 else "lines", name=figure_text(record.label, 16),
            line={"color": color, "width": 2.5, "dash": DASHES[place]}, hovertemplate="%{y:.4f}",
        )  # fmt: skip
    if comparison is not None:
        figure.add_scatter(
            x=comparison.best_step, y=comparison.best, mode="markers", showlegend=False, hoverinfo="skip",
            marker={"size": 10, "color": list(CATEGORICAL[: len(found)]), "line": {"width": 2, "color": INK}},
        )  # fmt: skip
        _difference(figure, comparison, t)
    return figure


def _difference(figure: Figure, comparison: CurveComparison, t: Say) -> None:
    figure.update_layout(
        yaxis2={
            "domain": [0, 0.2], "anchor": "x", "zeroline": True, "zerolinecolor": INK, "nticks": 4, "automargin": True,
            "title": {"text": t("curves.difference"), "font": {"size": 11}},
        }
    )  # fmt: skip
    if np.isfinite(comparison.difference).any():
        figure.add_scatter(
            x=comparison.steps, y=comparison.difference, mode="lines", yaxis="y2", showlegend=False,
            line={"color": NEUTRAL, "width": 2}, fill="tozeroy", fillcolor=translucent(NEUTRAL, 0.25),
            name=t("curves.difference"), hovertemplate="%{y:.4f}",
        )  # fmt: skip
