"""Number types: the bits of a number, where a sum lands, what is lost in a long sum, and how whole numbers wrap."""

import math
from collections.abc import Sequence

import numpy as np

from core.computing.tensors.numbers.floats import StoredNumber
from core.computing.tensors.numbers.number_line import Landing
from core.computing.tensors.numbers.sums import RepeatedSum
from core.computing.tensors.numbers.whole_numbers import IntegerResult
from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GOOD, GRADIENT, INK, NEUTRAL, PAPER, TEST, blank, translucent

MARGIN = {"l": 8, "r": 12, "t": 34, "b": 8}
NOWHERE = 1e-18  # where an error of exactly 0 is drawn on the logarithmic axis


def bits_figure(rows: Sequence[StoredNumber], t: Say, *, height: int = 250) -> Figure:
    """The number in each type, bit by bit: sign, exponent, fraction."""
    figure = blank(t("figure.bits"), height=height, hovermode="closest", barmode="overlay")
    figure.update_layout(margin=dict(MARGIN), uniformtext={"mode": "hide", "minsize": 6})
    colors = {"sign": GRADIENT, "exponent": CLASS_A, "fraction": CLASS_B}
    for part, (name, color) in enumerate(colors.items()):
        x, y, bits, hover = [], [], [], []
        for number, row in enumerate(rows):
            groups = row.bits.split(" ")
            first = sum(map(len, groups[:part]))
            x += [first + k for k in range(len(groups[part]))]
            y += [len(rows) - 1 - number] * len(groups[part])
            bits += list(groups[part])
            hover += [f"{row.format}, {t('figure.' + name)}: {groups[part]}"] * len(groups[part])
        fill = [translucent(color, 0.55 if bit == "1" else 0.14) for bit in bits]
        figure.add_bar(
            x=np.array(x), y=np.full(len(x), 0.76), base=np.array(y) - 0.38, width=0.9, name=t("figure." + name),
            marker={"color": fill, "line": {"width": 0}}, text=bits, textposition="inside", textangle=0,
            insidetextanchor="middle", constraintext="both", insidetextfont={"size": 13, "color": INK},
            hovertext=hover, hovertemplate="%{hovertext}<extra></extra>", showlegend=False,
        )  # fmt: skip
        figure.add_scatter(
            x=[None], y=[None], mode="markers", name=t("figure." + name),
            marker={"symbol": "square", "size": 12, "color": translucent(color, 0.55)},
        )  # fmt: skip
    figure.update_xaxes(visible=False, fixedrange=True, range=[-0.6, 63.6])
    _types(figure, [row.format for row in rows], -0.5, -0.5)
    return figure


def landing_figure(rows: Sequence[Landing | None], names: Sequence[str], t: Say, *, height: int = 250) -> Figure:
    """The numbers that each type has around the sum as typed, and on which of them the computed sum lands."""
    figure = blank(t("figure.landing"), t("figure.steps"), height=height, hovermode="closest")
    figure.update_layout(margin=dict(MARGIN))
    figure.add_vline(0, line={"color": INK, "width": 2})
    for k, row in enumerate(rows):
        level = len(rows) - 1 - k
        if row is None:
            figure.add_annotation(x=0, y=level, text=t("figure.overflow"), showarrow=False, font={"color": INK})
            continue
        ticks = row.nearest_steps + np.arange(-3, 4)
        figure.add_scatter(
            x=ticks, y=np.full(ticks.size, level), mode="lines+markers", line={"color": NEUTRAL, "width": 1},
            marker={"symbol": "line-ns-open", "size": 15, "color": NEUTRAL, "line": {"width": 1.5}},
            hovertemplate=t("figure.hover_neighbor", format=row.format, step=f"{row.spacing:.3g}") + "<extra></extra>",
            showlegend=False,
        )  # fmt: skip
    there = [(row, len(rows) - 1 - k) for k, row in enumerate(rows) if row is not None]
    for name, color, symbol, size in (("nearest", GOOD, "diamond-open", 19), ("total", GRADIENT, "circle", 12)):
        figure.add_scatter(
            x=[getattr(row, f"{name}_steps") for row, _ in there], y=[level for _, level in there], mode="markers",
            name=t("figure." + name), marker={"size": size, "color": color, "symbol": symbol, "line": {"width": 2.5}},
            hovertemplate="%{x:.3f}<extra>" + t("figure." + name) + "</extra>",
        )  # fmt: skip
    figure.update_xaxes(range=[-2.6, 2.6], fixedrange=True)
    _types(figure, names, -0.5, -0.4)
    return figure


