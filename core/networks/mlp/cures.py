"""What keeps a run that diverged within the numbers: each cure is tried before it is recommended."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.data.playground import DataConfig
from core.engine.run import Run
from core.engine.settings import Branches, NetworkConfig, TrainingConfig
from core.networks.mlp.defaults import run_in_steps
from core.networks.mlp.trials import Trials

STEADY = 2.0  # a weight is multiplied by 1 - rate · decay at each step: beyond 2 it grows
GROWN = 10.0  # times the loss at the start is no cure


@dataclass(frozen=True)
class Cure:
    """A change of the training that was tried: `name` keys its sentence, `settings` are the changed fields.

    "none", without settings, says that none of those that were tried helps.
    """

    name: str
    settings: dict[str, float | str]


def cure_in_steps(
    data: DataConfig, network: NetworkConfig, training: TrainingConfig, history: Branches
) -> Iterator[Trials]:
    """Find the first cure with which the whole run stays finite and does not grow; nothing for a run with branches."""
    candidates = [] if history.branches else list(_candidates(training))
    for number, found in enumerate(candidates):
        changed = replace(training, **found.settings)  # type: ignore[arg-type]
        for progress in run_in_steps(data, network, changed, history):
            yield Trials(0.99 * (number + progress.share) / len(candidates))
        if progress.run is not None and _steady(progress.run):
            yield Trials(1, found)
            return
    yield Trials(1, None if history.branches else Cure("none", {}))


def _candidates(training: TrainingConfig) -> Iterator[Cure]:
    rate = training.learning_rate
    decay = max(training.weight_decay, training.l2)
    if rate * decay > STEADY:  # the pull toward 0 overshoots: no clipping of gradients helps
        yield Cure("decay", {"learning_rate": _two_digits(STEADY / decay / 4)})
    elif training.clipping == "None":
        yield Cure("clipping", {"clipping": "Norm", "clip_at": 1.0})
    for factor in (3, 10, 30, 100):
        if rate / factor >= 1e-5:
            yield Cure("rate", {"learning_rate": _two_digits(rate / factor)})


def _two_digits(value: float) -> float:
    return float(f"{value:.2g}")


def _steady(run: Run) -> bool:
    return run.divergence is None and bool(run.train_losses[-1] <= GROWN * run.train_losses[0])
