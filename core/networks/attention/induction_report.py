"""What is to be said of the two networks, and of one place of the string by hand."""

from typing import Any

import numpy as np

from core.networks.attention.induction import (
    InductionRun,
    accuracy_without_layer_one,
    induction_numbers,
    rule_cells,
    seen_loss,
)
from core.networks.attention.settings import InductionConfig
from core.networks.attention.tasks import LETTERS

KNOWS, CLIFF = 0.9, 0.5
Line = tuple[str, dict[str, Any]]


def induction_lines(run: InductionRun, config: InductionConfig) -> list[Line]:
    """How both ended beside guessing, when the second layer began to know, and what its heads look at."""
    numbers = induction_numbers(run)
    seen, _ = seen_loss(config)
    said: dict[str, Any] = {name: 100 * value if "accuracy" in name or "share" in name else value
                            for name, value in numbers.items()}  # fmt: skip
    said |= {"steps": run.two.steps, "seen": seen, "letters": config.letters,
             "one_parameters": run.one.parameters, "two_parameters": run.two.parameters}  # fmt: skip
    lines: list[Line] = [("said.ends", said)]
    known = run.two.test_accuracies >= KNOWS
    if known.any():
        at = int(known.argmax())
        half = int((run.two.test_accuracies >= CLIFF).argmax())
        lines.append(("said.moment", {"half": int(run.two.look_steps[half]), "known": int(run.two.look_steps[at]),
                                      "one": 100 * float(run.one.test_accuracies[at])}))  # fmt: skip
    else:
        lines.append(("said.not_yet", said))
    rule = numbers["followed_share"] >= 0.5
    lines.append(("said.rule" if rule else "said.other_way" if known.any() else "said.no_rule", said))
    cut = accuracy_without_layer_one(run)
    needed = rule and known.any() and cut < CLIFF
    return [*lines, ("said.needs_layer_one" if needed else "said.cut", {"cut": 100 * cut})]


def place_by_hand(run: InductionRun) -> dict[str, Any]:
    """One place in the second round: its token, where that stood before, what followed, and where layer 2 looks.

    `key` names the sentences that fit.
    """
    cells = rule_cells(run.two.probe)
    place = int(cells.any(axis=1).argmax()) + 1  # the second place of the second round
    target = int(cells[place].argmax())
    weights = run.two.maps[-1, 1, 0, place]
    strongest = int(np.argmax(weights))
    names = [LETTERS[code] for code in run.two.probe]
    return {
        "place": place + 1, "token": names[place], "before": target, "target": target + 1, "followed": names[target],
        "weight": float(weights[target]), "even": 1 / (place + 1), "strongest": strongest + 1,
        "strongest_weight": float(weights[strongest]), "previous": float(run.two.maps[-1, 0, 0, target, target - 1]),
        "own": float(run.two.maps[-1, 0, 0, target, target]),
        "key": "by_hand" if strongest == target else "by_hand_elsewhere",
    }  # fmt: skip
