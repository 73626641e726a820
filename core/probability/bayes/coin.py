"""What tosses of a coin tell about its probability of heads: a Beta prior, and its posterior after every toss."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
from scipy.special import betaincinv, betaln, xlog1py, xlogy

from core.params import Interval, Log, Step, config

PseudoCount = Annotated[float, Interval(ge=0.5, le=50), Log()]
Tosses = Annotated[int, Interval(ge=0, le=200)]
MOST_TOSSES = 400
GRID = 201
Mode = Literal["inside", "flat", "zero", "zero_infinite", "one", "one_infinite", "both_infinite"]


@config
class CoinConfig:
    """The prior Beta(alpha, beta), the tosses and their order, and the level of the interval."""

    alpha: PseudoCount = 1.0
    beta: PseudoCount = 1.0
    heads: Tosses = 7
    tails: Tosses = 3
    order: Literal["mixed", "heads_first", "tails_first"] = "mixed"
    level: Annotated[float, Interval(ge=0.5, le=0.99), Step(0.01)] = 0.95
    seen: Annotated[int, Interval(ge=0, le=MOST_TOSSES)] = MOST_TOSSES


@dataclass(frozen=True, kw_only=True)
class Posterior:
    """The prior after the tosses seen so far: Beta(a, b), with the ends of its central interval.

    heads, tails: how many were seen. mode is its place; None where it is not one place. rest: 1 - high.
    """

    heads: int
    tails: int
    a: float
    b: float
    mean: float
    sd: float
    mode: float | None
    mode_kind: Mode
    low: float
    high: float
    rest: float


@dataclass(frozen=True, kw_only=True)
class Course:
    """The posterior after every number of tosses, from 0 on: a, b, mean, low, high, share (tosses + 1,).

    The share of heads is NaN before the first toss. x (points,): the grid of probabilities; density and likelihood
    (tosses + 1, points): of the posterior, and of the likelihood scaled to area 1. prior (points,).
    """

    a: np.ndarray
    b: np.ndarray
    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray
    share: np.ndarray
    x: np.ndarray
    density: np.ndarray
    likelihood: np.ndarray
    prior: np.ndarray


def tosses(coin_config: CoinConfig) -> np.ndarray:
    """The tosses in their order, True for heads: (heads + tails,)."""
    c = coin_config
    heads = np.repeat([True, False], [c.heads, c.tails])
    if c.order == "mixed":
        return np.random.default_rng(0).permutation(heads)
    return heads if c.order == "heads_first" else heads[::-1]


def posterior(coin_config: CoinConfig) -> Posterior:
    """The posterior after the tosses seen so far."""
    c = coin_config
    seen = tosses(c)[: c.seen]
    heads, tails = int(seen.sum()), int((~seen).sum())
    a, b = c.alpha + heads, c.beta + tails
    kind = mode_kind(a, b)
    modes = {
        "inside": (a - 1) / (a + b - 2) if a + b > 2 else None,
        "zero": 0.0,
        "one": 1.0,
        "zero_infinite": 0.0,
        "one_infinite": 1.0,
    }
    low, high = betaincinv(a, b, [(1 - c.level) / 2, (1 + c.level) / 2])
    return Posterior(
        heads=heads, tails=tails, a=a, b=b, mean=a / (a + b), sd=float(np.sqrt(a * b / (a + b + 1)) / (a + b)),
        mode=modes.get(kind), mode_kind=kind, low=float(low), high=float(high),
        rest=float(betaincinv(b, a, (1 - c.level) / 2)),
    )  # fmt: skip


def mode_kind(a: float, b: float) -> Mode:
    """Where the density of Beta(a, b) is largest: inside, at an end, at both ends, or nowhere more than elsewhere."""
    if a > 1 and b > 1:
        return "inside"
    if a == b == 1:
        return "flat"
    if min(a, b) < 1:
        return "both_infinite" if max(a, b) < 1 else "zero_infinite" if a < b else "one_infinite"
    return "zero" if a == 1 else "one"


def course(coin_config: CoinConfig) -> Course:
    """The posterior after each toss, one after another."""
    c = coin_config
    every = tosses(c)
    heads, n = np.r_[0, every.cumsum()], np.arange(len(every) + 1)
    a, b = c.alpha + heads, c.beta + n - heads
    x = np.linspace(0, 1, GRID)
    low, high = (betaincinv(a, b, end) for end in ((1 - c.level) / 2, (1 + c.level) / 2))
    return Course(
        a=a, b=b, mean=a / (a + b), low=low, high=high,
        share=np.where(n > 0, heads / np.maximum(n, 1), np.nan), x=x,
        density=beta_density(x, a[:, None], b[:, None]),
        likelihood=beta_density(x, heads[:, None] + 1.0, (n - heads)[:, None] + 1.0),
        prior=beta_density(x, np.array(c.alpha), np.array(c.beta)),
    )  # fmt: skip


def beta_density(x: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The density of Beta(a, b) at x, elementwise; infinite at an end where the exponent is negative."""
    density: np.ndarray = np.exp(xlogy(a - 1, x) + xlog1py(b - 1, -x) - betaln(a, b))
    return density


def coin_numbers(coin_config: CoinConfig) -> dict[str, Any]:
    """Mean and standard deviation, after a and b have counted one toss after another."""
    c = coin_config
    a, b = c.alpha, c.beta
    for is_heads in tosses(c)[: c.seen]:
        if is_heads:
            a += 1
        else:
            b += 1
    return {"mean": a / (a + b), "sd": (a * b / (a + b + 1)) ** 0.5 / (a + b)}


def coin_in_scipy(coin_config: CoinConfig) -> dict[str, Any]:
    """Mean, standard deviation and the ends of the central interval, by `scipy.stats.beta`."""
    from scipy.stats import beta

    c = coin_config
    seen = tosses(c)[: c.seen]
    belief = beta(c.alpha + seen.sum(), c.beta + (~seen).sum())
    low, high = belief.interval(c.level)
    return {"mean": float(belief.mean()), "sd": float(belief.std()), "low": float(low), "high": float(high)}
