"""Forecasts of a series one step ahead and freely, by four baselines that no network may stand without.

Shapes: n values, the last m of which are the test; p lags of the autoregression.
"""

from dataclasses import dataclass

import numpy as np

from core.data.series import load_series
from core.networks.rnn.settings import ForecastConfig, SeriesConfig

TEST = {"sine": 60, "sunspots": 60, "airline_passengers": 36, "co2": 60}
PERIOD = {"sine": 25, "sunspots": 11, "airline_passengers": 12, "co2": 12}
SINE_VALUES = 300
BEYOND = 24  # steps after the last value, in free forecasts


@dataclass(frozen=True)
class SplitSeries:
    """Values (n,) at times (n,), and how many of the last are the test; `gaps` is the number of values filled in."""

    values: np.ndarray
    times: np.ndarray
    test: int
    period: int
    step: str
    gaps: int

    @property
    def train(self) -> np.ndarray:
        """The values that are learned from, (n - m,)."""
        return self.values[: -self.test]


@dataclass(frozen=True)
class Forecast:
    """Forecasts (n + 24,) of the mean, persistence, seasonal persistence and AR(p); NaN where there is none.

    coefficients: the intercept, then those of lags 1 to p, (p + 1,). first: the place of the first forecast.
    """

    mean: np.ndarray
    persistence: np.ndarray
    seasonal: np.ndarray
    ar: np.ndarray
    coefficients: np.ndarray
    first: int


def split_series(config: SeriesConfig) -> SplitSeries:
    """The series on the screen; gaps lie on straight lines, times are in years or steps."""
    if config.series == "sine":
        steps = np.arange(SINE_VALUES)
        noise = np.random.default_rng(0).normal(size=SINE_VALUES)
        values = np.sin(2 * np.pi * steps / PERIOD["sine"]) + config.noise * noise
        return SplitSeries(
            values=values, times=steps.astype(float), test=TEST["sine"], period=PERIOD["sine"], step="", gaps=0
        )
    found = load_series(config.series)
    assert found.times is not None
    months = found.times.astype("datetime64[M]").astype(int)
    times = 1970 + months / 12
    there = np.isfinite(found.values)
    values = np.interp(times, times[there], found.values[there])
    step = "year" if config.series == "sunspots" else "month"
    return SplitSeries(
        values=values, times=times, test=TEST[config.series], period=PERIOD[config.series], step=step,
        gaps=int((~there).sum()),
    )  # fmt: skip


def autoregression(train: np.ndarray, order: int) -> np.ndarray:
    """Least squares of x_t on 1 and the `order` values before it: intercept, then lags 1 to p, (p + 1,)."""
    rows = np.lib.stride_tricks.sliding_window_view(train, order + 1)[:, ::-1]  # x_t, x_{t-1}, …
    design = np.column_stack([np.ones(len(rows)), rows[:, 1:]])
    return np.asarray(np.linalg.lstsq(design, rows[:, 0], rcond=None)[0])


def first_forecast(series: SplitSeries, config: ForecastConfig) -> int:
    """The place of the first value that is forecast: all of the test, or from the origin on."""
    offset = min(config.origin, series.test - 2) if config.mode == "free" else 0
    return len(series.values) - series.test + offset


def forecast(series: SplitSeries, config: ForecastConfig) -> Forecast:
    """The four baselines, one step ahead over the test or freely from the origin to 24 steps beyond the end."""
    x, n, first = series.values, len(series.values), first_forecast(series, config)
    coefficients = autoregression(series.train, config.order)
    found = {name: np.full(n + BEYOND, np.nan) for name in ("mean", "persistence", "seasonal", "ar")}
    if config.mode == "one_step":
        at = np.arange(first, n)
        found["mean"][at] = series.train.mean()
        found["persistence"][at] = x[at - 1]
        found["seasonal"][at] = x[at - series.period]
        lags = x[at[:, None] - np.arange(1, config.order + 1)]
        found["ar"][at] = coefficients[0] + lags @ coefficients[1:]
    else:
        path = np.concatenate([x[:first], np.zeros(n + BEYOND - first)])
        for t in range(first, n + BEYOND):
            path[t] = coefficients[0] + path[t - config.order : t][::-1] @ coefficients[1:]
        at = np.arange(first, n + BEYOND)
        found["mean"][at], found["persistence"][at], found["ar"][at] = series.train.mean(), x[first - 1], path[at]
        found["seasonal"][at] = x[first - series.period + (at - first) % series.period]
    return Forecast(coefficients=coefficients, first=first, **found)


def rmse(series: SplitSeries, predicted: np.ndarray) -> float:
    """Root of the mean squared error of forecasts (n + 24,) over the test values that have one; NaN where none has."""
    errors = predicted[: len(series.values)] - series.values
    errors = errors[np.isfinite(errors)]
    return float(np.sqrt((errors**2).mean())) if errors.size else float("nan")


def forecast_numbers(series: SplitSeries, config: ForecastConfig) -> dict[str, float]:
    """RMSE of the four baselines."""
    found = forecast(series, config)
    return {
        name: rmse(series, values)
        for name, values in (
            ("mean", found.mean), ("persistence", found.persistence), ("seasonal", found.seasonal), ("ar", found.ar)
        )
    }  # fmt: skip
