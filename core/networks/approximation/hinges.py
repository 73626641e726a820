"""A network with one hidden layer whose units are set by hand: the sum, its parts, and least squares."""

from dataclasses import dataclass

import numpy as np

from core.code_export import Made
from core.networks.approximation.settings import REACH, HingesConfig
from core.networks.approximation.target import GRID, Target, judged_points, known_points

MOST_BEADS = 16
CLOSER = 1e-9  # two bends nearer than this are one


@dataclass(frozen=True)
class HingeSum:
    """The units added one by one from the left, and how far their sum is from the target.

    order: (units,), the columns of the beads from left to right; kinks, strengths: (units,) in that order.
    heights: (units, 2, 2): the sum without and with the unit, each at the unit's kink (or the edge of [-1, 1]) and
    at the right edge. corners: (2, 2 units + 2), the whole as a broken line. `pieces` counts straight pieces on
    [-1, 1], `idle` the units that are 0 there, `always` those that are on everywhere there; `flat` is the root mean
    square error of the best constant.
    """

    order: np.ndarray
    kinks: np.ndarray
    strengths: np.ndarray
    heights: np.ndarray
    corners: np.ndarray
    pieces: int
    idle: int
    always: int
    largest: float
    root_mean_square: float
    flat: float
    made: Made | None = None


def unit_columns(unit: str, kinks: np.ndarray, x: np.ndarray) -> np.ndarray:
    """What each unit says before it is weighted, (places, units): max(0, x - k), or 1 from k on for a step."""
    distance = x[:, None] - kinks
    return np.asarray(np.maximum(distance, 0) if unit == "ReLU" else (distance >= 0) * 1.0)


def line_values(config: HingesConfig, x: np.ndarray) -> np.ndarray:
    """The values before any unit is on, (places,): level + slope · (x + 1), for steps the level alone."""
    return np.asarray(config.level + (config.slope if config.unit == "ReLU" else 0.0) * (x + 1))


def hinge_values(config: HingesConfig, x: np.ndarray) -> np.ndarray:
    """The network's values at x, (places,)."""
    kinks, strengths = np.array(config.beads)
    return np.asarray(line_values(config, x) + unit_columns(config.unit, kinks, x) @ strengths)


def value_at(config: HingesConfig) -> float:
    """The network's value at the marked place."""
    return float(hinge_values(config, np.array([config.at]))[0])


def hinge_sum(config: HingesConfig, target: Target) -> HingeSum:
    """The units added one by one from the left, and the distance from the target."""
    order = np.argsort(config.beads[0], kind="stable")
    kinks, strengths = np.array(config.beads)[:, order]
    places = np.append(np.clip(kinks, -1, 1), 1.0)
    parts = np.hstack([line_values(config, places)[:, None], unit_columns(config.unit, kinks, places) * strengths])
    sums, own = parts.cumsum(axis=1), np.arange(len(kinks))  # (units + 1, units + 1): places by how many are added
    heights = np.array([[sums[own, own + k], sums[-1, own + k]] for k in (0, 1)]).transpose(2, 0, 1)
    first = float(hinge_values(config, np.array([-1.0]))[0])
    inner = np.where(kinks[:, None] <= -1, first, heights[:, :, 0]).ravel()
    corners = np.array([np.r_[-1.0, np.repeat(places[:-1], 2), 1.0], np.r_[first, inner, sums[-1, -1]]])
    x, y = known_points(target, GRID)
    error = hinge_values(config, x) - y
    judged_x, judged_y = judged_points(target, GRID)
    together = (np.abs(kinks[:, None] - kinks) <= CLOSER) @ strengths  # what all beads at the same place change
    bends = kinks[(kinks > -1) & (kinks < 1) & (together != 0)]
    return HingeSum(
        order=order, kinks=kinks, strengths=strengths, heights=heights, corners=corners, pieces=distinct(bends) + 1,
        idle=int((kinks >= 1).sum()), always=int((kinks <= -1).sum()),
        largest=float(np.abs(hinge_values(config, judged_x) - judged_y).max()),
        root_mean_square=float(np.sqrt(np.mean(error**2))), flat=float(y.std()),
    )  # fmt: skip


