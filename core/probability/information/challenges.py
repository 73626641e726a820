"""The tasks of the tabs, judged on what is on the screen."""

from collections.abc import Mapping

import numpy as np

from core import tex
from core.challenges import Verdict, judge
from core.probability.information.code import SourceCode
from core.probability.information.decision import Decision
from core.probability.information.divergence import CrossEntropy
from core.probability.information.fit import FitMap
from core.probability.information.joint import Joint
from core.probability.information.loss import SoftmaxLoss
from core.probability.information.settings import DecisionConfig, GaussianFitConfig, SoftmaxConfig

CLOSE = 1e-6
NAT = float(np.log(2))  # of a bit


def exact_code(found: SourceCode) -> Verdict:
    """Four symbols with an entropy of 1.75 bits, which Huffman's code needs and no more."""
    return judge(
        (len(found.p) == 4 and bool((found.p > 0).all()), "symbols", {"count": int((found.p > 0).sum())}),
        (found.block == 1, "block", {}),
        (abs(found.entropy - 1.75) < CLOSE, "entropy", {"bits": found.entropy}),
        (found.waste < CLOSE, "waste", {"waste": tex.number(found.waste)}),
    )


def wasteful_code(found: SourceCode) -> Verdict:
    """Single symbols whose code wastes 0.9 bits each."""
    return judge(
        (found.block == 1, "block", {}),
        (len(found.P) > 1, "one", {}),
        (found.waste >= 0.9, "waste", {"waste": found.waste}),
    )


def lopsided(found: CrossEntropy) -> Verdict:
    """KL(p ‖ q) below 0.2 nats, and KL(q ‖ p) above 1 nat yet finite."""
    there, back = (value / found.scale * NAT for value in (found.kl, found.kl_reverse))
    return judge(
        (there < 0.2, "there", {"kl": tex.number(there)}),
        (back > 1, "back", {"kl": tex.number(back)}),
        (bool(np.isfinite(back)), "infinite", {}),
    )


def quarter_bit(found: CrossEntropy) -> Verdict:
    """A source of 1.75 bits that is paid 2 bits a symbol."""
    entropy, cross_entropy = found.entropy / found.scale, found.cross_entropy / found.scale
    return judge(
        (abs(entropy - 1.75) < CLOSE, "entropy", {"bits": entropy}),
        (abs(cross_entropy - 2) < CLOSE, "cross_entropy", {"bits": tex.number(cross_entropy)}),
    )


def wide_still_wins(found: FitMap, config: GaussianFitConfig) -> Verdict:
    """Reverse direction, equal peaks of spread 1: each has an optimum of its own, and the wide one is best."""
    return judge(
        (config.direction == "reverse", "direction", {}),
        (config.spread == 1 and config.share == 0.5, "peaks", {}),
        (len(found.optima) == 3, "count", {"count": len(found.optima)}),
        (found.optima[0].mean == 0, "narrow", {"kl": found.optima[0].kl}),
    )


def below_nothing(numbers: Mapping[str, float]) -> Verdict:
    """A mixture p with a differential entropy below 0."""
    return judge((numbers["entropy_p"] < 0, "above", {"nats": numbers["entropy_p"]}))


def independent_table(found: Joint) -> Verdict:
    """Three values each, every pair possible, margins that are not uniform, and no information."""
    uneven = all(np.ptp(margin) > CLOSE for margin in (found.p_x, found.p_y))
    return judge(
        (min(found.P.shape) >= 3, "size", {}),
        (bool((found.P > 0).all()), "empty", {}),
        (uneven, "uniform", {}),
        (found.information < 1e-9, "information", {"bits": tex.number(found.information)}),
    )


def hidden_dependence(found: Joint) -> Verdict:
    """No correlation of the numbers, and 1.5 bits of information or more."""
    return judge(
        (not np.isnan(found.correlation), "constant", {}),
        (bool(abs(found.correlation) < 1e-9), "correlation", {"r": tex.number(found.correlation)}),
        (found.information >= 1.5, "information", {"bits": tex.number(found.information)}),
    )


def down_to_the_floor(found: SoftmaxLoss, config: SoftmaxConfig) -> Verdict:
    """Three classes or more, a fifth of the labels wrong, and a loss within 0.001 nats of the least possible."""
    return judge(
        (len(found.q) >= 3, "classes", {}),
        (abs(config.noise - 0.2) < CLOSE, "noise", {}),
        (found.loss - found.floor < 1e-3, "above", {"above": found.loss - found.floor}),
    )


def one_half(found: SoftmaxLoss, config: SoftmaxConfig) -> Verdict:
    """Logits (2, 1, 0.1) at a temperature that gives class A one half."""
    return judge(
        (config.logits == (2.0, 1.0, 0.1), "logits", {}),
        (abs(float(found.q[0]) - 0.5) < 0.005, "share", {"share": float(found.q[0])}),
    )


def at_eighty(found: Decision, config: DecisionConfig) -> Verdict:
    """Costs for which yes is right from a probability of 0.8 on, and the threshold there."""
    return judge(
        (not np.isnan(found.true_best), "free", {}),
        (bool(abs(found.true_best - 0.8) < 0.005), "costs", {"t": tex.number(found.true_best)}),
        (bool(abs(config.threshold - found.best) < 0.005), "threshold", {"t": tex.number(found.best)}),
    )


def no_use(found: Decision, config: DecisionConfig) -> Verdict:
    """A model that tells the classes apart, and at its best saves less than one percent of a rule without it."""
    baseline = min(found.always, found.never)
    return judge(
        (config.separation >= 1, "separation", {}),
        (baseline > 0, "free", {}),
        (found.best_cost > 0.99 * baseline, "saves", {"share": 100 * (1 - found.best_cost / max(baseline, 1e-12))}),
    )
