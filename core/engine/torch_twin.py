"""The same run in PyTorch: the same data, start, order of samples and masks, learned by torch.optim."""

from itertools import pairwise
from typing import Any

import numpy as np
import torch

from core.data.playground import DataConfig, make_dataset
from core.engine.examples import Examples, layer_activations, layer_sizes, make_examples
from core.engine.layers import dropout_masks
from core.engine.losses import make_targets
from core.engine.optimizers import keeps_memory
from core.engine.parameters import initial_parameters, layer_views
from core.engine.schedules import learning_rates
from core.engine.scratch import LossCurves, batches_of, set_by_hand
from core.engine.settings import Branches, NetworkConfig, Segment, TrainingConfig, read_branches

MODULES = {
    "ReLU": torch.nn.ReLU, "LeakyReLU": torch.nn.LeakyReLU, "ELU": torch.nn.ELU, "GELU": torch.nn.GELU,
    "SiLU": torch.nn.SiLU, "Softplus": torch.nn.Softplus, "Tanh": torch.nn.Tanh, "Sigmoid": torch.nn.Sigmoid,
    "Linear": torch.nn.Identity,
}  # fmt: skip
NAMES = {
    "W": "weight", "b": "bias", "gamma": "weight", "beta": "bias", "mean": "running_mean", "variance": "running_var",
}  # fmt: skip


class Sine(torch.nn.Module):
    """sin(z), element by element."""

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        """The sine of every number, elementwise."""
        return torch.sin(z)


class Perceptron(torch.nn.Module):
    """Linear layers, each with batch normalization if wanted, its activation, and dropout by given masks."""

    def __init__(self, sizes: tuple[int, ...], activations: list[str], network: NetworkConfig) -> None:
        super().__init__()
        pairs = list(pairwise(sizes))
        self.linear = torch.nn.ModuleList(torch.nn.Linear(i, o, dtype=torch.float64) for i, o in pairs)
        self.norm = torch.nn.ModuleList(
            torch.nn.BatchNorm1d(width, momentum=network.norm_momentum, dtype=torch.float64)
            if network.batch_norm
            else torch.nn.Identity()
            for width in sizes[1:-1]
        )
        self.act = torch.nn.ModuleList(Sine() if name == "Sine" else MODULES[name]() for name in activations)

    def forward(self, x: torch.Tensor, masks: list[torch.Tensor] | None = None) -> torch.Tensor:
        """Outputs (n, outputs) of inputs (n, d)."""
        for k, (linear, act) in enumerate(zip(self.linear, self.act, strict=True)):
            x = linear(x)
            if k < len(self.norm):
                x = self.norm[k](x)
            x = act(x)
            if masks and k < len(self.norm):
                x = x * masks[k]
        return x


def tensors_of(model: Perceptron, sizes: tuple[int, ...], vector: np.ndarray) -> list[tuple[torch.Tensor, np.ndarray]]:
    """Every tensor of the model beside its part, of the same shape, of the vector (parameters,)."""
    pairs = []
    normed = any(isinstance(norm, torch.nn.BatchNorm1d) for norm in model.norm)
    for k, layer in enumerate(layer_views(vector, sizes, normed)):
        for name, part in layer.items():
            module: Any = model.linear[k] if name in ("W", "b") else model.norm[k]
            pairs.append((getattr(module, NAMES[name]), part))
    return pairs


def load_vector(model: Perceptron, sizes: tuple[int, ...], vector: np.ndarray) -> None:
    """Copy the parameter vector (parameters,) into the model."""
    with torch.no_grad():
        for tensor, part in tensors_of(model, sizes, vector):
            tensor.copy_(torch.from_numpy(part))


def read_vector(model: Perceptron, sizes: tuple[int, ...], size: int) -> np.ndarray:
    """The model's parameters as one vector (size,)."""
    vector = np.zeros(size)
    for tensor, part in tensors_of(model, sizes, vector):
        part[:] = tensor.detach().numpy()
    return vector


def make_optimizer(parameters: Any, s: TrainingConfig) -> torch.optim.Optimizer:
    """The optimizer of torch.optim that the settings name."""
    common: dict[str, Any] = {"lr": s.learning_rate, "weight_decay": s.weight_decay}
    adam: dict[str, Any] = {"betas": (s.beta1, s.beta2), "eps": s.epsilon, "amsgrad": s.amsgrad}
    if s.optimizer == "SGD":
        return torch.optim.SGD(parameters, **common)
    if s.optimizer == "Momentum":
        return torch.optim.SGD(parameters, momentum=s.momentum, dampening=s.dampening, **common)
    if s.optimizer == "Nesterov":
        return torch.optim.SGD(parameters, momentum=s.momentum, nesterov=s.momentum > 0, **common)
    if s.optimizer == "Adagrad":
        return torch.optim.Adagrad(
            parameters, lr_decay=s.rate_decay, initial_accumulator_value=s.initial_accumulator, eps=s.epsilon, **common
        )
    if s.optimizer == "Adadelta":
        return torch.optim.Adadelta(parameters, rho=s.rho, eps=s.epsilon, **common)
    if s.optimizer == "RMSprop":
        return torch.optim.RMSprop(
            parameters, alpha=s.alpha, eps=s.epsilon, momentum=s.rmsprop_momentum, centered=s.centered, **common
        )
    kind = torch.optim.AdamW if s.optimizer == "AdamW" else torch.optim.Adam
    return kind(parameters, **adam, **common)


