"""Attention, gradient and ablation of one answer, above the same tokens."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, GRID, INK, blank
from core.networks.attention.influence import Influence
from core.networks.attention.transformer_figure import shown_token

HEIGHT = 430
ROWS = (("attention", CLASS_B), ("gradient", GRADIENT), ("ablation", CLASS_A))


def influence_figure(found: Influence, t: Say) -> Figure:
    """Three rows of bars; the largest of each is full, and the place of the answer is framed."""
    figure = blank(height=HEIGHT, margin={"l": 52, "r": 8, "t": 30, "b": 26}, showlegend=False, shapes=[])
    n = len(found.tokens)
    places = np.arange(n)
    for number, (name, color) in enumerate(ROWS):
        axis = "" if number == 0 else str(number + 1)
        values = getattr(found, name)
        reach = max(float(np.nanmax(np.abs(values))), 1e-12)
        low = -1.15 * reach if np.nanmin(values) < 0 else 0
        figure.update_layout(**{
            f"yaxis{axis}": {"domain": [0.7 - 0.35 * number, 0.95 - 0.35 * number], "range": [low, 1.15 * reach],
                             "fixedrange": True, "automargin": False, "gridcolor": GRID, "zeroline": True,
                             "zerolinecolor": INK, "nticks": 4, "title": {"text": ""}},
        })  # fmt: skip
        top = int(np.nanargmax(values))
        figure.add_bar(
            x=places, y=values, yaxis=f"y{axis}", width=0.7,
            marker={"color": color, "opacity": [1.0 if k == top else 0.45 for k in places.tolist()]},
            hovertemplate="%{x}: %{y:.4f}<extra></extra>",
        )  # fmt: skip
        figure.add_annotation(x=0, y=0.955 - 0.35 * number, xref="paper", yref="paper", xanchor="left",
                              yanchor="bottom", showarrow=False, font={"size": 13},
                              text=t(f"figure.{name}"))  # fmt: skip
    names = [shown_token(token) for token in found.tokens]
    figure.update_xaxes(tickvals=places, ticktext=names, range=[-0.6, n - 0.4], fixedrange=True, automargin=False,
                        showgrid=False, anchor="y3", tickangle=0)  # fmt: skip
    figure.add_shape(type="rect", x0=found.place - 0.5, x1=found.place + 0.5, y0=0, y1=0.95, yref="paper",
                     line={"color": INK, "width": 1, "dash": "dot"})  # fmt: skip
    return figure
