"""A network of two weights that can be seen whole: which of its minima are left at a learning rate."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.learning.learning_rate.settings import TwoWeightsConfig

FAR = 1e6  # a weight beyond it has diverged
SETTLED = 1e-8  # a smaller loss is a minimum that has been reached
ON_MINIMUM = 1e-30  # a loss that stays smaller is 0 but for rounding
LANDING_STEPS = 1000
LANDING_RATES = np.geomspace(0.01, 1.5, 160)
End = Literal["settled", "leaped", "held", "repelled", "saddle", "unsettled", "diverged"]


@dataclass(frozen=True)
class TwoWeightsWalk:
    """Descent on L = ½(uv − 1)²: every place up to the last step, or to the first beyond 10⁶.

    `flow_sharpness` is the sharpness of the minimum that infinitely small steps reach; NaN where they reach the saddle.
    """

    u: np.ndarray  # (steps + 1,)
    v: np.ndarray  # (steps + 1,)
    losses: np.ndarray  # (steps + 1,)
    sharpness: np.ndarray  # (steps + 1,): the largest eigenvalue of the Hessian
    flow_sharpness: float
    limit: float  # 2 / η
    end: End
    last_step: int
    steps: int  # as many were asked for


def walk(config: TwoWeightsConfig) -> TwoWeightsWalk:
    """Descent from (u, v) with the learning rate η."""
    u, v, places = config.u, config.v, [(config.u, config.v)]
    for _ in range(config.walk_steps):
        error = u * v - 1
        u, v = u - config.eta * error * v, v - config.eta * error * u
        places.append((u, v))
        if max(abs(u), abs(v)) > FAR:
            break
    way = np.array(places).T
    losses = loss_of(*way)
    return TwoWeightsWalk(
        u=way[0],
        v=way[1],
        losses=losses,
        sharpness=sharpness_of(*way),
        flow_sharpness=flow_sharpness(config.u, config.v),
        limit=2 / config.eta,
        end=end_of(losses, way, 2 / config.eta),
        last_step=len(places) - 1,
        steps=config.walk_steps,
    )


def loss_of(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """½(uv − 1)², elementwise."""
    return np.asarray((u * v - 1) ** 2 / 2)


def sharpness_of(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """The largest eigenvalue of the Hessian (v², 2uv − 1; 2uv − 1, u²), elementwise; u² + v² at a minimum."""
    return np.asarray((u**2 + v**2) / 2 + np.hypot((u**2 - v**2) / 2, 2 * u * v - 1))


def flow_sharpness(u: float, v: float) -> float:
    """u*² + v*² of the minimum that gradient flow reaches: u² − v² stays as it is, and u*v* = 1."""
    return float(np.hypot(u**2 - v**2, 2)) if u + v != 0 else float("nan")


def end_of(losses: np.ndarray, way: np.ndarray, limit: float) -> End:
    """What has become of a walk; losses (steps + 1,), way (2, steps + 1), limit 2 / η."""
    if np.abs(way[:, -1]).max() > FAR:
        return "diverged"
    attracts = sharpness_of(*way[:, -1]) <= limit
    if losses.max() < ON_MINIMUM:
        return "held" if attracts else "repelled"
    if losses[-1] < SETTLED and attracts:
        return "leaped" if losses.max() > 1.01 * losses[0] else "settled"
    return "saddle" if np.abs(way[:, -1]).max() < 1e-3 else "unsettled"


def landings(config: TwoWeightsConfig) -> np.ndarray:
    """The sharpness that is reached from the start with each of 160 learning rates, (160,); NaN where none is."""
    u, v = np.full(len(LANDING_RATES), config.u), np.full(len(LANDING_RATES), config.v)
    with np.errstate(all="ignore"):
        for _ in range(LANDING_STEPS):
            error = u * v - 1
            u, v = u - LANDING_RATES * error * v, v - LANDING_RATES * error * u
        return np.where((loss_of(u, v) < SETTLED) & (u**2 + v**2 <= 2 / LANDING_RATES), u**2 + v**2, np.nan)


def walk_in_torch(config: TwoWeightsConfig) -> dict[str, np.ndarray]:
    """The same descent by torch.optim.SGD: the places as (steps + 1,) each."""
    import torch

    w = torch.tensor([config.u, config.v], dtype=torch.float64, requires_grad=True)
    optimizer, places = torch.optim.SGD([w], lr=config.eta), [[config.u, config.v]]
    while len(places) <= config.walk_steps and max(map(abs, places[-1])) <= FAR:
        optimizer.zero_grad()
        torch.autograd.backward((w[0] * w[1] - 1) ** 2 / 2)
        optimizer.step()
        places.append(w.tolist())
    u, v = np.array(places).T
    return {"u": u, "v": v}
