"""The digits that every route keeps, as thermometers, and those of a descent along its steps."""

from collections.abc import Sequence

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CATEGORICAL, CLASS_A, CLASS_B, GRADIENT, INK, NEUTRAL, blank, translucent
from core.learning.linear_models.digits import ALL, DigitReport

HIGH = 404


def thermometer_figure(found: DigitReport, names: Sequence[str], t: Say) -> Figure:
    """A bar for each route up to the fewest digits of a coefficient, and a dot for every coefficient."""
    count = len(names)
    figure = blank(t("figure.digits"), t("axis.digits"), "", height=HIGH, hovermode="closest", shapes=[])
    figure.update_layout(margin={"l": 150, "r": 12, "t": 34, "b": 44}, showlegend=False, bargap=0.45)
    figure.update_xaxes(range=[0, ALL + 0.4], fixedrange=True, automargin=False, dtick=2)
    figure.update_yaxes(
        range=[count - 0.4, -0.6], fixedrange=True, automargin=False, tickvals=list(range(count)), ticktext=list(names),
        showgrid=False,
    )  # fmt: skip
    least = found.digits.min(axis=1)
    figure.add_bar(
        x=least, y=np.arange(count), orientation="h", hovertemplate="%{x:.1f}<extra></extra>",
        marker={"color": [translucent(color, 0.55) for color in bar_colors(found)]},
    )  # fmt: skip
    d = found.digits.shape[1]
    figure.add_scatter(
        x=found.digits.ravel(), y=np.repeat(np.arange(count), d), mode="markers",
        text=[f"b{k}" for k in range(d)] * count, hovertemplate="%{text}: %{x:.2f}<extra></extra>",
        marker={"size": 7, "color": INK, "opacity": 0.7},
    )  # fmt: skip
    return figure


def bar_colors(found: DigitReport) -> list[str]:
    """A color for each route: normal equations, solvers, libraries, descent."""
    colors = {"normal": CLASS_A, "normal_scaled": CLASS_A, "descent": GRADIENT}
    return [colors.get(name, CATEGORICAL[2] if name in ("torch", "sklearn", "sklearn_uncut") else CLASS_B)
            for name in found.routes]  # fmt: skip


def descent_figure(found: DigitReport, t: Say) -> Figure:
    """The fewest digits of a coefficient along the steps of the descent, on raw and on standardized columns."""
    figure = blank(t("figure.descent"), t("axis.steps"), t("axis.fewest"), height=HIGH, shapes=[])
    figure.update_layout(margin={"l": 52, "r": 12, "t": 34, "b": 44})
    figure.update_layout(legend={"x": 0.02, "xanchor": "left", "y": 0.99, "yanchor": "top", "orientation": "v"})
    figure.update_xaxes(type="log", range=[0, 4], fixedrange=True, automargin=False, dtick=1)
    figure.update_yaxes(range=[-0.4, ALL + 0.4], fixedrange=True, automargin=False, dtick=2)
    for digits, color, dash, key in (
        (found.raw_digits, NEUTRAL, "dot", "raw"), (found.scaled_digits, GRADIENT, "solid", "scaled"),
    ):  # fmt: skip
        figure.add_scatter(
            x=found.marks[1:], y=digits[1:], mode="lines+markers" if len(digits) < 4 else "lines",
            name=t(f"figure.{key}"), line={"color": color, "width": 2.5, "dash": dash},
            hovertemplate="%{x}: %{y:.2f}<extra></extra>",
        )  # fmt: skip
    return figure
