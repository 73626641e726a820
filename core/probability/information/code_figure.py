"""The codewords of a source as bars, and the mean length against the size of the blocks."""

from itertools import groupby

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_B, GRID, INK, PAPER, blank
from core.probability.information.blocks_figure import Bars, bars_figure
from core.probability.information.code import LARGEST_BLOCK, NAMES, SourceCode
from core.probability.information.distribution import surprise

CODE_TOP = 6.0  # bits a symbol that the axis shows
CHARACTER = 0.016  # width of a digit of a codeword


def code_bars(found: SourceCode, t: Say) -> Bars:
    """A bar for each symbol, in the order of the alphabet, or for all blocks that are equally likely and long."""
    due, paid = surprise(found.P) / found.block, found.lengths / found.block
    if found.block > 1:
        return _of_blocks(found, due, paid, t)
    at = {name: k for k, name in enumerate(found.blocks)}
    order = [at.get(name) for name in NAMES[: len(found.p)]]
    said = [
        t("hover.never", name=name) if k is None else _hover(found, k, due, t)
        for name, k in zip(NAMES, order, strict=False)
    ]
    names = [
        name if k is None or len(found.codewords[k]) * CHARACTER > found.p[j] else f"{name}<br>{found.codewords[k]}"
        for j, (name, k) in enumerate(zip(NAMES, order, strict=False))
    ]
    heights = [np.array([0.0 if k is None else one[k] for k in order]) for one in (due, paid)]
    return Bars(widths=found.p, due=heights[0], paid=heights[1], names=names, hover=said)


def _hover(found: SourceCode, k: int, due: np.ndarray, t: Say) -> str:
    return t("hover.block", name=found.blocks[k], p=found.P[k], due=due[k], length=int(found.lengths[k]))


def _of_blocks(found: SourceCode, due: np.ndarray, paid: np.ndarray, t: Say) -> Bars:
    """The likely blocks first; of those that look alike the hover names one."""
    order = sorted(range(len(due)), key=lambda k: (round(float(due[k]), 9), paid[k]))
    groups = [list(same) for _, same in groupby(order, key=lambda k: (round(float(due[k]), 9), paid[k]))]
    first = [same[0] for same in groups]
    hover = [
        t(
            "hover.blocks",
            count=len(same),
            name=found.blocks[same[0]],
            p=found.P[same[0]],
            length=int(found.lengths[same[0]]),
        )
        for same in groups
    ]
    widths = np.array([found.P[same].sum() for same in groups])
    return Bars(widths=widths, due=due[first], paid=paid[first], names=[""] * len(groups), hover=hover)


def code_figure(found: SourceCode, t: Say) -> Figure:
    """Every codeword as a bar: as wide as it is likely, as high as it is long, beside the height that is due."""
    return bars_figure(code_bars(found, t), CODE_TOP, (t("axis.probability"), t("axis.bits")), t)


def lengths_figure(found: SourceCode, t: Say, *, height: int = 300) -> Figure:
    """Bits a symbol for blocks of 1, 2, …, with the entropy below and the bound entropy + 1/k above."""
    figure = blank(t("figure.means"), t("axis.block"), t("axis.bits"), height=height, showlegend=False,
                   margin={"l": 48, "r": 8, "t": 34, "b": 42})  # fmt: skip
    k = np.arange(1, LARGEST_BLOCK + 1)
    middle = found.entropy
    figure.update_xaxes(range=[0.6, LARGEST_BLOCK + 0.4], dtick=1, fixedrange=True, automargin=False)
    figure.update_yaxes(range=[0, 4.2], dtick=1, fixedrange=True, automargin=False)
    figure.add_scatter(
        x=k, y=middle + 1 / k, mode="lines", line={"color": GRID, "dash": "dot", "width": 2},
        hovertemplate=t("hover.bound"),
    )  # fmt: skip
    figure.add_scatter(
        x=k[: len(found.means)], y=found.means, mode="lines+markers", line={"color": BAD, "width": 2},
        hovertemplate=t("hover.means"),
    )  # fmt: skip
    figure.add_hline(middle, line={"color": CLASS_B, "width": 2})
    label = {"showarrow": False, "xanchor": "right", "font": {"color": INK, "size": 12}}
    figure.add_annotation(
        x=LARGEST_BLOCK + 0.4, y=middle, yanchor="top" if middle > 0.5 else "bottom", text="H", **label
    )
    figure.add_annotation(x=LARGEST_BLOCK + 0.4, y=middle + 1 / 3, yanchor="bottom", text="H + 1/k", **label)
    return figure.add_dot(found.block, found.mean_length, 13, fillcolor=INK, line={"color": PAPER, "width": 2})
