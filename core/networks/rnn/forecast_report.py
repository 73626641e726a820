"""What is to be said of forecasts and their baselines.

Shapes: n values; every forecast is (n + 24,).
"""

from typing import Any

import numpy as np

from core import tex
from core.networks.rnn.forecast import Forecast, SplitSeries, rmse
from core.networks.rnn.settings import ForecastConfig

Line = tuple[str, dict[str, Any]]
ROUNDING = 1e-9  # of the deviation of the values: which baseline is the best says nothing then
TERMS = 4  # lags that are written out
BASELINES = ("persistence", "seasonal", "ar", "mean")  # of equals the first is named


def forecast_lines(series: SplitSeries, found: Forecast, net: np.ndarray | None, config: ForecastConfig) -> list[Line]:
    """The best of the four baselines, then the network beside it and beside persistence; net (n + 24,)."""
    scores = {name: rmse(series, getattr(found, name)) for name in BASELINES}
    best = min(scores, key=lambda name: scores[name])
    values = {"best": best, "error": scores[best], "persistence": scores["persistence"], "order": config.order}
    lines: list[Line] = [(f"mode_{config.mode}", {"test": series.test})]
    if series.gaps:
        lines.append(("gaps", {"gaps": series.gaps}))
    exact = scores[best] < ROUNDING * float(series.values.std())
    lines.append(("best_exact" if exact else f"best_{best}", values))
    if net is None:
        return lines
    own = rmse(series, net)
    values |= {"net": own, "ratio": own / scores["persistence"]}
    if own < scores[best]:
        return [*lines, ("net_best", values)]
    return [*lines, ("net_between" if own < scores["persistence"] else f"net_worthless_{config.mode}", values)]


def ar_by_hand(series: SplitSeries, found: Forecast, config: ForecastConfig) -> dict[str, Any]:
    """The first forecast of the autoregression and of both kinds of persistence, with their numbers."""
    first, x = found.first, series.values
    lags = x[first - 1 - np.arange(config.order)]
    terms = [tex.number(float(found.coefficients[0]))]
    terms += [tex.product([float(a), float(b)]) for a, b in zip(found.coefficients[1:], lags, strict=True)]
    return {
        "terms": tex.total(terms, most=TERMS), "ar": tex.number(float(found.ar[first])), "order": config.order,
        "truth": tex.number(float(x[first])), "persistence": tex.number(float(found.persistence[first])),
        "seasonal": tex.number(float(found.seasonal[first])), "period": series.period,
    }  # fmt: skip
