"""The tasks of the tabs, judged on what is on the screen."""

import math

import numpy as np

from core.challenges import Verdict, judge
from core.learning.descent.quadratic import Modes
from core.learning.descent.race import SMALLEST, FairRace, OptimizerRace, width_in_decades
from core.learning.descent.settings import CountryConfig, TerrainConfig
from core.learning.descent.starts import Scout
from core.learning.descent.step import Anatomy

GOAL = 1e-6


def narrow_bowl(run: OptimizerRace, surface: TerrainConfig) -> Verdict:
    """Momentum on the bowl with κ = 100 from (4, 1): a loss below 10⁻⁶ in at most 100 steps."""
    k = run.methods.index("Momentum") if "Momentum" in run.methods else -1
    loss = float(run.losses[-1, k]) if k >= 0 else math.nan
    return judge(
        (surface.surface == "bowl" and surface.kappa == 100, "bowl", {}),
        (bool(np.all(run.places[0, 0] == (4, 1))), "start", {}),
        (k >= 0, "momentum", {}),
        (len(run.losses) <= 101, "steps", {"steps": len(run.losses) - 1}),
        (math.isfinite(loss), "lost", {}),
        (loss < GOAL, "loss", {"loss": loss}),
    )


def off_the_ridge(run: OptimizerRace, surface: TerrainConfig) -> Verdict:
    """From (4, 0) on the saddle, where the gradient leads into the saddle point: a loss below -1."""
    lowest = float(run.losses[np.isfinite(run.losses)].min(initial=math.inf))
    return judge(
        (surface.surface == "saddle", "saddle", {}),
        (bool(np.all(run.places[0, 0] == (4, 0))), "start", {}),
        (lowest < -1, "held", {"lowest": lowest}),
    )


def two_minima(limits: np.ndarray, config: CountryConfig) -> Verdict:
    """A rate at which plain descent can hold exactly two of Himmelblau's minima; limits: (m,)."""
    held = int((config.pace < limits).sum())
    return judge(
        (config.country == "himmelblau", "country", {}),
        (config.walker == "GD", "walker", {}),
        (held == 2, "held", {"held": held}),
    )


def past_the_nearest(walk: Scout, config: CountryConfig) -> Verdict:
    """A start whose walk by plain descent ends in another minimum than the nearest."""
    return judge(
        (config.walker == "GD", "walker", {}),
        (walk.end >= 0, "nowhere", {}),
        (walk.end != walk.nearest, "nearest", {}),
    )


def momentum_wins(fair: FairRace) -> Verdict:
    """Each at its best rate, Momentum ends a thousand times lower than descent and Adam."""
    there = {"GD", "Momentum", "Adam"} <= set(fair.methods)
    rows = zip(fair.methods, fair.best, strict=True)
    least = {m: max(float(fair.final[n, k]), SMALLEST) if k >= 0 else math.inf for n, (m, k) in enumerate(rows)}
    own, rival = least.get("Momentum", math.inf), min(least.get("GD", math.inf), least.get("Adam", math.inf))
    return judge(
        (there, "absent", {}),
        (fair.low is not None, "bottom", {}),
        (math.isfinite(own), "lost", {}),
        (own * 1000 < rival, "loss", {"own": own, "rival": rival}),
    )


def plain_is_easier(fair: FairRace) -> Verdict:
    """Over half a decade of rates or more, and over twice as many as with Adam, descent gets below a hundredth."""
    there = {"GD", "Adam"} <= set(fair.methods)
    own, rival = (width_in_decades(fair, fair.methods.index(m)) if there else 0.0 for m in ("GD", "Adam"))
    return judge(
        (there, "absent", {}),
        (own >= 0.5, "narrow", {"own": own}),
        (own > 2 * rival, "wider", {"own": own, "rival": rival}),
    )


def fades(found: Anatomy, at: int, noise: float) -> Verdict:
    """A step of Adagrad that is a tenth of the first along x, with half of the first slope there or more."""
    taken = at <= found.taken
    move, first = (abs(float((found.places[k] - found.places[k - 1])[0])) if taken else 0.0 for k in (at, 1))
    g, steep = np.abs(found.gradients[[min(at, len(found.gradients)) - 1, 0], 0]).tolist()
    return judge(
        (found.method == "Adagrad", "method", {}),
        (noise == 0, "noise", {}),
        (taken, "beyond", {"last": found.taken}),
        (first > 0, "still", {}),
        (first == 0 or move < first / 10, "long", {"share": move / first if first else 0.0}),
        (first == 0 or g > steep / 2, "flat", {"share": g / steep if steep else 0.0}),
    )


def climbs(found: Anatomy, at: int, noise: float) -> Verdict:
    """A step of Momentum that leads uphill: more than 90° from straight down."""
    taken = at <= found.taken
    g = found.gradients[min(at, len(found.gradients)) - 1]
    move = found.places[at] - found.places[at - 1] if taken else np.full(2, math.nan)
    return judge(
        (found.method == "Momentum", "method", {}),
        (noise == 0, "noise", {}),
        (taken, "beyond", {"last": found.taken}),
        (bool(g @ move > 0), "downhill", {}),
    )


def beyond_the_limit(found: Modes) -> Verdict:
    """A rate above 2/L that converges all the same."""
    product = float(found.products[1])
    return judge(
        (product > 2, "slow", {"product": product}),
        (bool((found.radii < 1).all()), "diverges", {"product": product, "limit": 2 * (1 + found.beta)}),
    )


def one_factor(found: Modes) -> Verdict:
    """Both directions shrink by the same factor below 0.8, on a bowl with κ of 20 or more."""
    flat, steep = found.radii
    return judge(
        (found.curvatures[1] >= 20, "kappa", {"kappa": float(found.curvatures[1])}),
        (abs(flat - steep) < 0.005, "unequal", {"flat": float(flat), "steep": float(steep)}),
        (float(max(flat, steep)) < 0.8, "factor", {"factor": float(max(flat, steep))}),
    )
