"""The sizes of the files and how long they take, one line for each format."""

import numpy as np

from core.computing.frameworks.export import BATCHES, FORMATS, NetworkExport
from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, INK, NEUTRAL, blank, translucent

HEIGHT = 216
LARGEST = 170  # kB
NAMES = {"safetensors": "safetensors", "pt2": ".pt2", "onnx": "ONNX"}
AXIS = {"tickvals": [0, 1, 2], "ticktext": [NAMES[one] for one in FORMATS], "range": [2.6, -0.6], "fixedrange": True}


def size_figure(sizes: dict[str, int], weights: int, t: Say) -> Figure:
    """Bytes of each format that there is, beside those of the weights alone."""
    figure = blank(t("figure.sizes"), t("axis.kilobytes"), height=HEIGHT, showlegend=False)
    figure.update_xaxes(range=[0, LARGEST], fixedrange=True)
    figure.update_yaxes(**AXIS)
    figure.add_bar(
        x=[sizes.get(one, 0) / 1000 for one in FORMATS], y=[0, 1, 2], orientation="h", width=0.55,
        marker={"color": translucent(CLASS_B, 0.6)},
        text=[f"{sizes[one]:,}" if one in sizes else "" for one in FORMATS],
        textposition="outside", textfont={"color": INK}, hoverinfo="skip", cliponaxis=False,
    )  # fmt: skip
    return figure.add_vline(weights / 1000, line={"color": CLASS_A, "width": 2, "dash": "dash"})


def time_figure(found: NetworkExport, t: Say) -> Figure:
    """Medians with their middle halves, for one digit and for a batch."""
    figure = blank(t("figure.times"), t("axis.microseconds"), height=HEIGHT)
    figure.update_xaxes(type="log", range=[0, 5], fixedrange=True)
    figure.update_yaxes(**AXIS)
    places = [FORMATS.index(one.name) for one in found.files]
    table = np.array([one.microseconds for one in found.files])  # (files, batches, 3)
    for k, (batch, color) in enumerate(zip(BATCHES, (CLASS_B, CLASS_A), strict=True)):
        low, middle, high = table[:, k].T
        figure.add_scatter(
            x=middle, y=np.array(places) + (-0.14, 0.14)[k], mode="markers", name=t("legend.batch", batch=batch),
            marker={"size": 11, "color": color}, hovertemplate="%{x:.0f} µs<extra></extra>",
            error_x={"type": "data", "symmetric": False, "array": high - middle, "arrayminus": middle - low,
                     "color": NEUTRAL},
        )  # fmt: skip
    return figure