def mean_loss(outputs: torch.Tensor, targets: torch.Tensor, s: TrainingConfig, classes: int) -> torch.Tensor:
    """The mean over the samples of the loss, summed over the outputs: a scalar of two (n, outputs)."""
    functional = torch.nn.functional
    if s.loss == "CrossEntropy" and classes > 2:
        return functional.cross_entropy(outputs, targets)
    if s.loss == "CrossEntropy":
        values = functional.binary_cross_entropy_with_logits(outputs, targets, reduction="none")
    elif s.loss == "Hinge":
        values = torch.relu(1 - targets * outputs)
    elif s.loss == "Absolute":
        values = functional.l1_loss(outputs, targets, reduction="none")
    elif s.loss == "Huber":
        values = functional.huber_loss(outputs, targets, reduction="none", delta=s.huber_delta)
    else:
        values = functional.mse_loss(outputs, targets, reduction="none") / 2
    return values.sum(1).mean()


def learn_batch_in_torch(
    model: Perceptron, optimizer: torch.optim.Optimizer, s: TrainingConfig, x: torch.Tensor, y: torch.Tensor,
    masks: list[torch.Tensor], classes: int,
) -> None:  # fmt: skip
    """Forwards, backwards, step. x: (n, d); y: (n, outputs); masks: (n, units) of each hidden layer, or none."""
    optimizer.zero_grad()
    loss = mean_loss(model(x, masks), y, s, classes)
    for weight in (parameter for name, parameter in model.linear.named_parameters() if name.endswith("weight")):
        loss = loss + s.l1 * weight.abs().sum() + s.l2 / 2 * (weight**2).sum()
    torch.autograd.backward(loss)
    if s.clipping == "Norm":
        torch.nn.utils.clip_grad_norm_(model.parameters(), s.clip_at)
    elif s.clipping == "Value":
        torch.nn.utils.clip_grad_value_(model.parameters(), s.clip_at)
    optimizer.step()


def learn_in_torch(
    examples: Examples, network: NetworkConfig, segments: list[Segment], start: np.ndarray | None = None,
    until: int | None = None,
) -> LossCurves:  # fmt: skip
    """Train, not beyond epoch `until`; early stopping ends the run where the test loss has not improved for a while.

    start: (parameters,).
    """
    sizes, s = layer_sizes(examples, network), segments[0].training
    vector = initial_parameters(network, sizes) if start is None else start
    model = Perceptron(sizes, layer_activations(network, s.loss, examples.classes), network)
    load_vector(model, sizes, vector)
    optimizer, rng = make_optimizer(model.parameters(), s), np.random.default_rng(s.order_seed)
    inputs = [torch.from_numpy(x) for x in (examples.train_inputs, examples.test_inputs)]
    losses: dict[int, list[float]] = {}
    epoch, clock, best, waited = 0, 0, np.inf, 0
    for number, segment in enumerate(segments):
        if not keeps_memory(s, segment.training):
            optimizer = make_optimizer(model.parameters(), segment.training)
        if s.order_seed != segment.training.order_seed:
            rng = np.random.default_rng(segment.training.order_seed)
        s = segment.training
        fresh = make_optimizer(model.parameters(), s).param_groups[0]
        optimizer.param_groups[0].update({name: fresh[name] for name in fresh if name != "params"})
        vector = read_vector(model, sizes, len(vector))
        set_by_hand(vector, segment)
        load_vector(model, sizes, vector)
        names = layer_activations(network, s.loss, examples.classes)
        model.act[-1] = MODULES[names[-1]]()
        targets = [
            torch.from_numpy(make_targets(labels, examples.classes, s.loss))
            for labels in (examples.train_labels, examples.test_labels)
        ]
        last = number + 1 == len(segments)
        end = max(segment.start_epoch, s.epochs) if last else segments[number + 1].start_epoch
        rates = learning_rates(s, max(end, s.epochs))
        while True:
            with torch.no_grad():
                model.eval()
                now = [float(mean_loss(model(x), y, s, examples.classes)) for x, y in zip(inputs, targets, strict=True)]
                model.train()
            if not np.isfinite(sum(now)):
                return curves_of(losses, vector)
            stopped = False
            if s.early_stopping and epoch > segment.start_epoch:
                best, waited = (now[1], 0) if now[1] < best - s.minimum_improvement else (best, waited + 1)
                stopped = waited >= s.patience
            losses[epoch] = now
            vector = read_vector(model, sizes, len(vector))
            if epoch == until or (stopped and (last or epoch < end)):
                return curves_of(losses, vector)
            waited = 0 if stopped else waited
            if epoch == end:
                break
            for group in optimizer.param_groups:
                group["lr"] = rates[epoch]
            for batch in batches_of(len(examples.train_inputs), s, rng):
                drop = s.dropout > 0 and len(network.hidden) > 0
                masks = dropout_masks(network.hidden, s, clock, len(batch)) if drop else []
                factors = [torch.from_numpy(mask) for mask in masks]
                learn_batch_in_torch(
                    model, optimizer, s, inputs[0][batch], targets[0][batch], factors, examples.classes
                )
                clock += 1
            epoch += 1
    return curves_of(losses, vector)


def curves_of(losses: dict[int, list[float]], vector: np.ndarray) -> LossCurves:
    """The losses by epoch as arrays (epochs + 1,), with the parameters (parameters,)."""
    curves = np.array(list(losses.values())).reshape(-1, 2)
    return LossCurves(curves[:, 0], curves[:, 1], vector)


def train_in_torch(
    data: DataConfig, network: NetworkConfig, training: TrainingConfig, history: Branches, until: int | None = None
) -> LossCurves:
    """Draw the data, train the network, not beyond epoch `until`, and return what the stage shows."""
    examples = make_examples(make_dataset(data), data.inputs)
    return learn_in_torch(examples, network, read_branches(history, training), until=until)
