"""The tasks of the tabs, judged on what is on the screen."""

import numpy as np

from core import tex
from core.challenges import Verdict, judge
from core.probability.information.code import SourceCode
from core.probability.information.divergence import Divergence

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
