import numpy as np
import pytest

from core import tex


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.63512, "0.6351"), (1.2e-7, r"1.2 \cdot 10^{-7}"), (np.inf, r"\infty"), (-np.inf, r"-\infty"), (61.0, "61"),
     (float("nan"), r"\mathrm{NaN}"), (-0.0, "0"), (123456789, "123456789"), (1e20, r"1 \cdot 10^{20}")],
)  # fmt: skip
def test_a_number_is_written_as_in_a_book(value, text):
    assert tex.number(value) == text


def test_sums_and_products_write_their_signs_and_their_dots():
    assert tex.total([1, -2, 3]) == "1 - 2 + 3"
    assert tex.total([-1, 2]) == "-1 + 2"
    assert tex.total([]) == "0"
    assert tex.total(range(9), most=3) == r"0 + 1 + 2 + \dots"
    assert tex.total([r"\frac{1}{2}", 3]) == r"\frac{1}{2} + 3"
    assert tex.product([2, -3, "x"]) == r"2 \cdot (-3) \cdot x"
    assert tex.product([]) == "1"
    assert tex.fraction(1, "n") == r"\frac{1}{n}"


def test_a_list_of_numbers_can_be_broken_after_each_comma_and_ends_in_dots():
    assert tex.listed([1, -0.5, -np.inf]) == r"(1,\allowbreak\ -0.5,\allowbreak\ -\infty)"
    assert tex.listed(range(9)).endswith(r"7,\allowbreak\ \dots)") and tex.listed(range(8)).endswith(" 7)")


def test_names_and_arrays():
    words = {"w1": "w_{1}", "gamma": r"\gamma", "loss": r"\mathrm{loss}", "w_h_2": "w_{h,2}"}
    assert {word: tex.name(word) for word in words} == words
    assert tex.array([1, 2.5]) == r"\begin{bmatrix} 1 & 2.5 \end{bmatrix}"
    assert tex.array([1, 2], column=True) == r"\begin{bmatrix} 1 \\ 2 \end{bmatrix}"
    assert tex.array(np.zeros((9, 9))).count(r"\cdots") == 6


def test_what_rounding_leaves_is_not_significant():
    assert tex.significant(np.array([1e-16, -2e-17, 0.5, 1e-9]), 1.0).tolist() == [0, 0, 0.5, 1e-9]
    assert tex.significant(np.array([1e-16, 1e-16]), np.array([1.0, 1e-6])).tolist() == [0, 1e-16]
    assert tex.significant(-1e-300, 0.0) == -1e-300
