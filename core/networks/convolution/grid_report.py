"""What a kernel over a grid does, as formulas with numbers and as sentences."""

from typing import Any

import numpy as np

from core.networks.convolution.grid import ConvolutionMatrix, GridConfig, GridConvolution, WindowSum
from core.tex import number, signed, total

Line = tuple[str, dict[str, Any]]
MOST_TERMS = 12


def sum_tex(here: WindowSum, window: np.ndarray) -> dict[str, str]:
    """The products of one window (k, l) and their sum."""
    pairs = zip(window.ravel().tolist(), here.pixels.ravel().tolist(), strict=True)
    terms = [rf"{signed(w)} \cdot {signed(x)}" for w, x in pairs]
    return {"cell": f"[{here.row},\\,{here.column}]", "terms": total(terms, MOST_TERMS), "total": number(here.total)}


def size_formula(found: GridConvolution) -> Line:
    """The size of the output, for rows and for columns; once where both are computed alike."""
    sizes = zip(found.image.shape, found.before, found.after, found.window.shape, found.output.shape, strict=True)
    down, across = (
        rf"\left\lfloor \frac{{{size} + {before + after} - {found.dilation} \cdot ({k} - 1) - 1}}{{{found.stride}}} "
        rf"\right\rfloor + 1 = {length}"
        for size, before, after, k, length in sizes
    )
    return ("size_alike", {"both": down}) if down == across else ("size", {"rows": down, "columns": across})


def grid_lines(found: GridConvolution, matrix: ConvolutionMatrix, config: GridConfig) -> tuple[Line, ...]:
    """What the formula does not say: weights, what no window reads, and what the settings hide."""
    rows, columns = matrix.weights.shape
    lines: list[Line] = [
        ("shared", {"weights": found.window.size, "rows": rows, "columns": columns, "dense": rows * columns})
    ]
    unread = int((matrix.places < 0).all(axis=0).sum())
    if unread:
        lines.append(("unread", {"count": unread, "cells": found.image.size}))
    down, right = found.dropped
    if down or right:
        lines.append(("dropped", {"rows": down, "columns": right}))
    if config.same and found.before != found.after:
        lines.append(("uneven", {"before": found.before[1], "after": found.after[1],
                                 "above": found.before[0], "below": found.after[0]}))  # fmt: skip
    if (matrix.places == found.window.size).any():
        lines.append(("several", {}))
    if config.operation == "convolution":
        turned = np.array(config.kernel)
        lines.append(("turned_alike" if np.array_equal(turned, turned[::-1, ::-1]) else "turned", {}))
    if not found.window.any():
        lines.append(("all_zero", {}))
    return tuple(lines)


def grid_said(found: GridConvolution, here: WindowSum) -> dict[str, Any]:
    """The numbers of the text alternatives."""
    return {
        "rows": found.image.shape[0], "columns": found.image.shape[1], "k": found.window.shape[0],
        "l": found.window.shape[1], "m": found.output.shape[0], "n": found.output.shape[1], "row": here.row,
        "column": here.column, "total": here.total, "places": found.output.size, "pixels": found.image.size,
    }  # fmt: skip
