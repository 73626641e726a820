"""Replay training runs that another engine recorded: `python -m benchmarks.reference FILE`.

The file is a JSON list of runs, each with `config` (inputs, hidden, activation, learning_rate, batch_size, epochs,
name), `train` and `test` points [x1, x2, label] in the order of training, `initial` and `final` parameters
(weights[layer][unit][input], biases[layer][unit]) and `history` (epoch, train_loss, test_loss). Rules: half the
squared error, tanh output for labels ±1, plain SGD, the same order in every epoch.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.data.playground import network_inputs
from core.engine.examples import Examples, layer_sizes
from core.engine.parameters import layer_views, parameter_counts
from core.engine.run import Run, train
from core.engine.settings import NetworkConfig, TrainingConfig

EXACT = 1e-9  # largest difference of a run that is reproduced number by number
NUDGE = 1e-13  # a change of the start, relative, that rounding might have made as well


@dataclass(frozen=True)
class Replay:
    """How far our run is from the recorded one.

    equal_until: the last recorded epoch up to which every loss agrees to EXACT.
    sensitivity: how far our own run moves when its start is changed by NUDGE; a run is chaotic where that alone
    moves it by more than EXACT, and is then judged by its outcome.
    """

    name: str
    loss_difference: float
    weight_difference: float
    equal_until: int
    sensitivity: float
    recorded_test_loss: float
    test_loss: float

    @property
    def chaotic(self) -> bool:
        """Whether rounding alone decides the numbers."""
        return self.sensitivity > EXACT

    @property
    def reproduced(self) -> bool:
        """Every loss and weight to EXACT; of a chaotic run, a test loss within a factor of two or 0.02."""
        if not self.chaotic:
            return max(self.loss_difference, self.weight_difference) <= EXACT
        low, high = sorted((self.recorded_test_loss, self.test_loss))
        return high <= 2 * low or high - low <= 0.02


def parameter_vector(recorded: dict[str, Any], sizes: tuple[int, ...]) -> np.ndarray:
    """Recorded weights and biases as one vector."""
    vector = np.zeros(parameter_counts(sizes, False)[1])
    for layer, weights, biases in zip(
        layer_views(vector, sizes, False), recorded["weights"], recorded["biases"], strict=True
    ):
        layer["W"][:], layer["b"][:] = weights, biases
    return vector


def run_recorded(recorded: dict[str, Any], nudge: float = 0.0, fast: bool | None = None) -> Run:
    """Our run on the recorded points, from the recorded start."""
    settings = recorded["config"]
    train_set, test_set = np.array(recorded["train"], float), np.array(recorded["test"], float)
    classes = 2 if set(train_set[:, 2]) <= {-1.0, 1.0} else 0
    inputs = [network_inputs(points[:, :2], settings["inputs"]) for points in (train_set, test_set)]
    examples = Examples(inputs[0], train_set[:, 2], inputs[1], test_set[:, 2], classes)
    network = NetworkConfig(hidden=tuple(settings["hidden"]), activations=(settings["activation"],))
    training = TrainingConfig(
        epochs=settings["epochs"], batch_size=settings["batch_size"], learning_rate=settings["learning_rate"]
    )
    start = parameter_vector(recorded["initial"], layer_sizes(examples, network))
    return train(examples, network, training, start=start * (1 + nudge), fast=fast)


def replay(recorded: dict[str, Any], fast: bool | None = None) -> Replay:
    """Run what was recorded, and compare."""
    ours, nudged = run_recorded(recorded, fast=fast), run_recorded(recorded, NUDGE, fast=fast)
    rows = [row for row in recorded["history"] if row["epoch"] <= ours.epochs]
    epochs = [row["epoch"] for row in rows]
    theirs = np.array([[row["train_loss"], row["test_loss"]] for row in rows])
    losses = np.stack([ours.train_losses, ours.test_losses], axis=1)
    moved = np.stack([nudged.train_losses, nudged.test_losses], axis=1)
    apart = np.abs(losses[epochs] - theirs).max(axis=1) > EXACT
    final = parameter_vector(recorded["final"], ours.layout.sizes)
    return Replay(
        recorded["config"].get("name", ""),
        float(np.abs(losses[epochs] - theirs).max()),
        float(np.abs(ours.parameters[-1] - final).max()),
        epochs[int(apart.argmax()) - 1] if apart.any() else epochs[-1],
        float(max(np.abs(losses - moved).max(), np.abs(ours.parameters[-1] - nudged.parameters[-1]).max())),
        float(theirs[-1, 1]),
        float(losses[-1, 1]),
    )


def main(path: str) -> int:
    """Print a line per run; 1 where one is not reproduced."""
    wrong = 0
    for recorded in json.loads(Path(path).read_text("utf-8")):
        result = replay(recorded)
        how = (
            f"chaotic (equal until epoch {result.equal_until}), judged by its outcome: "
            f"test loss {result.test_loss:.4f}, recorded {result.recorded_test_loss:.4f}"
        )
        print(
            f"{result.name:22} losses differ by {result.loss_difference:.1e}, weights by "
            f"{result.weight_difference:.1e}; {how if result.chaotic else 'equal'}"
            f"{'' if result.reproduced else ' NOT REPRODUCED'}"
        )
        wrong += not result.reproduced
    return int(wrong > 0)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m benchmarks.reference FILE")
    sys.exit(main(sys.argv[1]))
