"""Forecasts of a series: a recurrent network beside the baselines that it has to beat."""

from functools import partial

import streamlit as st

from core.networks.rnn.challenges import better_than_classics, twelve_months_back
from core.networks.rnn.forecast import SplitSeries, forecast, forecast_numbers, rmse, split_series
from core.networks.rnn.forecast_figure import axis_times, error_figure, forecast_curves, forecast_figure
from core.networks.rnn.forecast_report import ar_by_hand, forecast_lines
from core.networks.rnn.forecaster import Forecaster, forecaster_numbers, net_forecast, train_forecaster
from core.networks.rnn.settings import ForecastConfig, ForecasterConfig, SeriesConfig
from core.pace import last_state
from pages.shared import (
    Challenge,
    Experiment,
    Handle,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    current_config,
    drawing,
    figure,
    folded,
    job,
    live_formula,
    paragraphs,
    put,
)

USUAL = {"tab": "forecast", "series": "sunspots", "mode": "one_step", "order": 9, "origin": 0}
EXPERIMENTS = {
    "good": Experiment(USUAL | {"order": 2}, right=1),
    "free": Experiment(USUAL | {"series": "airline_passengers", "mode": "free"}, right=2),
    "order": Experiment(USUAL | {"order": 24}, right=0),
}
CHALLENGES = {
    "classics": Challenge(better_than_classics, solution={"forecaster": "LSTM"}),
    "months": Challenge(twelve_months_back, solution={"series": "airline_passengers", "order": 13}),
}
MORE = ("forecaster_units", "window", "forecaster_rate", "forecaster_seed")


def show(t: Words) -> None:
    """Series and network beside the forecasts and their errors."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        which = ask(SeriesConfig, t, when={"noise": lambda v: v["series"] == "sine"}, segments=1)
        learning = ask(ForecasterConfig, t, only=("forecaster", "forecaster_steps"))
        with st.popover(t("more"), icon=":material/tune:", width="stretch"):
            learning = ask(ForecasterConfig, t, only=MORE)
    with stage:
        untrained = partial(_picture, t, which, None)
        net = job(
            t,
            train_forecaster,
            cached(split_series, which),
            learning,
            show=partial(_picture, t, which),
            before=untrained,
        )
    if net is not None:
        drawing(t, partial(_result, t, controls, stage, which, learning, net))
        return
    with controls:
        config = ask(ForecastConfig, t, only=("mode", "order"))
    _panels(t, which, learning, config, None)


def _picture(t: Words, which: SeriesConfig, net: Forecaster | None) -> None:
    config, series = current_config(ForecastConfig, t), cached(split_series, which)
    found = forecast(series, config)
    own = None if net is None else net_forecast(net, series, config)
    curves = forecast_curves(found, own)
    fig = forecast_figure(series, curves, found.first, config.order, t)
    figure(fig, key="rnn_forecast", handles=_handles(t, series, found.first, config),
           alt=t("alt.forecast", persistence=rmse(series, found.persistence), ar=rmse(series, found.ar),
                 order=config.order))  # fmt: skip
    figure(error_figure(series, curves, config.order, t), key="rnn_errors", alt=t("alt.errors"))
    lines = forecast_lines(series, found, own, config)
    st.markdown(paragraphs(t, [(f"said.{key}", values) for key, values in lines]))


def _handles(t: Words, series: SplitSeries, first: int, config: ForecastConfig) -> list[Handle]:
    if config.mode == "one_step":
        return []
    times, begin = axis_times(series), len(series.values) - series.test
    step = float(times[1] - times[0])
    last = series.test - 2

    def move(x: float, _: float) -> None:
        put({"origin": min(max(round((x - float(times[begin])) / step), 0), last)})

    return [
        Handle(name="origin", label=t("handle.origin"), along="x", on_drag=move, x=float(times[first]),
               y=float(series.values[first - 1]),
               x_low=float(times[begin]), x_high=float(times[begin + last]))
    ]  # fmt: skip


def _result(
    t: Words, controls: st.delta_generator.DeltaGenerator, stage: st.delta_generator.DeltaGenerator,
    which: SeriesConfig, learning: ForecasterConfig, net: Forecaster,
) -> None:  # fmt: skip
    with controls:
        config = ask(ForecastConfig, t, only=("mode", "order"))
    with stage:
        _picture(t, which, net)
    _panels(t, which, learning, config, net)


def _panels(
    t: Words, which: SeriesConfig, learning: ForecasterConfig, config: ForecastConfig, net: Forecaster | None
) -> None:  # fmt: skip
    """The numbers of the autoregression, the challenges, and the script of the training, done or not yet."""
    series = cached(split_series, which)
    _by_hand(t, ar_by_hand(series, forecast(series, config), config))
    errors = forecast_numbers(series, config) if net is None else forecaster_numbers(net, series, config)
    challenges(t, CHALLENGES, classics=(errors.get("net"), which, config), months=(errors["ar"], which, config))
    made = Made(last_state, train_forecaster, series, learning)
    code_panel(
        t, {"NumPy + PyTorch": Made(forecaster_numbers, made, series, config)}, shown=None if net is None else errors
    )


@folded("part.numbers", icon="calculate", key="rnn_ar_by_hand")
def _by_hand(t: Words, numbers: dict[str, str]) -> None:
    live_formula(t, "by_hand", **numbers)
