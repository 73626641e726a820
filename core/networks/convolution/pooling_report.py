"""What pooling keeps and loses, as a formula with numbers and as sentences."""

from typing import Any

import numpy as np

from core.networks.convolution.pooling import PooledGrid, PoolingConfig
from core.tex import fraction, number, total

Line = tuple[str, dict[str, Any]]
MOST_TERMS = 12


def window_tex(found: PooledGrid, config: PoolingConfig, row: int, column: int) -> dict[str, str]:
    """The values of one window and what is taken of them."""
    top, left = found.stride * row, found.stride * column
    values = found.padded[top : top + found.side, left : left + found.side].ravel().tolist()
    cell, result = f"[{row},\\,{column}]", number(float(found.output[row, column]))
    if config.pooling == "max":
        shown = ",\\; ".join(number(value) for value in values[:MOST_TERMS])
        dots = r",\; \dots" if len(values) > MOST_TERMS else ""
        return {"cell": cell, "window": rf"\max(\,{shown}{dots}\,)", "result": result}
    p, (h, w) = found.padding, found.image.shape
    real = np.pad(np.ones((h, w)), p)[top : top + found.side, left : left + found.side].sum()
    count = len(values) if config.count_padding else int(real)
    return {"cell": cell, "window": fraction(total(values, MOST_TERMS), count), "result": result}


def pooling_lines(found: PooledGrid, config: PoolingConfig) -> tuple[Line, ...]:
    """Weights, what a moved image changes, and what the settings hide."""
    (m, n), (h, w) = found.output.shape, found.image.shape
    lines: list[Line] = [("nothing_learned", {"cells": m * n, "pixels": h * w})]
    if config.moved_by:
        values = {"by": config.moved_by, "same": found.unchanged, "cells": m * n, "stride": found.stride}
        lines.append(("moved_same" if found.unchanged == m * n else "moved", values))
    down, right = ((size - found.side) % found.stride for size in found.padded.shape)
    if down or right:
        lines.append(("dropped", {"rows": down, "columns": right}))
    if found.stride > found.side and found.output.size > 1:
        lines.append(("skipped", {"between": found.stride - found.side}))
    if found.padding:
        lines.append(("around_max" if config.pooling == "max" else
                      "around_counted" if config.count_padding else "around_left_out", {}))  # fmt: skip
    return tuple(lines)
