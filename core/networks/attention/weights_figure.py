"""The weights of every token on every other, and the outputs among the values in the plane."""

import numpy as np

from core.figures.figure import Figure, Say, figure_text
from core.figures.plane import add_line, add_path, plane
from core.figures.theme import ACCENT, CLASS_A, CLASS_B, INK, NEUTRAL, PAPER, SEQUENTIAL, blank, translucent
from core.networks.attention.weights import Attention

HEIGHT = 360
REACH = 4.6


def weights_figure(found: Attention, query: int, t: Say) -> Figure:
    """Queries down, keys across, the share of attention in each cell; the open row is framed."""
    n = len(found.tokens)
    names = [figure_text(token) for token in found.tokens]
    figure = blank(t("figure.weights"), "", "", height=HEIGHT, margin={"l": 78, "r": 6, "t": 62, "b": 30}, shapes=[])
    places = np.arange(n)
    labels = np.array([[f"{found.weights[i, j]:.2f}" if found.allowed[i, j] else "–" for j in places] for i in places])
    hover = [[t("hover.weight", query=names[i], other=names[j], product=float(found.products[i, j]),
                weight=float(found.weights[i, j])) for j in places] for i in places]  # fmt: skip
    figure.add_heatmap(
        x=places, y=places, z=found.weights, zmin=0, zmax=1, text=labels, texttemplate="%{text}", hovertext=hover,
        hoverinfo="text", colorscale=[list(pair) for pair in SEQUENTIAL], showscale=False, xgap=1, ygap=1,
        textfont={"size": 12, "color": INK},
    )  # fmt: skip
    axis = {"tickvals": places, "ticktext": names, "fixedrange": True, "showgrid": False, "automargin": False}
    figure.update_xaxes(**axis, side="top", range=[-0.5, n - 0.5], tickangle=0 if n < 7 else -25)
    figure.update_yaxes(**axis, range=[n - 0.5, -0.5])
    figure.add_shape(
        type="rect", x0=-0.5, x1=n - 0.5, y0=query - 0.5, y1=query + 0.5, line={"color": CLASS_A, "width": 3}
    )
    figure.add_annotation(x=0, y=-0.075, xref="paper", yref="paper", text=t("figure.how"), showarrow=False,
                          xanchor="left", font={"size": 12, "color": INK})  # fmt: skip
    return figure


def mixture_figure(found: Attention, query: int, t: Say) -> Figure:
    """The values, their hull, and every output in it; lines to that of the open row, as wide as the weights."""
    figure = plane(t("figure.mixture", token=figure_text(found.tokens[query])), ("", ""), REACH, height=HEIGHT,
                   constrain="domain")  # fmt: skip
    add_path(figure, [hull(found.values).T], NEUTRAL, 1, dash="dot", fillcolor=translucent(NEUTRAL, 0.08))
    out = found.outputs[query]
    for value, weight in zip(found.values, found.weights[query], strict=True):
        shown = min(float(weight), 1.0)
        add_line(figure, value, out, CLASS_B, width=0.5 + 9 * shown, opacity=0.15 + 0.75 * shown)
    for k, place in enumerate(found.outputs):
        open_one = k == query
        figure.add_dot(float(place[0]), float(place[1]), 17 if open_one else 9,
                       fillcolor=CLASS_A if open_one else ACCENT, line={"color": PAPER, "width": 2 if open_one else 1},
                       opacity=1 if open_one else 0.55)  # fmt: skip
    return figure


def hull(points: np.ndarray) -> np.ndarray:
    """(h, 2) the corners of the convex hull of points (n, 2), counterclockwise; Andrew's monotone chain."""
    ordered = sorted(set(map(tuple, points.tolist())))
    if len(ordered) < 3:
        return np.array(ordered)

    def chain(line: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
        kept: list[tuple[float, ...]] = []
        for p in line:
            while len(kept) > 1 and _turn(kept[-2], kept[-1], p) <= 0:
                kept.pop()
            kept.append(p)
        return kept[:-1]

    return np.array(chain(ordered) + chain(ordered[::-1]))


def _turn(a: tuple[float, ...], b: tuple[float, ...], c: tuple[float, ...]) -> float:
    """Twice the area of a triangle, positive where it turns left."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
