"""Which depth is ahead at equally many parameters, and what one hidden layer would need for the folded tent."""

from typing import Any

import numpy as np

from core.networks.approximation.depth import DEPTHS, DepthRace, Fold, parameter_count


def race_numbers(race: DepthRace) -> dict[str, Any]:
    """The best median with its depth, the median of one layer, and the best and the worst network of all."""
    medians = np.median(race.errors, axis=1)
    best = int(medians.argmin())
    return {"depth": DEPTHS[best], "median": float(medians[best]), "one": float(medians[0]),
            "least": float(race.errors.min()), "most": float(race.errors.max()), "flat": race.flat}  # fmt: skip


def count_tex(race: DepthRace) -> dict[str, Any]:
    """The widths of all depths, and the parameters of two hidden layers counted by hand."""
    widths = r",\; ".join(str(width) for width in race.widths)
    return {"widths": widths, "depths": r",\; ".join(map(str, DEPTHS)), "w": race.widths[1],
            "total": parameter_count(race.widths[1], 2)}  # fmt: skip


def depth_lines(race: DepthRace, found: Fold) -> list[tuple[str, dict[str, Any]]]:
    """The race in words, and the arithmetic of the fold."""
    said = race_numbers(race)
    needed = found.pieces - 1
    folded = {"pieces": found.pieces, "layers": found.units // 2, "units": found.units, "needed": needed,
              "parameters": found.parameters, "flat_parameters": parameter_count(needed, 1)}  # fmt: skip
    return [("race.one" if said["depth"] == 1 else "race.deep", said), ("fold", folded)]
