"""One normalization by hand, and what differs between train and eval mode."""

from typing import Any

from core import tex
from core.learning.regularization.normalization import EPSILON, NormalizedBatch, batch_inputs, batch_norm
from core.learning.regularization.settings import NormalizationConfig


def normalization_tex(found: NormalizedBatch, config: NormalizationConfig) -> dict[str, str]:
    """The marked sample's output with its numbers, in LaTeX."""
    return {
        "x": tex.number(config.sample), "mean": tex.signed(found.mean), "variance": tex.number(found.variance),
        "gamma": tex.signed(config.gamma), "beta": tex.signed(config.beta), "out": tex.number(float(found.outputs[0])),
        "epsilon": tex.number(EPSILON),
    }  # fmt: skip


def mode_lines(found: NormalizedBatch, config: NormalizationConfig) -> list[tuple[str, dict[str, Any]]]:
    """What the output depends on, what the other mode would give, and whether the running statistics are ready.

    With weights m(1 − m)^k a running mean has the variance m/(2 − m) of one batch's.
    """
    running = found.running_means[config.seen], found.running_variances[config.seen]
    x = batch_inputs(config)
    usual = running if config.mode == "train" else (x.mean(), x.var())
    other = float(batch_norm(x[:1], *usual, config.gamma, config.beta)[0])
    span = {"low": float(found.elsewhere.min()), "high": float(found.elsewhere.max())}
    lines: list[tuple[str, dict[str, Any]]] = [(f"mode.{config.mode}", {"other": other, **span})]
    if config.batch == 1:
        lines = [("mode.single", {"out": float(found.outputs[0])})]
    if config.gamma == 0:
        lines.append(("constant", {"beta": config.beta}))
    left = (1 - config.momentum) ** config.seen
    key = "fresh" if config.seen == 0 else "unready" if left > 0.05 else "ready"
    m = config.momentum
    values = {"seen": config.seen, "left": tex.number(100 * left, 2), "momentum": m, "count": (2 - m) / m}
    return [*lines, (f"running.{key}", values)]
