"""The training curves that follow from a start: ten schemes, several seeds each, by the compiled engine."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from core.engine.examples import Examples
from core.engine.layers import backward, forward
from core.engine.parameters import layer_views
from core.engine.scratch import learn
from core.engine.settings import NetworkConfig, Segment, TrainingConfig
from core.networks.initialization.settings import ShownConfig, TrainingsConfig
from core.networks.initialization.symmetry import symmetry_points
from core.networks.initialization.weights import SCHEMES, draw_biases, draw_weights, weight_law

CURVE_EPOCHS = 80
CURVE_BATCH = 25
SIGMA = 0.05  # of "Normal"
EQUAL = 0.3  # of "Constant"
DIVERGED = 1e6
MOMENTUM = 0.9


@dataclass(frozen=True)
class SchemeTrainings:
    """The schemes' runs: losses (schemes, seeds, epochs + 1), NaN from the first above 10⁶ or no number.

    gradients: (schemes, seeds), the Frobenius norm of the gradient of the first layer's weights before the first step.
    Both are empty before all is done; `share` is how much is, from 0 to 1.
    """

    share: float
    losses: np.ndarray
    gradients: np.ndarray


def sizes_of(config: TrainingsConfig) -> tuple[int, ...]:
    """Units per layer, the two inputs first."""
    return (2, *(config.hidden_units,) * config.hidden_layers, 1)


def start_of(scheme: str, config: TrainingsConfig, seed: int) -> np.ndarray:
    """All weights and biases at the start, (parameters,), in the engine's order: W row by row, b, layer by layer."""
    import torch

    generator, parts = torch.Generator().manual_seed(seed), []
    for inputs, outputs in pairwise(sizes_of(config)):
        law = weight_law(scheme, inputs, outputs, 1.0, SIGMA, EQUAL)
        parts.append(draw_weights(law, outputs, inputs, generator).ravel())
        parts.append(draw_biases("scheme", scheme, outputs, inputs, generator))
    return np.concatenate(parts).astype(np.float64)


def curve_settings(config: TrainingsConfig) -> tuple[Examples, NetworkConfig, TrainingConfig]:
    """The circle's 200 points, the network and its training, in the engine's words."""
    x, labels = symmetry_points("circle")
    examples = Examples(train_inputs=x, train_labels=labels, test_inputs=x[:1], test_labels=labels[:1], classes=2)
    network = NetworkConfig(
        hidden=(config.hidden_units,) * config.hidden_layers, activations=(config.unit_kind,)
    )  # fmt: skip
    training = TrainingConfig(
        epochs=CURVE_EPOCHS, loss="CrossEntropy", batch_size=CURVE_BATCH, optimizer=config.optimizer,
        learning_rate=config.step_size, momentum=MOMENTUM,
    )  # fmt: skip
    return examples, network, training


def start_gradient(start: np.ndarray, config: TrainingsConfig) -> float:
    """The Frobenius norm of the first layer's weight gradient on all points; start: (parameters,)."""
    x, labels = symmetry_points("circle")
    sizes = sizes_of(config)
    layers, gradients = layer_views(start, sizes, False), layer_views(np.zeros_like(start), sizes, False)
    names = [config.unit_kind] * config.hidden_layers + ["Linear"]
    values, caches = forward(layers, names, x)
    error = (1 / (1 + np.exp(-values[-1])) - (labels > 0)[:, None]) / len(x)
    backward(layers, gradients, names, values, caches, [], error)
    return float(np.linalg.norm(gradients[0]["W"]))


