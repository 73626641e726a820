"""The tasks of the tabs, judged on what is on the screen."""

import numpy as np

from core.challenges import Verdict, judge
from core.learning.learning_rate.noise import GradientNoise
from core.learning.learning_rate.schedule import Schedule
from core.learning.learning_rate.schedule_report import ScheduleComparison
from core.learning.learning_rate.settings import NoiseConfig, OneLayerConfig, ScheduleConfig, SweepConfig
from core.learning.learning_rate.sharpness import SharpnessPath
from core.learning.learning_rate.stability import TwoWeightsWalk, sharpness_of
from core.learning.learning_rate.sweep import RateCurves


def flatter(found: TwoWeightsWalk) -> Verdict:
    """A walk from a sharpness above 12 that settles at one below 3."""
    start, last = float(sharpness_of(found.u[0], found.v[0])), float(found.sharpness[-1])
    settled = found.end in ("settled", "leaped")
    return judge(
        (start > 12, "start", {"sharpness": start}),
        (found.end != "diverged", "diverged", {"step": found.last_step}),
        (settled, "unsettled", {}),
        (settled and last < 3, "sharpness", {"sharpness": last}),
    )


def sharpest(found: TwoWeightsWalk) -> Verdict:
    """A walk that settles where η times the sharpness is between 1.95 and 2."""
    settled = found.end in ("settled", "leaped")
    product = 2 * float(found.sharpness[-1]) / found.limit
    return judge(
        (settled, "not_there", {}),
        (settled and 1.95 < product < 2, "product", {"product": product}),
    )


def low_for_most(here: RateCurves, network: OneLayerConfig, sweep: SweepConfig) -> Verdict:
    """On the moons with cross-entropy: a loss below 0.06 within 200 steps, for at least 8 seeds and all but one."""
    final = here.final
    low = int((final < 0.06).sum())  # NaN is not
    return judge(
        (network.dataset == "moons" and network.loss == "CrossEntropy", "points", {}),
        (sweep.sweep_steps <= 200, "steps", {"steps": sweep.sweep_steps}),
        (sweep.seeds >= 8, "seeds", {"seeds": sweep.seeds}),
        (low >= len(final) - 1, "low", {"low": low, "seeds": len(final)}),
    )


def on_the_cliff(here: RateCurves) -> Verdict:
    """A rate at which some of at least four seeds diverge, and others do not."""
    broken = int(np.isnan(here.final).sum())
    seeds = len(here.final)
    return judge(
        (seeds >= 4, "seeds", {"seeds": seeds}),
        (broken > 0, "none", {}),
        (broken < seeds, "all", {}),
    )


def beats_constants(result: ScheduleComparison) -> Verdict:
    """A schedule whose interval of the ratio to the best constant rate lies below 1."""
    return judge(
        (np.isfinite(result.ratio), "diverged", {}),
        (result.high < 1, "ratio", {"ratio": result.ratio, "low": result.low, "high": result.high}),
    )


def ends_where_it_began(found: Schedule, config: ScheduleConfig) -> Verdict:
    """A schedule that falls below a twentieth of its first rate, and is read at that rate again in the end."""
    first, least, last = float(found.used[0, 0]), float(found.used[:, 0].min()), float(found.read[-1, 0])
    return judge(
        (config.schedule != "Constant" and least < 0.05 * first, "falls", {"least": least, "first": first}),
        (abs(last - first) < 1e-9 * first, "last", {"last": last, "first": first}),
    )


def as_loud_as_the_signal(found: GradientNoise, config: NoiseConfig) -> Verdict:
    """After at least 20 steps, a batch size whose noise is as long as the gradient, to a twentieth."""
    ratio = float(np.sqrt(found.variance / found.signal)) if found.signal > 0 else float("inf")
    return judge(
        (config.trained >= 20, "trained", {"trained": config.trained}),
        (abs(ratio - 1) < 0.05, "ratio", {"ratio": ratio}),
    )


def mostly_wrong(found: GradientNoise) -> Verdict:
    """A network and a batch size at which more than a fifth of the batches lead uphill."""
    return judge((found.uphill > 0.2, "share", {"share": found.uphill}))


def on_the_edge(found: SharpnessPath) -> Verdict:
    """Descent that ends with η·λmax between 1.9 and 2.1 on average, and a loss below 0.05."""
    return judge(
        (found.diverged is None, "diverged", {"step": found.diverged}),
        (1.9 < found.late_product < 2.1, "product", {"product": found.late_product}),
        (found.last_loss < 0.05, "loss", {"loss": found.last_loss}),
    )


def flat_and_good(found: SharpnessPath) -> Verdict:
    """Descent that ends with a loss below 0.01 and a sharpness below a fifth of the first."""
    share = found.last_sharpness / float(found.sharpness[0])
    return judge(
        (found.diverged is None, "diverged", {"step": found.diverged}),
        (found.last_loss < 0.01, "loss", {"loss": found.last_loss}),
        (share < 0.2, "share", {"share": share}),
    )
