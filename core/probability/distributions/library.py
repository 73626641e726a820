"""The means of many samples by PyTorch: what the code panel offers beside our own."""

from collections.abc import Callable

import torch
from torch import distributions as laws

from core.probability.distributions.families import DISCRETE, PARAMETERS, shares
from core.probability.distributions.sampling import FAR, TIE
from core.probability.distributions.settings import FamilyConfig, SamplingConfig, SeedConfig

LAWS: dict[str, Callable[..., laws.Distribution]] = {  # each takes its parameters in the order of PARAMETERS
    "normal": laws.Normal,
    "uniform": lambda low, width: laws.Uniform(low, low + width),
    "exponential": laws.Exponential,
    "gamma": laws.Gamma,
    "beta": laws.Beta,
    "t": laws.StudentT,
    "Bernoulli": laws.Bernoulli,
    "binomial": laws.Binomial,
    "Poisson": laws.Poisson,
}


def sampling_in_torch(family: FamilyConfig, config: SamplingConfig, seed: SeedConfig) -> dict[str, float]:
    """The standard error by `torch.distributions`, and the tails of other samples than NumPy draws.

    For a family with a finite variance above 0. The categories are values from 1 on, drawn as places from 0 on.
    """
    n = config.sample_size
    with torch.random.fork_rng(devices=[]):  # torch.distributions takes no generator
        torch.manual_seed(seed.seed)
        if family.family == "categorical":
            p = torch.from_numpy(shares(family.weights))
            values = torch.arange(1, len(p) + 1, dtype=p.dtype)
            law: laws.Distribution = laws.Categorical(p)
            drawn, mean = 1.0 + law.sample(torch.Size((config.samples, n))), p @ values  # (samples, n)
            sd = (p @ (values - mean) ** 2).sqrt()
        else:
            given = (getattr(family, name) for name in PARAMETERS[family.family])
            law = LAWS[family.family](*(torch.tensor(value, dtype=torch.float64) for value in given))
            drawn, mean, sd = law.sample(torch.Size((config.samples, n))), law.mean, law.stddev  # (samples, n)
    se = sd / n**0.5
    off = drawn.double().mean(dim=1) - mean
    limit = FAR * se + (TIE if family.family in DISCRETE else 0.0)
    return {
        "se": float(se), "sd_of_means": float((off + mean).std()), "below": float((off < -limit).double().mean()),
        "above": float((off > limit).double().mean()),
    }  # fmt: skip
