"""The networks of one learning rate from scratch and in PyTorch: what the compiled engine does, to read."""

from typing import Any

import numpy as np

from core.learning.learning_rate.network import gradients, mean_losses, start_parameters, training_points
from core.learning.learning_rate.settings import OneLayerConfig, RateConfig, SweepConfig

MOMENTUM = 0.9
BETA1 = 0.9
BETA2 = 0.999
EPSILON = 1e-8
DIVERGED = 1e6  # a loss above it


def train_all(network: OneLayerConfig, sweep: SweepConfig, rate: RateConfig) -> dict[str, np.ndarray]:
    """The losses of all seeds after the last step, (seeds,); NaN where one is above 10⁶ or no number."""
    points, eta = training_points(network), rate.learning_rate
    p = start_parameters(network, sweep.seeds)
    m, v = np.zeros_like(p), np.zeros_like(p)
    with np.errstate(all="ignore"):
        for t in range(1, sweep.sweep_steps + 1):
            g = gradients(p, points.x, points.y, network)
            if sweep.optimizer == "SGD":
                p = p - eta * g
            elif sweep.optimizer == "Momentum":
                m = MOMENTUM * m + g
                p = p - eta * m
            else:
                m = BETA1 * m + (1 - BETA1) * g  # first moment, biased
                v = BETA2 * v + (1 - BETA2) * g**2  # second moment, biased
                p = p - eta * (m / (1 - BETA1**t)) / (np.sqrt(v / (1 - BETA2**t)) + EPSILON)
        losses = mean_losses(p, points.x, points.y, network)
    return {"final_losses": np.where(losses <= DIVERGED, losses, np.nan)}


def train_all_in_torch(network: OneLayerConfig, sweep: SweepConfig, rate: RateConfig) -> dict[str, np.ndarray]:
    """The same by torch.optim, one network after the other: (seeds,)."""
    import torch

    points, eta = training_points(network), rate.learning_rate
    x, y = torch.from_numpy(points.x), torch.from_numpy(points.y)[:, None]
    h = network.hidden
    act = {"Tanh": torch.nn.Tanh, "ReLU": torch.nn.ReLU, "Sigmoid": torch.nn.Sigmoid}[network.activation]
    final = []
    for start in torch.from_numpy(start_parameters(network, sweep.seeds)):
        model = torch.nn.Sequential(torch.nn.Linear(2, h), act(), torch.nn.Linear(h, 1)).double()
        torch.nn.utils.vector_to_parameters(start, model.parameters())  # W row by row, b, w, c
        optimizer = torch_optimizer(sweep.optimizer, model.parameters(), eta)

        def loss_now(model: torch.nn.Module = model) -> torch.Tensor:
            if network.loss == "CrossEntropy":
                return torch.nn.functional.binary_cross_entropy_with_logits(model(x), y)
            return torch.nn.functional.mse_loss(model(x), y) / 2

        for _ in range(sweep.sweep_steps):
            optimizer.zero_grad()
            torch.autograd.backward(loss_now())
            optimizer.step()
        final.append(loss_now().item())
    losses = np.array(final)
    return {"final_losses": np.where(losses <= DIVERGED, losses, np.nan)}


def torch_optimizer(name: str, parameters: Any, eta: float) -> Any:
    """The optimizer of torch.optim."""
    import torch

    if name == "Adam":
        return torch.optim.Adam(parameters, lr=eta, betas=(BETA1, BETA2), eps=EPSILON)
    return torch.optim.SGD(parameters, lr=eta, momentum=MOMENTUM if name == "Momentum" else 0.0)
