"""Arrows that are made orthonormal, and how much of that three methods lose in floating point."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.space import add_arrow_in_space, add_lines_in_space, space
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, INK, NEUTRAL, TEST, blank
from core.mathematics.vectors.orthogonality import METHODS, DefectCurves, Steps
from core.mathematics.vectors.pair_figure import REACH

NAMES = {"a₁": CLASS_B, "a₂": CLASS_A, "a₃": TEST}
LINES = {"classical": (CLASS_A, "solid"), "modified": (CLASS_B, "dash"), "householder": (TEST, "dot")}
LOWEST = 1e-17  # of the axis; what is exactly orthonormal is drawn there
HIGHEST = 10.0


def steps_figure(found: Steps, t: Say) -> Figure:
    """The arrows; of those taken the orthonormal one, of the last what was subtracted and what is left."""
    figure = space("", "xyz", REACH, height=400, zerolinecolor=INK)
    if found.step:
        _subtraction(figure, found, found.step - 1, t)
    for k, (name, color) in enumerate(NAMES.items()):
        faint = k + 1 < found.step
        add_arrow_in_space(
            figure, np.zeros(3), found.columns[:, k], color, name=name, width=2 if faint else 6,
            dash="dot" if faint else "solid",
        )  # fmt: skip
    for k in (k for k in range(found.step) if found.r[k, k] > 0):  # without a direction there is no q
        add_arrow_in_space(figure, np.zeros(3), found.q[:, k], INK, name=f"q{'₁₂₃'[k]}", width=9)
    return figure


def _subtraction(figure: Figure, found: Steps, k: int, t: Say) -> None:
    places = [found.columns[:, k]]
    for j in range(k):
        places.append(places[-1] - found.r[j, k] * found.q[:, j])
    add_lines_in_space(figure, [np.array(places).T], NEUTRAL, dash="dot")
    if k:
        add_arrow_in_space(figure, np.zeros(3), found.rests[:, k], GRADIENT, name=t("figure.rest"), width=5)


def defect_figure(found: DefectCurves, epsilon: float, t: Say) -> Figure:
    """The defect of every method, from ε = 1 down to the ε of the screen."""
    figure = blank(t("figure.defect"), "ε", t("axis.defect"), height=400, hovermode="closest")
    seen = found.epsilons >= epsilon * (1 - 1e-9)
    for method, defect in zip(METHODS, found.defects, strict=True):
        color, dash = LINES[method]
        figure.add_scatter(
            x=found.epsilons[seen], y=np.maximum(defect[seen], LOWEST), mode="lines",
            name=t(f"options.method.{method}"),
            line={"color": color, "width": 3, "dash": dash}, hovertemplate="ε = %{x:.3g}: %{y:.3g}",
        )  # fmt: skip
    axis = {"type": "log", "fixedrange": True, "exponentformat": "power", "dtick": 2}
    figure.update_layout(
        xaxis={**axis, "range": [-10.3, 0.3]},
        yaxis={**axis, "range": np.log10([LOWEST, HIGHEST]).tolist(), "dtick": 4},
        legend={"orientation": "v", "x": 1, "xanchor": "right", "y": 1, "yanchor": "top"}, margin={"l": 8, "r": 14},
    )  # fmt: skip
    return figure
