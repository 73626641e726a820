"""The posterior of a coin in sentences and as arithmetic."""

from typing import Any

from core import tex
from core.probability.bayes.coin import CoinConfig, Posterior
from core.probability.bayes.shares import share_tex

Line = tuple[str, dict[str, Any]]


def coin_lines(found: Posterior, config: CoinConfig) -> list[Line]:
    """The update, the mean, the interval, and where the density is largest."""
    n = found.heads + found.tails
    said = {
        "alpha": tex.number(config.alpha), "beta": tex.number(config.beta), "heads": found.heads, "tails": found.tails,
        "a": tex.number(found.a), "b": tex.number(found.b),
    }  # fmt: skip
    lines: list[Line] = [("update.some" if n else "update.none", said)]
    lines.append(
        ("mean", said | {"sum": tex.number(found.a + found.b), "mean": tex.number(found.mean)})
    )  # fmt: skip
    lines.append(
        (
            "interval",
            {"level": 100 * config.level, "low": tex.number(found.low), "high": share_tex(found.high, found.rest)},
        )
    )
    lines.append((f"mode.{found.mode_kind}", {"mode": tex.number(found.mode if found.mode is not None else 0.0)}))
    return lines


def weight_line(found: Posterior, config: CoinConfig) -> Line:
    """The mean as a compromise of the prior's mean and the share of heads, each with its weight."""
    prior, n = config.alpha + config.beta, found.heads + found.tails
    if n == 0:
        return "weight.none", {"mean": tex.number(config.alpha / prior)}
    return "weight.some", {
        "prior_weight": tex.fraction(prior, prior + n), "data_weight": tex.fraction(n, prior + n),
        "prior_mean": tex.number(config.alpha / prior), "share": tex.fraction(found.heads, n),
        "mean": tex.number(found.mean),
    }  # fmt: skip
