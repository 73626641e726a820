"""The largest eigenvalue of a network's Hessian along full-batch descent, against 2/η."""

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from core.learning.learning_rate.network import (
    gradients,
    hessian,
    mean_losses,
    start_parameters,
    training_points,
)
from core.learning.learning_rate.settings import OneLayerConfig, SharpnessConfig

MEASUREMENTS = 80
DIVERGED = 1e6  # a loss above it
EDGE = (1.8, 2.2)  # η·λmax, on average over the last quarter
Stage = Literal["below", "edge", "above", "diverged"]


@dataclass(frozen=True)
class SharpnessPath:
    """Loss after every step up to the last or the one that diverged, and the sharpness at 80 of them."""

    losses: np.ndarray  # (steps + 1,)
    steps: np.ndarray  # (measurements,)
    sharpness: np.ndarray  # (measurements,)
    eigenvalues: np.ndarray  # (P,): of the Hessian at the last measurement, ascending
    last_loss: float
    last_sharpness: float
    limit: float  # 2 / η
    diverged: int | None  # the step
    asked: int  # steps that were asked for

    @property
    def late_product(self) -> float:
        """η·λmax, on average over the last quarter of the measurements."""
        return float(2 * self.sharpness[-max(len(self.sharpness) // 4, 1) :].mean() / self.limit)

    @property
    def stage(self) -> Stage:
        """Where descent has come to."""
        if self.diverged is not None:
            return "diverged"
        low, high = EDGE
        return "below" if self.late_product < low else "edge" if self.late_product <= high else "above"

    @property
    def rises(self) -> int:
        """In how many steps the loss rose."""
        return int((np.diff(self.losses) > 0).sum())


def measured_network(network: OneLayerConfig, config: SharpnessConfig) -> OneLayerConfig:
    """The network with the loss of this measurement."""
    return replace(network, loss=config.measured_loss)


def measured_steps(config: SharpnessConfig) -> set[int]:
    """The steps at which the sharpness is measured: the first, the last, and others between them."""
    return set(np.linspace(0, config.descent_steps, MEASUREMENTS).astype(int).tolist())


def sharpness_path(network: OneLayerConfig, config: SharpnessConfig) -> SharpnessPath:
    """Descend on all points, and measure the sharpness on the way."""
    network = measured_network(network, config)
    points, p = training_points(network), start_parameters(network, 1, config.start_seed)
    wanted = measured_steps(config)
    losses, steps, curvatures, diverged = [], [], [], None
    with np.errstate(all="ignore"):
        for step in range(config.descent_steps + 1):
            loss = float(mean_losses(p, points.x, points.y, network)[0])
            if not loss <= DIVERGED:
                diverged = step
                break
            losses.append(loss)
            if step in wanted:
                steps.append(step)
                curvatures.append(np.linalg.eigvalsh(hessian(p, points.x, points.y, network)))
            p = p - config.descent_rate * gradients(p, points.x, points.y, network)
    return SharpnessPath(
        losses=np.array(losses),
        steps=np.array(steps),
        sharpness=np.array([values[-1] for values in curvatures]),
        eigenvalues=curvatures[-1],
        last_loss=losses[-1],
        last_sharpness=float(curvatures[-1][-1]),
        limit=2 / config.descent_rate,
        diverged=diverged,
        asked=config.descent_steps,
    )


def sharpness_in_torch(network: OneLayerConfig, config: SharpnessConfig) -> dict[str, float]:
    """The same descent by torch.optim.SGD, and the sharpness at its end by torch.autograd.functional.hessian.

    Where the loss diverges, that is the last measurement before it.
    """
    import torch

    network = measured_network(network, config)
    points, h = training_points(network), network.hidden
    act = {"Tanh": torch.tanh, "ReLU": torch.relu, "Sigmoid": torch.sigmoid}[network.activation]
    x, y = torch.from_numpy(points.x), torch.from_numpy(points.y)
    p = torch.from_numpy(start_parameters(network, 1, config.start_seed)[0]).requires_grad_()
    measured, last_loss = p.detach().clone(), torch.nan

    def loss_of(q: torch.Tensor) -> torch.Tensor:
        hidden = act(x @ q[: 2 * h].reshape(h, 2).T + q[2 * h : 3 * h])
        out = hidden @ q[3 * h : 4 * h] + q[4 * h]
        if network.loss == "CrossEntropy":
            return torch.nn.functional.binary_cross_entropy_with_logits(out, y)
        return torch.nn.functional.mse_loss(out, y) / 2

    wanted = measured_steps(config)
    optimizer = torch.optim.SGD([p], lr=config.descent_rate)
    for step in range(config.descent_steps + 1):
        loss = loss_of(p)
        if not loss.item() <= DIVERGED:
            break
        last_loss, measured = loss.item(), p.detach().clone() if step in wanted else measured
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
    second_derivatives: Any = torch.autograd.functional.hessian
    curvature = second_derivatives(loss_of, measured)
    return {"last_loss": last_loss, "last_sharpness": torch.linalg.eigvalsh(curvature)[-1].item()}
