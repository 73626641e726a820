"""A recurrent network that forecasts the next change of a series: its training as a job, and its forecasts.

Shapes: n values; windows of T steps, B in a batch; h units.
"""

# mypy: disable-error-code="no-untyped-call"

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from core.code_export import Made
from core.jobs.registry import register
from core.networks.rnn.adam import WeightArrays, go_on, moments_of, weights_of
from core.networks.rnn.cells import STEPS, CellWeights, run_cell
from core.networks.rnn.forecast import BEYOND, SplitSeries, first_forecast, forecast_numbers, rmse
from core.networks.rnn.settings import ForecastConfig, ForecasterConfig

BATCH = 16
POINT = 5  # steps between two snapshots
CELLS = {"RNN": nn.RNN, "LSTM": nn.LSTM, "GRU": nn.GRU}


@dataclass(frozen=True)
class Forecaster:
    """Mean squared error on the training windows at steps (q,), in squared standard deviations of a change.

    weights and moments by torch's names, each of its own shape, are what training goes on from. scale: mean and
    deviation of the training values, and the deviation of their changes, (3,).
    """

    steps: np.ndarray
    losses: np.ndarray
    weights: WeightArrays
    moments: WeightArrays
    scale: np.ndarray
    kind: str
    share: float
    made: Made | None = None


def series_scale(train: np.ndarray) -> np.ndarray:
    """Mean and deviation of the values and the deviation of the changes, (3,): of the training part alone."""
    return np.array([train.mean(), train.std(), np.diff(train).std()])


def network_inputs(values: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """What the network reads at each step from the second on: the value and the last change, (n - 1, 2)."""
    mean, deviation, change = scale
    return np.column_stack([(values[1:] - mean) / deviation, np.diff(values) / change])


class ForecastNet(nn.Module):
    """A recurrent layer and a linear one; it begins near a change of 0, which is persistence."""

    def __init__(self, kind: str, units: int) -> None:
        super().__init__()
        self.cell = CELLS[kind](2, units, batch_first=True)
        self.head = nn.Linear(units, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The next change (B, T) after each step of windows (B, T, 2)."""
        return self.head(self.cell(x)[0])[..., 0]  # type: ignore[no-any-return]


def train_forecaster(
    series: SplitSeries, config: ForecasterConfig, start: Forecaster | None = None
) -> Iterator[Forecaster]:  # fmt: skip
    """Train by Adam on random windows of the training part, a snapshot every five steps; goes on from `start`."""
    torch.set_num_threads(1)
    train = series.train
    scale = series_scale(train)
    inputs, changes = network_inputs(train[:-1], scale), np.diff(train)[1:] / scale[2]
    devices: list[int] = []
    with torch.random.fork_rng(devices):
        torch.manual_seed(config.forecaster_seed)
        net = ForecastNet(config.forecaster, config.forecaster_units)
    optimizer = torch.optim.Adam(net.parameters(), config.forecaster_rate)
    steps: list[int] = [] if start is None else start.steps.tolist()
    losses: list[float] = [] if start is None else start.losses.tolist()
    if start is not None:
        go_on(net, optimizer, start.weights, start.moments, steps[-1])
    for step in range(len(steps) * POINT + 1, config.forecaster_steps + 1):
        rng = np.random.default_rng((config.forecaster_seed, step))
        starts = rng.integers(0, len(inputs) - config.window + 1, BATCH)
        rows = starts[:, None] + np.arange(config.window)
        x, y = torch.from_numpy(inputs[rows]).float(), torch.from_numpy(changes[rows]).float()
        loss = nn.functional.mse_loss(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        if step % POINT == 0:
            steps.append(step)
            losses.append(float(loss.detach()))
            yield Forecaster(
                steps=np.array(steps), losses=np.array(losses), weights=weights_of(net),
                moments=moments_of(net, optimizer), scale=scale, kind=config.forecaster,
                share=step / config.forecaster_steps,
            )  # fmt: skip


register(
    train_forecaster,
    share=lambda state: state.share,
    points=lambda state: (int(state.steps[-1]), {"loss": float(state.losses[-1])}),
)


def net_forecast(net: Forecaster, series: SplitSeries, config: ForecastConfig) -> np.ndarray:
    """The network's forecasts (n + 24,), one step ahead over the test or freely from the origin; NaN elsewhere."""
    x, n, first = series.values, len(series.values), first_forecast(series, config)
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    weights = CellWeights(*(net.weights[f"cell.{name}_l0"].astype(np.float64) for name in names))
    w, b = net.weights["head.weight"][0].astype(np.float64), float(net.weights["head.bias"][0])
    found = np.full(n + BEYOND, np.nan)
    if config.mode == "one_step":
        states = run_cell(net.kind, weights, network_inputs(x[:-1], net.scale))
        found[2:n] = x[1:-1] + net.scale[2] * (states["h"] @ w + b)
        found[:first] = np.nan
        return found
    states = run_cell(net.kind, weights, network_inputs(x[:first], net.scale))
    h, c = states["h"][-1], states.get("c", states["h"])[-1]
    before, value = float(x[first - 1]), 0.0
    for t in range(first, n + BEYOND):
        value = before + net.scale[2] * float(h @ w + b)
        found[t] = value
        step = network_inputs(np.array([before, value]), net.scale)[0]
        state = STEPS[net.kind](step, h, c, weights)
        h, c, before = state["h"], state.get("c", c), value
    return found


def forecaster_numbers(net: Forecaster, series: SplitSeries, config: ForecastConfig) -> dict[str, float]:
    """RMSE of the four baselines and of the network on the test."""
    return forecast_numbers(series, config) | {"net": rmse(series, net_forecast(net, series, config))}
