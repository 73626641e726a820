"""The judges of the lab's challenges: each looks at the settings and at the run that they made."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from core.challenges import Verdict, judge
from core.data.playground import DataConfig, make_dataset
from core.engine.examples import make_examples
from core.engine.run import Run
from core.engine.settings import NetworkConfig, Segment, TrainingConfig
from core.networks.mlp.trials import Trials

INSEPARABLE = ("circle", "xor", "spiral", "moons", "checkerboard")  # no straight line parts their classes
FEWEST_FOR_XOR = 2
MOST_FOR_SPIRAL = 12
LARGEST_RATE = 10.0
CONVERGED = 0.1  # of the loss at the start


def inseparable(data: DataConfig, network: NetworkConfig, run: Run) -> Verdict:
    """Classes that no line parts, told apart without a hidden layer: by the inputs alone."""
    accuracy = accuracy_of(run)
    return judge(
        (data.dataset in INSEPARABLE and data.noise_percent == 0, "inseparable_data", {}),
        (not network.hidden, "inseparable_hidden", {"layers": len(network.hidden)}),
        (accuracy >= 0.97, "inseparable_accuracy", {"accuracy": accuracy}),
    )


def fewest_for_xor(data: DataConfig, network: NetworkConfig, run: Run) -> Verdict:
    """XOR of x1 and x2 with as few hidden units as can be."""
    accuracy, units = accuracy_of(run), sum(network.hidden)
    return judge(
        (data.dataset == "xor" and data.noise_percent == 0, "xor_data", {}),
        (set(data.inputs) <= {"x1", "x2"}, "xor_inputs", {}),
        (accuracy >= 0.95, "xor_accuracy", {"accuracy": accuracy, "units": units}),
        (units <= FEWEST_FOR_XOR, "xor_units", {"units": units}),
    )


def small_for_spiral(data: DataConfig, network: NetworkConfig, run: Run) -> Verdict:
    """The spiral from x1 and x2 with at most 12 hidden units and a test loss below 0.05."""
    units, loss, accuracy = sum(network.hidden), float(run.test_losses[-1]), accuracy_of(run)
    return judge(
        (data.dataset == "spiral" and data.noise_percent == 0, "spiral_data", {}),
        (set(data.inputs) <= {"x1", "x2"}, "spiral_inputs", {}),
        (units <= MOST_FOR_SPIRAL, "spiral_units", {"units": units, "most": MOST_FOR_SPIRAL}),
        (loss < 0.05, "spiral_loss", {"loss": loss}),
        (accuracy >= 0.95, "spiral_accuracy", {"accuracy": accuracy}),  # a loss can be small by its scale alone
    )


def overfit(data: DataConfig, run: Run) -> Verdict:
    """Noisy clouds learned by heart: at the end the test loss lies far above the training loss."""
    train, test = float(run.train_losses[-1]), float(run.test_losses[-1])
    return judge(
        (data.dataset == "gauss" and data.noise_percent >= 50, "overfit_data", {}),
        (test - train >= 0.15, "overfit_gap", {"train": train, "test": test, "gap": test - train}),
    )


def cured(data: DataConfig, network: NetworkConfig, run: Run) -> Verdict:
    """A network large enough to learn noisy clouds by heart that does not: both losses end close together, and low."""
    train, test, units = float(run.train_losses[-1]), float(run.test_losses[-1]), sum(network.hidden)
    return judge(
        (data.dataset == "gauss" and data.noise_percent >= 50, "overfit_data", {}),
        (data.train_percent <= 20, "cured_share", {"share": data.train_percent}),
        (units >= 16, "cured_units", {"units": units}),
        (test - train <= 0.06, "cured_gap", {"train": train, "test": test, "gap": test - train}),
        (test <= 0.14, "cured_loss", {"test": test}),
    )


def largest_rate(training: TrainingConfig, segments: Sequence[Segment], run: Run, rivals: Trials | None) -> Verdict:
    """This learning rate converges, and none of the larger ones that are tried does; None: they cannot be tried yet."""
    still = (rivals.found if rivals else None) or ()
    return judge(
        (training.epochs >= 100, "rate_epochs", {}),
        (is_plain(training, segments), "rate_plain", {}),
        (converges(run), "rate_here", {"rate": training.learning_rate, "loss": float(run.train_losses[-1])}),
        (rivals is None or rivals.found is not None, "rate_long", {}),
        (rivals is not None, "rate_wait", {}),
        (not still, "rate_larger", {"rate": training.learning_rate, "larger": max(still, default=0.0)}),
    )


def is_plain(training: TrainingConfig, segments: Sequence[Segment]) -> bool:
    """Whether one constant learning rate leads through all of the run."""
    return len(segments) == 1 and training.schedule == "Constant" and not training.early_stopping


def larger_rates(rate: float, count: int = 7) -> list[float]:
    """Learning rates from a fifth above this one to the largest, evenly spread by factors."""
    if 1.2 * rate > LARGEST_RATE:
        return []
    return [float(larger) for larger in np.geomspace(1.2 * rate, LARGEST_RATE, count)]


def rivals_in_steps(data: DataConfig, network: NetworkConfig, training: TrainingConfig) -> Iterator[Trials]:
    """Train with each of the larger learning rates, side by side; those that converge are found."""
    from core.engine.fast.group import Job
    from core.engine.many import train_many

    rates, examples = larger_rates(training.learning_rate), make_examples(make_dataset(data), data.inputs)
    jobs = [Job(examples, network, (Segment(0, replace(training, learning_rate=rate)),)) for rate in rates]
    for progress in train_many(jobs):
        if progress.share < 1:
            yield Trials(progress.share)
    yield Trials(1, tuple(rate for rate, run in zip(rates, progress.runs, strict=True) if converges(run)))


def converges(run: Run) -> bool:
    """Whether the training loss ends, and stays over the last tenth, below a tenth of where it began."""
    tail = run.train_losses[-max(len(run.train_losses) // 10, 1) :]
    return run.divergence is None and bool(tail.max() < CONVERGED * run.train_losses[0])


def accuracy_of(run: Run) -> float:
    """The test accuracy at the end; 0 where values are predicted."""
    return float(run.test_accuracies[-1]) if len(run.test_accuracies) else 0.0
