"""The exact risk of Belkin, Hsu and Xu against its reference values and against simulation."""

import numpy as np
import pytest
from hypothesis import given, settings

from core.learning.regularization.challenges import even_valleys, more_and_worse, second_valley
from core.learning.regularization.double_descent import (
    FEATURES,
    excess_risks,
    risk_curve,
    risk_numbers,
    risk_parts,
    true_coefficients,
)
from core.learning.regularization.double_descent_figure import risk_figure, signal_figure
from core.learning.regularization.double_descent_report import risk_tex, valley_line
from core.learning.regularization.settings import GaussianConfig
from tests.strategies import configs

EXACT = {20: 2.11, 38: 41.1, 42: 42.4, 60: 2.80, 160: 0.951}  # n = 40, D = 200, length 1, σ = ½

CURVE = risk_curve(GaussianConfig())


def say(key, **values):
    return key


@pytest.mark.parametrize(("p", "risk"), EXACT.items())
def test_the_reference_values(p, risk):
    assert risk_numbers(GaussianConfig(used=p))["risk"] == pytest.approx(risk, rel=2e-3)


@pytest.mark.parametrize("p", [39, 40, 41])
def test_within_one_of_the_peak_the_risk_is_infinite(p):
    assert risk_parts(GaussianConfig(), p).risk == float("inf")
    assert risk_tex(risk_parts(GaussianConfig(), p), GaussianConfig())[0] == "formula.at"


@pytest.mark.parametrize("config", [GaussianConfig(), GaussianConfig(signal="first", deviation=1.0, rows=20)])
def test_simulated_fits_agree_with_the_formula(config, monkeypatch):
    monkeypatch.setattr("core.learning.regularization.double_descent.DRAWS", 300)
    curve = risk_curve(config)
    far = np.abs(curve.tried - config.rows) > config.rows / 4
    assert np.allclose(curve.mean[far], curve.exact[curve.tried - 1][far], rtol=0.15)
    assert (curve.low <= curve.high).all()


@pytest.mark.parametrize("p", [10, 30, 50, 200])
def test_a_simulated_fit_is_the_shortest_of_least_squares(p):
    rng, beta = np.random.default_rng(3), true_coefficients(GaussianConfig())
    x = rng.standard_normal((2, 40, FEATURES))
    y = x @ beta + 0.5 * rng.standard_normal((2, 40))
    w = [np.linalg.lstsq(x[k, :, :p], y[k], rcond=None)[0] for k in range(2)]
    whole = [np.sum((np.append(one, np.zeros(FEATURES - p)) - beta) ** 2) for one in w]
    assert excess_risks(x, y, beta, p) == pytest.approx(whole, rel=1e-8)


@settings(max_examples=40, deadline=None)
@given(configs(GaussianConfig))
def test_the_parts_add_up_and_every_setting_has_a_picture(config):
    parts = risk_parts(config, config.used)
    assert parts.inside + parts.outside == pytest.approx(1)
    assert parts.risk == pytest.approx(parts.missed + parts.shrunk + parts.noise)
    assert min(parts.missed, parts.shrunk, parts.noise) >= 0
    risk_figure(CURVE, config, say).to_json()
    signal_figure(CURVE, config, say).to_json()
    risk_tex(parts, config)


def test_which_valley_is_the_deeper_one_depends_on_the_signal():
    """What two experiments claim: 0.863 with all features, and 0.150 with the first seven."""
    even, first = risk_curve(GaussianConfig()), risk_curve(GaussianConfig(signal="first"))
    assert valley_line(even, 40)[0] == "valley.second" and even.exact.argmin() == 199
    assert even.exact[199] == pytest.approx(0.863, abs=5e-4) and (even.exact[:39] > 1).all()
    assert valley_line(first, 40)[0] == "valley.first" and first.exact.argmin() == 6
    assert first.exact[6] == pytest.approx(0.150, abs=5e-4)
    loud = GaussianConfig(deviation=2.0)
    assert valley_line(risk_curve(loud), 40)[0] == "valley.hopeless"


def test_the_challenge():
    cases = (
        (GaussianConfig(used=200, rows=80, deviation=0.3), None), (GaussianConfig(used=200), "risk"),
        (GaussianConfig(signal="first", used=200), "signal"), (GaussianConfig(), "before"),
    )  # fmt: skip
    for config, key in cases:
        verdict = second_valley(risk_curve(config), config)
        assert (verdict.missing[0].key if verdict.missing else None) == key


def test_the_valleys_are_even_only_with_as_much_noise_as_the_second_can_pay():
    for config, met in (
        (GaussianConfig(deviation=1.0), True), (GaussianConfig(), False), (GaussianConfig(deviation=1.5), False),
        (GaussianConfig(signal="first", deviation=1.0), False),
    ):  # fmt: skip
        assert (not even_valleys(risk_curve(config), config).missing) == met


def test_more_samples_can_be_worse():
    asked = {"used": 60, "deviation": 0.5}
    assert risk_parts(GaussianConfig(**asked), 60).risk == pytest.approx(2.8, abs=5e-3)
    cases = (
        ({"rows": 54}, None), ({"rows": 60}, None), ({"rows": 66}, None), ({"rows": 40}, "fewer"),
        ({"rows": 80}, "low"), ({"rows": 54, "used": 50}, "features"), ({"rows": 54, "signal": "first"}, "data"),
    )  # fmt: skip
    for chosen, key in cases:
        config = GaussianConfig(**(asked | chosen))
        verdict = more_and_worse(risk_curve(config), config)
        assert (verdict.missing[0].key if verdict.missing else None) == key
