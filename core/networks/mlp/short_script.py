"""The run on the screen as a short PyTorch script: the points, a Sequential, an optimizer and the loop."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from itertools import pairwise

from core.data.playground import CLASS_SETS, LINE_SETS, PLANE_SETS, VALUE_SETS, DataConfig, arms, curve, input_names
from core.engine.examples import layer_activations
from core.engine.settings import Branches, NetworkConfig, TrainingConfig

FEATURES = {
    "x1": "points[:, 0]", "x2": "points[:, 1]", "x1_squared": "points[:, 0] ** 2", "x2_squared": "points[:, 1] ** 2",
    "x1_times_x2": "points[:, 0] * points[:, 1]", "sin_x1": "np.sin(points[:, 0])", "sin_x2": "np.sin(points[:, 1])",
}  # fmt: skip
WEIGHTS = {  # of a layer, drawn from rng
    "Uniform": "rng.uniform(-0.5, 0.5, shape)",
    "XavierUniform": "rng.uniform(-1, 1, shape) * np.sqrt(6 / sum(shape))",
    "XavierNormal": "rng.normal(0, np.sqrt(2 / sum(shape)), shape)",
    "HeUniform": "rng.uniform(-1, 1, shape) * np.sqrt(6 / shape[1])",
    "HeNormal": "rng.normal(0, np.sqrt(2 / shape[1]), shape)",
    "Normal": "rng.normal(0, {sigma}, shape)",
    "Zeros": "np.zeros(shape)",
    "Equal": "np.full(shape, {equal_value})",
}
BIASES = {"Uniform": "0.1", "Equal": "{equal_value}"}
LOSSES = {  # the mean over the samples of outputs a against targets y
    "HalfSquared": "((a - y) ** 2).sum(1).mean() / 2",
    "HalfSquaredLinear": "((a - y) ** 2).sum(1).mean() / 2",
    "BinaryCrossEntropy": "nn.functional.binary_cross_entropy_with_logits(a, y)",
    "CrossEntropy": "nn.functional.cross_entropy(a, y)",
    "Hinge": "torch.relu(1 - y * a).sum(1).mean()",
    "Absolute": "(a - y).abs().sum(1).mean()",
    "Huber": 'nn.functional.huber_loss(a, y, reduction="none", delta={huber_delta}).sum(1).mean()',
}
OPTIMIZERS = {
    "SGD": "SGD(net.parameters(), lr={learning_rate}",
    "Momentum": "SGD(net.parameters(), lr={learning_rate}, momentum={momentum}, dampening={dampening}",
    "Nesterov": "SGD(net.parameters(), lr={learning_rate}, momentum={momentum}, nesterov={nesterov}",
    "Adagrad": "Adagrad(net.parameters(), lr={learning_rate}, lr_decay={rate_decay}, eps={epsilon}, "
    "initial_accumulator_value={initial_accumulator}",
    "Adadelta": "Adadelta(net.parameters(), lr={learning_rate}, rho={rho}, eps={epsilon}",
    "RMSprop": "RMSprop(net.parameters(), lr={learning_rate}, alpha={alpha}, eps={epsilon}, "
    "momentum={rmsprop_momentum}, centered={centered}",
    "Adam": "Adam(net.parameters(), lr={learning_rate}, betas=({beta1}, {beta2}), eps={epsilon}, amsgrad={amsgrad}",
    "AdamW": "AdamW(net.parameters(), lr={learning_rate}, betas=({beta1}, {beta2}), eps={epsilon}, amsgrad={amsgrad}",
}


def has_short_script(network: NetworkConfig, training: TrainingConfig, history: Branches) -> bool:
    """Whether the run needs nothing beyond a plain loop."""
    s = training
    extras = (
        network.batch_norm, network.initialization not in WEIGHTS, s.dropout, s.early_stopping, s.l1, s.l2,
        s.schedule != "Constant", s.clipping != "None", s.shuffle, history.branches,
    )  # fmt: skip
    return not any(extras)


def short_script(data: DataConfig, network: NetworkConfig, training: TrainingConfig) -> str:
    """PyTorch source of a run with `has_short_script`; it prints the losses after the last epoch."""
    classes = _classes(data)
    train = data.points * data.train_percent // 100
    names = input_names(data.inputs, 1 if data.dataset in LINE_SETS else 2)
    outputs = classes if classes > 2 else 1
    sizes = [len(names), *network.hidden, outputs]
    activations = layer_activations(network, training.loss, classes)
    modules = []
    for (inputs, units), activation in zip(pairwise(sizes), activations, strict=True):
        own = {"Linear": "", "Sine": ", Sine()"}.get(activation, f", nn.{activation}()")
        modules.append(f"nn.Linear({inputs}, {units}){own}")
    loss = "BinaryCrossEntropy" if training.loss == "CrossEntropy" and classes == 2 else training.loss
    values = vars(training) | {
        "sigma": network.sigma, "equal_value": network.equal_value, "nesterov": training.momentum > 0,
    }  # fmt: skip
    decay = f", weight_decay={training.weight_decay}" if training.weight_decay or training.optimizer == "AdamW" else ""
    sine = ["class Sine(nn.Module):", "    def forward(self, z):", "        return torch.sin(z)", ""]
    return "\n".join([
        "import numpy as np", "import torch", "from torch import nn", "",
        f"n, noise, rng = {data.points}, {data.noise_percent / 100}, np.random.default_rng({data.data_seed})",
        *_points(data), "order = rng.permutation(n)", "points, labels = points[order], labels[order]",
        f"x = torch.from_numpy(np.stack([{', '.join(FEATURES[name] for name in names)}], axis=1))",
        f"targets = torch.from_numpy({_targets(training.loss, classes)})",
        f"train, test = slice(0, {train}), slice({train}, n)", "",
        *(sine if "Sine" in activations else []),
        f"net = nn.Sequential({', '.join(modules)}).double()",
        f"rng = np.random.default_rng({network.network_seed})",
        "with torch.no_grad():", "    for layer in (part for part in net if isinstance(part, nn.Linear)):",
        "        shape = tuple(layer.weight.shape)",
        f"        layer.weight[:] = torch.from_numpy({WEIGHTS[network.initialization].format(**values)})",
        f"        layer.bias[:] = {BIASES.get(network.initialization, '0').format(**values)}", "",
        "def loss_of(part):", "    a, y = net(x[part]), targets[part]",
        f"    return {LOSSES[loss].format(**values)}", "",
        f"optimizer = torch.optim.{OPTIMIZERS[training.optimizer].format(**values)}{decay})",
        f"for epoch in range({training.epochs}):",
        f"    for batch in torch.arange({train}).split({training.batch_size}):",
        "        optimizer.zero_grad()", "        loss_of(batch).backward()", "        optimizer.step()", "",
        'print("train_loss =", loss_of(train).item())', 'print("test_loss =", loss_of(test).item())', "",
    ])  # fmt: skip


def _classes(data: DataConfig) -> int:
    """2, more, or 0 where values are predicted, as `make_dataset` has it."""
    if data.dataset in CLASS_SETS:
        return data.classes
    return 0 if data.dataset in VALUE_SETS else 3 if data.dataset == "rings" else 2


def _targets(loss: str, classes: int) -> str:
    if classes == 0:
        return "labels[:, None]"
    chosen = "labels[:, None] > 0" if classes == 2 else f"labels[:, None] == np.arange({classes})"
    return f"({chosen}) * 1.0" if loss == "CrossEntropy" else f"np.where({chosen}, 1.0, -1.0)"


def _points(data: DataConfig) -> list[str]:
    """The lines that draw `points` and `labels` with n, noise and rng: those of the data set's own function."""
    name = data.dataset
    if name in LINE_SETS:
        spread = "(noise + 0.2)" if name == "line" else "noise"
        return [
            "points = rng.uniform(-6, 6, (n, 1))", "x = points[:, 0]",
            f"labels = {_curve(name)} + {spread} * rng.normal(0, 1, n)",
        ]  # fmt: skip
    if name == "spiral":
        return ["classes = 2", *_body(arms), "labels = np.where(labels == 0, 1.0, -1.0)"]
    if name not in CLASS_SETS:
        return _body(PLANE_SETS[name])
    two = ["labels = np.where(labels == 0, 1.0, -1.0)"] if data.classes == 2 else []
    return [f"classes = {data.classes}", *_body(CLASS_SETS[name]), *two]


def _body(function: Callable[..., object]) -> list[str]:
    """A function's lines without its head; what it returns is bound to `points, labels`."""
    _, _, *lines = textwrap.dedent(inspect.getsource(function)).splitlines()  # without def and docstring
    bound = [line.removeprefix("    ").replace("return ", "points, labels = ", 1) for line in lines]
    return [line.replace("points, labels = points, ", "labels = ") for line in bound]


def _curve(name: str) -> str:
    """The expression that `curve` returns for a name; the last one where it asks for none."""
    returned = {}
    for node in ast.walk(ast.parse(inspect.getsource(curve))):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Compare) and isinstance(node.body[0], ast.Return):
            returned[ast.literal_eval(node.test.comparators[0])] = node.body[0]
        elif isinstance(node, ast.FunctionDef) and isinstance(node.body[-1], ast.Return):
            returned[""] = node.body[-1]
    value = returned.get(name, returned[""]).value
    assert value is not None
    return ast.unparse(value)
