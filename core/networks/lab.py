"""A run as the network lab shows it: from settings alone, with as many frames as a browser should be sent."""

from core.data.playground import DataConfig, make_dataset
from core.networks.examples import layer_sizes, make_examples
from core.networks.film import MOST_BYTES
from core.networks.parameters import parameter_counts
from core.networks.run import FRAMES, Run, train
from core.networks.settings import Branches, NetworkConfig, Segment, TrainingConfig, write_branches


def run_of(data: DataConfig, network: NetworkConfig, training: TrainingConfig, history: Branches) -> Run:
    """Draw the data and train; NetworkError where the settings do not fit together."""
    examples = make_examples(make_dataset(data), data.inputs)
    count = parameter_counts(layer_sizes(examples, network), network.batch_norm)[1]
    frames = max(2, min(FRAMES, MOST_BYTES // (4 * count)))
    return train(examples, network, training, history, frames=frames)


def histories_left(segments: list[Segment], most: int = 3) -> list[Branches]:
    """The histories that the last branches have left, the youngest first."""
    return [write_branches(segments[:count]) for count in range(len(segments) - 1, 0, -1)][:most]
