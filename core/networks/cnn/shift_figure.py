"""The moved image, and what the network says of it at every shift."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import ACCENT, CLASS_A, CLASS_B, NEUTRAL, blank, mark_here
from core.networks.cnn.shift import REACH, SHIFTS, ShiftTest, chance

HEIGHT = 440
IMAGE_HEIGHT = 250


def moved_figure(image: np.ndarray, t: Say) -> Figure:
    """The image (side, side) as it goes into the network."""
    side = len(image)
    figure = blank(height=IMAGE_HEIGHT, margin={"l": 0, "r": 0, "t": 2, "b": 2})
    figure.add_heatmap(z=image, colorscale="Greys", reversescale=True, zmin=0, zmax=255, showscale=False,
                       hovertemplate="%{z}<extra></extra>")  # fmt: skip
    hidden = {"visible": False, "fixedrange": True, "constrain": "domain", "automargin": False}
    figure.update_xaxes(**hidden, range=[-0.5, side - 0.5])
    figure.update_yaxes(**hidden, range=[side - 0.5, -0.5], scaleanchor="x")
    return figure


def shift_figure(found: ShiftTest, first: np.ndarray, shift: int, name: str, classes: int, t: Say) -> Figure:
    """Share of right test images and the probability of the image's class by shift; `first` (17,): first weights."""
    figure = blank("", t("axis.shift"), t("axis.share"), height=HEIGHT)
    own = found.probabilities[:, found.label]
    curves = (
        ("judged", found.accuracies, CLASS_B, "solid", 3), ("image", own, CLASS_A, "solid", 2),
        ("first", first, NEUTRAL, "dash", 1.5),
    )  # fmt: skip
    for key, values, color, dash, width in curves:
        figure.add_scatter(
            x=SHIFTS, y=values, mode="lines", name=t(f"legend.{key}", count=found.judged, name=name),
            line={"color": color, "width": width, "dash": dash}, hovertemplate="%{x}: %{y:.3f}",
        )  # fmt: skip
    figure.add_hline(chance(classes), line={"color": NEUTRAL, "width": 1, "dash": "dot"})
    figure.add_annotation(x=REACH, y=chance(classes), text=t("figure.chance"), showarrow=False, xanchor="right",
                          yanchor="top", font={"size": 12})  # fmt: skip
    figure.add_vline(shift, line={"color": ACCENT, "width": 1})
    probability, share = found.at(shift)
    mark_here(figure, shift, share)
    mark_here(figure, shift, probability)
    figure.update_xaxes(range=[-REACH - 0.3, REACH + 0.3], fixedrange=True, dtick=2)
    figure.update_yaxes(range=[0, 1.04], fixedrange=True)
    return figure.update_layout(
        margin={"l": 56, "r": 8, "t": 62, "b": 44}, legend={"x": 0, "xanchor": "left", "y": 1.01}
    )
