"""The baselines of the forecasts against published values and statsmodels' definitions, and the network beside them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from sklearn.linear_model import LinearRegression

from core.networks.rnn.challenges import better_than_classics, twelve_months_back
from core.networks.rnn.forecast import BEYOND, autoregression, forecast, forecast_numbers, rmse, split_series
from core.networks.rnn.forecast_figure import axis_times, error_figure, forecast_curves, forecast_figure
from core.networks.rnn.forecast_report import ar_by_hand, forecast_lines
from core.networks.rnn.forecaster import forecaster_numbers, net_forecast, series_scale, train_forecaster
from core.networks.rnn.settings import ForecastConfig, ForecasterConfig, SeriesConfig
from tests.networks.rnn.words import say
from tests.strategies import configs

SUNSPOTS = SeriesConfig()
SHORT = ForecasterConfig(forecaster_steps=50, window=20)
ALL = ("sine", "sunspots", "airline_passengers", "co2")


@pytest.fixture(scope="module")
def net():
    return list(train_forecaster(split_series(SUNSPOTS), replace(SHORT, forecaster="LSTM")))[-1]


@pytest.mark.parametrize(("order", "error"), [(1, 31.3), (2, 22.6), (9, 19.1), (24, 20.0)])
def test_the_reference_values_of_the_sunspots(order, error):
    found = forecast_numbers(split_series(SUNSPOTS), ForecastConfig(order=order))
    assert found["ar"] == pytest.approx(error, abs=0.06)
    assert (found["mean"], found["persistence"], found["seasonal"]) == pytest.approx((58.6, 32.9, 37.2), abs=0.06)


def test_yules_two_coefficients():
    assert autoregression(split_series(SUNSPOTS).train, 2)[1:] == pytest.approx((1.375, -0.694), abs=0.001)


@pytest.mark.parametrize("name", ALL)
def test_the_autoregression_is_the_linear_regression_of_scikit_learn(name):
    train = split_series(SeriesConfig(series=name)).train
    rows = np.array([train[t - 5 : t][::-1] for t in range(5, len(train))])
    judge = LinearRegression().fit(rows, train[5:])
    assert autoregression(train, 5) == pytest.approx([judge.intercept_, *judge.coef_], rel=1e-6, abs=1e-8)


@pytest.mark.parametrize(("name", "mode"), list(zip(ALL, ("one_step", "free") * 2, strict=True)))
def test_no_forecast_looks_ahead(name, mode):
    which = SeriesConfig(series=name)
    series, config = split_series(which), ForecastConfig(mode=mode, origin=20)
    other = replace(series, values=series.values.copy())
    other.values[-5:] = 1e6
    at = slice(len(series.values) - 5) if mode == "one_step" else slice(None)
    for key, value in vars(forecast(series, config)).items():
        changed = np.asarray(vars(forecast(other, config))[key])
        np.testing.assert_array_equal(np.asarray(value)[at] if key not in ("first", "coefficients") else value,
                                      changed[at] if key not in ("first", "coefficients") else changed)  # fmt: skip


def test_a_free_forecast_by_hand():
    series, config = split_series(SUNSPOTS), ForecastConfig(mode="free", order=1, origin=10)
    found = forecast(series, config)
    a, b = found.coefficients
    path, value = [], series.values[found.first - 1]
    for _ in range(50 + BEYOND):
        value = a + b * value
        path.append(value)
    np.testing.assert_allclose(found.ar[found.first :], path, rtol=1e-12)
    assert set(found.persistence[found.first :]) == {series.values[found.first - 1]}
    np.testing.assert_array_equal(found.seasonal[found.first :][:11], series.values[found.first - 11 : found.first])


def test_an_origin_beyond_the_test_keeps_two_values_to_be_judged_by():
    series = split_series(SeriesConfig(series="airline_passengers"))
    found = forecast(series, ForecastConfig(mode="free", origin=59))
    assert found.first == len(series.values) - 2 and np.isfinite(rmse(series, found.ar))


def test_gaps_lie_on_straight_lines_and_are_told():
    series = split_series(SeriesConfig(series="co2"))
    assert series.gaps == 5 and np.isfinite(series.values).all()
    assert ("gaps", {"gaps": 5}) in forecast_lines(series, forecast(series, ForecastConfig()), None, ForecastConfig())


def test_the_scale_is_that_of_the_training_part_alone(net):
    train = split_series(SUNSPOTS).train
    np.testing.assert_array_equal(net.scale, series_scale(train))
    np.testing.assert_allclose(net.scale, [train.mean(), train.std(), np.diff(train).std()])


def test_the_forecasts_of_the_trained_network_are_those_of_torch(net):
    import torch

    from core.networks.rnn.forecaster import ForecastNet, network_inputs

    module = ForecastNet("LSTM", SHORT.forecaster_units).double()
    module.load_state_dict({name: torch.from_numpy(value) for name, value in net.weights.items()})
    series, config = split_series(SUNSPOTS), ForecastConfig()
    x = series.values
    with torch.no_grad():
        changes = module(torch.from_numpy(network_inputs(x[:-1], net.scale))[None])[0].numpy()
    theirs = x[1:-1] + net.scale[2] * changes
    ours = net_forecast(net, series, config)
    np.testing.assert_allclose(ours[-BEYOND - 60 : -BEYOND], theirs[-60:], rtol=1e-9)
    free = net_forecast(net, series, replace(config, mode="free"))
    assert free[len(x) - 60] == pytest.approx(theirs[-60], rel=1e-9)


def test_the_network_beats_persistence_after_a_short_training(net):
    assert (
        forecaster_numbers(net, split_series(SUNSPOTS), ForecastConfig())["net"] < 26
        and (np.diff(net.steps) == 5).all()
    )


def test_training_again_gives_the_same_network(net):
    again = list(train_forecaster(split_series(SUNSPOTS), replace(SHORT, forecaster="LSTM")))[-1]
    np.testing.assert_array_equal(again.losses, net.losses)


@pytest.mark.parametrize(("name", "mode"), list(zip(ALL, ("one_step", "free") * 2, strict=True)))
def test_every_series_has_its_figures_and_sentences(name, mode):
    series, config = split_series(SeriesConfig(series=name)), ForecastConfig(mode=mode, order=24)
    found = forecast(series, config)
    curves = forecast_curves(found, None)
    assert len(axis_times(series)) == len(found.ar)
    texts = (
        forecast_figure(series, curves, found.first, 24, say).to_json()
        + error_figure(series, curves, 24, say).to_json()
    )
    assert "NaN" not in texts and "nan" not in str(ar_by_hand(series, found, config)).lower()


def test_what_is_said_of_a_network_depends_on_its_baselines():
    series, config = split_series(SUNSPOTS), ForecastConfig()
    found = forecast(series, config)
    truth = np.concatenate([series.values, np.full(BEYOND, np.nan)])
    truth[: found.first] = np.nan
    keys = [forecast_lines(series, found, net, config)[-1][0] for net in (truth, found.persistence, truth + 25.0)]
    assert keys == ["net_best", "net_worthless_one_step", "net_between"]
    free = ForecastConfig(mode="free")
    found = forecast(series, free)
    assert forecast_lines(series, found, found.persistence, free)[-1][0] == "net_worthless_free"


@settings(deadline=None, max_examples=60)
@given(which=configs(SeriesConfig), config=configs(ForecastConfig))
def test_the_baseline_that_is_called_the_best_has_the_least_error(which, config):
    series = split_series(which)
    found = forecast(series, config)
    errors = forecast_numbers(series, config)
    key, values = next(line for line in forecast_lines(series, found, None, config) if line[0].startswith("best_"))
    assert values["error"] == min(errors.values())
    if key == "best_exact":
        assert which.series == "sine" and min(errors.values()) < 1e-9
    else:
        assert errors[key.removeprefix("best_")] == min(errors.values())


def test_the_mean_is_called_the_best_where_it_is():
    series, config = split_series(SeriesConfig(series="sine", noise=1.0)), ForecastConfig(mode="free", order=1)
    assert forecast_lines(series, forecast(series, config), None, config)[-1][0] == "best_mean"


def test_errors_beyond_the_scale_stand_at_its_ends():
    series, config = split_series(SeriesConfig(series="sine", noise=0.0)), ForecastConfig()
    curves = forecast_curves(forecast(series, config), np.full(len(series.values) + BEYOND, 1e9))
    figure = error_figure(series, curves, 9, say)
    low, high = figure.layout["xaxis"]["range"]
    assert all(low <= np.log10(x) <= high for x in figure.data[0]["x"])


def test_a_forecaster_that_goes_on_from_a_snapshot_ends_as_one_that_never_paused():
    *_, early, last = train_forecaster(split_series(SUNSPOTS), SHORT)
    assert early.steps[-1] == 45
    (again,) = train_forecaster(split_series(SUNSPOTS), SHORT, early)
    np.testing.assert_array_equal(again.losses, last.losses)
    for name, values in last.weights.items():
        np.testing.assert_array_equal(again.weights[name], values)


def test_the_challenges_of_the_forecast_name_what_is_missing():
    assert better_than_classics(20.0, SUNSPOTS, ForecastConfig()).missing[0].key == "error"
    assert better_than_classics(10.0, SUNSPOTS, ForecastConfig(mode="free")).missing[0].key == "series"
    assert twelve_months_back(16.0, SeriesConfig(series="airline_passengers"), ForecastConfig(order=13)).met
