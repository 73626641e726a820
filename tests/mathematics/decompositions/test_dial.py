"""Eigenvalues and the turning curve held to NumPy and to exact arithmetic; every case has its sentence."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.mathematics.decompositions.challenges import never_still, one_line_only
from core.mathematics.decompositions.dial import DialConfig, dial, line_angles, turning, unit_vectors
from core.mathematics.decompositions.dial_report import characteristic_tex, check_tex, here_line, kind_line
from core.mathematics.decompositions.eigen import EXAMPLES, EigenConfig, eigen, null_vector
from tests.strategies import configs

tenths = st.integers(-30, 30).map(lambda n: n / 10)
rows = st.tuples(st.tuples(tenths, tenths), st.tuples(tenths, tenths))

quick = settings(max_examples=60, deadline=None)


def of(*a, x_angle=20.0):
    return dial(EigenConfig(a=a), DialConfig(x_angle=x_angle))


@quick
@given(rows)
def test_eigenvalues_and_lines_agree_with_numpy(a):
    found = eigen(EigenConfig(a=a))
    values = np.linalg.eigvals(np.array(a))
    tolerance = 1e-6 * max(1, np.abs(values).max())  # a double root is known to half the digits
    if found.kind == "none":
        assert np.abs(values.imag).max() > 0
        assert np.hypot(values.real[0], values.imag[0]) == pytest.approx(found.modulus, rel=1e-9)
        turn = np.degrees(np.arctan2(abs(values.imag[0]), values.real[0]))
        assert turn == pytest.approx(found.turn, abs=1e-6)
        return
    assert np.sort(found.values) == pytest.approx(np.sort(values.real), abs=tolerance)
    assert np.abs(values.imag).max() <= tolerance
    for value, vector in zip(found.values, found.vectors, strict=False):
        assert np.allclose(found.a @ vector, value * vector, atol=1e-12)
        assert np.linalg.norm(vector) == pytest.approx(1)


@quick
@given(rows)
def test_the_kind_is_that_of_exact_arithmetic(matrix):
    (a, b), (c, d) = [[Fraction(round(10 * value), 10) for value in row] for row in matrix]
    discriminant = (a - d) ** 2 + 4 * b * c
    multiple = b == c == 0 and a == d
    kind = "every" if multiple else "none" if discriminant < 0 else "two" if discriminant > 0 else "one"
    assert eigen(EigenConfig(a=matrix)).kind == kind


@quick
@given(configs(EigenConfig), st.floats(0, 360))
def test_the_turn_is_the_angle_between_x_and_its_image(config, angle):
    here = dial(config, DialConfig(x_angle=angle))
    assume(here.stretch > 1e-6)
    size = here.stretch
    assert here.x @ here.image == pytest.approx(size * np.cos(np.radians(here.turn)), abs=1e-9 * max(1, size))
    assert np.cross([*here.x, 0], [*here.image, 0])[2] == pytest.approx(
        size * np.sin(np.radians(here.turn)), abs=1e-9 * max(1, size)
    )


@quick
@given(rows)
def test_the_curve_is_zero_or_half_a_turn_exactly_on_the_eigenlines(a):
    found = eigen(EigenConfig(a=a))
    lines = line_angles(found)
    turns = turning(found.a, unit_vectors(lines))
    for value, turn in zip(found.values, turns, strict=False):
        if abs(value) > 1e-6:
            assert turn == pytest.approx(0, abs=1e-4) if value > 0 else abs(turn) == pytest.approx(180, abs=1e-4)


@pytest.mark.parametrize(
    ("name", "kind", "values"),
    [
        ("two", "two", (2, 0.5)), ("symmetric", "two", (3, 1)), ("shear", "one", (1, 1)), ("rotation", "none", ()),
        ("spiral", "none", ()), ("multiple", "every", (1.5, 1.5)), ("projection", "two", (1, 0)),
        ("mirror", "two", (1, -1)), ("swing", "two", (5**0.5, -(5**0.5))),
    ],
)  # fmt: skip
def test_the_examples_are_what_they_are_called(name, kind, values):
    found = eigen(EigenConfig(a=EXAMPLES[name]))
    assert found.kind == kind
    assert found.values == pytest.approx(values)


def test_the_number_of_zeros_on_half_a_turn():
    def meetings(name):
        here = of(*EXAMPLES[name])
        half = here.turning[:360]
        crossed = half[half != 0]
        crossing = (np.sign(crossed[:-1]) * np.sign(crossed[1:]) < 0) & (np.abs(np.diff(crossed)) < 90)
        return int(crossing.sum()), float(np.abs(half).min())

    assert meetings("symmetric")[0] == 2
    assert meetings("shear") == (0, 0)  # a touch
    assert meetings("rotation") == (0, 90)
    assert np.all(of(*EXAMPLES["multiple"]).turning == 0)


def test_each_place_of_x_and_each_kind_has_its_sentence():
    assert here_line(of((2, 1), (1, 2), x_angle=45))[0] == "here.eigenvector"
    assert here_line(of((2, 1), (1, 2), x_angle=45))[1] == {"value": "3"}
    assert here_line(of((1, 1), (1, 1), x_angle=135))[0] == "here.zero"
    assert here_line(of((0, 0), (0, 0)))[0] == "here.zero"
    assert here_line(of((0, -1), (1, 0)))[1]["way"] == "left"
    assert here_line(of((-1, 0), (0, -1)))[0] == "here.eigenvector"
    kinds = {name: kind_line(eigen(EigenConfig(a=a)))[0] for name, a in EXAMPLES.items()}
    assert set(kinds.values()) == {"kind.singular", "kind.two", "kind.symmetric", "kind.one", "kind.every", "kind.none"}
    assert kind_line(eigen(EigenConfig(a=((0, 1), (0, 0)))))[0] == "kind.nilpotent"
    assert kind_line(eigen(EigenConfig(a=((0, 0), (0, 0)))))[0] == "kind.zero"
    assert kind_line(eigen(EigenConfig(a=EXAMPLES["spiral"])))[1]["modulus"] == pytest.approx(1.5**0.5)


def test_a_change_of_the_last_bit_moves_a_double_root_by_its_square_root():
    values = eigen(EigenConfig(a=((1, 1), (1e-16, 1)))).values
    assert values[0] - 1 == pytest.approx(1e-8, rel=1e-6)
    assert np.abs(null_vector(np.array([[0, 1e-300], [0, 0]]))).tolist() == [1, 0]


def test_the_arithmetic_is_written_with_its_numbers():
    found = eigen(EigenConfig(a=((2, 1), (1, 2))))
    assert characteristic_tex(found)["polynomial"] == r"\lambda^2 - 4\,\lambda + 3"
    assert characteristic_tex(found)["roots"] == r"\frac{4 \pm \sqrt{4}}{2} = 3,\;1"
    assert check_tex(found).count(r"\begin{bmatrix} 0 \\ 0 \end{bmatrix}") == 2
    assert "mathrm{i}" in characteristic_tex(eigen(EigenConfig(a=EXAMPLES["rotation"])))["roots"]


def test_the_challenges_name_what_is_missing():
    assert [one.key for one in never_still(of((2, 0), (0, 2))).missing] == ["lines"]
    assert [one.key for one in never_still(of((0, -1), (1, 0))).missing] == ["det"]
    assert [one.key for one in one_line_only(of((2, 0), (0, 2))).missing] == ["every"]
    assert [one.key for one in one_line_only(of((1, 1), (0, 1))).missing] == ["values"]
    assert one_line_only(of((0, -1), (1, 0))).missing[0].key == "complex"


def test_the_guesses_about_sums_and_symmetric_matrices_are_answered_by_the_dial():
    total = of((2, 1), (1, 2), x_angle=90)
    assert np.allclose(total.found.vectors.sum(axis=0) / np.sqrt(2), total.x)
    assert here_line(total)[0] == "here.turned"
    found = of((1, -1.5), (-1.5, -0.5)).found
    assert found.vectors[0] @ found.vectors[1] == pytest.approx(0, abs=1e-15)
