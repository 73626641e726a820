"""A run as one compact message for the stage: a header of names, and the arrays that its browser side draws from."""

from collections.abc import Sequence

import numpy as np

from core.data.playground import REACH, Dataset, input_names
from core.engine.layers import NORM_EPSILON
from core.engine.parameters import ParameterLayout, layer_views
from core.engine.run import FRAMES, Run
from core.figures.message import packed

EXACT_BYTES = 1280 * 1024  # parameters travel as float64 up to here (300 frames of 6 × 8 units), then as float32
MOST_BYTES = 2 * 1024 * 1024  # of parameters; a network too large for it is shown at fewer frames
MEASURES = ("train_losses", "test_losses", "train_accuracies", "test_accuracies")


def stage_message(run: Run, dataset: Dataset, inputs: tuple[str, ...], *, left: Sequence[Run] = ()) -> bytes:
    """The run as one message: length of the header, the header (JSON), arrays at multiples of eight bytes.

    `dataset` and `inputs` are those it was trained with; `left` are the runs that its branches have left, of which
    only the curves are shown. At most 300 frames and 2 MiB of parameters travel: more are thinned evenly, and the
    first, the last and the branches stay.
    """
    branches = [segment.start_epoch for segment in run.segments[1:]]
    keep = kept_frames(run.frames, _affordable(run), branches)
    parameters = run.parameters[keep]
    exact = parameters.nbytes <= EXACT_BYTES or np.abs(parameters).max() > np.finfo(np.float32).max
    numbers = np.float64 if exact else np.float32
    places = run.layout.offsets()
    arrays = {
        "frames": run.frames[keep].astype(np.int32),
        "parameters": parameters.astype(numbers),
        **_points("train", dataset.train_points, dataset.train_labels),
        **_points("test", dataset.test_points, dataset.test_labels),
    }
    for number, shown in enumerate((run, *left)):
        arrays |= {f"{measure}{number}": getattr(shown, measure) for measure in MEASURES}
    if run.layout.batch_norm:
        scales, shifts = zip(*(normalization(run.layout, vector) for vector in parameters), strict=True)
        arrays |= {"scales": np.array(scales, numbers), "shifts": np.array(shifts, numbers)}
    header = {
        "inputs": input_names(inputs, dataset.train_points.shape[1]),
        "sizes": run.layout.sizes,
        "activations": run.layout.activations,
        "weights_at": [place["W"] for place in places],
        "biases_at": [place["b"] for place in places],
        "answer": _answer(run.layout, dataset.classes),
        "reach": REACH,
        "branches": branches,
        "left": len(left),
        "diverged_at": run.divergence.epoch if run.divergence else None,
    }
    return packed(header, arrays)


def kept_frames(epochs: np.ndarray, most: int, needed: Sequence[int] = ()) -> np.ndarray:
    """The indices (kept,) of at most `most` of the frames: all, or evenly spread with both ends and the needed epochs.

    epochs: (frames,).
    """
    if len(epochs) <= most:
        return np.arange(len(epochs))
    there = np.flatnonzero(np.isin(epochs, needed))[: max(most - 2, 0)]
    return np.union1d(np.linspace(0, len(epochs) - 1, most - len(there)).round().astype(int), there)


def normalization(layout: ParameterLayout, parameters: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Scale and shift (units,) that batch normalization, in use, applies to each weighted sum behind the inputs.

    parameters: (parameters,).
    """
    scales, shifts = [], []
    for layer in layer_views(parameters, layout.sizes, layout.batch_norm):
        scale, shift = np.ones(len(layer["b"])), np.zeros(len(layer["b"]))
        if "gamma" in layer:
            scale = layer["gamma"] / np.sqrt(layer["variance"] + NORM_EPSILON)
            shift = layer["beta"] - layer["mean"] * scale
        scales.append(scale)
        shifts.append(shift)
    return np.concatenate(scales), np.concatenate(shifts)


def _affordable(run: Run) -> int:
    """How many frames the message can carry, both ends at least."""
    return int(np.clip(MOST_BYTES // (4 * run.parameters.shape[1]), 2, FRAMES))


def _points(name: str, coordinates: np.ndarray, labels: np.ndarray) -> dict[str, np.ndarray]:
    return {f"{name}_points": coordinates.astype(np.float64), f"{name}_labels": labels.astype(np.float64)}


def _answer(layout: ParameterLayout, classes: int) -> str:
    """What the output says: a value, one of several classes, the probability of one of two, or the sign of one."""
    if classes == 0:
        return "value"
    if classes > 2:
        return "classes"
    return "probability" if layout.activations[-1] == "Sigmoid" else "sign"
