"""The gradient of each layer and the losses of the four variants."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, NEUTRAL, blank
from core.networks.cnn.depth import VARIANTS, DepthRun, Gradients

HEIGHT = 430
COLORS = {"plain": NEUTRAL, "skips": CLASS_A, "norm": GRADIENT, "both": CLASS_B}
DASHES = {"plain": "dot", "skips": "dash", "norm": "dashdot", "both": "solid"}
LOW = -6  # decimal logarithms of the axis
HIGH = 5
DEEPEST = 50
CLASSES = 10


def gradients_figure(found: Gradients, t: Say) -> Figure:
    """Norm of the gradient by layer, on fixed logarithmic axes; what lies outside is drawn at the edge."""
    figure = blank(t("figure.gradients"), t("axis.layer"), t("axis.norm"), height=HEIGHT, margin=_margin())
    layers = np.arange(1, found.norms.shape[1] + 1)
    with np.errstate(invalid="ignore"):
        shown = np.clip(np.nan_to_num(found.norms, nan=10.0**HIGH, posinf=10.0**HIGH), 10.0**LOW, 10.0**HIGH)
    for k, variant in enumerate(VARIANTS):
        figure.add_scatter(
            x=layers, y=shown[k], mode="lines", name=t(f"variant.{variant}"), customdata=found.norms[k],
            line={"color": COLORS[variant], "width": 2.5, "dash": DASHES[variant]},
            hovertemplate=t("hover.norm", layer="%{x}", norm="%{customdata:.3g}") + "<extra></extra>",
        )  # fmt: skip
    figure.update_xaxes(range=[0.5, DEEPEST + 0.5], fixedrange=True)
    figure.update_yaxes(type="log", range=[LOW, HIGH], fixedrange=True, dtick=2, exponentformat="power")
    return figure.update_layout(legend=_legend())


def losses_figure(run: DepthRun | None, steps: int, t: Say) -> Figure:
    """The training losses; before there are any, the loss of who guesses."""
    figure = blank(t("figure.losses"), t("axis.step"), t("axis.loss"), height=HEIGHT, margin=_margin())
    for k, variant in enumerate(VARIANTS):
        losses = np.zeros(0) if run is None else np.clip(run.losses[k], 0, 9)
        figure.add_scatter(
            x=np.arange(1, len(losses) + 1), y=losses, mode="lines", name=t(f"variant.{variant}"),
            line={"color": COLORS[variant], "width": 2.5, "dash": DASHES[variant]}, hovertemplate="%{y:.3f}",
        )  # fmt: skip
    figure.add_hline(math.log(CLASSES), line={"color": NEUTRAL, "width": 1, "dash": "dot"})
    figure.add_annotation(
        x=steps, y=math.log(CLASSES), text=t("figure.chance"), showarrow=False, xanchor="right", yanchor="bottom",
        font={"size": 12},
    )  # fmt: skip
    figure.update_xaxes(range=[0.5, steps + 0.5], fixedrange=True)
    figure.update_yaxes(range=[0, 3.6], fixedrange=True)
    return figure.update_layout(legend=_legend())


def _legend() -> dict[str, object]:
    return {"y": -0.16, "yanchor": "top", "x": 0, "xanchor": "left", "font": {"size": 11}}


def _margin() -> dict[str, int]:
    return {"l": 56, "r": 8, "t": 34, "b": 90}
