"""One head's weights in both orders, and how much the output of every word has changed."""

import numpy as np

from core.figures.figure import Figure, Say, figure_text
from core.figures.theme import CLASS_A, CLASS_B, GRID, INK, SEQUENTIAL, blank
from core.networks.attention.positions import TwoOrders

HEIGHT = 344
TOP = 2.0  # of the axis of changes


def orders_figure(found: TwoOrders, head: int, moved: tuple[int, int], t: Say) -> Figure:
    """Two maps and a bar for each word; those at the `moved` places are orange. Head and places count from 1."""
    figure = blank(height=HEIGHT, margin={"l": 70, "r": 8, "t": 44, "b": 34}, showlegend=False, shapes=[])
    n = len(found.tokens)
    places = np.arange(n)
    panels = (
        ("", found.tokens, found.weights[head - 1], 0.0),
        ("2", found.exchanged, found.weights_exchanged[head - 1], 0.36),
    )
    for axis, tokens, weights, left in panels:
        names = [figure_text(token) for token in tokens]
        plain = {"tickvals": places, "ticktext": names, "showgrid": False, "zeroline": False, "fixedrange": True,
                 "automargin": False, "ticks": "", "title": {"text": ""}}  # fmt: skip
        figure.update_layout(**{
            f"xaxis{axis}": {**plain, "domain": [left, left + 0.26], "anchor": f"y{axis}", "range": [-0.5, n - 0.5],
                             "tickangle": 0 if n < 5 else -30},
            f"yaxis{axis}": {**plain, "domain": [0, 1], "anchor": f"x{axis}", "range": [n - 0.5, -0.5]},
        })  # fmt: skip
        figure.add_heatmap(
            x=places, y=places, z=weights, xaxis=f"x{axis}", yaxis=f"y{axis}", zmin=0, zmax=1, showscale=False,
            text=[[f"{a} → {b}" for b in names] for a in names], xgap=1, ygap=1,
            colorscale=[list(pair) for pair in SEQUENTIAL], hovertemplate="%{text}: %{z:.4f}<extra></extra>",
        )  # fmt: skip
        title = t("figure.before" if axis == "" else "figure.after", head=head)
        _title(figure, left, title)
    names = [figure_text(token) for token in found.tokens]
    fixed = {"fixedrange": True, "automargin": False, "zeroline": False, "gridcolor": GRID, "title": {"text": ""}}
    figure.update_layout(
        xaxis3={**fixed, "domain": [0.7, 1], "anchor": "y3", "range": [0, TOP], "dtick": 1, "tickformat": ".0%",
                "tickangle": 0},
        yaxis3={**fixed, "domain": [0, 1], "anchor": "x3", "range": [n - 0.5, -0.5], "tickvals": places,
                "ticktext": names},
    )  # fmt: skip
    figure.add_bar(
        x=np.minimum(found.changes, TOP), y=places, orientation="h", xaxis="x3", yaxis="y3", width=0.6, text=names,
        textposition="none", customdata=found.changes,
        marker={"color": [CLASS_A if k + 1 in moved else CLASS_B for k in places.tolist()]},
        hovertemplate="%{text}: %{customdata:.3%}<extra></extra>",
    )  # fmt: skip
    _title(figure, 0.7, t("figure.changes"))
    return figure


def _title(figure: Figure, left: float, text: str) -> None:
    figure.add_annotation(
        x=left, y=1, yshift=3, xref="paper", yref="paper", xanchor="left", yanchor="bottom", align="left", text=text,
        showarrow=False, font={"size": 13, "color": INK},
    )  # fmt: skip
