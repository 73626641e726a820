"""The fast engine beside a plain PyTorch loop: the same work on one core, weights compared before time is taken.

S is the network 2-4-2-1, D is 2-8-8-8-8-8-8-1, on 250 points in batches of 10. Rounds are interleaved; a ratio is
the median over the rounds of processor time, its interval the smallest and the largest.
"""

from collections.abc import Callable, Iterator
from time import process_time

import numpy as np
import torch

from benchmarks.timing import Case
from core.data.playground import DataConfig, make_dataset
from core.engine.examples import Examples, layer_activations, layer_sizes, make_examples
from core.engine.fast.group import Group, Job
from core.engine.fast.ready import warm_up
from core.engine.fast.units import UnitRows
from core.engine.many import train_many
from core.engine.parameters import initial_parameters
from core.engine.run import make_layout
from core.engine.settings import NetworkConfig, Segment, TrainingConfig
from core.engine.torch_twin import Perceptron, load_vector, read_vector
from core.engine.units import grid

ROUNDS = 5
NETWORKS = {"S": NetworkConfig(), "D": NetworkConfig(hidden=(8,) * 6)}
AGREE = 1e-9
MAP = grid(6.0, 100)


def compare(name: str, theirs: Callable[[], float], ours: Callable[[], float], target: str) -> Case:
    """Their time over ours; both return seconds for the same amount of work."""
    ratios = sorted(theirs() / ours() for _ in range(ROUNDS))
    return name, ratios[ROUNDS // 2], ratios[0], ratios[-1], target


class PlainLoop:
    """What one writes in PyTorch: a model, an optimizer, a loop."""

    def __init__(self, examples: Examples, network: NetworkConfig, training: TrainingConfig) -> None:
        self.sizes = layer_sizes(examples, network)
        self.start = initial_parameters(network, self.sizes)
        perceptron = Perceptron(self.sizes, layer_activations(network, training.loss, examples.classes), network)
        load_vector(perceptron, self.sizes, self.start)
        self.perceptron = perceptron
        pairs = zip(perceptron.linear, perceptron.act, strict=True)
        self.model = torch.nn.Sequential(*[module for pair in pairs for module in pair])
        kind = torch.optim.Adam if training.optimizer == "Adam" else torch.optim.SGD
        self.optimizer = kind(self.model.parameters(), lr=training.learning_rate)
        self.x, self.test_x = torch.from_numpy(examples.train_inputs), torch.from_numpy(examples.test_inputs)
        self.y, self.test_y = (
            torch.from_numpy(labels[:, None]) for labels in (examples.train_labels, examples.test_labels)
        )
        self.map, self.batch = torch.from_numpy(MAP), training.batch_size

    def loss(self, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        """Half the mean squared error."""
        return ((self.model(x) - y) ** 2 / 2).mean()

    def seconds(self, epochs: int, maps: bool = False) -> float:
        """How long `epochs` take, with losses and the maps of all units after each of them if wanted."""
        begin = process_time()
        for _ in range(epochs):
            for at in range(0, len(self.x), self.batch):
                self.optimizer.zero_grad()
                self.loss(self.x[at : at + self.batch], self.y[at : at + self.batch]).backward()
                self.optimizer.step()
            if maps:
                with torch.no_grad():
                    float(self.loss(self.x, self.y)), float(self.loss(self.test_x, self.test_y))
                    values = self.map
                    for k, module in enumerate(self.model):
                        values = module(values)
                        if k % 2:
                            values.numpy()
        return process_time() - begin

    def parameters(self) -> np.ndarray:
        """The parameters as they stand."""
        return read_vector(self.perceptron, self.sizes, len(self.start))


def our_group(
    examples: Examples, network: NetworkConfig, training: TrainingConfig, frames: int, losses_every: int
) -> Group:
    """A run that is ready to start."""
    chosen = np.round(np.linspace(0, training.epochs, frames)).astype(int) if frames else np.zeros(0, int)
    return Group([Job(examples, network, (Segment(0, training),))], chosen, losses_every)


def our_seconds(
    examples: Examples, network: NetworkConfig, epochs: int, frames: int = 0, losses_every: int = 0, maps: bool = False
) -> float:
    """How long our engine takes, with the maps of all units at every frame if wanted."""
    training = TrainingConfig(epochs=epochs)
    group = our_group(examples, network, training, frames, losses_every)
    rows = UnitRows(make_layout(examples, network, training), MAP)
    begin = process_time()
    group.run()
    if maps:
        for frame in range(1, frames):
            rows.values(group.vectors(group.record.parameters[frame], group.record.statistics[frame], 0))
    return process_time() - begin


def check_weights(name: str, ours: np.ndarray, theirs: np.ndarray) -> None:
    """RuntimeError where the two engines do not agree."""
    difference = np.abs(ours - theirs).max()
    if not difference <= AGREE:
        raise RuntimeError(f"{name}: the weights differ by {difference:.1e}, there is nothing to compare.")


def single_networks(examples: Examples) -> Iterator[Case]:
    """Training only, maps of every epoch, and what recording costs."""
    training_goal, map_goal, amounts = {"S": 250, "D": 80}, {"S": 20, "D": 6}, {"S": (8, 2000), "D": (6, 600)}
    for name, network in NETWORKS.items():
        training = TrainingConfig(epochs=20)
        loop, group = PlainLoop(examples, network, training), our_group(examples, network, training, 0, 0)
        loop.seconds(20)
        group.run()
        check_weights(name, group.now(0), loop.parameters())
        few, many = amounts[name]
        yield compare(
            f"networks: {name}, training only, PyTorch loop / ours",
            lambda loop=loop, few=few: loop.seconds(few) / few,
            lambda network=network, many=many: our_seconds(examples, network, many) / many,
            f"at least {training_goal[name]}",
        )
        yield compare(
            f"networks: {name}, maps of all units every epoch, PyTorch loop / ours",
            lambda loop=loop, few=few: loop.seconds(few, maps=True) / few,
            lambda network=network: our_seconds(examples, network, 50, 51, 1, maps=True) / 50,
            f"at least {map_goal[name]}",
        )
        yield compare(
            f"networks: {name}, training with losses and parameters at 60 frames / training only",
            lambda network=network: our_seconds(examples, network, 1800, 61, 30),
            lambda network=network: our_seconds(examples, network, 1800),
            "at most 1.1",
        )


def sweep(examples: Examples) -> Iterator[Case]:
    """64 learning rates × 4 seeds × 1000 steps of Adam; of the loop's 256 networks one is timed."""
    settings = [
        (NetworkConfig(network_seed=seed), TrainingConfig(epochs=40, optimizer="Adam", learning_rate=float(rate)))
        for rate in np.geomspace(1e-4, 1e-1, 64)
        for seed in range(4)
    ]
    jobs = [Job(examples, network, (Segment(0, training),)) for network, training in settings]
    *_, last = train_many(jobs)
    runs = last.runs
    for number in (0, 130):
        loop = PlainLoop(examples, *settings[number])
        loop.seconds(40)
        check_weights(f"sweep, network {number}", runs[number].parameters[-1], loop.parameters())

    def ours() -> float:
        begin = process_time()
        list(train_many(jobs))
        return process_time() - begin

    yield compare(
        "networks: 64 learning rates × 4 seeds × 1000 Adam steps, PyTorch loop / ours",
        lambda: PlainLoop(examples, *settings[130]).seconds(40) * 256,
        ours,
        "at least 300",
    )


def cases() -> Iterator[Case]:
    """One row per comparison."""
    warm_up()
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        examples = make_examples(make_dataset(DataConfig()), ("x1", "x2"))
        yield from single_networks(examples)
        yield from sweep(examples)
    finally:
        torch.set_num_threads(threads)
