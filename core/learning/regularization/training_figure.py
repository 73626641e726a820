"""The network's curve through its points, its errors while it learns, and its errors by width."""

import numpy as np

from core.engine.run import Run
from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_A, CLASS_B, GOOD, INK, NEUTRAL, PAPER, TEST, TRAIN, blank, translucent
from core.learning.regularization.capacity_figure import FLOOR, MARGIN, STILL, add_points, plane_of_points
from core.learning.regularization.sample import GRID
from core.learning.regularization.settings import CuresConfig
from core.learning.regularization.training import EPOCHS, CuredFit, Stop, WidthErrors, noisy_examples

SHOWN = np.unique(np.concatenate([np.arange(0, 100, 5), np.arange(100, EPOCHS + 1, 10)]))
LOWEST, HIGHEST = 4e-3, 20.0


def network_figure(fit: CuredFit, config: CuresConfig, t: Say, *, height: int = 400) -> Figure:
    """The points with their shifted copies, the true curve, and the network's."""
    figure = plane_of_points(t("figure.network", epoch=fit.epoch), t, height)
    examples = noisy_examples(config)
    n, x = config.samples, examples.train_inputs[:, 0]
    if config.copies:
        figure.add_scatter(
            x=x[n:], y=examples.train_labels[n:], mode="markers", name=t("legend.copies"), hoverinfo="skip",
            marker={"color": translucent(CLASS_A, 0.6), "size": 5},
        )  # fmt: skip
    figure.add_scatter(
        x=GRID, y=np.clip(fit.curve, -50, 50), mode="lines", name=t("legend.network"), hoverinfo="skip",
        line={"color": CLASS_B, "width": 2.5},
    )  # fmt: skip
    add_points(figure, x[:n], examples.train_labels[:n], t("legend.points"))
    return figure


def run_figure(run: Run, stop: Stop | None, noise: float, t: Say, *, height: int = 400) -> Figure:
    """Training and validation error by epoch; where there is a rule, the best epoch and the wait after it."""
    figure = blank(t("figure.run"), t("axis.epoch"), height=height, margin=dict(MARGIN))
    figure.update_layout(legend={"y": 0.99, "yanchor": "top", "bgcolor": PAPER})
    figure.update_xaxes(range=[-40, EPOCHS + 40], **STILL)
    figure.update_yaxes(
        type="log", range=[np.log10(LOWEST), np.log10(HIGHEST)], tickvals=[0.01, 0.1, 1, 10],
        ticktext=["0.01", "0.1", "1", "10"], **STILL,
    )  # fmt: skip
    shown = SHOWN[run.epochs >= SHOWN]
    for name, losses, color in (("train", run.train_losses, TRAIN), ("valid", run.test_losses, TEST)):
        figure.add_scatter(
            x=shown, y=np.maximum(2 * losses[shown], FLOOR), mode="lines", name=t(f"legend.{name}"),
            line={"color": color, "width": 2.5}, hovertemplate="%{x}: %{y:.4g}<extra></extra>",
        )  # fmt: skip
    if noise > 0:
        figure.add_hline(noise**2, line={"color": NEUTRAL, "width": 1, "dash": "dot"})
    if stop is not None:
        end = run.epochs if stop.epoch is None else stop.epoch
        figure.add_vrect(stop.best, end, fillcolor=translucent(NEUTRAL, 0.25), line={"width": 0}, layer="below")
        figure.add_vline(stop.best, line={"color": GOOD, "width": 2})
        if stop.epoch is not None:
            figure.add_vline(stop.epoch, line={"color": BAD, "width": 2, "dash": "dash"})
            figure.add_vrect(stop.epoch, EPOCHS + 40, fillcolor=translucent(NEUTRAL, 0.12), line={"width": 0})
    return figure


def widths_figure(errors: WidthErrors, width: int, t: Say, *, height: int = 300) -> Figure:
    """Median errors by width: at the last epoch, and at each network's best one."""
    figure = blank(t("figure.widths"), t("axis.width"), height=height, margin=dict(MARGIN))
    figure.update_layout(legend={"y": 0.99, "yanchor": "top", "bgcolor": PAPER})
    figure.update_xaxes(type="log", range=[-0.05, 1.86], tickvals=list(map(int, errors.widths)), **STILL)
    figure.update_yaxes(type="log", range=[-2, 1], tickvals=[0.01, 0.1, 1, 10], **STILL)
    table = (("train", errors.train, TRAIN), ("valid", errors.valid, TEST), ("best", errors.best, GOOD))
    for name, values, color in table:
        figure.add_scatter(
            x=errors.widths, y=np.maximum(values, FLOOR), mode="lines+markers", name=t(f"legend.{name}"),
            line={"color": color, "width": 2.5}, hovertemplate="%{x}: %{y:.4g}<extra></extra>",
        )  # fmt: skip
    figure.add_vline(width, line={"color": INK, "width": 1, "dash": "dot"})
    return figure