def sums_figure(rows: Sequence[RepeatedSum], t: Say, *, height: int = 270) -> Figure:
    """The relative error of the total in each type, one by one and in pairs; logarithmic."""
    figure = blank(t("figure.sums"), "", t("figure.relative_error"), height=height, barmode="group", bargap=0.35)
    figure.update_layout(margin=dict(MARGIN))
    for way, color in (("one by one", CLASS_A), ("pairwise", CLASS_B)):
        own = [row for row in rows if row.way == way]
        error = [min(max(row.relative_error, NOWHERE), 10.0) for row in own]
        figure.add_bar(
            x=[row.format for row in own], y=np.array(error), name=t("way." + way),
            marker={"color": translucent(color, 0.75)}, text=[_error(row.relative_error) for row in own],
            textposition="outside", cliponaxis=False,
            hovertext=[f"{row.total:.10g}" for row in own], hovertemplate="%{hovertext}<extra></extra>",
        )  # fmt: skip
    figure.update_yaxes(type="log", range=[math.log10(NOWHERE), 2.5], fixedrange=True, dtick=4, exponentformat="power")
    figure.update_xaxes(fixedrange=True)
    return figure


def _error(error: float) -> str:
    if math.isinf(error):
        return "∞"
    if error == 0 or error >= 0.001:
        return f"{error:.2g}"
    return f"{error:.0e}".replace("e-0", "e-")


def wrap_figure(rows: Sequence[IntegerResult], t: Say, *, height: int = 250) -> Figure:
    """The room of each whole-number type as a band; the true result, and what is kept of it."""
    figure = blank(t("figure.wrap"), height=height, hovermode="closest")
    figure.update_layout(margin=dict(MARGIN))
    for k, row in enumerate(rows):
        level, span = len(rows) - 1 - k, row.high - row.low
        figure.add_shape(
            type="rect", x0=0, x1=1, y0=level - 0.16, y1=level + 0.16, layer="below", line={"width": 0},
            fillcolor=translucent(CLASS_B, 0.16),
        )  # fmt: skip
        for x, text, anchor in ((0.0, row.low, "left"), (1.0, row.high, "right")):
            figure.add_annotation(
                x=x, y=level - 0.18, text=f"{text:,}".replace(",", "\u2009"), showarrow=False, xanchor=anchor,
                yanchor="top", font={"size": 10, "color": INK},
            )  # fmt: skip
        exact = min(max((row.exact - row.low) / span, -0.09), 1.09)
        figure.add_scatter(
            x=[exact], y=[level], mode="markers", showlegend=k == 0, name=t("figure.exact"), legendgroup="exact",
            marker={"size": 17, "symbol": "diamond-open", "color": GOOD, "line": {"width": 2.5}},
            hovertemplate=f"{row.exact}<extra></extra>",
        )  # fmt: skip
        figure.add_scatter(
            x=[(row.stored - row.low) / span], y=[level], mode="markers+text", showlegend=k == 0,
            name=t("figure.stored"), legendgroup="stored", text=[f"  {row.stored}"],
            textposition="middle right",
            marker={"size": 11, "color": GRADIENT if row.turns else TEST, "line": {"width": 1.5, "color": PAPER}},
            hovertemplate=f"{row.format}: {row.stored}<extra></extra>",
        )  # fmt: skip
    figure.update_xaxes(visible=False, fixedrange=True, range=[-0.12, 1.12])
    _types(figure, [row.format for row in rows], -0.55, -0.35)
    return figure


def _types(figure: Figure, names: Sequence[str], below: float, above: float) -> None:
    """A level for each type, the first at the top, with some room below and above."""
    count = len(names)
    figure.update_yaxes(
        tickvals=list(range(count)), ticktext=list(names)[::-1], range=[below, count + above], showgrid=False,
        fixedrange=True,
    )  # fmt: skip
