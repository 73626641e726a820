"""Power iteration held to NumPy and to the reference values; every way it can go has its sentence."""

import numpy as np
import pytest
from hypothesis import given, settings

from core.figures.film import figure_at, film_message
from core.mathematics.decompositions.challenges import fast, never_settles
from core.mathematics.decompositions.eigen import EXAMPLES, EigenConfig
from core.mathematics.decompositions.power import PowerConfig, power_iteration
from core.mathematics.decompositions.power_figure import power_film
from core.mathematics.decompositions.power_report import course_line, last_step_tex, ratio_tex
from tests.strategies import configs

SYMMETRIC = ((2, 1), (1, 2))

quick = settings(max_examples=60, deadline=None)


def run(a, start=100.0, steps=10):
    return power_iteration(EigenConfig(a=a), PowerConfig(start_angle=start, steps=steps))


def say(key, **values):
    return key


def test_the_reference_values():
    found = run(SYMMETRIC, start=0, steps=4)
    assert found.rayleigh[1:] == pytest.approx([2.8, 2.975609756, 2.997260274, 2.999695215])
    assert np.radians(found.errors[1:]) == pytest.approx([0.3217505544, 0.1106572212, 0.0370201159, 0.0123450518])
    assert found.ratio == pytest.approx(1 / 3)
    assert found.errors[-1] / found.errors[-2] == pytest.approx(1 / 3, rel=1e-3)


@quick
@given(configs(EigenConfig), configs(PowerConfig))
def test_each_step_is_a_unit_vector_along_the_power_of_the_matrix(matrix, config):
    found = power_iteration(matrix, config)
    a = np.array(matrix.a)
    assert np.allclose(np.hypot(*found.x.T), 1)
    for before, after in zip(found.x[:-1], found.x[1:], strict=True):
        image = a @ before
        assert np.allclose(image / np.hypot(*image), after, atol=1e-12)
    assert course_line(found)[0].startswith("course.")
    fig, frames = power_film(found, say)
    assert frames.count == len(found.x)
    film_message(fig, frames)
    figure_at(fig, frames, frames.count - 1)


@quick
@given(configs(EigenConfig))
def test_where_it_has_settled_numpy_finds_the_same_eigenvalue(matrix):
    found = run(matrix.a, steps=60)
    if found.course == "settles" and found.ratio < 0.5:
        values = np.linalg.eigvals(np.array(matrix.a))
        assert found.rayleigh[-1] == pytest.approx(values[np.argmax(np.abs(values))].real, abs=1e-5)


@pytest.mark.parametrize(
    ("a", "start", "steps", "course"),
    [
        (EXAMPLES["two"], 100, 10, "settles"), (EXAMPLES["projection"], 20, 3, "one_step"),
        (EXAMPLES["shear"], 90, 10, "slow"), (SYMMETRIC, 45, 5, "at_once"), (SYMMETRIC, 135, 5, "stays"),
        (SYMMETRIC, 135, 60, "escapes"), (EXAMPLES["swing"], 20, 9, "swings"), (EXAMPLES["mirror"], 90, 9, "at_once"),
        (EXAMPLES["rotation"], 20, 9, "turns"), (EXAMPLES["multiple"], 20, 9, "every"),
        (((0, 0), (0, 0)), 20, 9, "stops"),
        (((0, 1), (0, 0)), 90, 1, "stops"), (((1, 1), (1, 1)), 135, 4, "stops"),
    ],
)  # fmt: skip
def test_every_way_it_can_go_is_named(a, start, steps, course):
    found = run(a, start, steps)
    assert course_line(found)[0] == f"course.{course}"
    if course == "stops":
        assert len(found.x) <= 2
        assert np.isfinite(found.rayleigh).all()


def test_a_defective_matrix_settles_like_one_over_the_steps():
    errors = run(EXAMPLES["shear"], start=90, steps=60).errors
    assert errors[60] / errors[30] == pytest.approx(0.5, rel=0.01)


def test_close_eigenvalues_crawl_as_the_experiment_says():
    errors = run(((1.1, 0), (0, 1)), start=45, steps=24).errors
    assert errors[23] > 6 > errors[24]


def test_the_arithmetic_is_written_with_its_numbers():
    found = run(SYMMETRIC, start=0, steps=1)
    assert r"\begin{bmatrix} 2 \\ 1 \end{bmatrix}" in last_step_tex(found)["image"]
    assert last_step_tex(found)["rayleigh"] == "2.8"
    assert "0.3333" in ratio_tex(found)["values"]
    assert last_step_tex(run(((0, 0), (0, 0)))) is None
    assert ratio_tex(run(EXAMPLES["rotation"])) is None


def test_the_challenges_name_what_is_missing():
    assert fast(run(EXAMPLES["rotation"])).missing[0].key == "no_winner"
    assert [one.key for one in fast(run(SYMMETRIC, 50, 5)).missing] == ["start", "error"]
    assert "steps" in {one.key for one in fast(run(SYMMETRIC, 0, 40)).missing}
    assert never_settles(run(EXAMPLES["rotation"])).missing[0].key == "complex"
    assert {one.key for one in never_settles(run(EXAMPLES["projection"])).missing} == {"values", "settles"}
