"""What is to be said of forecasts and their baselines.

Shapes: n values; every forecast is (n + 24,).
"""

import math
from typing import Any

import numpy as np

from core import tex
from core.networks.rnn.forecast import Forecast, SplitSeries, rmse
from core.networks.rnn.settings import ForecastConfig

Line = tuple[str, dict[str, Any]]
TERMS = 4  # lags that are written out


def forecast_lines(series: SplitSeries, found: Forecast, net: np.ndarray | None, config: ForecastConfig) -> list[Line]:
    """The best baseline, then the network beside it and beside persistence."""
    errors = {"persistence": found.persistence, "seasonal": found.seasonal, "ar": found.ar}
    scores = {name: rmse(series, values) for name, values in errors.items()}
    best = min(scores, key=lambda name: scores[name])
    values = {"best": best, "error": scores[best], "persistence": scores["persistence"], "order": config.order}
    lines: list[Line] = [(f"mode_{config.mode}", {"test": series.test})]
    if series.gaps:
        lines.append(("gaps", {"gaps": series.gaps}))
    if net is None:
        return [*lines, (f"best_{best}", values)]
    own = rmse(series, net)
    values |= {"net": own, "ratio": own / scores["persistence"]}
    if not math.isfinite(own) or own >= scores["persistence"]:
        key = "net_worthless"
    else:
        key = "net_best" if own < scores[best] else "net_between"
    return [*lines, (f"best_{best}", values), (key, values)]


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
