"""Multiply-adds and memory against the length, with those of two published networks beside."""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, GRID, INK, NEUTRAL, blank
from core.networks.attention.cost import BYTES, GPT2, TransformerCost, cost

HEIGHT = 410
PRODUCTS, MEMORY = (3.0, 17.0), (1.5, 15.0)  # powers of ten


def cost_figure(found: TransformerCost, read: int, t: Say) -> Figure:
    """Products on the left, bytes on the right, both axes logarithmic; GPT-2 dotted."""
    figure = blank(height=HEIGHT, margin={"l": 52, "r": 8, "t": 78, "b": 40}, showlegend=False, shapes=[])
    ticks = [16, 64, 256, 1024, 4096]
    plain = {"fixedrange": True, "automargin": False, "zeroline": False, "gridcolor": GRID, "type": "log"}
    for axis, left, span in (("", 0.0, PRODUCTS), ("2", 0.54, MEMORY)):
        figure.update_layout(**{
            f"xaxis{axis}": {**plain, "domain": [left, left + 0.46], "anchor": f"y{axis}", "tickvals": ticks,
                             "range": [math.log10(15), math.log10(4300)],
                             "title": {"text": t("axis.length"), "standoff": 4}},
            f"yaxis{axis}": {**plain, "domain": [0, 1], "anchor": f"x{axis}", "range": list(span), "dtick": 2,
                             "exponentformat": "power", "title": {"text": ""}},
        })  # fmt: skip
        figure.add_shape(type="line", x0=read, x1=read, y0=0, y1=1, xref=f"x{axis}", yref=f"y{axis} domain",
                         line={"color": INK, "width": 1.5, "dash": "dot"})  # fmt: skip
    weights = np.full(len(found.lengths), float(BYTES * found.total))
    for y, color, name, axis in (
        (found.dense, CLASS_B, "dense", ""), (found.attention, CLASS_A, "attention", ""),
        (found.answer, NEUTRAL, "answer", ""), (found.map_bytes, CLASS_A, "maps", "2"),
        (found.cache_bytes, GRADIENT, "cache", "2"), (weights, CLASS_B, "weights", "2"),
    ):  # fmt: skip
        figure.add_scatter(
            x=found.lengths, y=y, mode="lines", line={"color": color, "width": 2.5}, xaxis=f"x{axis}",
            yaxis=f"y{axis}", hovertemplate=f"{t(f'legend.{name}')}: %{{y:.3s}}<extra>n = %{{x:.0f}}</extra>",
        )  # fmt: skip
    for name, config in GPT2.items():
        known = cost(config)
        total = known.dense + known.attention + known.answer
        figure.add_scatter(
            x=known.lengths, y=total, mode="lines", line={"color": INK, "width": 1, "dash": "dot"},
            hovertemplate=f"{name}: %{{y:.3s}}<extra>n = %{{x:.0f}}</extra>",
        )  # fmt: skip
        figure.add_annotation(x=math.log10(17), y=math.log10(float(total[0])), text=name, showarrow=False,
                              xanchor="left", yanchor="bottom", font={"size": 11})  # fmt: skip
    colors = {"dense": CLASS_B, "attention": CLASS_A, "answer": NEUTRAL, "maps": CLASS_A, "cache": GRADIENT,
              "weights": CLASS_B}  # fmt: skip
    for x, name in ((0.0, "products"), (0.54, "memory")):
        figure.add_annotation(x=x, y=1.0, xref="paper", yref="paper", yanchor="bottom", align="left", showarrow=False,
                              text=t(f"figure.{name}", **colors), xanchor="left", font={"size": 13})  # fmt: skip
    return figure
