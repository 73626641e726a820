"""What is to be said of softmax regression, and the probabilities of the new point by hand."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from core import tex
from core.learning.linear_models.routes import ENOUGH, route_text
from core.learning.linear_models.settings import ClassStepsConfig, SoftmaxFitConfig
from core.learning.linear_models.softmax import SoftmaxFit, decay_of

Line = tuple[str, dict[str, Any]]


def softmax_lines(found: SoftmaxFit, config: SoftmaxFitConfig, settings: ClassStepsConfig) -> list[Line]:
    """The sentences below the figures, as keys of the words and their numbers."""
    said: list[Line] = []
    if found.kind:
        penalty = "penalized" if config.shrink else "free"
        said.append((f"remark.{found.kind}_{penalty}" if found.kind == "apart" else f"remark.{found.kind}", {}))
    said += descent_sentences(found, config, settings)
    if config.shrink:
        n = len(found.plane.labels)
        said.append(("penalty", {"c": f"{config.shrink_c:.4g}", "decay": f"{decay_of(config, n):.4g}", "n": n}))
    return said


def descent_sentences(found: SoftmaxFit, config: SoftmaxFitConfig, settings: ClassStepsConfig) -> list[Line]:
    """Where descent has come to, and whether its rate is surely small enough.

    The loss bends at most by λ/2 plus what the penalty adds.
    """
    z = np.column_stack([np.ones(len(found.plane.labels)), (found.plane.points - found.mean) / found.spread])
    largest = float(np.linalg.eigvalsh(z.T @ z / len(z))[-1])
    limit = 2 / (largest / 2 + decay_of(config, len(z)))
    diverged = not np.abs(found.end).max() < ENOUGH
    key = "diverged" if diverged else "sure" if settings.class_rate < limit else "unsure"
    values = {
        "rate": f"{settings.class_rate:.4g}", "limit": f"{limit:.4g}", "steps": len(found.losses) - 1,
        "loss": float(found.losses[-1]), "best": route_text(found.best_loss, 5), "wrong": found.wrong,
        "n": len(found.plane.labels),
    }  # fmt: skip
    at = [] if diverged else ["descent.at"] + ["descent.least"] * bool(np.isfinite(found.best_loss))
    return [(name, values) for name in (*at, f"descent.{key}")]


def weights_table(weights: np.ndarray, classes: Sequence[str]) -> str:
    """A row of markdown for every class: its weights (3, 3) so that columns sum to 0, and with the first class at 0."""
    forms = np.hstack([weights - weights.mean(axis=0), weights - weights[0]])
    return "\n".join(
        f"| {name} | " + " | ".join(route_text(float(value), 5) for value in row) + " |"
        for name, row in zip(classes, forms, strict=True)
    )


def softmax_tex(found: SoftmaxFit) -> dict[str, str]:
    """Logits of the new point, exponentials and probabilities, in LaTeX; nothing where descent has diverged."""
    if not np.abs(found.logits).max() < ENOUGH:
        return {}
    logits = found.logits - found.logits.mean()
    top = float(logits.max())
    powers = np.exp(logits - top)
    z = np.append(1.0, (found.new - found.mean) / found.spread)
    return {
        "z": tex.array(z, column=True, digits=4), "logits": tex.array(logits, column=True, digits=4),
        "shift": tex.number(top, 4), "powers": tex.array(powers, column=True, digits=4),
        "total": tex.number(float(powers.sum()), 5), "p": tex.array(found.p, column=True, digits=4),
    }  # fmt: skip


def route_numbers(numbers: dict[str, Any], classes: Sequence[str], columns: Sequence[str]) -> dict[str, float]:
    """The weights (3, 3) and the loss of a route as `{name: value}`; a name is a class and a column."""
    table = {
        f"{name}: {column}": float(numbers["weights"][k, j])
        for k, name in enumerate(classes)
        for j, column in enumerate(columns)
    }
    return table | {"loss": float(numbers["loss"])}


def hand_lines(found: SoftmaxFit, names: Sequence[str], classes: Sequence[str]) -> Iterator[Line]:
    """The new point by hand, and the weights in two forms; `names` are those of both columns."""
    known = softmax_tex(found)
    yield ("by_hand" if known else "by_hand_none"), known
    yield "two_forms", {"first": classes[0], "x": names[0], "y": names[1], "rows": weights_table(found.end, classes)}
