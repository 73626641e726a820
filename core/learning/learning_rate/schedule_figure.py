"""The rate used in every step, and the loss beside that with the best constant rate."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, INK, NEUTRAL, PAPER, blank, translucent
from core.learning.learning_rate.schedule import CONSTANT_RATES, STEPS_AN_EPOCH, Constants, Schedule
from core.learning.learning_rate.settings import ScheduleConfig

MARGIN = {"l": 60, "r": 10, "t": 34, "b": 70}
FEW = 60  # calls whose rates are marked


def rates_figure(found: Schedule, config: ScheduleConfig, t: Say) -> Figure:
    """The rate that each step used as a line, and what is read after each call of the scheduler as circles."""
    figure = blank(t("figure.rates"), t("axis.step"), t("axis.rate"), height=340, margin=dict(MARGIN))
    figure.update_layout(legend={"y": -0.24, "yanchor": "top", "x": 0.5, "xanchor": "center"})
    steps, every = config.epochs * STEPS_AN_EPOCH, 1 if config.called == "step" else STEPS_AN_EPOCH
    figure.update_xaxes(range=[-0.02 * steps, 1.02 * steps], fixedrange=True)
    top = 10.0 ** math.ceil(math.log10(config.base_rate) - 1e-9)
    top = next(top * share for share in (0.25, 0.5, 1.0) if config.base_rate <= top * share)
    figure.update_yaxes(range=[-0.03 * top, 1.08 * top], fixedrange=True, automargin=False)
    seeds = found.used.shape[1] if config.schedule == "Plateau" else 1
    for seed in range(seeds):
        used = found.used[:, seed]
        figure.add_scatter(
            x=np.arange(len(used) + 1), y=np.append(used, used[-1]), mode="lines",
            line={"color": CLASS_B, "width": 2.5 if seeds == 1 else 1.5, "shape": "hv"}, name=t("legend.used"),
            showlegend=seed == 0, hovertemplate="%{x}: %{y:.4g}<extra></extra>",
        )  # fmt: skip
    if len(found.read) <= FEW and seeds == 1:
        at = every * np.arange(1, len(found.read) + 1)
        figure.add_scatter(
            x=at, y=found.read[:, 0], mode="markers", name=t("legend.read"),
            marker={"size": 8, "color": PAPER, "line": {"width": 2, "color": CLASS_A}},
            hovertemplate="%{x}: %{y:.4g}<extra></extra>",
        )  # fmt: skip
    return figure


def losses_figure(found: Schedule, constants: Constants, t: Say) -> Figure:
    """The loss over the epochs: median and all seeds, of the schedule and of the best constant rate."""
    figure = blank(t("figure.losses"), t("axis.epoch"), t("axis.loss"), height=340, margin=dict(MARGIN))
    figure.update_layout(legend={"y": -0.24, "yanchor": "top", "x": 0.5, "xanchor": "center"})
    figure.update_xaxes(range=[0, constants.losses.shape[1] - 1], fixedrange=True)
    figure.update_yaxes(type="log", range=[-4.2, 1.2], fixedrange=True, automargin=False, dtick=1,
                        exponentformat="power")  # fmt: skip
    name = t("legend.constant", rate=float(CONSTANT_RATES[constants.best]))
    for losses, color, line, label in (
        (constants.losses[constants.best], NEUTRAL, {"color": INK, "dash": "dot"}, name),
        (found.losses, CLASS_B, {"color": CLASS_B}, t("legend.schedule")),
    ):
        shown = np.clip(losses, 1e-5, 1e3)  # NaN stays a gap
        epochs = np.arange(len(shown))
        low, high = shown.min(axis=1), shown.max(axis=1)
        whole = np.isfinite(high)
        figure.add_scatter(
            x=np.concatenate([epochs[whole], epochs[whole][::-1]]), y=np.concatenate([low[whole], high[whole][::-1]]),
            mode="lines", fill="toself", fillcolor=translucent(color, 0.15), line={"width": 0}, showlegend=False,
            hoverinfo="skip",
        )  # fmt: skip
        figure.add_scatter(
            x=epochs, y=np.median(shown, axis=1), mode="lines", name=label, line={"width": 2.5, **line},
            hovertemplate="%{x}: %{y:.4g}<extra></extra>",
        )  # fmt: skip
    return figure
