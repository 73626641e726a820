"""What there is to say of the inside of a classifier, as lines of `(key, values)`."""

from typing import Any

import numpy as np

from core.networks.cnn.inside import Inside
from core.practice.workbench.trained import Training, kept_epoch

Lines = list[tuple[str, dict[str, Any]]]


def training_lines(training: Training, majority: float) -> Lines:
    """How good the classifier is on the images that it has not learned from, beside its baseline."""
    accuracy = float(training.validation_accuracies[kept_epoch(training) - 1])
    return [("accuracy", {"accuracy": 100 * accuracy, "majority": 100 * majority,
                          "parameters": training.parameters})]  # fmt: skip


def inside_lines(found: Inside, label: int, names: list[str]) -> Lines:
    """Whether the answer is right, what is dead, and where nothing speaks for the class."""
    lines: Lines = []
    if label >= 0:
        key = "is_right" if found.guess == label else "is_wrong"
        lines.append((key, {"name": names[label], "guess": names[found.guess]}))
    dead = [stage for stage in found.stages if stage.dead]
    if dead:
        worst = max(dead, key=lambda stage: stage.dead / len(stage.maps))
        lines.append(("dead", {"dead": worst.dead, "count": len(worst.maps), "stage": _stage_number(found, worst)}))
    silent = [place for place, stage in enumerate(found.stages, 1) if not stage.cam.any()]
    if silent:
        lines.append(("silent", {"stages": ", ".join(map(str, silent)), "name": names[found.target]}))
    return lines


def cam_terms(found: Inside, stage: int) -> list[dict[str, Any]]:
    """The three maps that say most at a stage: number, mean slope, and the mean of the map."""
    one = found.stages[stage]
    means = one.maps.mean(axis=(1, 2))
    order = np.argsort(-np.abs(one.weights * means))[:3]
    return [
        {"map": int(k) + 1, "weight": float(one.weights[k]), "mean": float(means[k]),
         "share": float(one.weights[k] * means[k])}
        for k in order
    ]  # fmt: skip


def _stage_number(found: Inside, stage: object) -> int:
    return next(place for place, one in enumerate(found.stages, 1) if one is stage)