def trainings_in_steps(config: TrainingsConfig) -> Iterator[SchemeTrainings]:
    """All networks, several side by side; what is whole comes last."""
    from core.engine.fast.group import Group, Job, side_by_side  # compiles
    from core.engine.many import groups_of

    examples, network, training = curve_settings(config)
    starts, places = _different_starts(config)
    jobs = [Job(examples, network, (Segment(0, training),), start) for start in starts]
    table, none, done = np.empty((len(jobs), CURVE_EPOCHS + 1)), np.zeros(0), 0
    for numbers in groups_of(jobs):
        together = [jobs[number] for number in numbers]
        group = Group(side_by_side(together) if len(numbers) > 1 else together, np.zeros(0, np.int64))
        with np.errstate(all="ignore"):
            group.run()
        table[numbers] = group.record.losses[:, 0, : len(numbers)].T
        table[numbers, group.epoch + 1 :] = np.nan  # where one alone has left the numbers
        done += len(numbers)
        yield SchemeTrainings(0.99 * done / len(jobs), none, none)
    table[np.logical_or.accumulate(~(table <= DIVERGED), axis=1)] = np.nan
    gradients = np.array([start_gradient(start, config) for start in starts])
    yield SchemeTrainings(1.0, table[places], gradients[places])


def _different_starts(config: TrainingsConfig) -> tuple[list[np.ndarray], np.ndarray]:
    """The starts (parameters,) that differ, and which of them is each scheme's for each seed, (schemes, seeds).

    All seeds of a scheme without chance begin alike and so end alike: such a network is trained once.
    """
    starts: list[np.ndarray] = []
    known: dict[bytes, int] = {}
    places = np.empty((len(SCHEMES), config.seeds), np.int64)
    for (k, seed), _ in np.ndenumerate(places):
        start = start_of(SCHEMES[k], config, seed)
        places[k, seed] = known.setdefault(start.tobytes(), len(starts))
        if places[k, seed] == len(starts):
            starts.append(start)
    return starts, places


def final_losses(config: TrainingsConfig, chosen: ShownConfig) -> dict[str, np.ndarray]:
    """The losses at the end of the chosen scheme's networks (seeds,), trained in NumPy; NaN for what diverged."""
    examples, network, training = curve_settings(config)
    ends = []
    with np.errstate(all="ignore"):
        for seed in range(config.seeds):
            snapshots = list(learn(examples, network, [Segment(0, training)], start_of(chosen.shown, config, seed)))
            losses = np.array([snapshot.losses[0] for snapshot in snapshots])
            whole = len(losses) == CURVE_EPOCHS + 1 and (losses <= DIVERGED).all()
            ends.append(losses[-1] if whole else np.nan)
    return {"final_losses": np.array(ends)}


def final_losses_in_torch(config: TrainingsConfig, chosen: ShownConfig) -> dict[str, Any]:
    """The same by torch.optim."""
    import torch

    x, y = (torch.from_numpy(part) for part in symmetry_points("circle"))
    y = (y > 0).double()[:, None]
    act = {"Tanh": torch.nn.Tanh, "ReLU": torch.nn.ReLU, "Sigmoid": torch.nn.Sigmoid}[config.unit_kind]
    loss_of, ends = torch.nn.functional.binary_cross_entropy_with_logits, []
    for seed in range(config.seeds):
        layers: list[torch.nn.Module] = []
        for inputs, outputs in pairwise(sizes_of(config)):
            layers += [torch.nn.Linear(inputs, outputs), act()]
        model = torch.nn.Sequential(*layers[:-1]).double()
        start = torch.from_numpy(start_of(chosen.shown, config, seed))
        torch.nn.utils.vector_to_parameters(start, model.parameters())
        optimizer = torch.optim.SGD(
            model.parameters(), lr=config.step_size, momentum=MOMENTUM if config.optimizer == "Momentum" else 0.0
        )  # fmt: skip
        if config.optimizer == "Adam":
            optimizer = torch.optim.Adam(model.parameters(), lr=config.step_size)  # type: ignore[assignment]
        broken = False
        for _ in range(CURVE_EPOCHS):
            for at in range(0, len(x), CURVE_BATCH):
                optimizer.zero_grad()
                torch.autograd.backward(loss_of(model(x[at : at + CURVE_BATCH]), y[at : at + CURVE_BATCH]))
                optimizer.step()
            broken = broken or not loss_of(model(x), y).item() <= DIVERGED
        ends.append(np.nan if broken else loss_of(model(x), y).item())
    return {"final_losses": np.array(ends)}
