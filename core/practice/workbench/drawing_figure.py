"""What the model sees of a drawing, and where it looks."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import DIVERGING, blank
from core.practice.workbench.drawing import ReadDrawing

SEEN_HEIGHT = 250


def seen_figure(found: ReadDrawing, t: Say) -> Figure:
    """The image as the model sees it, and beside it what covering each place changes."""
    side = len(found.image)
    figure = blank(height=SEEN_HEIGHT, margin={"l": 4, "r": 4, "t": 30, "b": 4}, showlegend=False)
    gray = found.image.mean(axis=2)
    reach = max(float(np.abs(found.cover).max()), 0.05)
    figure.add_heatmap(z=gray, colorscale="Greys", zmin=0, zmax=255, showscale=False,
                       hovertemplate="%{z:.0f}<extra></extra>")  # fmt: skip
    figure.add_heatmap(
        z=found.cover, colorscale=[list(one) for one in DIVERGING], zmin=-reach, zmax=reach, showscale=False,
        xaxis="x2", yaxis="y2", customdata=100 * found.cover, hovertemplate=t("told.cover", change="%{customdata:.1f}")
        + "<extra></extra>",
    )  # fmt: skip
    hidden = {"visible": False, "fixedrange": True, "automargin": False, "constrain": "domain"}
    figure.update_xaxes(**hidden, domain=[0, 0.48], range=[-0.5, side - 0.5])
    figure.update_yaxes(**hidden, range=[side - 0.5, -0.5], scaleanchor="x")
    figure.update_layout(
        xaxis2={**hidden, "domain": [0.52, 1], "range": [-0.5, side - 0.5], "anchor": "y2"},
        yaxis2={**hidden, "range": [side - 0.5, -0.5], "scaleanchor": "x2", "anchor": "x2"},
    )
    for x, name in ((0.24, "seen"), (0.76, "cover")):
        figure.add_annotation(x=x, y=1.02, xref="paper", yref="paper", yanchor="bottom", showarrow=False,
                              text=t(f"figure.{name}"), font={"size": 13})  # fmt: skip
    return figure
