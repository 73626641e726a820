"""The tasks of the tabs, judged on what is on the screen.

Shapes: states of the gates are (T, 3) each.
"""

import math

from core.challenges import Verdict, judge
from core.networks.rnn.cells import CellStates
from core.networks.rnn.gradient import GradientFlow
from core.networks.rnn.memory import MemoryTraining
from core.networks.rnn.settings import (
    ForecastConfig,
    GatesConfig,
    GradientConfig,
    MemoryTaskConfig,
    MemoryTrainingConfig,
    SeriesConfig,
    TextConfig,
)
from core.networks.rnn.text import TextNet


def adding_of_fifty(training: MemoryTraining | None, task: MemoryTaskConfig, learning: MemoryTrainingConfig) -> Verdict:
    """An LSTM with 16 units and batches of 32 that adds over 50 steps after 500 steps at most."""
    loss = math.inf if training is None else training.last_loss("LSTM")
    usual = MemoryTrainingConfig()
    return judge(
        (task.task == "adding" and task.length >= 50, "adding", {"length": task.length}),
        (learning.steps <= 500, "steps", {"steps": learning.steps}),
        ((learning.units, learning.batch) == (usual.units, usual.batch), "size", {"units": learning.units}),
        (training is not None, "untrained", {}),
        (loss < 0.01, "loss", {"loss": loss}),
    )


def plain_network_remembers(training: MemoryTraining | None, task: MemoryTaskConfig) -> Verdict:
    """A plain RNN that adds with less than a third of the baseline's loss."""
    loss = math.inf if training is None else training.last_loss("RNN")
    return judge(
        (task.task == "adding", "adding", {}),
        (training is not None, "untrained", {}),
        (loss < 1 / 18, "loss", {"loss": loss}),
    )


def long_reach(flow: GradientFlow) -> Verdict:
    """An LSTM through which a tenth of the gradient reaches 50 steps back, but no more than all of it."""
    value = float(flow.lstm[-1])
    return judge((value >= 0.1, "little", {"value": value}), (value <= 1, "much", {"value": value}))


def exploded_and_clipped(flow: GradientFlow, config: GradientConfig) -> Verdict:
    """A plain RNN whose gradient is a thousand times longer 50 steps back, clipped to at most 1."""
    value = float(flow.rnn[-1])
    length = flow.weight_norm * flow.clip_factor
    return judge(
        (config.unit == "tanh", "unit", {}),
        (value > 1000, "explodes", {"value": value}),
        (config.max_norm > 0 and length <= 1, "length", {"length": length}),
    )


def held_by_the_latch(states: CellStates, config: GatesConfig) -> Verdict:
    """The latch of the LSTM made by hand ends above 0.93, while the last five numbers are at most 0.5."""
    late = config.values[-5:]
    value = float(states["c"][-1, 1]) if config.cell == "LSTM" else 0.0
    return judge(
        (config.cell == "LSTM" and config.wiring == "made", "cell", {}),
        (len(config.values) > 5 and max(late) <= 0.5, "late", {"highest": max(late)}),
        (value > 0.93, "value", {"value": value}),
    )


def sum_of_nothing(states: CellStates, config: GatesConfig) -> Verdict:
    """The sum of the LSTM made by hand ends at 0 to a fiftieth, having been above 0.5 on its way."""
    here = config.cell == "LSTM" and config.wiring == "made"
    path = states["c"][:, 0] if here else states["h"][:, 0]
    return judge(
        (here, "cell", {}),
        (float(abs(path).max()) > 0.5, "reach", {"highest": float(abs(path).max())}),
        (abs(float(path[-1])) < 0.02, "end", {"value": float(path[-1])}),
    )


def better_than_classics(error: float | None, which: SeriesConfig, config: ForecastConfig) -> Verdict:
    """A network that forecasts the sunspots one step ahead with an RMSE below 17; None where there is none yet."""
    return judge(
        (which.series == "sunspots" and config.mode == "one_step", "series", {}),
        (error is not None, "untrained", {}),
        (error is not None and error < 17, "error", {"error": error}),
    )


def twelve_months_back(error: float, which: SeriesConfig, config: ForecastConfig) -> Verdict:
    """An autoregression that forecasts the passengers of the next month with an RMSE below 18."""
    return judge(
        (which.series == "airline_passengers" and config.mode == "one_step", "series", {}),
        (error < 18, "error", {"error": error, "order": config.order}),
    )


def better_than_pairs(net: TextNet, config: TextConfig) -> Verdict:
    """A network that reads the documentation better than the frequencies of pairs by half a nat."""
    held_out, pairs = net.last(net.held_out), float(net.baselines[2])
    return judge(
        (config.corpus == "docs", "corpus", {}),
        (len(net.steps) > 0, "untrained", {}),
        (held_out < pairs - 0.5, "loss", {"held_out": held_out, "wanted": pairs - 0.5}),
    )


def learned_by_heart(net: TextNet) -> Verdict:
    """A network whose loss is below 0.5 on what it has learned from, and worse than guessing on the rest."""
    loss, held_out, uniform = net.last(net.losses), net.last(net.held_out), float(net.baselines[0])
    return judge(
        (len(net.steps) > 0, "untrained", {}),
        (loss < 0.5, "train", {"loss": loss}),
        (held_out > uniform, "held_out", {"held_out": held_out}),
    )
