"""A run as the network lab shows it: from settings alone, with as many frames as a browser should be sent."""

from collections.abc import Generator

from core.data.playground import DataConfig, make_dataset
from core.engine.examples import layer_sizes, make_examples
from core.engine.parameters import parameter_counts
from core.engine.run import FRAMES, Progress, Run, train_in_steps
from core.engine.settings import Branches, NetworkConfig, Segment, TrainingConfig, write_branches
from core.networks.mlp.stage_message import MOST_BYTES


def run_of(data: DataConfig, network: NetworkConfig, training: TrainingConfig, history: Branches) -> Run:
    """Draw the data and train; Refusal where the settings do not fit together."""
    *_, last = run_in_steps(data, network, training, history)
    assert last.run is not None
    return last.run


def run_in_steps(
    data: DataConfig, network: NetworkConfig, training: TrainingConfig, history: Branches
) -> Generator[Progress, bool | None, None]:
    """The same in stretches; sent True, it ends with the run up to the epoch that it has reached."""
    examples = make_examples(make_dataset(data), data.inputs)
    count = parameter_counts(layer_sizes(examples, network), network.batch_norm)[1]
    frames = max(2, min(FRAMES, MOST_BYTES // (4 * count)))
    yield from train_in_steps(examples, network, training, history, frames=frames)


def histories_left(segments: list[Segment], most: int = 3) -> list[Branches]:
    """The histories that the last branches have left, the youngest first."""
    return [write_branches(segments[:count]) for count in range(len(segments) - 1, 0, -1)][:most]
