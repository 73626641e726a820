"""What is said of a trained network: its value at one place unit by unit, its errors, and where its kinks are."""

from typing import Any

import numpy as np

from core import tex
from core.engine.parameters import layer_views
from core.engine.run import Run
from core.networks.approximation.learning import ALWAYS, DEAD, INSIDE, LearnedFrame, hidden_of
from core.networks.approximation.settings import LearningConfig
from core.networks.approximation.target import GRID, Target, known_points
from core.networks.approximation.training import layer_sums

TERMS = 7  # units that are written out; the largest parts first


def reading_tex(parameters: np.ndarray, config: LearningConfig, here: float) -> dict[str, str]:
    """The network's value at a place, as bias and weights times the last hidden units that are not 0.

    parameters: (parameters,).
    """
    hidden = hidden_of(config)
    _, a = layer_sums(parameters, hidden, config.activation, np.array([here]))
    last = layer_views(parameters, (1, *hidden, 1), False)[-1]
    units, weights = a[-2][0], last["W"][0]
    on = np.flatnonzero(units)
    on = on[np.argsort(-np.abs(weights[on] * units[on]), kind="stable")]
    terms = [tex.number(float(last["b"][0]), 3)]
    terms += [tex.product([tex.signed(weights[j], 3), tex.signed(units[j], 3)]) for j in on]
    value = tex.number(float(a[-1][0, 0]))
    return {"x": tex.number(here), "sum": tex.total(terms, most=TERMS), "value": value, "on": str(len(on)),
            "units": str(len(units))}  # fmt: skip


def _dead_layers(frame: LearnedFrame, config: LearningConfig) -> list[int]:
    """The hidden layers, from 0, all of whose units are dead."""
    return [k for k, layer in enumerate(frame.state.reshape(config.depth, -1)) if (layer == DEAD).all()]


def learning_lines(
    run: Run, frame: LearnedFrame, config: LearningConfig, target: Target
) -> list[tuple[str, dict[str, Any]]]:
    """The errors beside the best constant's, what the units do, and where the run has ended early."""
    _, y = known_points(target, GRID)
    lines: list[tuple[str, dict[str, Any]]] = []
    if run.divergence is not None:
        lines.append(("diverged", {"step": run.epochs + 1}))
    values = {"step": frame.step, "largest": frame.largest, "root": frame.root_mean_square, "flat": float(y.std())}
    lines.append(("errors", values))
    inside, always = int((frame.state == INSIDE).sum()), int((frame.state == ALWAYS).sum())
    counts = {"units": len(frame.state), "inside": inside, "always": always, "dead": frame.dead}
    if config.activation == "ReLU":
        lines.append(("units" if config.depth == 1 else "deep_units", counts))
        lines.append(("pieces" if config.depth == 1 else "folded", {"pieces": frame.pieces, "width": config.width}))
        if frame.dead == len(frame.state):
            lines.append(("all_dead", {}))
        else:
            lines += [("dead_layer", {"layer": layer + 1}) for layer in _dead_layers(frame, config)[:1]]
    else:
        lines.append((f"smooth.{config.activation}", counts))
    return lines
