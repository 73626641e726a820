"""The models of a table side by side, each with the interval of its accuracy; and the loss of one that learns."""

from collections.abc import Mapping

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_B, INK, NEUTRAL, TRAIN, blank
from core.practice.workbench.table_models import TABLE_MODELS, TableTraining

BOARD_HEIGHT = 300
Fits = Mapping[str, TableTraining]


def board_figure(fits: Fits, opened: str, names: Mapping[str, str], t: Say) -> Figure:
    """A row for each model, trained or not, the opened one in blue: test accuracy with its 95 % interval.

    A gray mark is the accuracy on the training rows. `fits` has one trained model at least.
    """
    known = [name for name in TABLE_MODELS if name in fits]
    places = np.array([TABLE_MODELS.index(name) for name in known])
    some = fits[known[0]]
    figure = blank(t("figure.board", n=len(some.labels)), "", "", height=BOARD_HEIGHT, shapes=[])
    accuracies = np.array([fits[name].accuracy for name in known])
    colors = [CLASS_B if name == opened else NEUTRAL for name in known]
    for k, place in enumerate(places):
        figure.add_scatter(
            x=accuracies[k, 1:], y=[place, place], mode="lines", line={"color": colors[k], "width": 3},
            showlegend=False, hoverinfo="skip",
        )  # fmt: skip
    figure.add_scatter(
        x=[fits[name].train_accuracies[-1] for name in known], y=places, mode="markers", name=t("legend.train"),
        hovertemplate="%{x:.2%}<extra></extra>", customdata=places.tolist(),
        marker={"symbol": "line-ns-open", "size": 14, "color": TRAIN, "line": {"width": 2}},
    )  # fmt: skip
    figure.add_scatter(
        x=accuracies[:, 0], y=places, mode="markers+text", name=t("legend.test"), customdata=places.tolist(),
        marker={"size": 12, "color": colors}, text=[f"{one:.1%}" for one in accuracies[:, 0]],
        textposition="top center", cliponaxis=False, hovertemplate=[
            t("told.model", name=names[name], low=100 * low, high=100 * high) + "<extra></extra>"
            for name, (_, low, high) in zip(known, accuracies, strict=True)
        ],
    )  # fmt: skip
    low = np.floor(10 * min(some.majority, accuracies.min()) - 0.3) / 10  # no jump where a seed moves
    _absent(figure, fits, some.majority, t)
    _majority(figure, some.majority, t)
    figure.update_xaxes(range=[max(0.0, float(low)), 1.01], fixedrange=True, tickformat=".0%", automargin=False)
    shown = [f"<b>{names[name]}</b>" if name == opened else names[name] for name in TABLE_MODELS]
    figure.update_yaxes(
        range=[3.5, -1.3], fixedrange=True, showgrid=False, automargin=False, tickvals=list(range(len(shown))),
        ticktext=shown,
    )  # fmt: skip
    return figure.update_layout(margin={"l": 132, "r": 26, "t": 42, "b": 62})


def rounds_figure(state: TableTraining, t: Say) -> Figure:
    """The loss on the training rows of a model that learns."""
    figure = blank(t("figure.rounds"), t("axis.rounds"), t("axis.loss"), height=BOARD_HEIGHT, showlegend=False)
    figure.add_scatter(
        x=state.steps, y=state.train_losses, mode="lines+markers", line={"color": TRAIN, "width": 2.5},
        hovertemplate="%{x}: %{y:.4f}<extra></extra>",
    )  # fmt: skip
    return figure.update_xaxes(range=[0, state.model.table_rounds * 1.02], fixedrange=True)


def _absent(figure: Figure, fits: Fits, left: float, t: Say) -> None:
    """A word to the right of `left` in the row of each model that is not trained yet."""
    for place, name in enumerate(TABLE_MODELS):
        if name not in fits:
            figure.add_annotation(
                x=left, y=place, text=t("figure.absent"), showarrow=False, xanchor="left", xshift=10,
                font={"size": 12, "color": INK},
            )  # fmt: skip


def _majority(figure: Figure, share: float, t: Say) -> None:
    dotted = {"color": INK, "width": 1, "dash": "dot"}
    figure.add_shape(type="line", x0=share, x1=share, y0=-1.2, y1=3.5, line=dotted)
    figure.add_annotation(
        x=share, y=-1.25, text=t("figure.majority"), showarrow=False, xanchor="left", yanchor="top",
        font={"size": 12}, xshift=4,
    )  # fmt: skip
