"""Log-likelihood of a sample under four families, its maximum, and gradient ascent to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
from scipy import special, stats

from core.params import Interval, Log, Step, config

FAR = 50.0  # where an ascent counts as run away, in its own coordinates
ARRIVED = 1e-6  # of log-likelihood per observation


@config
class SampleConfig:
    """The family, the number of observations, and the seed with which they are drawn."""

    family: Literal["normal", "Bernoulli", "Poisson", "exponential"] = "normal"
    observations: Annotated[int, Interval(ge=1, le=1000), Log()] = 10
    sample_seed: Annotated[int, Interval(ge=0, le=999)] = 0


@config
class ParameterConfig:
    """The parameters that are tried: of the normal family, of Bernoulli, and the rate of the other two."""

    mu: Annotated[float, Interval(ge=-3, le=3), Step(0.01)] = 0.0
    sigma: Annotated[float, Interval(ge=0.2, le=5), Log()] = 1.0
    theta: Annotated[float, Interval(ge=0.01, le=0.99), Step(0.01)] = 0.5
    rate: Annotated[float, Interval(ge=0.1, le=10), Log()] = 1.0


@config
class AscentConfig:
    """Steps of gradient ascent from the parameters on the screen, and their size."""

    ascent_steps: Annotated[int, Interval(ge=0, le=60)] = 0
    ascent_rate: Annotated[float, Interval(ge=0.01, le=2), Log()] = 0.3


@dataclass(frozen=True, kw_only=True)
class Family:
    """A family of distributions, whose parameters are (k,), in the coordinates of the ascent unbounded.

    draw(generator, n) gives (n,); log_density(x, *parameters) is elementwise; slopes(x, *parameters) is the gradient of
    the mean log-density in the coordinates of the ascent, (k,); maximum(x) has the highest likelihood.
    """

    fields: tuple[str, ...]
    draw: Callable[[np.random.Generator, int], np.ndarray]
    log_density: Callable[..., Any]
    slopes: Callable[..., tuple[float, ...]]
    maximum: Callable[[np.ndarray], tuple[float, ...]]
    inward: Callable[..., Any]
    outward: Callable[..., Any]


NORMAL = Family(
    fields=("mu", "sigma"),
    draw=lambda generator, n: 1 + 1.5 * generator.standard_normal(n),
    log_density=lambda x, mu, sigma: -np.log(sigma) - np.log(2 * np.pi) / 2 - (x - mu) ** 2 / (2 * sigma**2),
    slopes=lambda x, mu, sigma: (np.mean(x - mu) / sigma**2, np.mean((x - mu) ** 2) / sigma**2 - 1),
    maximum=lambda x: (x.mean(), x.std()),
    inward=lambda mu, sigma: (mu, np.log(sigma)),
    outward=lambda mu, log_sigma: (mu, np.exp(log_sigma)),
)
BERNOULLI = Family(
    fields=("theta",),
    draw=lambda generator, n: (generator.random(n) < 0.7) * 1.0,
    log_density=lambda x, theta: special.xlogy(x, theta) + special.xlog1py(1 - x, -theta),
    slopes=lambda x, theta: (np.mean(x) - theta,),
    maximum=lambda x: (x.mean(),),
    inward=lambda theta: (special.logit(theta),),
    outward=lambda logit: (special.expit(logit),),
)
POISSON = Family(
    fields=("rate",),
    draw=lambda generator, n: generator.poisson(3.0, n) * 1.0,
    log_density=lambda x, rate: special.xlogy(x, rate) - rate - special.gammaln(x + 1),
    slopes=lambda x, rate: (np.mean(x) - rate,),
    maximum=lambda x: (x.mean(),),
    inward=lambda rate: (np.log(rate),),
    outward=lambda log_rate: (np.exp(log_rate),),
)
EXPONENTIAL = Family(
    fields=("rate",),
    draw=lambda generator, n: generator.exponential(2.0, n),
    log_density=lambda x, rate: np.log(rate) - rate * x,
    slopes=lambda x, rate: (1 - rate * np.mean(x),),
    maximum=lambda x: (1 / x.mean(),),
    inward=lambda rate: (np.log(rate),),
    outward=lambda log_rate: (np.exp(log_rate),),
)
FAMILIES = {"normal": NORMAL, "Bernoulli": BERNOULLI, "Poisson": POISSON, "exponential": EXPONENTIAL}


@dataclass(frozen=True, kw_only=True)
class Likelihood:
    """A sample (n,), the log-likelihood of the parameters on the screen, its maximum, and the way of an ascent.

    parameters, best: (k,); path: (steps + 1, k), from the parameters on. `peak` is infinite, and `border` True, where
    the maximum lies on the border of what parameters may be or does not exist. outcome: "start", "arrived", "away",
    "underway", or where there is no maximum "endless_start" and "endless".
    """

    sample: np.ndarray
    parameters: np.ndarray
    value: float
    best: np.ndarray
    peak: float
    border: bool
    path: np.ndarray
    end_value: float
    outcome: str


def draw_sample(sample_config: SampleConfig) -> np.ndarray:
    """The observations. (n,)"""
    generator = np.random.default_rng(sample_config.sample_seed)
    return FAMILIES[sample_config.family].draw(generator, sample_config.observations)


def log_likelihood(family: Family, x: np.ndarray, parameters: Any) -> float:
    """The sum of the log-densities of the observations (n,)."""
    return float(family.log_density(x, *parameters).sum())


def ascent(family: Family, x: np.ndarray, start: np.ndarray, ascent_config: AscentConfig) -> np.ndarray:
    """The way of gradient ascent on the mean log-likelihood of x (n,) from parameters (k,). (steps + 1, k)

    It goes in μ, ln σ, ln λ or the logit of p, which may be any number; it ends early where it runs away.
    """
    u = np.array(family.inward(*start), dtype=float)
    path = [np.array(start, dtype=float)]
    for _ in range(ascent_config.ascent_steps):
        slopes = family.slopes(x, *family.outward(*u))
        u = u + ascent_config.ascent_rate * np.array(slopes)  # up, not down
        if not (abs(u) < FAR).all():
            break
        path.append(np.array(family.outward(*u), dtype=float))
    return np.array(path)


def likelihood(
    sample_config: SampleConfig, parameter_config: ParameterConfig, ascent_config: AscentConfig
) -> Likelihood:
    """The sample under the parameters on the screen, and where an ascent from there leads."""
    family, x = FAMILIES[sample_config.family], draw_sample(sample_config)
    start = np.array([getattr(parameter_config, name) for name in family.fields])
    best = np.array(family.maximum(x))
    border = bool(best[-1] <= 0 or (sample_config.family == "Bernoulli" and best[-1] == 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        peak = np.inf if best[-1] <= 0 and sample_config.family == "normal" else log_likelihood(family, x, best)
    path = ascent(family, x, start, ascent_config)
    with np.errstate(over="ignore", under="ignore"):
        end = log_likelihood(family, x, path[-1])
    return Likelihood(
        sample=x, parameters=start, value=log_likelihood(family, x, start), best=best, peak=float(peak), border=border,
        path=path, end_value=end, outcome=_outcome(len(path) - 1, ascent_config.ascent_steps, (peak - end) / len(x)),
    )  # fmt: skip


def _outcome(made: int, steps: int, short: float) -> str:
    if np.isinf(short):
        return "endless" if steps else "endless_start"
    if steps == 0:
        return "start"
    if made < steps:
        return "away"
    return "arrived" if short <= ARRIVED else "underway"


def likelihood_numbers(sample_config: SampleConfig, parameter_config: ParameterConfig) -> dict[str, Any]:
    """The log-likelihood of the parameters on the screen, and the parameters of the highest one."""
    family, x = FAMILIES[sample_config.family], draw_sample(sample_config)
    parameters = [getattr(parameter_config, name) for name in family.fields]
    return {"value": log_likelihood(family, x, parameters), "best": np.array(family.maximum(x))}


def likelihood_in_scipy(sample_config: SampleConfig, parameter_config: ParameterConfig) -> dict[str, Any]:
    """The same by SciPy; the maximum by `fit` where it has a formula for it, else as the mean."""
    x, own = draw_sample(sample_config), parameter_config
    name = sample_config.family
    if name == "normal":
        return {"value": float(stats.norm.logpdf(x, own.mu, own.sigma).sum()), "best": np.array(stats.norm.fit(x))}
    if name == "exponential":
        value = stats.expon.logpdf(x, scale=1 / own.rate).sum()
        return {"value": float(value), "best": 1 / np.array(stats.expon.fit(x, floc=0)[1:])}
    value = stats.bernoulli.logpmf(x, own.theta) if name == "Bernoulli" else stats.poisson.logpmf(x, own.rate)
    return {"value": float(value.sum()), "best": np.array([x.mean()])}
