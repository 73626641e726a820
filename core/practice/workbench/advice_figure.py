"""Where the mistakes come from, epoch by epoch."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, NEUTRAL, TEST, blank, translucent
from core.practice.workbench.trained import Training

PARTS_HEIGHT = 330


def parts_figure(state: Training, t: Say) -> Figure:
    """Validation accuracy, the gap to the images learned from, and what is not learned even of these, to 100 %."""
    figure = blank(t("figure.parts"), t("axis.epoch"), "", height=PARTS_HEIGHT, hovermode="x unified")
    epochs = np.arange(1, state.epochs + 1)
    train, validation = state.train_accuracies, state.validation_accuracies
    top = np.maximum(train, validation)
    if len(epochs) == 1:  # an area wants two ends
        epochs, train, validation, top = np.array([0.5, 1.5]), *(np.repeat(one, 2) for one in (train, validation, top))
    for y, name, color in (
        (validation, "right", TEST), (top - validation, "gap", CLASS_A), (1 - top, "unlearned", NEUTRAL),
    ):  # fmt: skip
        figure.add_scatter(
            x=epochs, y=y, name=t(f"part.{name}"), stackgroup="all", mode="lines", line={"color": color, "width": 1},
            fillcolor=translucent(color, 0.55), hovertemplate=f"{t(f'part.{name}')}: %{{y:.1%}}<extra></extra>",
        )  # fmt: skip
    figure.update_xaxes(
        fixedrange=True, range=[float(epochs[0]), float(epochs[-1])], automargin=False, dtick=max(1, len(epochs) // 10)
    )
    figure.update_yaxes(fixedrange=True, range=[0, 1], tickformat=".0%", automargin=False)
    return figure.update_layout(margin={"l": 52, "r": 14, "t": 66, "b": 44}, legend={"traceorder": "normal"})
