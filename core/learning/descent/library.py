"""The same walks by torch.optim, in float64, and Newton's step by NumPy's solver."""

from typing import Any

import numpy as np
import torch

from core.learning.descent.settings import CourseConfig, RuleConfig, StartConfig, TerrainConfig
from core.learning.descent.terrain import Terrain
from core.learning.descent.walk import FARTHEST, noise_of


def torch_optimizer(method: str, place: torch.Tensor, rate: float, rule: RuleConfig) -> torch.optim.Optimizer:
    """The optimizer of a name, for one tensor of two numbers, (2,)."""
    match method:
        case "Momentum" | "Nesterov":
            nesterov = method == "Nesterov" and rule.momentum > 0
            return torch.optim.SGD([place], lr=rate, momentum=rule.momentum, nesterov=nesterov)
        case "Adagrad":
            return torch.optim.Adagrad([place], lr=rate)
        case "Adadelta":
            return torch.optim.Adadelta([place], lr=rate)
        case "RMSprop":
            return torch.optim.RMSprop([place], lr=rate)
        case "Adam":
            return torch.optim.Adam([place], lr=rate, betas=(0.9, rule.beta2))
        case "AdamW":
            return torch.optim.AdamW([place], lr=rate, betas=(0.9, rule.beta2), weight_decay=rule.weight_decay)
    return torch.optim.SGD([place], lr=rate)


def torch_path(
    terrain: Terrain, method: str, start: StartConfig, rate: float, rule: RuleConfig, noise: np.ndarray
) -> np.ndarray:
    """Every place of a walk, (steps + 1, 2), NaN once it is lost; the optimizer is given the gradient at each."""
    place = torch.tensor([start.x0, start.y0], dtype=torch.float64, requires_grad=True)
    optimizer = torch_optimizer(method, place, rate, rule)
    found = [place.detach().numpy().copy()]
    for shake in noise:
        x, y = found[-1]
        gradient = np.array([float(terrain[1](x, y)), float(terrain[2](x, y))])
        if method == "Newton":
            a, b, c = (float(partial(x, y)) for partial in terrain[3:])
            hessian = np.array([[a, b], [b, c]])
            step = np.linalg.solve(hessian, gradient) if a * c != b * b else np.full(2, np.nan)  # singular: lost
            with torch.no_grad():
                place -= torch.from_numpy(step)
        else:
            place.grad = torch.from_numpy(gradient if method == "GD" else gradient + shake)
            optimizer.step()
        found.append(place.detach().numpy().copy())
        if not np.abs(found[-1]).max() <= FARTHEST:
            return np.stack(found[:-1] + [np.full(2, np.nan)] * (len(noise) + 2 - len(found)))
    return np.stack(found)


def race_in_torch(
    terrain: Terrain, start: StartConfig, rule: RuleConfig, course: CourseConfig, methods: tuple[str, ...],
    rates: tuple[float, ...],
) -> dict[str, Any]:  # fmt: skip
    """Where each optimizer is after the last step, by torch.optim: (n, 2)."""
    noise = noise_of(course)
    walks = [torch_path(terrain, m, start, rate, rule, noise) for m, rate in zip(methods, rates, strict=True)]
    return {"last": np.stack([walk[-1] for walk in walks])}


def step_in_torch(
    terrain: Terrain, method: str, start: StartConfig, rule: RuleConfig, course: CourseConfig, at: int
) -> dict[str, Any]:
    """The places before and after step `at` by torch.optim, (2,) each."""
    found = torch_path(terrain, method, start, rule.learning_rate, rule, noise_of(course))
    return {"before": found[at - 1], "after": found[at]}


def radii_by_numpy(terrain: TerrainConfig, rule: RuleConfig) -> dict[str, Any]:
    """The factors per step, (2,), as eigenvalues of the matrix that takes (x, v) to the next pair, by NumPy."""
    radii = []
    for curvature in (1.0, terrain.kappa):
        rate, beta = rule.learning_rate, rule.momentum
        step = np.array([[1 - rate * curvature, -rate * beta], [curvature, beta]])
        radii.append(float(np.abs(np.linalg.eigvals(step)).max()))
    return {"radii": np.array(radii)}
