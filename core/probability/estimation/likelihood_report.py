"""The log-likelihood and its maximum by hand, as LaTeX, and what the screen says of them."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from core import tex
from core.probability.estimation.likelihood import FAMILIES, Likelihood, SampleConfig


def likelihood_terms(found: Likelihood, sample_config: SampleConfig) -> dict[str, Any]:
    """The sum of the logarithms, and what the maximum and the losses are made of."""
    family, x = FAMILIES[sample_config.family], found.sample
    terms = [tex.number(float(value)) for value in family.log_density(x, *found.parameters)]
    mu = float(found.parameters[0])
    return {
        "n": len(x), "terms": tex.total(terms, 3), "value": tex.number(found.value, 6),
        "first": tex.total([float(f"{one:.4g}") for one in x], 3), "mean": tex.number(float(x.mean()), 5),
        "a": tex.number(mu, 4), "b": tex.number(float(found.parameters[-1]), 4),
        "best": tex.number(float(found.best[-1]), 5), "squares": tex.number(float(np.mean((x - mu) ** 2)), 5),
        "loss": tex.number(-found.value / len(x), 5),
        "slopes": r",\ ".join(tex.number(float(one)) for one in family.slopes(x, *found.parameters)),
    }  # fmt: skip


def standing(found: Likelihood, sample_config: SampleConfig) -> str:
    """Which sentence tells how far the parameters are from the maximum: a key of the words."""
    if np.isinf(found.peak):
        return "unbounded"
    if found.border:
        return "border_one" if sample_config.family == "Bernoulli" and found.best[0] == 1 else "border_zero"
    return "inside"


def lacking(found: Likelihood) -> str:
    """How far the log-likelihood is below its highest value, as LaTeX; 0 where only rounding is between them."""
    return tex.number(max(0.0, float(tex.significant(found.peak - found.value, abs(found.value)))))


def told(values: np.ndarray, sample_config: SampleConfig) -> str:
    """Parameters (k,) as plain text with their names."""
    names = {"normal": ("μ", "σ"), "Bernoulli": ("p",), "Poisson": ("λ",), "exponential": ("λ",)}[sample_config.family]
    return ", ".join(f"{name} = {value:.4g}" for name, value in zip(names, values, strict=True))


def hand_lines(found: Likelihood, sample_config: SampleConfig) -> Iterator[tuple[str, dict[str, Any]]]:
    """The log-likelihood and its maximum, the loss, and the slopes by hand."""
    numbers, family = likelihood_terms(found, sample_config), sample_config.family
    sums = "unbounded" if standing(found, sample_config) == "unbounded" else family
    yield from ((key, numbers) for key in (f"by_hand.{sums}", f"loss.{family}", f"slope.{family}"))
