"""The moved image, and what the network says of it at every shift."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import ACCENT, CLASS_A, CLASS_B, NEUTRAL, blank, mark_here
from core.networks.cnn.inside_figure import image_address
from core.networks.cnn.shift import REACH, SHIFTS, ShiftTest, chance

HEIGHT = 440
PIXEL = 6  # of the picture for each pixel of the image
WIDTH = 0.78  # of the curves


def shift_figure(found: ShiftTest, first: np.ndarray, image: np.ndarray, shift: int, name: str, t: Say) -> Figure:
    """Share of right test images and the probability of the image's class by shift, and the moved image beside them.

    `first` (17,) are the shares with the first weights; image (side, side) uint8 is moved already.
    """
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
    guessing = chance(found.probabilities.shape[1])
    figure.add_hline(guessing, line={"color": NEUTRAL, "width": 1, "dash": "dot"})
    figure.add_annotation(x=REACH, y=guessing, text=t("figure.chance"), showarrow=False, xanchor="right",
                          yanchor="top", font={"size": 12})  # fmt: skip
    figure.add_vline(shift, line={"color": ACCENT, "width": 1})
    probability, share = found.at(shift)
    mark_here(figure, shift, share)
    mark_here(figure, shift, probability)
    large = image.repeat(PIXEL, axis=0).repeat(PIXEL, axis=1)[..., None].repeat(3, axis=2)
    picture = {"source": image_address(large), "xref": "paper", "yref": "paper", "x": 1, "y": 1, "xanchor": "right",
               "yanchor": "top", "sizex": 0.97 - WIDTH, "sizey": 0.6, "sizing": "contain"}  # fmt: skip
    figure.update_layout(images=[picture])
    figure.update_xaxes(range=[-REACH - 0.3, REACH + 0.3], fixedrange=True, dtick=2, domain=[0, WIDTH])
    figure.update_yaxes(range=[0, 1.04], fixedrange=True)
    return figure.update_layout(
        margin={"l": 56, "r": 8, "t": 62, "b": 44}, legend={"x": 0, "xanchor": "left", "y": 1.01}
    )
