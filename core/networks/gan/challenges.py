"""The tasks of the tabs, judged on what is on the screen."""

import numpy as np

from core.challenges import Verdict, judge
from core.networks.gan.game import GanTraining
from core.networks.gan.game_report import pulls
from core.networks.gan.target import lit_modes, target_of

MANY, ON_TARGET = 8, 0.8
FOOLED = 1.2  # loss of D from which on it seems well balanced


def all_modes(run: GanTraining | None) -> Verdict:
    """Eight modes or more are lit, and 80 % of the fakes land on the target."""
    if run is None:
        return judge((False, "untrained", {}))
    target, share = target_of(run.target), float(run.shares[-1].sum())
    lit = int(lit_modes(run.shares[-1], target).sum())
    return judge(
        (target.modes >= MANY and run.target.target == "ring", "target_other", {"modes": target.modes}),
        (lit == target.modes, "lit", {"lit": lit, "modes": target.modes}),
        (share >= ON_TARGET, "share", {"share": 100 * share}),
    )


def collapsed(run: GanTraining | None) -> Verdict:
    """On a ring of eight or more all that lands does so on two modes at most, though 30 % of the fakes land."""
    if run is None:
        return judge((False, "untrained", {}))
    target, share = target_of(run.target), float(run.shares[-1].sum())
    lit = int((run.shares[-1] > 0.01).sum())
    return judge(
        (target.modes >= MANY and run.target.target == "ring", "target_other", {"modes": target.modes}),
        (share >= 0.3, "share", {"share": 100 * share}),
        (lit <= 2, "lit", {"lit": lit}),
    )
