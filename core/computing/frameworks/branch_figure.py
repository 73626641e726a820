"""The function with an `if` beside its recording."""

import numpy as np

from core.computing.frameworks.branch import REACH, BranchRecording, leaky, recorded_curve
from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, INK, NEUTRAL, blank, mark_here

HEIGHT = 400


def branch_figure(found: BranchRecording, t: Say) -> Figure:
    """Both as curves over all inputs; where they part, a dotted line marks the gap at the input."""
    x = np.array([-REACH, -1e-9, 0.0, 1e-9, REACH])
    figure = blank(t("figure.branch"), t("axis.x"), t("axis.y"), height=HEIGHT)
    figure.update_xaxes(range=[-REACH - 0.1, REACH + 0.1], fixedrange=True)
    figure.update_yaxes(range=[-6.5, 6.5], fixedrange=True)
    figure.add_scatter(
        x=x, y=np.array([leaky(float(one)) for one in x]), mode="lines", name=t("legend.right"),
        line={"color": CLASS_B, "width": 5},
    )  # fmt: skip
    figure.add_scatter(
        x=x, y=recorded_curve(found.config, x), mode="lines", name=t("legend.recorded"),
        line={"color": CLASS_A, "width": 2.5, "dash": "dash"},
    )  # fmt: skip
    figure.add_vline(found.config.example, line={"color": NEUTRAL, "width": 1.5, "dash": "dot"})
    at = found.config.input_value
    figure.add_shape(type="line", x0=at, x1=at, y0=found.replayed, y1=found.right, line={"color": INK, "width": 2})
    mark_here(figure, at, found.replayed)
    return mark_here(figure, at, found.right)
