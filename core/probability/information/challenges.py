"""The tasks of the tabs, judged on what is on the screen."""

from collections.abc import Mapping

import numpy as np

from core import tex
from core.challenges import Verdict, judge
from core.probability.information.code import SourceCode
from core.probability.information.divergence import Divergence
from core.probability.information.fit import Landscape
from core.probability.information.joint import Joint
from core.probability.information.settings import FitConfig

CLOSE = 1e-6
NAT = float(np.log(2))  # of a bit


def exact_code(found: SourceCode) -> Verdict:
    """Four symbols with an entropy of 1.75 bits, which Huffman's code needs and no more."""
    return judge(
        (len(found.p) == 4 and bool((found.p > 0).all()), "symbols", {"count": int((found.p > 0).sum())}),
        (found.block == 1, "block", {}),
        (abs(found.entropy - 1.75) < CLOSE, "entropy", {"bits": found.entropy}),
        (found.waste < CLOSE, "waste", {"waste": found.waste}),
    )


def wasteful_code(found: SourceCode) -> Verdict:
    """Single symbols whose code wastes 0.9 bits each."""
    return judge(
        (found.block == 1, "block", {}),
        (len(found.P) > 1, "one", {}),
        (found.waste >= 0.9, "waste", {"waste": found.waste}),
    )


def lopsided(found: Divergence) -> Verdict:
    """KL(p ‖ q) below 0.2 nats, and KL(q ‖ p) above 1 nat yet finite."""
    there, back = (value / found.scale * NAT for value in (found.kl, found.kl_reverse))
    return judge(
        (there < 0.2, "there", {"kl": tex.number(there)}),
        (back > 1, "back", {"kl": tex.number(back)}),
        (bool(np.isfinite(back)), "infinite", {}),
    )


def quarter_bit(found: Divergence) -> Verdict:
    """A source of 1.75 bits that is paid 2 bits a symbol."""
    entropy, cross_entropy = found.entropy / found.scale, found.cross_entropy / found.scale
    return judge(
        (abs(entropy - 1.75) < CLOSE, "entropy", {"bits": entropy}),
        (abs(cross_entropy - 2) < CLOSE, "cross_entropy", {"bits": tex.number(cross_entropy)}),
    )


def wide_still_wins(found: Landscape, config: FitConfig) -> Verdict:
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
        (bool(abs(found.correlation) < 1e-9), "correlation", {"r": tex.number(found.correlation)}),
        (found.information >= 1.5, "information", {"bits": tex.number(found.information)}),
    )
