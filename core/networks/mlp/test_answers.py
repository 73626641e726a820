"""What a network of a run says about the test points: the answers, and how often they are right."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.data.playground import Dataset
from core.engine.examples import make_examples
from core.engine.layers import forward
from core.engine.parameters import ParameterLayout, layer_views, parameter_counts
from core.engine.run import Run


@dataclass(frozen=True)
class Outcome:
    """The network after `epoch` on n test points.

    outputs (n, outputs) as the network shows them. classes: as in `Dataset`. y_true, y_pred (n,): class indices (0 is
    the label -1), or values. matrix (classes, classes): rows are what is true, columns what is called; (0, 0) for
    values.
    """

    epoch: int
    classes: int
    outputs: np.ndarray
    y_true: np.ndarray
    y_pred: np.ndarray
    matrix: np.ndarray

    @property
    def accuracy(self) -> float:
        """The share of right answers; of classes only."""
        return float(np.trace(self.matrix) / self.matrix.sum())

    @property
    def explained(self) -> float:
        """The share of the variance of values that is explained, R²: -inf where predictions are beyond all numbers."""
        total = float(((self.y_true - self.y_true.mean()) ** 2).sum())
        with np.errstate(over="ignore"):
            return 1 - float(((self.y_true - self.y_pred) ** 2).sum()) / total if total > 0 else 0.0


def outcome(run: Run, dataset: Dataset, inputs: tuple[str, ...], epoch: int) -> Outcome:
    """The test points as the network of the last frame not later than `epoch` answers them."""
    frame = max(int(np.searchsorted(run.frames, epoch, side="right")) - 1, 0)
    outputs = shown_outputs(run, frame, make_examples(dataset, inputs).test_inputs)
    at, classes = int(run.frames[frame]), dataset.classes
    if classes == 0:
        return Outcome(
            epoch=at,
            classes=0,
            outputs=outputs,
            y_true=dataset.test_labels,
            y_pred=outputs[:, 0],
            matrix=np.zeros((0, 0)),
        )
    if classes == 2:
        border = 0.5 if run.layout.activations[-1] == "Sigmoid" else 0.0
        y_true, y_pred = (dataset.test_labels > 0).astype(int), (outputs[:, 0] >= border).astype(int)
    else:
        y_true, y_pred = dataset.test_labels.astype(int), outputs.argmax(1)
    matrix = np.bincount(y_true * classes + y_pred, minlength=classes**2).reshape(classes, classes)
    return Outcome(epoch=at, classes=classes, outputs=outputs, y_true=y_true, y_pred=y_pred, matrix=matrix)


def shown_outputs(run: Run, frame: int, inputs: np.ndarray) -> np.ndarray:
    """The outputs (n, outputs) of a frame, with sigmoid or softmax where the loss is a cross-entropy."""
    from scipy.special import expit, softmax

    *names, last = run.layout.activations
    layers = layer_views(run.parameters[frame], run.layout.sizes, run.layout.batch_norm)
    raw = last if last == "Tanh" else "Linear"
    with np.errstate(over="ignore", invalid="ignore"):  # weights on their way beyond all numbers
        outputs = forward(layers, [*names, raw], inputs)[0][-1]
    if last == "Sigmoid":
        return np.asarray(expit(outputs))
    return np.asarray(softmax(outputs, axis=1)) if last == "Softmax" else outputs


def parameter_sum(layout: ParameterLayout) -> tuple[str, int]:
    """How many parameters are trained, as a formula and as a number: weights and biases, gammas and betas."""
    terms = [f"({inputs}+1)\\cdot {outputs}" for inputs, outputs in pairwise(layout.sizes)]
    if layout.batch_norm and len(terms) > 1:
        terms.append(f"2\\cdot {sum(layout.sizes[1:-1])}")
    return " + ".join(terms), parameter_counts(layout.sizes, layout.batch_norm)[0]
