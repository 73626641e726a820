"""A series with its forecasts, and their errors on one scale.

Shapes: n values; every forecast is (n + 24,).
"""

import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CATEGORICAL, GRADIENT, INK, NEUTRAL, blank
from core.networks.rnn.forecast import BEYOND, Forecast, SplitSeries, rmse

HEIGHT = 314
ERROR_HEIGHT = 176
SHOWN = 3  # times the test that is drawn before the forecasts' end
COLORS = {"mean": CATEGORICAL[9], "persistence": NEUTRAL, "seasonal": CATEGORICAL[5], "ar": CATEGORICAL[2],
          "net": CATEGORICAL[4]}  # fmt: skip
ForecastCurves = dict[str, np.ndarray]


def forecast_curves(found: Forecast, net: np.ndarray | None) -> ForecastCurves:
    """The forecasts by name, (n + 24,) each; the network's are NaN before it is trained."""
    empty = np.full(len(found.ar), math.nan)
    return {"mean": found.mean, "persistence": found.persistence, "seasonal": found.seasonal, "ar": found.ar,
            "net": empty if net is None else net}  # fmt: skip


def axis_times(series: SplitSeries) -> np.ndarray:
    """The times of all values and of the 24 steps beyond, (n + 24,)."""
    step = series.times[-1] - series.times[-2]
    return np.concatenate([series.times, series.times[-1] + step * np.arange(1, BEYOND + 1)])


def forecast_figure(series: SplitSeries, curves: ForecastCurves, first: int, order: int, t: Say) -> Figure:
    """The last values, the forecasts, and a line where they begin."""
    n, times = len(series.values), axis_times(series)
    low, high = float(series.values.min()), float(series.values.max())
    room = 0.25 * (high - low)
    figure = blank(t("figure.forecast"), t(f"axis.{series.step or 'index'}"), height=HEIGHT, shapes=[], annotations=[],
                   margin={"l": 50, "r": 8, "t": 58, "b": 38}, showlegend=False)  # fmt: skip
    figure.update_xaxes(range=[times[max(n - SHOWN * series.test, 0)], times[-1]], fixedrange=True, automargin=False)
    figure.update_yaxes(range=[low - room, high + 2 * room], fixedrange=True, automargin=False)
    figure.add_vrect(times[n - series.test], times[n - 1], fillcolor=NEUTRAL, opacity=0.1, line={"width": 0})
    figure.add_scatter(
        x=series.times, y=series.values, mode="lines+markers", line={"color": INK, "width": 1.5}, marker={"size": 3},
        hovertemplate=f"%{{x:.5g}}: %{{y:.4g}}<extra>{t('curve.truth')}</extra>",
    )  # fmt: skip
    for name, values in curves.items():
        line = {"width": 3 if name == "net" else 2, "dash": "dot" if name == "mean" else "solid"}
        figure.add_scatter(
            x=times, y=np.clip(values, -1e12, 1e12), mode="lines", line={"color": COLORS[name], **line},
            hovertemplate=f"%{{x:.5g}}: %{{y:.4g}}<extra>{t(f'curve.{name}', order=order)}</extra>",
        )  # fmt: skip
    figure.add_vline(times[first], line={"color": GRADIENT, "width": 1.5, "dash": "dot"})
    names = "  ".join(
        f"<span style='color:{color}'>■</span> {t(f'curve.{name}', order=order)}"
        for name, color in {"truth": INK, **COLORS}.items()
    )
    figure.add_annotation(x=0, y=1.02, xref="paper", yref="paper", xanchor="left", yanchor="bottom", showarrow=False,
                          xshift=-42, text=names, font={"size": 12})  # fmt: skip
    return figure


def error_figure(series: SplitSeries, curves: ForecastCurves, order: int, t: Say) -> Figure:
    """The RMSE of every forecast on the test as a dot on one logarithmic scale; beyond its ends at the end."""
    errors = {name: rmse(series, values) for name, values in curves.items()}
    spread = float(series.values.std())
    figure = blank(t("figure.errors"), t("axis.rmse"), height=ERROR_HEIGHT, showlegend=False, annotations=[],
                   margin={"l": 112, "r": 60, "t": 34, "b": 38})  # fmt: skip
    figure.update_xaxes(type="log", range=[math.log10(spread) - 2, math.log10(spread) + 1], fixedrange=True,
                        automargin=False, exponentformat="power", dtick=1)  # fmt: skip
    places = list(range(len(errors)))
    names = [t(f"curve.{name}", order=order) for name in errors]
    figure.update_yaxes(tickvals=places, ticktext=names, range=[len(errors) - 0.4, -0.6], fixedrange=True,
                        automargin=False)  # fmt: skip
    texts = [f"{error:.4g}" if math.isfinite(error) else t("figure.untrained") for error in errors.values()]
    figure.add_scatter(
        x=[float(np.clip(error, spread / 90, 9 * spread)) if math.isfinite(error) else spread / 90
           for error in errors.values()], y=places,
        mode="markers+text", text=texts, textposition="middle right", cliponaxis=False, hoverinfo="skip",
        marker={"size": 12, "color": [COLORS[name] for name in errors],
                "opacity": [float(math.isfinite(error)) for error in errors.values()]},
    )  # fmt: skip
    return figure
