"""The curve of one class with the area that a convention takes, and the averages of all classes."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GOOD, GRADIENT, GRID, INK, NEUTRAL, blank, translucent
from core.networks.detection.averages import STRICTNESS, ClassAverages
from core.networks.detection.matching import envelope, precision_and_recall, samples

HEIGHT = 424
BAR_PIXELS = 20
POINTS = {"eleven": 11, "hundred": 101}


def class_curve_figure(found: ClassAverages, digit: int, convention: str, t: Say) -> Figure:
    """Precision after each rank, the envelope, and what of them the convention adds up."""
    hits, truths = found.hits[digit], int(found.truths[digit])
    precision, recall = precision_and_recall(hits, truths)
    figure = blank(
        t("figure.curve", digit=digit, area=float(found.by_class[convention][digit])), t("axis.recall"),
        t("axis.precision"), height=HEIGHT, hovermode="closest",
    )  # fmt: skip
    tops = envelope(precision)
    heights = precision[hits] if convention == "step" else tops[hits]
    filled = convention not in POINTS
    edges = np.arange(len(heights) + 1) / truths
    x, y = np.repeat(edges, 2), np.concatenate([[0], np.repeat(heights, 2), [0]])
    figure.add_scatter(
        x=x if filled else [], y=y if filled else [], mode="lines", fill="tozeroy", hoverinfo="skip",
        fillcolor=translucent(GOOD, 0.28), line={"color": GOOD, "width": 0.8}, name=t("legend.area"),
    )  # fmt: skip
    figure.add_scatter(
        x=recall, y=precision, mode="lines+markers", marker={"size": 5, "color": NEUTRAL}, name=t("legend.ranks"),
        line={"color": NEUTRAL, "width": 1.2}, hovertemplate="%{x:.3f}: %{y:.3f}<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=edges.repeat(2)[1:-1], y=tops[hits].repeat(2), mode="lines", name=t("legend.envelope"), hoverinfo="skip",
        line={"color": CLASS_B, "width": 2},
    )  # fmt: skip
    points = POINTS.get(convention, 0)
    figure.add_scatter(
        x=np.linspace(0, 1, points) if points else [], y=samples(hits, truths, points) if points else [],
        mode="markers", marker={"size": 9 if points == 11 else 5, "color": GRADIENT}, name=t("legend.samples"),
        hovertemplate="%{x:.2f}: %{y:.3f}<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(range=[-0.01, 1.02], fixedrange=True, automargin=False)
    figure.update_yaxes(range=[0, 1.04], fixedrange=True, automargin=False)
    return figure.update_layout(
        margin={"l": 48, "r": 8, "t": 34, "b": 76}, legend={"y": -0.17, "yanchor": "top", "x": 0, "xanchor": "left"}
    )


def classes_figure(found: ClassAverages, digit: int, convention: str, match_iou: float, t: Say) -> Figure:
    """Above the average of each class with their mean, below the mean and this class from lenient to strict.

    The bars are thick lines, which are moved without Plotly's drawing; dots that are not seen are what is clicked.
    """
    figure = blank(t("figure.classes"), "", "", height=HEIGHT, showlegend=False, hovermode="closest")
    values = found.by_class[convention]
    digits = np.arange(len(values))
    axis = {"gridcolor": GRID, "fixedrange": True, "zeroline": False, "automargin": False}
    figure.update_layout(
        hoverdistance=150, margin={"l": 40, "r": 8, "t": 34, "b": 44},
        xaxis={**axis, "range": [-0.6, 9.6], "dtick": 1, "anchor": "y"},
        yaxis={**axis, "range": [0, 1.04], "domain": [0.58, 1]},
        xaxis2={**axis, "range": [0.48, 0.97], "anchor": "y2", "title": {"text": t("axis.strictness"), "standoff": 6}},
        yaxis2={**axis, "range": [0, 1.04], "domain": [0, 0.42], "anchor": "x2"},
    )  # fmt: skip
    figure.add_scatter(x=digits, y=values, mode="markers", marker={"size": 8, "color": CLASS_B, "opacity": 0},
                       hovertemplate="%{x}: %{y:.3f}<extra></extra>")  # fmt: skip
    for which, color in ((digits, CLASS_B), (digits[[digit]], CLASS_A)):
        x, y = np.full((len(which), 3), np.nan), np.full((len(which), 3), np.nan)
        x[:, :2], y[:, 0], y[:, 1] = which[:, None], 0, values[which]
        figure.add_scatter(x=x.ravel(), y=y.ravel(), mode="lines", line={"color": color, "width": BAR_PIXELS},
                           hoverinfo="skip")  # fmt: skip
    mean = float(values.mean())
    figure.add_shape(type="line", x0=-0.6, x1=9.6, y0=mean, y1=mean, line={"color": INK, "width": 1.5, "dash": "dash"})
    for line, color, dash, name in (
        (found.strict.mean(axis=1), INK, "dash", t("legend.mean")),
        (found.strict[:, digit], CLASS_A, "solid", str(digit)),
    ):  # fmt: skip
        figure.add_scatter(
            x=STRICTNESS, y=line, mode="lines+markers", line={"color": color, "width": 2.5, "dash": dash},
            xaxis="x2", yaxis="y2",
            hovertemplate=f"{name}, %{{x:.2f}}: %{{y:.3f}}<extra></extra>",
        )  # fmt: skip
    figure.add_shape(type="line", x0=match_iou, x1=match_iou, y0=0, y1=1.04, xref="x2", yref="y2",
                     line={"color": NEUTRAL, "width": 1, "dash": "dot"})  # fmt: skip
    return figure
