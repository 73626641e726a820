"""The joint table as a square cut into cells, and its entropies as bars above each other."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, GRID, INK, NEUTRAL, PANEL, PAPER, blank, translucent
from core.probability.information.joint import Joint

STRONGEST = 2.0  # bits of pointwise information with the full color
LEAST_SIDE = 0.06  # of a cell with its number in it
LONGEST = 4.0  # bits: 16 equally likely cells
BARS = ("xy", "x", "y", "information")


def mosaic_figure(found: Joint, t: Say, *, height: int = 400) -> Figure:
    """A column as wide as p(x), cut at p(y | x); dashed lines are the cuts that independence wants.

    A cell is blue where the pair is more frequent than independence has it, orange where it is rarer.
    """
    figure = blank("", t("axis.x"), t("axis.y"), height=height, shapes=[], hovermode="closest", showlegend=False,
                   margin={"l": 44, "r": 8, "t": 10, "b": 44})  # fmt: skip
    edges_x = np.concatenate([[0.0], np.cumsum(found.p_x)])
    edges_y = 1 - np.concatenate([[0.0], np.cumsum(found.p_y)])
    for axis, edges, name in (("xaxis", edges_x, "x"), ("yaxis", edges_y, "y")):
        middles, wide = (edges[1:] + edges[:-1]) / 2, np.abs(np.diff(edges)) > LEAST_SIDE / 2
        ticks = {"tickvals": middles[wide], "ticktext": [f"{name} = {k + 1}" for k in np.flatnonzero(wide)]}
        figure.update_layout(
            **{axis: {**ticks, "range": [0, 1], "fixedrange": True, "automargin": False, "showgrid": False}}
        )
    figure.update_yaxes(tickangle=-90)
    places, said = [], []
    for column, width in enumerate(found.p_x):
        if width == 0:
            continue
        cuts = 1 - np.concatenate([[0.0], np.cumsum(found.P[:, column]) / width])
        for row, share in enumerate(found.P[:, column]):
            if share == 0:
                continue
            sides = {"x0": edges_x[column], "x1": edges_x[column + 1], "y0": cuts[row], "y1": cuts[row + 1]}
            number = f"{share:.2g}" if min(width, share / width) > LEAST_SIDE else ""
            color = _color(float(found.pointwise[row, column]))
            figure.add_shape(
                type="rect", **sides, fillcolor=color, line={"color": PAPER, "width": 2}, layer="below",
                label={"text": number, "font": {"color": INK, "size": 13}, "textposition": "top left"},
            )  # fmt: skip
            places.append(((sides["x0"] + sides["x1"]) / 2, (cuts[row] + cuts[row + 1]) / 2))
            said.append(
                t("hover.cell", x=column + 1, y=row + 1, p=share, apart=width * found.p_y[row],
                  bits=found.pointwise[row, column])
            )  # fmt: skip
    for edge in edges_y[1:-1]:
        figure.add_hline(float(edge), line={"color": INK, "width": 1.5, "dash": "dash"})
    x, y = zip(*places, strict=True)
    return figure.add_scatter(
        x=list(x), y=list(y), mode="markers", marker={"size": 26, "opacity": 0}, hovertext=said,
        hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip


def _color(bits: float) -> str:
    if abs(bits) < 1e-9:
        return PANEL
    strength = min(abs(bits) / STRONGEST, 1.0)
    return translucent(CLASS_B if bits > 0 else CLASS_A, 0.08 + 0.62 * strength)


def entropies_figure(found: Joint, t: Say, *, height: int = 230) -> Figure:
    """H(X, Y) above H(X) from the left and H(Y) from the right: where the two overlap is the mutual information."""
    figure = blank("", t("axis.bits"), "", height=height, shapes=[], showlegend=False,
                   margin={"l": 62, "r": 12, "t": 8, "b": 42})  # fmt: skip
    figure.update_xaxes(range=[0, LONGEST * 1.02], dtick=1, fixedrange=True, automargin=False)
    names = ["H(X, Y)", "H(X)", "H(Y)", "I(X; Y)"]
    figure.update_yaxes(
        range=[3.6, -0.6], tickvals=[0, 1, 2, 3], ticktext=names, fixedrange=True, automargin=False, showgrid=False
    )
    whole, x, y = found.entropy_xy, found.entropy_x, found.entropy_y
    ends = {"xy": (0.0, whole), "x": (0.0, x), "y": (whole - y, whole), "information": (whole - y, x)}
    colors = {"xy": NEUTRAL, "x": CLASS_B, "y": CLASS_A, "information": GRADIENT}
    for row, bar in enumerate(BARS):
        start, end = ends[bar]
        if end - start > 1e-9:
            figure.add_shape(
                type="rect", x0=start, x1=end, y0=row - 0.36, y1=row + 0.36, fillcolor=translucent(colors[bar], 0.55),
                line={"width": 0}, label={"text": f"{end - start:.3f}", "font": {"color": INK, "size": 13}},
            )  # fmt: skip
    for edge in ends["information"]:
        figure.add_vline(float(edge), line={"color": GRID, "width": 1.5, "dash": "dot"})
    return figure.add_scatter(x=[None], y=[None], mode="markers", hoverinfo="skip")
