"""A typed function as an argument: of scripts, of results that visitors share, with complex numbers and its own."""

import subprocess
import sys

import numpy as np
import pytest

from core.code_export import Made, script
from core.expressions import read_function
from pages.shared.cached import key_of
from tests.agreement import printed


def values_of(f, f_x, x):
    """Values and slopes at some places, by name."""
    places = np.asarray(x)
    return {"values": f(places), "slopes": f_x(places), "complex": np.imag(f(places + 1e-20j)) / 1e-20}


TEXTS = ("sin(x)/x", "5", "abs(x) - 1", "where(x > 0, x^2, -x)", "ln(x)^2", "sigmoid(x)", "x^-2")


@pytest.mark.parametrize("text", TEXTS)
def test_a_script_defines_a_typed_function_and_its_derivative(text, tmp_path):
    f = read_function(text)
    x = (-1.5, 0.0, 0.3, 2.0)
    source = script(Made(values_of, f, f.derivative("x"), x))
    assert "def f(x):" in source and "def f_x(x):" in source
    file = tmp_path / "script.py"
    file.write_text(source, "utf-8")
    command = [sys.executable, "-W", "error", str(file)]
    said = printed(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    for name, want in values_of(f, f.derivative("x"), x).items():
        got = np.array(eval(said[name], {"nan": np.nan, "inf": np.inf}))  # our own output
        np.testing.assert_allclose(got, want, rtol=1e-12, err_msg=f"{text}: {name}")


def test_two_functions_of_one_name_do_not_share_a_script():
    with pytest.raises(TypeError, match="cannot share one script"):
        script(Made(values_of, read_function("x"), read_function("x^2"), (1.0,)))


def test_functions_with_letters_of_their_own_share_a_script(tmp_path):
    u, v = read_function("x^2", letter="u"), read_function("2*x", letter="v")
    source = script(Made(values_of, u, v.derivative("x"), (3.0,)))
    assert "def u(x):" in source and "def v_x(x):" in source
    assert key_of(u) != key_of(read_function("x^2"))
    with pytest.raises(ValueError, match="plain names"):
        read_function("x", letter="f(x); import os")


def test_a_result_of_a_typed_function_is_shared_by_all_who_typed_it():
    assert key_of(read_function("x^2")) == key_of(read_function("x^2")) != key_of(read_function("x^3"))
    assert key_of(read_function("x^2")) != key_of(read_function("x^2").derivative("x"))


def test_a_formula_goes_to_complex_numbers_where_it_is_analytic():
    z = np.array([0.3 + 0.4j, -1.2 + 0.1j])
    f = read_function("exp(x)*sin(x)/(1+x^2)")
    np.testing.assert_allclose(f(z), np.exp(z) * np.sin(z) / (1 + z**2), rtol=1e-14)
    for text in ("abs(x)", "max(x, 1)", "sign(x)*x", "where(x > 1, x, 1)", "relu(x)"):
        f = read_function(text)
        assert not f.analytic and np.isnan(f(z).real).all() and np.isnan(f(z).imag).all()
    assert read_function("x^3").analytic


def test_what_has_its_own_arithmetic_goes_through_a_formula_as_it_is():
    class Kept(np.lib.mixins.NDArrayOperatorsMixin):
        def __array_ufunc__(self, ufunc, method, *inputs, **_):
            calls.append(ufunc.__name__)
            return self

    calls: list[str] = []
    kept = Kept()
    assert read_function("sin(2*x) + 1")(kept) is kept
    assert calls == ["multiply", "sin", "add"]
