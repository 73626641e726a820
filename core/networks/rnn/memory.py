"""RNN, LSTM and GRU learn to remember, side by side: a generator of snapshots that goes on from any of them.

Shapes: p points of the loss, q looks at the weights, T steps of time, h units.
"""

# mypy: disable-error-code="no-untyped-call"

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from core.code_export import Made
from core.jobs.registry import register
from core.networks.rnn.adam import WeightArrays, go_on, moments_of, part_of, weights_of
from core.networks.rnn.cells import MEMORY, CellStates, CellWeights, run_cell
from core.networks.rnn.settings import MemoryTaskConfig, MemoryTrainingConfig, RibbonConfig
from core.networks.rnn.tasks import INPUTS, OUTPUTS, MemoryBatch, answer_count, baseline, make_batch

KINDS = ("RNN", "LSTM", "GRU")
MODULES = {"RNN": nn.RNN, "LSTM": nn.LSTM, "GRU": nn.GRU}
LOOKS = 36  # at the weights, besides the first and the last
POINT_WORK = 8 * 25 * 32 * 16  # steps · length · batch · units between two points of the loss
MOST_POINT_STEPS = 5
LAST = 40  # steps whose mean loss is the result
PROBES = 128  # sequences that say which cells remember


@dataclass(frozen=True)
class MemoryTraining:
    """Losses (3, p) of RNN, LSTM and GRU at steps (p,), each the mean since the point before.

    looks: weights by "<kind>.<name>", each (q, …), at look_steps (q,). weights and moments are what training goes on
    from, in the shapes of the parameters.
    """

    steps: np.ndarray
    losses: np.ndarray
    look_steps: np.ndarray
    looks: WeightArrays
    weights: WeightArrays
    moments: WeightArrays
    share: float
    made: Made | None = None

    def last_loss(self, kind: str) -> float:
        """The mean loss over the last 40 steps: of sequences that were new, so not of what was learned by heart."""
        recent = self.steps > self.steps[-1] - LAST
        sizes = np.diff(self.steps, prepend=0)[recent]
        return float((self.losses[KINDS.index(kind), recent] * sizes).sum() / sizes.sum())


class MemoryNet(nn.Module):
    """A recurrent layer and a linear one that reads its output at the last steps."""

    def __init__(self, kind: str, inputs: int, units: int, outputs: int) -> None:
        super().__init__()
        self.cell = MODULES[kind](inputs, units, batch_first=True)
        self.head = nn.Linear(units, outputs)

    def forward(self, x: Tensor, answers: int) -> Tensor:
        """Answers (B, K, outputs) to sequences (B, T, d)."""
        h, _ = self.cell(x)
        return self.head(h[:, -answers:])  # type: ignore[no-any-return]


def seeded_net(kind: str, task: MemoryTaskConfig, learning: MemoryTrainingConfig) -> MemoryNet:
    """A fresh network as torch draws it; `forget_bias` is added to the bias of an LSTM's forget gate."""
    devices: list[int] = []
    with torch.random.fork_rng(devices):
        torch.manual_seed(learning.seed)
        net = MemoryNet(kind, INPUTS[task.task], learning.units, OUTPUTS[task.task])
    if kind == "LSTM":  # torch's order of the gates is i, f, g, o
        with torch.no_grad():
            net.cell.bias_ih_l0[learning.units : 2 * learning.units] += learning.forget_bias
    return net


def answer_loss(task: str, given: Tensor, answers: Tensor) -> Tensor:
    """Mean squared error of adding, else cross-entropy; given (B, K, outputs), answers (B, K)."""
    if task == "adding":
        return nn.functional.mse_loss(given[..., 0], answers.float())
    return nn.functional.cross_entropy(given.flatten(0, 1), answers.flatten())


def step_batch(task: MemoryTaskConfig, learning: MemoryTrainingConfig, step: int) -> MemoryBatch:
    """The sequences of one step, new ones at each; all three networks read the same."""
    return make_batch(task, learning.batch, np.random.default_rng((learning.seed, step)))


