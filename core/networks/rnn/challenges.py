"""The tasks of the tabs, judged on what is on the screen."""

from core.challenges import Verdict, judge
from core.networks.rnn.memory import MemoryTraining
from core.networks.rnn.settings import MemoryTaskConfig, MemoryTrainingConfig


def adding_of_fifty(training: MemoryTraining, task: MemoryTaskConfig, learning: MemoryTrainingConfig) -> Verdict:
    """An LSTM with 16 units and batches of 32 that adds over 50 steps after 500 steps at most."""
    loss = training.last_loss("LSTM")
    usual = MemoryTrainingConfig()
    return judge(
        (task.task == "adding" and task.length >= 50, "adding", {"length": task.length}),
        (learning.steps <= 500, "steps", {"steps": learning.steps}),
        ((learning.units, learning.batch) == (usual.units, usual.batch), "size", {"units": learning.units}),
        (loss < 0.01, "loss", {"loss": loss}),
    )


def plain_network_remembers(training: MemoryTraining, task: MemoryTaskConfig) -> Verdict:
    """A plain RNN that adds with less than a third of the baseline's loss."""
    loss = training.last_loss("RNN")
    return judge((task.task == "adding", "adding", {}), (loss < 1 / 18, "loss", {"loss": loss}))
