"""What is said of a run: where it stands, what the rule has done, and which cures are on."""

from collections.abc import Iterator
from typing import Any

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


def training_said(fit: CuredFit, config: CuresConfig) -> dict[str, Any]:
    """The network's epoch, its errors and its number of points, for the text alternatives."""
    return {"epoch": fit.epoch, "train": fit.train, "valid": fit.valid, "test": fit.test, "n": config.samples}


def error_lines(fit: CuredFit) -> Iterator[tuple[str, dict[str, Any]]]:
    """The mean of the squared residuals, in LaTeX."""
    squares = (f"{tex.base(r, 3)}^2" for r in fit.residuals)
    yield "by_hand", {
        "epoch": fit.epoch, "n": len(fit.residuals), "terms": tex.total(squares, most=3),
        "sum": tex.number(float((fit.residuals**2).sum())), "train": tex.number(fit.train),
    }  # fmt: skip
