"""Far outside: the last line, plateaus, and what several seeds say; and the targets that all tabs share."""

import numpy as np
import pytest

from core.data.drawings import encode_curve
from core.expressions import read_function
from core.networks.approximation.outside import (
    SEEDS,
    error_near,
    fan_steps,
    last_line,
    outside_numbers,
    values_at,
)
from core.networks.approximation.outside_report import far_numbers
from core.networks.approximation.settings import LearningConfig, OutsideConfig, TargetConfig
from core.networks.approximation.target import (
    DRAWN_VALUES,
    GRID,
    known_points,
    span_of,
    target_lines,
    target_of,
    target_values,
)
from core.networks.approximation.training import network_values, start_parameters
from core.refusal import Refusal

SINE = target_of(TargetConfig())


def fan_of(config, target=SINE):
    *_, fan = fan_steps(config, target)
    return fan


@pytest.mark.parametrize("side", [-1.5, 1.5])
@pytest.mark.parametrize("seed", range(4))
def test_beyond_its_last_kink_a_network_is_the_line_that_is_told(seed, side):
    parameters = start_parameters((9,), "uniform", seed)
    slope, level, edge = last_line(parameters, 9, side)
    assert edge * side >= 0
    x = edge + np.sign(side) * np.array([0.01, 3.0, 500.0])
    assert network_values(parameters, (9,), "ReLU", x) == pytest.approx(slope * x + level, rel=1e-9, abs=1e-9)


def test_the_script_says_what_the_fan_shows():
    config, place = LearningConfig(width=4, steps=30, noise=0.1, seed=9998), OutsideConfig()
    fan = fan_of(config)
    assert len(fan.curves) == SEEDS
    said = far_numbers(fan, config, place, SINE)
    assert outside_numbers(config, SINE, place) == pytest.approx(
        {name: said[name] for name in ("value", "least", "most")}, rel=1e-9
    )
    assert said["truth"] == pytest.approx(1.0)
    assert fan.curves[0][np.r_[160]] == pytest.approx(values_at(fan, config, np.array([0.0]))[0])


def test_tanh_comes_to_rest_and_a_drawing_is_unknown_outside():
    config = LearningConfig(activation="Tanh", width=4, steps=30)
    far = values_at(fan_of(config), config, np.array([400.0, 500.0]))
    assert far[:, 0] == pytest.approx(far[:, 1], abs=1e-6)
    assert error_near(fan_of(config), config, encode_curve(np.zeros(DRAWN_VALUES))) == np.inf


def test_a_drawing_is_a_broken_line_through_its_values():
    values = np.linspace(-1, 1, DRAWN_VALUES) ** 2
    text = encode_curve(values)
    assert target_values(text, GRID) == pytest.approx(
        np.interp(GRID, np.linspace(-1, 1, DRAWN_VALUES), values), abs=1e-3
    )
    assert np.isnan(target_values(text, np.array([-1.01, 2.0]))).all()
    assert target_values("", GRID).tolist() == np.zeros_like(GRID).tolist()
    assert target_lines("")[0][0] == "target.empty"


def test_a_pole_is_named_and_what_is_near_it_left_out():
    lines = dict(target_lines(read_function("1/x")))
    assert lines["target.gaps"] == {"places": "0", "count": 1}
    _, y = known_points(read_function("1/x"), GRID)
    assert len(y) == len(GRID) - lines["target.missing"]["missing"]
    assert np.abs(y).max() <= 100


def test_a_target_without_values_is_refused_and_a_constant_has_room():
    with pytest.raises(Refusal) as refused:
        known_points(read_function("sqrt(-1-x^2)"), GRID)
    assert refused.value.rule == "target_nowhere"
    low, high = span_of(read_function("3"))
    assert low < 3 < high
