"""How cosines and lengths of random vectors are spread."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_B, INK, TEST, blank, translucent
from core.mathematics.vectors.dimensions import BINS, PAIRS, PLACES, Directions

WIDTH = 2 / BINS
MARGIN = {"l": 8, "r": 12, "t": 36, "b": 8}


def cosine_figure(found: Directions, t: Say) -> Figure:
    """What was drawn, the exact density, and one standard deviation to both sides."""
    figure = _bars(found.cosine_counts, -1.0, CLASS_B, t("figure.cosines"), t("axis.cosine"), t)
    places = np.linspace(-1, 1, PLACES)
    finite = np.isfinite(found.cosine_density)
    figure.add_scatter(
        x=places[finite], y=found.cosine_density[finite], mode="lines", line={"color": BAD, "width": 2},
        name=t("figure.exact"), hovertemplate="%{x:.3f}: %{y:.3f}",
    )  # fmt: skip
    for sign, edge in (("−", -found.cosine_spread), ("", found.cosine_spread)):
        side = "right" if sign else "left"
        label = {
            "text": f"{sign}1/√d",
            "textposition": "end",
            "textangle": 0,
            "xanchor": side,
            "yanchor": "top",
            "font": {"color": INK},
        }
        figure.add_vline(edge, line={"color": BAD, "dash": "dot"}, label=label)
    top = max(1.0, 1.25 * float(np.nanmax(found.cosine_density[PLACES // 4 : -PLACES // 4])), 1.05 * _density(found))
    return figure.update_layout(xaxis={"range": [-1.02, 1.02]}, yaxis={"range": [0, top]}, showlegend=True)


def length_figure_of(found: Directions, t: Say) -> Figure:
    """Lengths, divided by the square root of the dimension."""
    figure = _bars(found.length_counts, 0.0, TEST, t("figure.scaled_lengths"), t("axis.scaled_length"), t)
    top = max(1.0, 1.1 * float(found.length_counts.max()) / PAIRS / WIDTH)
    return figure.update_layout(xaxis={"range": [0, 2.02]}, yaxis={"range": [0, top]})


def _density(found: Directions) -> float:
    return float(found.cosine_counts.max()) / PAIRS / WIDTH


def _bars(counts: np.ndarray, low: float, color: str, title: str, x: str, t: Say) -> Figure:
    fixed = {"fixedrange": True}
    figure = blank(title, x, t("axis.density"), height=400, bargap=0, margin=dict(MARGIN), showlegend=False)
    figure.update_layout(xaxis=fixed, yaxis=fixed)
    centers = low + WIDTH * (np.arange(len(counts)) + 0.5)
    figure.add_bar(
        x=centers, y=counts / PAIRS / WIDTH, width=WIDTH, marker={"color": translucent(color, 0.6)},
        name=t("figure.drawn"), customdata=counts, hovertemplate="%{x:.3f}: %{customdata} / 1000",
    )  # fmt: skip
    return figure
