"""The schedules of torch.optim.lr_scheduler, called as in a training loop."""

from typing import Any

import numpy as np

from core.learning.learning_rate.network import gradients, mean_losses, start_parameters, training_points
from core.learning.learning_rate.schedule import (
    BATCH,
    FIRST_SHARE,
    SEEDS,
    STEPS_AN_EPOCH,
    batch_orders,
)
from core.learning.learning_rate.settings import OneLayerConfig, ScheduleConfig


def train_with_torch_scheduler(network: OneLayerConfig, config: ScheduleConfig) -> dict[str, np.ndarray]:
    """Seed after seed: rates used (steps, seeds), those read after a call (calls, seeds), final losses (seeds,).

    The gradients are those of the file above; optimizer and scheduler are PyTorch's.
    """
    starts, orders = start_parameters(network, SEEDS), batch_orders(config.epochs)
    with np.errstate(all="ignore"):  # a run may diverge
        runs = [train_one(network, config, starts[seed], orders[:, seed]) for seed in range(SEEDS)]
    used, read, final = (np.array(column).T for column in zip(*runs, strict=True))
    return {"used": used, "read": read, "final_losses": final}


def train_one(
    network: OneLayerConfig, config: ScheduleConfig, start: np.ndarray, orders: np.ndarray
) -> tuple[list[float], list[float], float]:
    """Rates used and read, and the final loss; start (P,), orders (epochs, n): of the points in each epoch."""
    import torch

    points = training_points(network)
    p = torch.from_numpy(start[None].copy()).requires_grad_()
    optimizer = torch.optim.SGD([p], lr=config.base_rate)
    scheduler = torch_scheduler(config, optimizer)
    used: list[float] = []
    read: list[float] = []

    def loss() -> float:
        return float(mean_losses(p.detach().numpy(), points.x, points.y, network)[0])

    for order in orders:
        for step in range(STEPS_AN_EPOCH):
            used.append(optimizer.param_groups[0]["lr"])
            batch = order[None, step * BATCH : (step + 1) * BATCH]
            p.grad = torch.from_numpy(gradients(p.detach().numpy(), points.x[batch], points.y[batch], network))
            optimizer.step()
            if config.called == "epoch" and step < STEPS_AN_EPOCH - 1:
                continue
            try:
                scheduler.step(*[loss()] * (config.schedule == "Plateau"))
            except ValueError:  # OneCycleLR beyond total_steps
                return used, read, loss()
            read.append(optimizer.param_groups[0]["lr"])
    return used, read, loss()


def torch_scheduler(config: ScheduleConfig, optimizer: Any) -> Any:
    """The scheduler of torch.optim.lr_scheduler."""
    from torch.optim import lr_scheduler

    T = config.horizon
    match config.schedule:
        case "Step":
            return lr_scheduler.StepLR(optimizer, config.step_size, config.factor)
        case "Exponential":
            return lr_scheduler.ExponentialLR(optimizer, config.decay)
        case "Cosine":
            return lr_scheduler.CosineAnnealingLR(optimizer, T)
        case "WarmupCosine":
            rise = lr_scheduler.LinearLR(optimizer, FIRST_SHARE, total_iters=config.warmup)
            fall = lr_scheduler.CosineAnnealingLR(optimizer, T)
            return lr_scheduler.SequentialLR(optimizer, [rise, fall], milestones=[config.warmup])
        case "OneCycle":
            return lr_scheduler.OneCycleLR(optimizer, config.base_rate, total_steps=T, cycle_momentum=False)
        case "Plateau":
            return lr_scheduler.ReduceLROnPlateau(optimizer, factor=config.factor, patience=config.patience)
    return lr_scheduler.ConstantLR(optimizer, factor=1.0)
