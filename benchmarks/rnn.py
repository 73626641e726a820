"""What the topic rnn draws anew while somebody drags, and a training of its three networks, in processor seconds."""

from collections.abc import Iterator

from benchmarks.timing import Case, said, seconds
from core.networks.rnn.gates import gate_states
from core.networks.rnn.gates_figure import gates_figure
from core.networks.rnn.gradient import gradient_flow
from core.networks.rnn.gradient_figure import eigenvalue_figure, flow_figure
from core.networks.rnn.memory import MemoryTraining, ribbon_batch, ribbons, train_memory
from core.networks.rnn.memory_figure import ribbon_film
from core.networks.rnn.settings import (
    GatesConfig,
    GradientConfig,
    MemoryTaskConfig,
    MemoryTrainingConfig,
    RibbonConfig,
)

STEPS = 100


def cases() -> Iterator[Case]:
    """The table of the gates, the gradients, and the training of three networks with their ribbons."""
    task, learning = MemoryTaskConfig(), MemoryTrainingConfig(steps=STEPS)
    found: list[MemoryTraining] = []

    def draw_gates() -> None:
        config = GatesConfig()
        gates_figure(gate_states(config), config, (0, 0), said).to_json()

    def draw_gradient() -> None:
        config = GradientConfig()
        flow = gradient_flow(config)
        flow_figure(flow, config, said).to_json()
        eigenvalue_figure(flow, said).to_json()

    def train() -> None:
        found.append(list(train_memory(task, learning))[-1])

    def draw_ribbons() -> None:
        ribbon = RibbonConfig()
        ribbon_film(found[-1], ribbons(found[-1], task, ribbon), ribbon_batch(task, ribbon), task, said)

    yield seconds("rnn: table of the gates, in s", draw_gates, "at most 0.004")
    yield seconds("rnn: gradients of three cells over 50 steps, in s", draw_gradient, "at most 0.03")
    yield seconds(f"rnn: {STEPS} steps of three networks, in s", train, "at most 2.5")
    yield seconds("rnn: ribbons at all looks, in s", draw_ribbons, "at most 0.06")
