"""The coefficients of several columns with their errors, and the chosen column beside the others."""

from collections.abc import Sequence

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_line
from core.figures.theme import BAD, CATEGORICAL, CLASS_B, GRADIENT, INK, NEUTRAL, blank
from core.learning.linear_models.columns import TableFit

HIGH = 400
SYMBOLS = ("circle", "diamond", "square")


def coefficients_figure(found: TableFit, names: Sequence[str], t: Say) -> Figure:
    """A dot for each coefficient with ± 2 standard errors; a hollow one for all rows without penalty.

    A click on one tells its column, counted from 1; on a copy, that of its original.
    """
    d = len(names)
    figure = blank(t("figure.coefficients"), t("axis.coefficient"), "", height=HIGH, hovermode="closest", shapes=[])
    figure.update_layout(margin={"l": 118, "r": 10, "t": 34, "b": 42}, showlegend=False)
    reach = 1.15 * float((np.abs(found.all_beta) + 2 * np.nan_to_num(found.all_se)).max()) or 1.0
    figure.update_xaxes(range=[-reach, reach], fixedrange=True, automargin=False, zeroline=True, zerolinecolor=INK)
    figure.update_yaxes(
        range=[d - 0.4, -0.6], fixedrange=True, automargin=False, tickvals=list(range(d)), showgrid=False,
        ticktext=[f"<b>{name}</b>" if k == found.column else name for k, name in enumerate(names)],
    )  # fmt: skip
    scale = np.abs(found.beta) > 0
    per = np.where(scale, found.beta / np.where(scale, found.coefficients[1:], 1.0), 0.0)
    two = 2 * np.where(np.isfinite(found.se[1:]), found.se[1:] * np.abs(per), 0.0)
    originals = list(range(1, d + 1))
    originals[-1] = found.rows.copied or d
    figure.add_scatter(
        x=found.all_beta, y=np.arange(d), mode="markers", hoverinfo="skip", customdata=originals,
        marker={"size": 13, "symbol": "circle-open", "color": NEUTRAL, "line": {"width": 2}},
    )  # fmt: skip
    figure.add_scatter(
        x=found.beta, y=np.arange(d), mode="markers", customdata=originals,
        marker={"size": 9, "color": [GRADIENT if k == found.column else CLASS_B for k in range(d)]},
        error_x={"type": "data", "array": two, "color": NEUTRAL, "thickness": 2, "width": 5},
        hovertemplate="%{x:.5g}<extra></extra>",
    )  # fmt: skip
    return figure


def column_figure(found: TableFit, names: tuple[str, str], classes: Sequence[str], t: Say) -> Figure:
    """What the other columns leave of the chosen one and of y: the line through it has the column's coefficient."""
    slope = float(found.coefficients[1 + found.column])
    figure = blank(t("figure.column", slope=slope), *names, height=HIGH, hovermode="closest", shapes=[])
    figure.update_layout(margin={"l": 62, "r": 10, "t": 34, "b": 42}, showlegend=bool(classes),
                         legend={"x": 1, "y": 0, "yanchor": "bottom", "orientation": "v"})  # fmt: skip
    ends = [1.08 * (float(np.abs(part).max()) or 1.0) for part in (found.x_left, found.y_left)]
    figure.update_xaxes(range=[-ends[0], ends[0]], fixedrange=True, automargin=False)
    figure.update_yaxes(range=[-ends[1], ends[1]], fixedrange=True, automargin=False)
    numbers, codes = np.flatnonzero(found.kept) + 1, found.rows.codes[found.kept]
    labels = np.array(found.rows.labels)[found.kept]
    for code in range(max(1, len(classes))):
        some = codes == code
        figure.add_scatter(
            x=found.x_left[some], y=found.y_left[some], mode="markers", customdata=numbers[some].tolist(),
            name=classes[code] if classes else "", text=[str(label) for label in labels[some]],
            marker={"size": 7, "opacity": 0.75, "color": CATEGORICAL[code], "symbol": SYMBOLS[code]},
            hovertemplate="%{text}: (%{x:.4g}, %{y:.4g})<extra></extra>",
        )  # fmt: skip
    add_line(figure, (-ends[0], -slope * ends[0]), (ends[0], slope * ends[0]), GRADIENT, width=2.5)
    if not np.isfinite(found.vif[found.column]):
        figure.add_vline(0, line={"color": BAD, "width": 1, "dash": "dot"})
    return figure
