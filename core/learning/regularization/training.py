"""A network that is trained on a few noisy points, what may cure it, and the rule of early stopping."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

import numpy as np

from core.code_export import Made
from core.engine.examples import Examples
from core.engine.parameters import layer_views
from core.engine.run import Progress, Run, train_in_steps
from core.engine.settings import NetworkConfig, Segment, TrainingConfig
from core.learning.regularization.sample import GRID, new_point_errors, noisy_points
from core.learning.regularization.settings import CuresConfig, StoppingConfig

EPOCHS = 3000
VALIDATION = 30  # points
OTHER_SEEDS = 10_000  # beyond those of training samples
WIDTHS = (1, 2, 4, 8, 16, 32, 64)
SEEDS = 6
MOST_PATIENCE = 3000
WIDE = 5.0  # standard deviation of the initial weights: a start with many bends


@dataclass(frozen=True)
class Stop:
    """Where the rule of early stopping ends a run, and the best epoch before; None where it never ends it."""

    epoch: int | None
    best: int


@dataclass(frozen=True)
class CuredFit:
    """A network as it is used: its curve on the grid (places,) and its errors; `epoch` is where it was taken.

    residuals: (n,), how far the curve lies above each training point.
    """

    curve: np.ndarray
    residuals: np.ndarray
    epoch: int
    train: float
    valid: float
    test: float
    made: Made | None = None


def noisy_examples(config: CuresConfig) -> Examples:
    """Training points with their shifted copies, and validation points; inputs (n, 1), values (n,)."""
    x, y = noisy_points(config.samples, config.noise_level, 1, config.cure_seed)
    rng = np.random.default_rng(config.cure_seed + 2 * OTHER_SEEDS)
    moves = config.shift * rng.standard_normal((config.copies, config.samples))
    x = np.vstack([x, x + moves])
    valid_x, valid_y = noisy_points(VALIDATION, config.noise_level, 1, config.cure_seed + OTHER_SEEDS)
    return Examples(
        train_inputs=x.reshape(-1, 1), train_labels=np.tile(y[0], config.copies + 1),
        test_inputs=valid_x.reshape(-1, 1), test_labels=valid_y[0], classes=0,
    )  # fmt: skip


def network_settings(config: CuresConfig) -> tuple[NetworkConfig, TrainingConfig]:
    """One hidden layer of tanh units from wide weights, trained by Adam on all points at once."""
    network = NetworkConfig(
        hidden=(config.width,), activations=("Tanh",), initialization="Normal", sigma=WIDE,
        network_seed=config.cure_seed,
    )  # fmt: skip
    training = TrainingConfig(
        epochs=EPOCHS, loss="HalfSquaredLinear", batch_size=config.samples * (config.copies + 1), optimizer="Adam",
        learning_rate=0.01, epsilon=1e-3, l2=config.decay, dropout=config.dropout_rate,
    )  # fmt: skip
    return network, training


def training_steps(config: CuresConfig) -> Generator[Progress, bool | None, None]:
    """The run in stretches; its losses are half the mean squared errors on training and validation points."""
    return train_in_steps(noisy_examples(config), *network_settings(config), frames=2)


def stop_of(errors: np.ndarray, config: StoppingConfig) -> Stop:
    """The rule on the validation errors (epochs + 1,): stop after `patience` epochs without a gain, take the best."""
    best, lowest = 0, float(errors[0])
    for epoch in range(1, len(errors)):
        if errors[epoch] < lowest - config.least_gain:
            best, lowest = epoch, float(errors[epoch])
        elif epoch - best >= config.patience:
            return Stop(epoch=epoch, best=best)
    return Stop(epoch=None, best=best)


def wait_of(run: Run, stop: Stop | None) -> tuple[float, float, float]:
    """Where the wait of the rule ends, NaN where it ends nothing, and the first and last epoch where it could."""
    if stop is None or stop.epoch is None:
        return np.nan, 0.0, 0.0
    return stop.epoch, stop.best + 1, min(run.epochs, stop.best + MOST_PATIENCE)


def network_values(parameters: np.ndarray, width: int, inputs: np.ndarray) -> np.ndarray:
    """The values (n,) of the network with these parameters at inputs (n, 1)."""
    hidden, last = layer_views(parameters, (1, width, 1), False)
    active = np.tanh(inputs @ hidden["W"].T + hidden["b"])
    return np.asarray((active @ last["W"].T + last["b"])[:, 0])


def fit_at(config: CuresConfig, examples: Examples, parameters: np.ndarray, epoch: int) -> CuredFit:
    """The network with these parameters (parameters,); its training error is that of the points without copies."""
    n, inputs = config.samples, (examples.train_inputs, examples.test_inputs, GRID[:, None])
    fitted, valid, curve = (network_values(parameters, config.width, x) for x in inputs)
    residuals = fitted[:n] - examples.train_labels[:n]
    return CuredFit(
        curve=curve, residuals=residuals, epoch=epoch, train=float(np.mean(residuals**2)),
        valid=float(np.mean((valid - examples.test_labels) ** 2)),
        test=float(new_point_errors(curve, config.noise_level)),
    )  # fmt: skip


def network_at(config: CuresConfig, epoch: int) -> CuredFit:
    """The network after so many epochs, trained anew up to there."""
    examples, (network, training) = noisy_examples(config), network_settings(config)
    *_, last = train_in_steps(examples, network, replace(training, epochs=epoch), frames=2)
    assert last.run is not None
    return fit_at(config, examples, last.run.parameters[-1], last.run.epochs)


@dataclass(frozen=True)
class WidthErrors:
    """Median mean squared errors over seeds by width, at the last epoch and where validation is best; (widths,).

    `share` is how much of it is done, from 0 to 1; the arrays are empty before all is done.
    """

    share: float
    widths: np.ndarray
    train: np.ndarray
    valid: np.ndarray
    best: np.ndarray


def width_steps(config: CuresConfig) -> Iterator[WidthErrors]:
    """Networks of every width on samples of several seeds, in stretches; the errors come last."""
    from core.engine.fast.group import Job  # compiles
    from core.engine.many import train_many

    jobs = []
    for width in WIDTHS:
        for seed in range(config.cure_seed, config.cure_seed + SEEDS):
            one = replace(config, width=width, cure_seed=seed % OTHER_SEEDS)
            network, training = network_settings(one)
            jobs.append(Job(noisy_examples(one), network, (Segment(0, training),), None))
    runs: tuple[Run, ...] = ()
    none = np.zeros(0)
    for progress in train_many(jobs):
        runs = progress.runs
        if not runs:
            yield WidthErrors(share=progress.share, widths=none, train=none, valid=none, best=none)
    ends = [(run.train_losses[-1], run.test_losses[-1], run.test_losses.min()) for run in runs]
    table = 2 * np.median(np.reshape(ends, (len(WIDTHS), SEEDS, 3)), axis=1)
    yield WidthErrors(share=1.0, widths=np.array(WIDTHS), train=table[:, 0], valid=table[:, 1], best=table[:, 2])
