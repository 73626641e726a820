"""What the topic frameworks draws anew while somebody drags, and what an exported network takes beside a plain call."""

from collections.abc import Callable, Iterator
from statistics import median
from time import process_time

import numpy as np
import torch

from benchmarks.timing import Case, said, seconds
from core.computing.frameworks.export import READERS, WRITERS
from core.computing.frameworks.loop import node_counts, record
from core.computing.frameworks.loop_figure import counts_figure, tape_figure
from core.computing.frameworks.models import digit_inputs
from core.computing.frameworks.pytorch import torch_network
from core.computing.frameworks.rosetta import rosetta
from core.computing.frameworks.rosetta_figure import rosetta_figure
from core.computing.frameworks.settings import DigitConfig, ExportConfig, LoopConfig, PortConfig, PortedNetworkConfig

ROUNDS = 7
CALLS = 100


def cases() -> Iterator[Case]:
    """The four columns and their sheet, the tape, and a digit through two exported files by the plain network."""
    torch.set_num_threads(1)
    choice = PortedNetworkConfig(), DigitConfig(), PortConfig()
    found, tape, counts = rosetta(*choice), record(LoopConfig()), node_counts()

    def draw_tape() -> None:
        tape_figure(tape, said).to_json()
        counts_figure(tape, counts, 12, said).to_json()

    yield seconds("frameworks: four columns of LeNet, in s", lambda: rosetta(*choice), "at most 0.03")
    yield seconds("frameworks: their sheet, in s", lambda: rosetta_figure(found, 1, said).to_json(), "at most 0.03")
    yield seconds("frameworks: a tape of 153 nodes, in s", draw_tape, "at most 0.02")
    yield from _exported()


def _exported() -> Iterator[Case]:
    """A digit through the `.pt2` file in PyTorch and the ONNX file in ONNX Runtime."""
    x = digit_inputs([0])
    net = torch_network("LeNet")

    def plain() -> None:
        with torch.no_grad():
            net(torch.from_numpy(x))

    for name, target in (("pt2", "at most 2.5"), ("onnx", "at most 0.5")):
        program = READERS[name](WRITERS[name](torch_network("LeNet"), ExportConfig()), "LeNet")
        ratios = [_calls(lambda program=program: program(x)) / _calls(plain) for _ in range(ROUNDS)]  # type: ignore[misc]
        yield f"frameworks: a digit through {name}, by the network in PyTorch", *_spread(ratios), target


def _calls(action: Callable[[], object]) -> float:
    """Processor seconds of so many calls."""
    begun = process_time()
    for _ in range(CALLS):
        action()
    return process_time() - begun


def _spread(values: list[float]) -> tuple[float, float, float]:
    """Median, least and most."""
    return median(values), float(np.min(values)), float(np.max(values))
