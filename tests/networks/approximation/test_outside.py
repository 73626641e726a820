"""Far outside: the last line, plateaus, and what several seeds say; and the targets that all tabs share."""

import numpy as np
import pytest

from core.data.drawings import encode_curve
from core.engine.parameters import layer_views
from core.expressions import read_function
from core.networks.approximation.outside import (
    SEEDS,
    Fan,
    error_near,
    fan_steps,
    outside_in_torch,
    outside_numbers,
    piece_at,
    values_at,
)
from core.networks.approximation.outside_report import far_numbers, outside_lines
from core.networks.approximation.settings import LearningConfig, OutsideConfig, TargetConfig
from core.networks.approximation.target import (
    DRAWN_VALUES,
    GRID,
    half_jump,
    jumps_of,
    known_points,
    span_of,
    target_lines,
    target_of,
    target_values,
)
from core.networks.approximation.training import examples_of, network_values, start_parameters
from core.refusal import Refusal

SINE = target_of(TargetConfig())


def fan_of(config, target=SINE):
    *_, fan = fan_steps(config, target)
    return fan


@pytest.mark.parametrize("seed", range(4))
def test_the_piece_that_is_told_is_the_network_between_its_ends(seed):
    parameters = start_parameters((9,), "uniform", seed)
    for x in (-700.0, -4.0, -1.5, 0.0, 1.5, 2.5, 4.0, 700.0):
        check_piece(parameters, x)


def check_piece(parameters, x):
    piece = piece_at(parameters, 9, x)
    assert piece.low <= x < piece.high
    near = np.linspace(max(piece.low, x - 5), min(piece.high, x + 5), 50)
    told = piece.slope * near + piece.level
    assert network_values(parameters, (9,), "ReLU", near) == pytest.approx(told, rel=1e-9, abs=1e-9)
    for end in (piece.low, piece.high):
        if np.isfinite(end):
            beside = end + (0.01 if end > x else -0.01)
            there = network_values(parameters, (9,), "ReLU", np.array([beside]))[0]
            assert there != pytest.approx(piece.slope * beside + piece.level, abs=1e-12)


def test_a_place_before_the_last_kink_is_not_said_to_be_beyond_it():
    config = LearningConfig(width=2, steps=10)
    vector = start_parameters((2,), "uniform", 0)
    first, last = layer_views(vector, (1, 2, 1), False)
    first["W"][:, 0], first["b"][:], last["W"][0] = (1.0, 1.0), (0.5, -3.0), (2.0, 1.0)  # kinks at -0.5 and 3
    fan = Fan(share=1.0, parameters=np.stack([vector] * SEEDS), curves=np.zeros((SEEDS, 1)))
    for far, key in ((2.5, "line.between"), (3.5, "line.right"), (-2.0, "line.left")):
        assert outside_lines(fan, config, OutsideConfig(far=far), SINE)[-1][0] == key


def test_the_script_says_what_the_fan_shows():
    config, place = LearningConfig(width=4, steps=30, noise=0.1, seed=9998), OutsideConfig()
    fan = fan_of(config)
    assert len(fan.curves) == SEEDS
    said = far_numbers(fan, config, place, SINE)
    shown = {name: said[name] for name in ("value", "least", "most")}
    assert outside_numbers(config, SINE, place) == pytest.approx(shown, rel=1e-9)
    assert outside_in_torch(config, SINE, place) == pytest.approx(shown, rel=1e-8)
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


@pytest.mark.parametrize(("formula", "places", "half"), [
    ("where(x<0.2,-0.8,0.8)", [0.2], 0.8), ("sign(x)", [0.0], 1.0),
    ("sign(sin(9*x))", np.arange(-2, 3) * np.pi / 9, 1.0),
    ("sqrt(abs(x))", [], 0.0), ("tanh(2000*x)", [], 0.0), ("1/x", [], 0.0), ("tan(4*x)", [], 0.0), ("x^x", [], 0.0),
    ("where(x<1/2048,0,100)", [1 / 2048], 50.0), ("3", [], 0.0),
])  # fmt: skip
def test_a_jump_is_told_from_what_is_only_steep(formula, places, half):
    target = read_function(formula)
    assert jumps_of(target) == pytest.approx(np.array(places), abs=1e-9)
    assert half_jump(target) == pytest.approx(half, rel=1e-6)


@pytest.mark.parametrize("points", [4, 60])
def test_points_lie_where_the_target_has_a_value(points):
    assert examples_of(SINE, points).train_inputs[:, 0] == pytest.approx(np.linspace(-1, 1, points), abs=1e-12)
    narrow = examples_of(read_function("sqrt(0.001-(x-0.9)^2)"), points).train_inputs[:, 0]
    assert len(narrow) == points
    assert 0.86 < narrow.min() < 0.88
    assert narrow.max() < 0.94
