"""What there is to say of a training that has ended, as lines of `(key, values)`."""

from typing import Any

from core.practice.metrics.certainty import wilson_interval
from core.practice.workbench.images import ImageSet
from core.practice.workbench.settings import ImagesConfig
from core.practice.workbench.trained import Training, kept_epoch, majority_share

Lines = list[tuple[str, dict[str, Any]]]


def training_lines(state: Training, images: ImageSet, config: ImagesConfig) -> Lines:
    """The accuracy on held-out images with its interval and its baseline, and which weights it belongs to."""
    n, kept = len(images.validation_labels), kept_epoch(state)
    accuracy = float(state.validation_accuracies[kept - 1])
    low, high = wilson_interval(round(accuracy * n), n, 0.95)
    lines: Lines = [
        ("result", {"accuracy": 100 * accuracy, "n": n, "low": 100 * float(low), "high": 100 * float(high),
                    "majority": 100 * majority_share(images.train_labels, images.validation_labels),
                    "train": 100 * float(state.train_accuracies[kept - 1])})
    ]  # fmt: skip
    if state.model.network == "Random forest":
        lines += [("trees", {"trees": state.step, "nodes": state.parameters})]
    else:
        lines += [("size", {"parameters": state.parameters, "steps": state.step, "images": len(images.train_labels)})]
        lines += [_weights(state, kept)]
    if config.size > images.available:
        lines.append(("all_taken", {"available": images.available, "size": config.size}))
    return lines


def _weights(state: Training, kept: int) -> tuple[str, dict[str, Any]]:
    if state.learning.patience and state.epochs < state.learning.epochs:
        return "stopped", {"epoch": state.epochs, "kept": kept, "patience": state.learning.patience}
    if state.learning.patience:
        return "not_stopped", {"epoch": state.epochs, "kept": kept}
    if state.best_epoch < state.epochs:
        return "last_not_best", {"epoch": state.epochs, "best": state.best_epoch}
    return "last_is_best", {"epoch": state.epochs}
