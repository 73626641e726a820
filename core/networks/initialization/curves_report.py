"""What is to be said of the runs: the chosen scheme's, which schemes learn, and what the start foretold."""

from typing import Any

import numpy as np

from core import tex
from core.networks.initialization.curves import EQUAL, SIGMA, SchemeTrainings
from core.networks.initialization.settings import TrainingsConfig
from core.networks.initialization.weights import SCHEMES, weight_law

Line = tuple[str, dict[str, Any]]
LEARNED = 0.2  # loss
CHANCE = float(np.log(2))  # loss of a network that answers ½
KEPT = {"ReLU": 1 / 2, "Tanh": 1.0, "Sigmoid": 1 / 16}  # of the mean square; ReLU on average, the others at most


def curve_lines(found: SchemeTrainings, shown: str) -> list[Line]:
    """The chosen scheme's seeds beside chance, and in how many schemes half of the seeds learn."""
    k = SCHEMES.index(shown)
    ends = found.losses[k, :, -1]
    seeds, learned = len(ends), int((ends < LEARNED).sum())
    told = {"seeds": seeds, "learned": learned, "limit": LEARNED, "chance": CHANCE}
    whole = ends[np.isfinite(ends)]
    if whole.size < seeds:
        lines: list[Line] = [("some_diverged", told | {"count": seeds - whole.size})]
    else:
        key = "none_learns" if learned == 0 else "all_learn" if learned == seeds else "some_learn"
        lines = [(key, told | {"lowest": float(whole.min()), "highest": float(whole.max())})]
    gradient = float(np.median(found.gradients[k]))
    lines.append(("first_gradient", {"gradient": tex.number(gradient, 2)}) if gradient > 0 else ("no_gradient", {}))
    good = sum(int((curves[:, -1] < LEARNED).sum() * 2 >= seeds) for curves in found.losses)
    lines.append(("schemes", {"good": good, "total": len(SCHEMES), "limit": LEARNED}))
    return lines


def gradient_by_hand(shown: str, config: TrainingsConfig) -> Line:
    """What the hidden layers leave of a gradient on its way from the last to the first, by the scheme's variance."""
    n, between = config.hidden_units, config.hidden_layers - 1
    law = weight_law(shown, n, n, 1.0, SIGMA, EQUAL)
    if law.kind == "constant":
        return "by_hand_equal", {}
    factor = KEPT[config.unit_kind] * n * law.std**2
    key = "by_hand" if config.unit_kind == "ReLU" else "by_hand_at_most"
    return key, {"kept": tex.number(KEPT[config.unit_kind], 4), "n": n, "variance": tex.number(law.std**2, 3),
                 "factor": tex.number(factor, 3), "between": between,
                 "all": tex.number(factor ** (between / 2), 3)}  # fmt: skip
