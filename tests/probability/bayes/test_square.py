"""The unit square: held to exact fractions, and to a million points thrown into it."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from core.probability.bayes.challenges import independent_events, same_both_ways
from core.probability.bayes.shares import inner_tex
from core.probability.bayes.square import UnitSquareConfig, mask_of, square_by_fractions, square_numbers, unit_square
from core.probability.bayes.square_figure import square_figure, strip_figure
from core.probability.bayes.square_report import square_lines
from tests.strategies import configs

quick = settings(max_examples=100, deadline=None)
CONDITIONS = ("nothing", "A", "not_A", "B", "not_B")


def say(key, **values):
    return key


@quick
@given(configs(UnitSquareConfig))
def test_areas_and_conditions_are_those_of_exact_fractions(config):
    a, inside, outside = (Fraction(value) for value in (config.a, config.b_in_a, config.b_outside))
    areas = [[a * inside, a * (1 - inside)], [(1 - a) * outside, (1 - a) * (1 - outside)]]
    found = unit_square(config)
    assert found.areas.tolist() == [pytest.approx([float(one) for one in row], abs=1e-15) for row in areas]
    kept = [areas[k // 2][k % 2] if mask_of(config.given)[k // 2, k % 2] else Fraction(0) for k in range(4)]
    known = sum(kept)
    if known > Fraction(1, 10**6):
        assert found.a_given == pytest.approx(float((kept[0] + kept[1]) / known), abs=1e-9)
        assert found.b_given == pytest.approx(float((kept[0] + kept[2]) / known), abs=1e-9)
    assert square_numbers(config)["b"] == pytest.approx(square_by_fractions(config)["b"], rel=1e-9)
    b = areas[0][0] + areas[1][0]
    if b > Fraction(1, 10**6):
        assert found.a_given_b == pytest.approx(float(areas[0][0] / b), abs=1e-9)
    surplus = areas[0][0] - a * b
    if abs(surplus) > Fraction(1, 10**9):
        wanted = ("more",) if surplus > 0 else ("less", "exclusive")
        assert found.relation in wanted
    if found.relation in ("independent", "certain"):
        assert abs(surplus) < Fraction(1, 10**12)


@pytest.mark.parametrize("given_event", CONDITIONS)
def test_points_thrown_into_the_square_agree(given_event):
    config = UnitSquareConfig(given=given_event)
    x, y = np.random.default_rng(1).random((2, 1_000_000))
    in_a = x < config.a
    in_b = y < np.where(in_a, config.b_in_a, config.b_outside)
    holds = {"nothing": in_a | True, "A": in_a, "not_A": ~in_a, "B": in_b, "not_B": ~in_b}[given_event]
    found = unit_square(config)
    assert found.a_given == pytest.approx(in_a[holds].mean(), abs=4e-3)
    assert found.b_given == pytest.approx(in_b[holds].mean(), abs=4e-3)
    assert found.known == pytest.approx(holds.mean(), abs=4e-3)


@pytest.mark.parametrize(
    ("edges", "relation"),
    [((0.3, 0.7, 0.2), "more"), ((0.3, 0.2, 0.7), "less"), ((0.3, 0.1, 0.1), "independent"),
     ((0.5, 0.0, 0.6), "exclusive"), ((0.0, 0.7, 0.2), "certain"), ((1.0, 0.7, 0.2), "certain"),
     ((0.3, 1.0, 1.0), "certain"), ((0.3, 0.0, 0.0), "certain"),
     ((1e-13, 0.7, 0.2), "more"), ((0.1, 0.7, 0.7), "independent")],
)  # fmt: skip
@pytest.mark.parametrize("given_event", CONDITIONS)
def test_every_case_has_its_sentences_and_figures(edges, relation, given_event):
    a, inside, outside = edges
    config = UnitSquareConfig(a=a, b_in_a=inside, b_outside=outside, given=given_event)
    found = unit_square(config)
    assert found.relation == relation
    keys = [key for key, _ in square_lines(found, config)]
    assert keys[0] == f"relation.{relation}"
    if given_event != "nothing":
        impossible = found.known == 0
        assert keys[1].startswith("impossible." if impossible else "moved.")
        way = keys[1].removeprefix("moved.").split("_")[0]
        if not impossible:
            before, after = (found.b, found.b_given) if "A" in given_event else (found.a, found.a_given)
            assert (
                way == ("stays" if abs(after - before) < 1e-15 else "rises" if after > before else "falls")
                or a == 1e-13
            )
    strip = strip_figure(found, config, say).layout
    assert len(strip["shapes"]) == (0 if found.known == 0 else 4)
    assert not strip["shapes"] or strip["shapes"][-1]["x1"] == pytest.approx(1)
    assert square_figure(found, config, say).layout["xaxis"]["range"] == [-0.005, 1.005]


def test_challenges_want_what_they_say():
    for fields, missing in (
        ({}, "other_a"),
        ({"a": 0.4}, "dependent"),
        ({"a": 0.4, "b_in_a": 1.0, "b_outside": 1.0}, "certain"),
    ):
        assert independent_events(unit_square(UnitSquareConfig(**fields))).missing[0].key == missing
    assert independent_events(unit_square(UnitSquareConfig(a=0.4, b_in_a=0.3, b_outside=0.3))).met
    for fields, missing in (({}, "differ"), ({"a": 0.4, "b_in_a": 0.4, "b_outside": 0.4}, "not_dependent"),
                            ({"b_in_a": 0.0}, "not_dependent")):  # fmt: skip
        config = UnitSquareConfig(**fields)
        assert same_both_ways(unit_square(config), config).missing[0].key == missing
    config = UnitSquareConfig(a=0.5, b_in_a=0.8, b_outside=0.2)  # P(A) = P(B)
    assert same_both_ways(unit_square(config), config).met


def test_a_share_is_not_rounded_to_certainty():
    config = UnitSquareConfig(a=0.999999, b_in_a=0.7, b_outside=0.2)
    assert square_lines(unit_square(config), config)[0][1]["a"] == "0.999999"
    assert (inner_tex(1.0), inner_tex(0.9999), inner_tex(2 / 3)) == ("1", "0.9999", "0.6667")