def distinct(places: np.ndarray) -> int:
    """How many of the places (n,) differ by more than 1e-9 from the one before."""
    return int((np.diff(np.sort(places), prepend=-np.inf) > CLOSER).sum())


def least_squares(config: HingesConfig, target: Target) -> HingesConfig:
    """The same kinks with the level, slope and strengths of least squared error on the grid, none beyond ±20.

    Where two kinks coincide many solutions are equally good; it is the one of least norm.
    """
    from scipy.optimize import lsq_linear

    x, y = known_points(target, GRID)
    kinks = np.array(config.beads[0])
    line = np.stack([np.ones_like(x), x + 1], axis=1) if config.unit == "ReLU" else np.ones((len(x), 1))
    found = lsq_linear(np.hstack([line, unit_columns(config.unit, kinks, x)]), y, (-REACH, REACH), method="bvls").x
    found = np.clip(found, -REACH, REACH)
    strengths = tuple(float(f"{v:.6g}") for v in found[line.shape[1] :])
    slope = float(f"{found[1]:.6g}") if config.unit == "ReLU" else config.slope
    return HingesConfig(
        unit=config.unit, beads=(config.beads[0], strengths), level=float(f"{found[0]:.6g}"), slope=slope, at=config.at
    )


def even_kinks(count: int) -> tuple[float, ...]:
    """So many kinks evenly inside [-1, 1]: the pieces between them are equally long."""
    return tuple(round(float(k), 4) for k in np.linspace(-1, 1, count + 2)[1:-1])


def widest_gap(kinks: tuple[float, ...]) -> float:
    """The middle of the widest stretch of [-1, 1] without a kink."""
    ends = np.sort(np.r_[-1.0, [k for k in kinks if -1 < k < 1], 1.0])
    k = int(np.diff(ends).argmax())
    return round(float(ends[k] + ends[k + 1]) / 2, 4)


def hinge_numbers(config: HingesConfig, target: Target) -> dict[str, float]:
    """The value at the marked place, the largest error and the root mean square error."""
    found = hinge_sum(config, target)
    return {"value": value_at(config), "largest": found.largest, "root_mean_square": found.root_mean_square}


def hinges_in_torch(config: HingesConfig, target: Target) -> dict[str, float]:
    """The same network as two linear layers of PyTorch: the slope at the left edge is one more unit, bent at -1."""
    import torch

    kinks, strengths = torch.tensor(config.beads, dtype=torch.float64)
    if config.unit == "ReLU":
        kinks = torch.cat([torch.tensor([-1.0], dtype=torch.float64), kinks])
        strengths = torch.cat([torch.tensor([config.slope], dtype=torch.float64), strengths])
    hidden = torch.nn.Linear(1, len(kinks), dtype=torch.float64)
    output = torch.nn.Linear(len(kinks), 1, dtype=torch.float64)
    with torch.no_grad():
        hidden.weight.fill_(1.0)
        hidden.bias.copy_(-kinks)
        output.weight.copy_(strengths[None])
        output.bias.fill_(config.level)
        (x, y), (judged_x, judged_y) = known_points(target, GRID), judged_points(target, GRID)
        z = hidden(torch.from_numpy(np.concatenate([[config.at], x, judged_x]))[:, None])
        active = torch.relu(z) if config.unit == "ReLU" else (z >= 0).double()
        value, values, judged_values = np.split(output(active)[:, 0].numpy(), [1, 1 + len(x)])
    return {
        "value": float(value[0]), "largest": float(np.abs(judged_values - judged_y).max()),
        "root_mean_square": float(np.sqrt(np.mean((values - y) ** 2))),
    }  # fmt: skip
