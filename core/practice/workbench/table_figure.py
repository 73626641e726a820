"""The models of a table side by side, each with the interval of its accuracy."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_B, INK, NEUTRAL, TRAIN, blank
from core.practice.workbench.table_models import TABLE_MODELS, TableFits

BOARD_HEIGHT = 300


def board_figure(found: TableFits, model: str, names: dict[str, str], t: Say) -> Figure:
    """A row for each model, the opened one in blue: test accuracy with its 95 % interval, and training accuracy."""
    count = len(found.probabilities)
    figure = blank(t("figure.board", n=len(found.labels)), "", "", height=BOARD_HEIGHT, shapes=[])
    accuracies = np.array([found.accuracy(name) for name in TABLE_MODELS[:count]]).reshape(count, 3)
    shown, places = [names[name] for name in TABLE_MODELS], np.arange(count)
    colors = [CLASS_B if name == model else NEUTRAL for name in TABLE_MODELS[:count]]
    for k in places:
        figure.add_scatter(
            x=accuracies[k, 1:], y=[k, k], mode="lines", line={"color": colors[k], "width": 3}, showlegend=False,
            hoverinfo="skip",
        )  # fmt: skip
    figure.add_scatter(
        x=found.train, y=places, mode="markers", name=t("legend.train"), hovertemplate="%{x:.2%}<extra></extra>",
        marker={"symbol": "line-ns-open", "size": 14, "color": TRAIN, "line": {"width": 2}},
        customdata=list(range(count)),
    )  # fmt: skip
    figure.add_scatter(
        x=accuracies[:, 0], y=places, mode="markers+text", name=t("legend.test"), customdata=list(range(count)),
        marker={"size": 12, "color": colors}, text=[f"{one:.1%}" for one in accuracies[:, 0]],
        textposition="top center", cliponaxis=False, hovertemplate=[
            t("told.model", name=name, low=100 * low, high=100 * high) + "<extra></extra>"
            for name, (_, low, high) in zip(shown, accuracies, strict=False)
        ],
    )  # fmt: skip
    low = np.floor(10 * min(found.majority, accuracies.min(initial=1)) - 0.3) / 10  # no jump where a seed moves
    dotted = {"color": INK, "width": 1, "dash": "dot"}
    figure.add_shape(type="line", x0=found.majority, x1=found.majority, y0=-1.2, y1=3.5, line=dotted)
    figure.add_annotation(
        x=found.majority, y=-1.25, text=t("figure.majority"), showarrow=False, xanchor="left", yanchor="top",
        font={"size": 12}, xshift=4,
    )  # fmt: skip
    figure.update_xaxes(range=[max(0.0, float(low)), 1.01], fixedrange=True, tickformat=".0%", automargin=False)
    figure.update_yaxes(
        range=[3.5, -1.3], fixedrange=True, showgrid=False, automargin=False, tickvals=list(range(len(shown))),
        ticktext=[f"<b>{one}</b>" if name == model else one for name, one in zip(TABLE_MODELS, shown, strict=True)],
    )  # fmt: skip
    return figure.update_layout(margin={"l": 132, "r": 26, "t": 42, "b": 62})
