"""The predictions of a run of the network lab: its link says all that it takes to train it once more."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import numpy as np

from core.data.playground import DataConfig, Dataset, make_dataset
from core.engine.run import Run
from core.engine.settings import Branches, NetworkConfig, TrainingConfig
from core.networks.mlp.defaults import run_of
from core.networks.mlp.settings import StageState
from core.networks.mlp.test_answers import Outcome, outcome
from core.params import from_query
from core.practice.metrics.predictions import Kind, Note, Predictions
from core.practice.metrics.regression import RegressionPredictions
from core.practice.metrics.settings import RunConfig
from core.refusal import Refusal

LAB = "mlp"  # the prefix of the lab's fields in a link
KINDS: tuple[Any, ...] = (DataConfig, NetworkConfig, TrainingConfig, Branches, StageState)


@dataclass(frozen=True)
class TrainedRun:
    """A run of the network lab, its data, and the epoch whose network is judged.

    With early stopping the test loss has decided when the run ended.
    """

    run: Run
    dataset: Dataset
    inputs: tuple[str, ...]
    epoch: int
    early_stopping: bool

    def outcome(self, share: float = 1.0) -> Outcome:
        """The answers after that share of the epochs."""
        return outcome(self.run, self.dataset, self.inputs, int(self.epoch * share))


def run_settings(asked: RunConfig) -> tuple[DataConfig, NetworkConfig, TrainingConfig, Branches, StageState]:
    """What the link of a run says, and where its playhead stands; Refusal where it is broken."""
    query = dict(parse_qsl(asked.run, keep_blank_values=True))
    found, wrong = zip(*(from_query(kind, LAB, query) for kind in KINDS), strict=True)
    if any(wrong):
        field = next(problems[0].field for problems in wrong if problems)
        raise Refusal("run_broken", field=field)
    data, network, training, history, screen = (kind(**values) for kind, values in zip(KINDS, found, strict=True))
    return data, network, training, history, screen


def trained_run(asked: RunConfig) -> TrainedRun:
    """The run of a link, trained again; Refusal where its link is broken or it cannot be trained."""
    data, network, training, history, _ = run_settings(asked)
    try:
        return judged_run(asked, run_of(data, network, training, history))
    except Refusal as error:
        raise Refusal("run_untrainable") from error


def judged_run(asked: RunConfig, run: Run) -> TrainedRun:
    """The run of a link that has been trained, at the epoch where its playhead stands."""
    data, _, training, _, screen = run_settings(asked)
    return TrainedRun(
        run=run, dataset=make_dataset(data), inputs=data.inputs, early_stopping=training.early_stopping,
        epoch=min(screen.playhead, run.epochs) if screen.playhead >= 0 else run.epochs,
    )  # fmt: skip


def run_predictions(asked: RunConfig, share: float = 1.0) -> Predictions:
    """The run's answers for its test points, as classes, after that share of its epochs."""
    return predictions_of(trained_run(asked), share)


def run_quantities(asked: RunConfig) -> RegressionPredictions:
    """The run's answers for its test points, as values."""
    return quantities_of(trained_run(asked))


def predictions_of(this: TrainedRun, share: float = 1.0) -> Predictions:
    """The same of a run that has been trained."""
    found = this.outcome(share)
    if found.classes == 0:
        raise Refusal("run_values")
    probabilities, kind = _probabilities(found, this.run.layout.activations[-1])
    names = ("−1", "+1") if found.classes == 2 else tuple(str(k) for k in range(found.classes))
    return Predictions(
        y_true=found.y_true, y_pred=found.y_pred, probabilities=probabilities, kind=kind, class_names=names,
        row=np.arange(len(found.y_true)), features=this.dataset.test_points, feature_names=("x1", "x2"),
        notes=(_note(this, found),),
    )  # fmt: skip


def quantities_of(this: TrainedRun) -> RegressionPredictions:
    """The same of a run that has been trained."""
    found = this.outcome()
    if found.classes:
        raise Refusal("run_classes")
    return RegressionPredictions(
        y_true=found.y_true, y_pred=found.y_pred, row=np.arange(len(found.y_true)),
        feature_count=this.run.layout.sizes[0], notes=(_note(this, found),),
    )  # fmt: skip


def lab_settings(asked: RunConfig) -> dict[str, Any]:
    """The fields of the lab that this run sets; what its link says wrongly is left out."""
    query = dict(parse_qsl(asked.run, keep_blank_values=True))
    return {name: value for kind in KINDS for name, value in from_query(kind, LAB, query)[0].items()}


def _note(this: TrainedRun, found: Outcome) -> Note:
    sizes = "-".join(map(str, this.run.layout.sizes))
    train, test = len(this.dataset.train_labels), len(found.y_true)
    key = "run_early_stopping" if this.early_stopping else "run"
    return Note(key, {"sizes": sizes, "epoch": found.epoch, "train": train, "test": test})


def _probabilities(found: Outcome, activation: str) -> tuple[np.ndarray, Kind]:
    """(n, classes): what sigmoid and softmax say as it is; other outputs moved into [0, 1], in the same order."""
    outputs = found.outputs
    if activation == "Softmax":
        return outputs, "probability"
    if activation == "Sigmoid":
        return np.column_stack([1 - outputs[:, 0], outputs[:, 0]]), "probability"
    scores = (outputs + 1) / 2 if activation == "Tanh" else 1 / (1 + np.exp(-np.clip(2 * outputs, -700, 700)))
    if found.classes == 2:
        return np.column_stack([1 - scores[:, 0], scores[:, 0]]), "score"
    return scores / np.maximum(scores.sum(axis=1, keepdims=True), 1e-300), "score"
