"""The effective field as a map inside the theoretical one, and the theoretical one layer by layer."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GRID, INK, NEUTRAL, blank, translucent
from core.networks.convolution.grid_figure import whole_ticks
from core.networks.convolution.receptive import EffectiveField, TheoreticalField

HEIGHT = 400
HEAT = ((0.0, translucent(CLASS_B, 0.03)), (0.35, translucent(CLASS_B, 0.55)), (1.0, CLASS_B))


def field_figure(found: EffectiveField, t: Say) -> Figure:
    """Influence of each pixel (r, r), in percent of the largest; the square with half of it is framed."""
    r = len(found.influence)
    figure = blank(t("figure.field", side=r), height=HEIGHT, showlegend=False, hovermode="closest", shapes=[])
    figure.update_layout(margin={"l": 4, "r": 4, "t": 30, "b": 4}, title={"font": {"size": 13}}, annotations=[])
    hidden = {"visible": False, "fixedrange": True, "automargin": False, "constrain": "domain"}
    middle, far = (r - 1) / 2, r / 2 + max(r * 0.03, 0.05)
    figure.update_xaxes(range=[middle - far, middle + far], **hidden)
    figure.update_yaxes(range=[middle + far, middle - far], scaleanchor="x", **hidden)
    most = float(found.influence.max()) or 1.0
    figure.add_heatmap(
        z=(100 * found.influence / most).astype(np.float32), zmin=0, zmax=100, colorscale=HEAT, showscale=False,
        hovertemplate=t("figure.hover_field") + "<extra></extra>",
    )  # fmt: skip
    _square(figure, middle, r / 2, {"color": NEUTRAL, "width": 2})
    _square(figure, middle, found.side / 2, {"color": CLASS_A, "width": 3})
    return figure


def _square(figure: Figure, middle: float, half: float, line: dict[str, object]) -> None:
    figure.add_shape(
        type="rect", x0=middle - half, x1=middle + half, y0=middle - half, y1=middle + half, line=line
    )  # fmt: skip


def growth_figure(theory: TheoreticalField, found: EffectiveField, t: Say) -> Figure:
    """Side of the theoretical field after each layer, with that of the effective field beside it."""
    depth = len(theory.sides)
    figure = blank(
        t("figure.growth", side=found.side), t("axis.layer"), t("axis.side"), height=HEIGHT, shapes=[], annotations=[]
    )
    figure.update_layout(margin={"l": 48, "r": 8, "t": 30, "b": 40}, title={"font": {"size": 13}}, showlegend=False)
    top = 1.15 * max(theory.sides[-1], 4)
    figure.update_xaxes(range=[0.4, depth + 0.6], fixedrange=True, automargin=False, dtick=1, showgrid=False)
    figure.update_yaxes(range=[0, top], fixedrange=True, automargin=False, **whole_ticks(theory.sides[-1]))
    figure.add_bar(
        x=np.arange(1, depth + 1), y=list(theory.sides), marker={"color": NEUTRAL, "line": {"color": GRID, "width": 0}},
        width=0.6, customdata=list(theory.jumps), hovertemplate=t("figure.hover_layer") + "<extra></extra>",
    )  # fmt: skip
    for layer, side in enumerate(theory.sides, start=1):
        figure.add_annotation(
            x=layer, y=side, text=str(side), showarrow=False, yanchor="bottom", font={"size": 13, "color": INK}
        )  # fmt: skip
    return figure.add_hline(found.side, line={"color": CLASS_A, "width": 3})