def train_memory(
    task: MemoryTaskConfig, learning: MemoryTrainingConfig, start: MemoryTraining | None = None
) -> Iterator[MemoryTraining]:
    """Train the three networks by Adam, a snapshot every few steps; goes on from `start`."""
    torch.set_num_threads(1)  # sums in the same order on every machine
    run = _MemoryRun(task, learning, start)
    work = task.length * learning.batch * learning.units
    stride = min(max(POINT_WORK // work, 1), MOST_POINT_STEPS)
    look_stride = -(-learning.steps // LOOKS)
    if start is None:
        run.look(0)
    while run.step < learning.steps:
        count = min(stride, learning.steps - run.step)
        losses = np.mean([run.update() for _ in range(count)], axis=0)
        run.points.append((run.step, losses))
        if run.step // look_stride > run.look_steps[-1] // look_stride or run.step == learning.steps:
            run.look(run.step)
        yield run.snapshot()


class _MemoryRun:
    """Three networks with their optimizers, and what is noted of them."""

    def __init__(self, task: MemoryTaskConfig, learning: MemoryTrainingConfig, start: MemoryTraining | None) -> None:
        self.task, self.learning = task, learning
        self.nets = {kind: seeded_net(kind, task, learning) for kind in KINDS}
        self.optimizers = {
            k: torch.optim.Adam(net.parameters(), learning.learning_rate) for k, net in self.nets.items()
        }
        self.step = 0
        self.points: list[tuple[int, np.ndarray]] = []
        self.look_steps: list[int] = []
        self.looks: dict[str, list[np.ndarray]] = {}
        if start is not None:
            self._go_on(start)

    def _go_on(self, start: MemoryTraining) -> None:
        self.step = int(start.steps[-1])
        self.points = list(zip(start.steps.tolist(), start.losses.T, strict=True))
        self.look_steps = start.look_steps.tolist()
        self.looks = {name: list(values) for name, values in start.looks.items()}
        for kind, net in self.nets.items():
            go_on(net, self.optimizers[kind], part_of(start.weights, kind), part_of(start.moments, kind), self.step)

    def update(self) -> list[float]:
        """One step of the three optimizers on the same sequences, and their losses before it."""
        batch = step_batch(self.task, self.learning, self.step)
        x, y = torch.from_numpy(batch.inputs).float(), torch.from_numpy(batch.answers)
        losses = []
        for kind, net in self.nets.items():
            loss = answer_loss(self.task.task, net(x, y.shape[1]), y)
            self.optimizers[kind].zero_grad()
            loss.backward()
            if self.learning.clip > 0:
                nn.utils.clip_grad_norm_(net.parameters(), self.learning.clip)
            self.optimizers[kind].step()
            losses.append(float(loss.detach()))
        self.step += 1
        return losses

    def look(self, step: int) -> None:
        """Note the weights."""
        self.look_steps.append(step)
        for name, value in self._weights().items():
            self.looks.setdefault(name, []).append(value)

    def _weights(self) -> WeightArrays:
        return {f"{kind}.{name}": weight for kind, net in self.nets.items() for name, weight in weights_of(net).items()}

    def snapshot(self) -> MemoryTraining:
        """All of it, as it is now."""
        moments = {
            f"{kind}.{name}": moment
            for kind, net in self.nets.items() for name, moment in moments_of(net, self.optimizers[kind]).items()
        }  # fmt: skip
        return MemoryTraining(
            steps=np.array([step for step, _ in self.points]),
            losses=np.array([losses for _, losses in self.points]).T,
            look_steps=np.array(self.look_steps),
            looks={name: np.stack(values) for name, values in self.looks.items()},
            weights=self._weights(),
            moments=moments,
            share=self.step / self.learning.steps,
        )


register(
    train_memory,
    share=lambda state: state.share,
    points=lambda state: (int(state.steps[-1]), dict(zip(KINDS, map(float, state.losses[:, -1]), strict=True))),
)


def fresh_looks(task: MemoryTaskConfig, learning: MemoryTrainingConfig) -> MemoryTraining:
    """The three networks before they learn: one look, and no losses."""
    run = _MemoryRun(task, learning, None)
    run.look(0)
    looks = {name: np.stack(values) for name, values in run.looks.items()}
    return MemoryTraining(
        steps=np.zeros(0, int), losses=np.zeros((3, 0)), look_steps=np.array([0]), looks=looks, weights={}, moments={},
        share=0.0,
    )  # fmt: skip


@dataclass(frozen=True)
class Ribbons:
    """What one cell kind does with one sequence at every look.

    memory: the state that time passes on, (T, q, h), and keep, its derivative with respect to itself one step before,
    the rest held fixed, (T, q, h). given: the answers (q, K). cells: the units by how well they know the answer (h,).
    """

    memory: np.ndarray
    keep: np.ndarray
    given: np.ndarray
    cells: np.ndarray


def cell_weights(training: MemoryTraining, kind: str) -> CellWeights:
    """The weights of a kind at all looks, each with the axis (q,) in front."""
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    return CellWeights(*(training.looks[f"{kind}.cell.{name}_l0"].astype(np.float64) for name in names))


def ribbon_batch(task: MemoryTaskConfig, ribbon: RibbonConfig) -> MemoryBatch:
    """The one sequence on which the ribbons are drawn: inputs (1, T, d)."""
    return make_batch(task, 1, np.random.default_rng((ribbon.sequence, 10**6)))


def ribbons(training: MemoryTraining, task: MemoryTaskConfig, ribbon: RibbonConfig) -> dict[str, Ribbons]:
    """The states of the three networks on one sequence at every look."""
    inputs = ribbon_batch(task, ribbon).inputs[0]
    return {kind: _ribbons_of(training, task, kind, inputs) for kind in KINDS}


def _ribbons_of(training: MemoryTraining, task: MemoryTaskConfig, kind: str, inputs: np.ndarray) -> Ribbons:
    weights = cell_weights(training, kind)
    states: CellStates = run_cell(kind, weights, inputs)
    w, b = (training.looks[f"{kind}.head.{name}"].astype(np.float64) for name in ("weight", "bias"))
    outputs = np.einsum("kqh,qoh->qko", states["h"][-answer_count(task.task) :], w) + b[:, None]
    given = outputs[..., 0] if task.task == "adding" else outputs.argmax(axis=2).astype(float)
    last = CellWeights(*(one[-1] for one in (weights.w_ih, weights.w_hh, weights.b_ih, weights.b_hh)))
    return Ribbons(
        states[MEMORY[kind]], states["keep"], given, np.argsort(-known_share(kind, last, task), kind="stable")
    )


def known_share(kind: str, weights: CellWeights, task: MemoryTaskConfig) -> np.ndarray:
    """R² of each cell before the answer, explained by the first answer, over 128 sequences: from 0 to 1, (h,)."""
    batch = make_batch(task, PROBES, np.random.default_rng(10**7))
    moment = task.length - answer_count(task.task) - 1
    state = run_cell(kind, weights, batch.inputs.transpose(1, 0, 2)[: moment + 1])[MEMORY[kind]][-1]
    state = state - state.mean(axis=0)
    if task.task == "adding":
        first = batch.inputs[np.arange(PROBES), batch.sparks[:, 0], 0]
        codes = (first - first.mean())[:, None]
    else:
        codes = np.eye(OUTPUTS[task.task])[batch.answers[:, 0]]
    fit = codes @ np.linalg.lstsq(codes, state, rcond=None)[0]
    return np.asarray((fit**2).sum(axis=0) / np.maximum((state**2).sum(axis=0), 1e-30))


def memory_numbers(training: MemoryTraining) -> dict[str, float]:
    """The loss of each network over the last 40 steps."""
    return {kind: training.last_loss(kind) for kind in KINDS}


def beaten(training: MemoryTraining, task: MemoryTaskConfig) -> dict[str, float]:
    """The loss of each network as a share of the baseline's."""
    return {kind: training.last_loss(kind) / baseline(task.task) for kind in KINDS}
