"""The two moons that the runs of this page learn."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, blank
from core.practice.runs.training import two_moons


def moons_figure(t: Say) -> Figure:
    """The points by class; filled those of the training set, hollow those of the test set."""
    data = two_moons()
    figure = blank(t("figure.moons"), "x1", "x2", height=400, showlegend=False)
    figure.update_yaxes(scaleanchor="x")
    parts = (("circle", data.train_points, data.train_labels), ("circle-open", data.test_points, data.test_labels))
    for symbol, points, labels in parts:
        colors = np.where(labels > 0, CLASS_B, CLASS_A).tolist()
        figure.add_scatter(
            x=points[:, 0], y=points[:, 1], mode="markers", hoverinfo="skip",
            marker={"color": colors, "size": 8, "symbol": symbol},
        )  # fmt: skip
    return figure
