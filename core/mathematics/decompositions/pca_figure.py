"""The rows on the first two axes, the shares of variance, the first axis, and a digit from k components."""

from collections.abc import Sequence

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CATEGORICAL, CLASS_B, DIVERGING, NEUTRAL, blank
from core.mathematics.decompositions.pca import Pca, reconstruction

SCORES_HEIGHT, SHARES_HEIGHT, AXIS_HEIGHT = 430, 190, 240
MOST_POINTS = 2000
MOST_BARS = 30
SYMBOLS = ("circle", "diamond", "square", "triangle-up", "cross", "x", "star", "pentagon", "hexagon", "bowtie")


def scores_figure(found: Pca, codes: np.ndarray | None, classes: Sequence[str], t: Say) -> Figure:
    """Every row by its first two scores, in the color and shape of its class; at most 2000 rows, evenly taken.

    codes (rows,): the class of every row of the table, -1 where it is missing.
    """
    figure = blank(
        t("figure.scores"), t("axis.score", number=1, share=100 * found.ratios[0]),
        t("axis.score", number=2, share=100 * found.ratios[1]), height=SCORES_HEIGHT, hovermode="closest",
    )  # fmt: skip
    every = np.arange(len(found.scores))[:: -(-len(found.scores) // MOST_POINTS)]
    rows = np.flatnonzero(found.data.kept)
    codes = np.zeros(len(rows), int) if codes is None else codes[rows]
    names = classes or ("",)
    for code, name in [*enumerate(names), (-1, "?")]:
        chosen = every[codes[every] == code]
        if not len(chosen):
            continue
        color = CATEGORICAL[code] if 0 <= code < len(CATEGORICAL) else NEUTRAL
        figure.add_scatter(
            x=found.scores[chosen, 0], y=found.scores[chosen, 1], mode="markers", name=name,
            marker={"size": 6, "color": color, "opacity": 0.75, "symbol": SYMBOLS[code % len(SYMBOLS)]},
            customdata=rows[chosen] + 1,
            hovertemplate=t("figure.row") + "<br>(%{x:.4g}, %{y:.4g})<extra>" + name.replace("<", "") + "</extra>",
        )  # fmt: skip
    figure.update_layout(showlegend=len(classes) > 1, margin={"t": 36})
    for axis in ("xaxis", "yaxis"):
        figure.update_layout(**{axis: {"fixedrange": True, "zeroline": True, "zerolinecolor": NEUTRAL}})
    return figure


def shares_figure(found: Pca, k: int, t: Say) -> Figure:
    """The share of variance of each component; the first k in blue, and the running sum as a line."""
    count = min(len(found.ratios), MOST_BARS if k <= MOST_BARS else 64)
    number = np.arange(1, count + 1)
    figure = blank(t("figure.shares"), t("axis.component"), "%", height=SHARES_HEIGHT, showlegend=False, bargap=0.25)
    colors = [CLASS_B if one <= k else NEUTRAL for one in number]
    figure.add_bar(
        x=number,
        y=100 * found.ratios[:count],
        marker={"color": colors},
        hovertemplate="%{x}: %{y:.4g} %<extra></extra>",
    )
    figure.add_scatter(
        x=number, y=100 * np.cumsum(found.ratios)[:count], mode="lines+markers", line={"color": NEUTRAL, "width": 1.5},
        marker={"size": 4}, hovertemplate="1–%{x}: %{y:.4g} %<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(fixedrange=True, dtick=1 if count <= 15 else 5, range=[0.4, count + 0.6])
    return figure.update_yaxes(fixedrange=True, range=[0, 104], dtick=25)


def axis_figure(found: Pca, names: Sequence[str], t: Say) -> Figure:
    """The entries of the first axis: how much of each column it takes; at most 30, the largest."""
    axis, names = found.axes[0], [name.replace("<", "‹") for name in names]  # Plotly reads tags
    order = np.sort(np.argsort(-np.abs(axis))[:MOST_BARS])
    figure = blank(t("figure.axis"), height=AXIS_HEIGHT, showlegend=False, bargap=0.25)
    figure.add_bar(
        x=[str(k) for k in range(len(order))], y=axis[order], customdata=[names[k] for k in order],
        marker={"color": CLASS_B}, hovertemplate="%{customdata}: %{y:.4f}<extra></extra>",
    )  # fmt: skip
    short = [names[k] if len(names[k]) <= 15 else names[k][:14] + "…" for k in order]
    figure.update_xaxes(
        type="category", fixedrange=True, tickvals=[str(k) for k in range(len(order))], ticktext=short,
        tickangle=-50 if len(order) > 4 else 0, tickfont={"size": 10 if len(order) > 8 else 12},
    )  # fmt: skip
    return figure.update_yaxes(fixedrange=True, range=[-1.05, 1.05], dtick=1, zeroline=True, zerolinecolor=NEUTRAL)


def digit_figure(found: Pca, row: int, k: int, t: Say) -> Figure:
    """An image of the digits, the same from its first k components, and the first axis as an image."""
    figure = blank("", height=AXIS_HEIGHT, showlegend=False, margin={"l": 4, "r": 4, "t": 30, "b": 4})
    back = reconstruction(found, row, k)
    images = (found.data.values[row], back, found.axes[0])
    titles = (t("figure.digit", row=row + 1), t("figure.from_k", k=k), t("figure.first_axis"))
    for number, (image, title) in enumerate(zip(images, titles, strict=True), 1):
        mark = "" if number == 1 else str(number)
        reach = float(np.abs(found.axes[0]).max())
        scale = (
            {"colorscale": "Greys", "zmin": 0, "zmax": 16}
            if number < 3
            else ({"colorscale": [list(stop) for stop in DIVERGING], "zmin": -reach, "zmax": reach})
        )
        figure.add_heatmap(
            z=image.reshape(8, 8), showscale=False, xaxis=f"x{mark}", yaxis=f"y{mark}", **scale,
            hovertemplate="%{z:.3g}<extra></extra>",
        )  # fmt: skip
        low = 0.345 * (number - 1)
        common = {"visible": False, "fixedrange": True, "constrain": "domain"}
        across = {**common, "domain": [low, low + 0.31], "anchor": f"y{mark}"}
        down = {
            **common,
            "autorange": "reversed",
            "anchor": f"x{mark}",
            "scaleanchor": f"x{mark}",
            "constraintoward": "top",
        }
        figure.update_layout(**{f"xaxis{mark}": across, f"yaxis{mark}": down})
        figure.add_annotation(
            x=low + 0.155, y=1, xref="paper", yref="paper", yanchor="bottom", text=title, showarrow=False,
            font={"size": 12},
        )  # fmt: skip
    return figure
