"""The sentences and the sums of the loss tab, with the numbers on the screen."""

import numpy as np

from core import tex
from core.probability.information.code import NAMES
from core.probability.information.code_report import Line
from core.probability.information.loss import SoftmaxLoss
from core.probability.information.settings import SoftmaxConfig

REACHED = 1e-6  # nats above the floor that are none


def loss_lines(found: SoftmaxLoss, config: SoftmaxConfig) -> list[Line]:
    """The loss and its floor, what lies between, and a tie of the largest logits."""
    above = max(found.loss - found.floor, 0.0)
    numbers = {"loss": tex.number(found.loss), "floor": tex.number(found.floor), "above": tex.number(above)}
    lines: list[Line] = [("loss", numbers)]
    if above < REACHED:
        lines += [("above.reached", {})]
    else:
        lines += [("above.noisy" if config.noise > 0 else "above.clean", numbers)]
    if found.tied == len(found.q):
        lines += [("equal", {"count": len(found.q)})]
    elif found.tied > 1:
        lines += [("tie", {"count": found.tied, "share": tex.number(1 / found.tied)})]
    return lines


def softmax_rows(found: SoftmaxLoss, config: SoftmaxConfig) -> list[dict[str, str]]:
    """Every class: logit, logit over temperature, softmax, share of the labels, and its part of the loss, as LaTeX."""
    surprise = found.scaled.max() + np.log(np.exp(found.scaled - found.scaled.max()).sum()) - found.scaled
    columns = {"z": config.logits, "scaled": found.scaled, "q": found.q, "p": found.p, "term": found.p * surprise}
    return [
        {"name": NAMES[k]} | {name: tex.number(column[k]) for name, column in columns.items()}
        for k in range(len(found.q))
    ]
