"""What the penalty has done: exact zeros, errors beside their baseline, and one soft threshold by hand."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from core import tex
from core.learning.regularization.penalties import (
    STRENGTHS,
    CoefficientPath,
    PenalizedFit,
    soft_threshold,
    split_rows,
)
from core.learning.regularization.settings import PenaltiesConfig


def penalties_lines(
    path: CoefficientPath, fit: PenalizedFit, config: PenaltiesConfig
) -> list[tuple[str, dict[str, Any]]]:
    """Zeros, errors, and the best λ of the path."""
    real = len(path.names)
    kept = {"real": int(fit.nonzero[:real].sum()), "useless": int(fit.nonzero[real:].sum()),
            "zeros": int((~fit.nonzero).sum()), "columns": len(fit.coefficients), "all": config.useless}  # fmt: skip
    best = int(np.argmin(path.valid))
    key = "ridge" if config.share == 0 else "nothing" if not fit.nonzero.any() else "zeros"
    errors = {"train": fit.train, "valid": fit.valid, "spread": path.spread}
    here = {"best": path.valid[best], "strength": tex.number(STRENGTHS[best], 3)}
    worse = "worse" if fit.valid > path.spread else "errors"
    return [(key, kept), (worse, errors), ("best", here)]


def threshold_lines(fit: PenalizedFit, config: PenaltiesConfig) -> Iterator[tuple[str, dict[str, Any]]]:
    """The coefficient of bmi as the soft threshold that coordinate descent ends in, in LaTeX."""
    rows = split_rows(config)
    j = rows.names.index("bmi")
    column = rows.train[:, j]
    others = rows.train_values - rows.train @ fit.coefficients + column * fit.coefficients[j]
    z, size = float(column @ others / len(others)), float(column @ column / len(others))
    l1, l2 = config.strength * config.share, config.strength * (1 - config.share)
    moved = float(soft_threshold(np.array(z), l1))
    yield "by_hand", {
        "z": tex.signed(z), "l1": tex.number(l1), "l2": tex.number(l2), "moved": tex.number(moved),
        "w": tex.number(moved / (size + l2)),
    }  # fmt: skip
