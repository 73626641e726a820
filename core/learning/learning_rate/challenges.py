"""The tasks of the tabs, judged on what is on the screen."""

import numpy as np

from core.challenges import Verdict, judge
from core.learning.learning_rate.settings import SmallNetworkConfig, SweepConfig
from core.learning.learning_rate.stability import Walk, sharpness_of
from core.learning.learning_rate.sweep import Sweep


def flatter(found: Walk) -> Verdict:
    """A walk from a sharpness above 12 that settles at one below 3."""
    start, last = float(sharpness_of(found.u[0], found.v[0])), float(found.sharpness[-1])
    settled = found.end in ("settled", "leaped")
    return judge(
        (start > 12, "start", {"sharpness": start}),
        (found.end != "diverged", "diverged", {"step": found.last_step}),
        (settled, "unsettled", {}),
        (settled and last < 3, "sharpness", {"sharpness": last}),
    )


def sharpest(found: Walk) -> Verdict:
    """A walk that settles where η times the sharpness is between 1.9 and 2."""
    settled = found.end in ("settled", "leaped")
    product = 2 * float(found.sharpness[-1]) / found.limit
    return judge(
        (settled, "not_there", {}),
        (settled and 1.9 < product < 2, "product", {"product": product}),
    )


def low_for_most(here: Sweep, network: SmallNetworkConfig, sweep: SweepConfig) -> Verdict:
    """On the moons with cross-entropy: a loss below 0.06 within 200 steps, for at least 8 seeds and all but one."""
    final = here.final[0]
    low = int((final < 0.06).sum())  # NaN is not
    return judge(
        (network.dataset == "moons" and network.loss == "CrossEntropy", "points", {}),
        (sweep.sweep_steps <= 200, "steps", {"steps": sweep.sweep_steps}),
        (sweep.seeds >= 8, "seeds", {"seeds": sweep.seeds}),
        (low >= len(final) - 1, "low", {"low": low, "seeds": len(final)}),
    )


def on_the_cliff(here: Sweep) -> Verdict:
    """A rate at which some of at least four seeds diverge, and others do not."""
    broken = int(np.isnan(here.final[0]).sum())
    seeds = here.final.shape[1]
    return judge(
        (seeds >= 4, "seeds", {"seeds": seeds}),
        (broken > 0, "none", {}),
        (broken < seeds, "all", {}),
    )
