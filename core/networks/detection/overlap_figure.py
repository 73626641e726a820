"""The two boxes on a sheet of pixels, and both measures while one box is moved over it."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, GRID, INK, NEUTRAL, blank, mark_here, translucent
from core.networks.detection.overlap import HIGH, WIDE, BoxOverlap

HEIGHT = 345
CURVES_HEIGHT = 195


def boxes_figure(found: BoxOverlap, t: Say) -> Figure:
    """Both boxes, what they share, and dashed the smallest box around both."""
    figure = blank("", height=HEIGHT, showlegend=False, hovermode=False)
    axis = {"fixedrange": True, "zeroline": False, "automargin": False, "dtick": 4, "constrain": "domain",
            "minor": {"dtick": 1, "showgrid": True, "gridcolor": GRID, "gridwidth": 0.4}}  # fmt: skip
    figure.update_layout(
        margin={"l": 26, "r": 8, "t": 8, "b": 24},
        xaxis={**axis, "range": [-0.5, WIDE + 0.5]},
        yaxis={**axis, "range": [HIGH + 0.5, -0.5], "scaleanchor": "x"},
    )
    figure.add_scatter(x=[None], y=[None], mode="lines", hoverinfo="skip")
    for box, color in ((found.a, CLASS_B), (found.b, CLASS_A)):
        _rectangle(figure, box, fillcolor=translucent(color, 0.3), line={"color": color, "width": 3})
    inner = np.concatenate([np.maximum(found.a[:2], found.b[:2]), np.minimum(found.a[2:], found.b[2:])])
    empty = found.intersection == 0
    shared = found.a[[0, 1, 0, 1]] if empty else inner
    _rectangle(figure, shared, fillcolor=translucent(GRADIENT, 0 if empty else 0.6), line={"width": 0})
    _rectangle(figure, found.hull, line={"color": NEUTRAL, "width": 1.5, "dash": "dash"})
    return figure


def moved_figure(moved: tuple[np.ndarray, np.ndarray, np.ndarray], found: BoxOverlap, t: Say) -> Figure:
    """IoU and GIoU over the left side of b, places (n,) each, with dots at where it is."""
    lefts, iou, giou = moved
    figure = blank(t("figure.moved"), t("axis.left"), height=CURVES_HEIGHT)
    for values, name, color, dash in ((iou, "IoU", INK, "solid"), (giou, "GIoU", GRADIENT, "dash")):
        figure.add_scatter(
            x=lefts, y=values, mode="lines", name=name, line={"color": color, "width": 2.5, "dash": dash},
            hovertemplate="%{x}: %{y:.3f}",
        )  # fmt: skip
    if np.isfinite(found.iou):
        mark_here(figure, float(found.b[0]), found.iou)
        mark_here(figure, float(found.b[0]), found.giou)
    figure.update_xaxes(range=[-0.5, WIDE + 0.5], fixedrange=True, automargin=False, title={"standoff": 6})
    figure.when_narrow(title={"xref": "container"}, legend={"yanchor": "middle", "y": 1.12})  # beside a short title
    figure.update_yaxes(range=[-1.05, 1.05], fixedrange=True, zeroline=True, automargin=False, dtick=0.5)
    return figure.update_layout(margin={"l": 40, "r": 8, "t": 34, "b": 40}, legend={"y": 1.02})


def _rectangle(figure: Figure, box: np.ndarray, **shape: object) -> None:
    x0, y0, x1, y1 = (float(value) for value in box)
    figure.add_shape(type="rect", x0=x0, y0=y0, x1=x1, y1=y1, **shape)
