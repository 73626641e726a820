"""What is said of a run: where it stands, what the rule has done, and which cures are on."""

from typing import Any

import numpy as np

from core import tex
from core.engine.run import Run
from core.learning.regularization.settings import CuresConfig, StoppingConfig
from core.learning.regularization.training import CuredFit, Stop


def training_lines(
    run: Run, fit: CuredFit, stop: Stop | None, config: CuresConfig, rule: StoppingConfig
) -> list[tuple[str, dict[str, Any]]]:
    """The errors of the network that is drawn, the rule, and the cures."""
    lines: list[tuple[str, dict[str, Any]]] = []
    if run.divergence is not None:
        lines.append(("diverged", {"epoch": run.epochs + 1}))
    noise = config.noise_level**2
    lines.append(("errors", {"epoch": fit.epoch, "train": fit.train, "valid": fit.valid, "test": fit.test,
                             "noise": noise}))  # fmt: skip
    if stop is not None:
        values = {"best": stop.best, "patience": rule.patience, "valid": fit.valid, "gain": rule.least_gain}
        lowest = 2 * float(run.test_losses.min())
        if stop.epoch is None:
            lines.append(("rule.never", values))
        else:
            early = fit.valid > 1.05 * lowest + rule.least_gain
            numbers = {"stop": stop.epoch, "lowest": lowest, "at": int(run.test_losses.argmin())}
            lines.append(("rule.early" if early else "rule.stopped", values | numbers))
    if config.dropout_rate:
        lines.append(("dropout", {"rate": config.dropout_rate}))
    return lines


def errors_tex(fit: CuredFit, config: CuresConfig) -> dict[str, Any]:
    """Training and test error as sums, and the number of parameters, in LaTeX."""
    noise = config.noise_level**2
    return {
        "units": config.width, "parameters": 3 * config.width + 1, "n": config.samples,
        "squares": tex.total(f"{tex.base(residual, 3)}^2" for residual in fit.residuals),
        "sum": tex.number(float(np.sum(fit.residuals**2))), "train": tex.number(fit.train),
        "distance": tex.number(fit.test - noise), "noise": tex.number(noise), "test": tex.number(fit.test),
    }  # fmt: skip


def wait_tex(stop: Stop | None, rule: StoppingConfig) -> tuple[str, dict[str, Any]] | None:
    """The epoch at which the rule ends a run as a sum, in LaTeX; None where it does not."""
    if stop is None or stop.epoch is None:
        return None
    return "wait", {"best": stop.best, "patience": rule.patience, "stop": stop.epoch}
