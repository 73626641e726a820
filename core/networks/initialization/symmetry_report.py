"""What is to be said of units that began equal, and one step by hand."""

from typing import Any

import numpy as np

from core import tex
from core.networks.initialization.settings import SymmetryConfig
from core.networks.initialization.symmetry import EPOCHS, PARTED, UNITS, SymmetryRun, units_of

Line = tuple[str, dict[str, Any]]


def symmetry_lines(run: SymmetryRun, config: SymmetryConfig) -> list[Line]:
    """Whether the units part, and what the network has learned."""
    told = {"epochs": EPOCHS, "share": PARTED, "accuracy": 100 * run.accuracy, "loss": float(run.losses[-1])}
    return [(_key(run), told | {"first": tex.number(float(run.spread[0]), 3), "parted": run.parted,
                                "last": tex.number(float(run.spread[-1]), 3)}),
            ("learned", told)]  # fmt: skip


def _key(run: SymmetryRun) -> str:
    if run.moved == (False, False, False, True):
        return "only_bias"
    if not (run.spread > 0).any():
        return "equal_forever"
    if run.parted is None:
        return "not_yet"
    return "apart_at_once" if run.parted == 0 else "parts"


def growth_by_hand(run: SymmetryRun) -> Line | None:
    """The factor by which the spread grows an epoch while it is small, and the epochs a tenth of it would cost."""
    small = np.flatnonzero((run.spread > 0) & (run.spread < PARTED / 10))
    if small.size < 12 or run.parted is None:
        return None
    first, last = int(small[small.size // 2]), int(small[-1])
    if last <= first or not run.spread[last] > run.spread[first]:
        return None
    ratio = float(run.spread[last] / run.spread[first])
    factor = ratio ** (1 / (last - first))
    return "growth", {"first": first, "last": last, "small": tex.number(float(run.spread[first]), 3),
                      "large": tex.number(float(run.spread[last]), 3), "steps": last - first,
                      "factor": tex.number(factor, 4), "cost": tex.number(np.log(10) / np.log(factor), 3)}  # fmt: skip


def units_by_hand(run: SymmetryRun) -> str:
    """The four units at the end as a matrix, a row each: incoming weights, bias, outgoing weight."""
    return tex.array(units_of(run.parameters[-1]).reshape(UNITS, 4), digits=4)
