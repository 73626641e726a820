"""A run as the network lab shows it: from settings alone, with as many frames as a browser should be sent."""

from collections.abc import Iterator

from core.data.playground import DataConfig, make_dataset
from core.engine.examples import layer_sizes, make_examples
from core.engine.parameters import parameter_counts
from core.engine.run import FRAMES, Progress, Run, train_in_steps
from core.engine.settings import Branches, NetworkConfig, Segment, TrainingConfig, read_branches, write_branches
from core.networks.mlp.stage_message import MOST_BYTES

OPERATIONS_PER_SECOND = 2e9  # of the compiled engine on a laptop's core, roughly
STEP_SECONDS = 0.25  # between two looks at a long run


def run_of(data: DataConfig, network: NetworkConfig, training: TrainingConfig, history: Branches) -> Run:
    """Draw the data and train; Refusal where the settings do not fit together."""
    *_, last = run_in_steps(data, network, training, history)
    assert last.run is not None
    return last.run


def run_in_steps(
    data: DataConfig, network: NetworkConfig, training: TrainingConfig, history: Branches
) -> Iterator[Progress]:
    """The same, looked at about four times a second."""
    examples = make_examples(make_dataset(data), data.inputs)
    count = parameter_counts(layer_sizes(examples, network), network.batch_norm)[1]
    frames = max(2, min(FRAMES, MOST_BYTES // (4 * count)))
    most = max(1, int(STEP_SECONDS / epoch_seconds(data, network)))
    yield from train_in_steps(examples, network, training, history, frames=frames, most=most)


def epoch_seconds(data: DataConfig, network: NetworkConfig) -> float:
    """About how long one epoch takes: six operations for each training point and parameter."""
    examples = make_examples(make_dataset(data), data.inputs)
    count = parameter_counts(layer_sizes(examples, network), network.batch_norm)[1]
    return 6 * max(len(examples.train_inputs), 1) * count / OPERATIONS_PER_SECOND


def run_seconds(data: DataConfig, network: NetworkConfig, training: TrainingConfig, history: Branches) -> float:
    """About how long the whole run takes."""
    segments = read_branches(history, training)
    return max(segments[-1].start_epoch, segments[-1].training.epochs) * epoch_seconds(data, network)


def histories_left(segments: list[Segment], most: int = 3) -> list[Branches]:
    """The histories that the last branches have left, the youngest first."""
    return [write_branches(segments[:count]) for count in range(len(segments) - 1, 0, -1)][:most]
