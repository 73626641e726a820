import contextlib
import io
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, reject, settings

from core.computing.autograd.formula.build import build, variables_of
from core.computing.autograd.formula.presets import PRESETS, FormulaConfig, on_screen
from core.computing.autograd.scripts.by_hand import script_by_hand
from core.computing.autograd.scripts.engine import script_engine, script_torch
from core.computing.autograd.scripts.writer import safe_names
from core.refusal import Refusal
from tests.agreement import run_alone
from tests.computing.autograd.formulas import printed_numbers, scalar_formulas, tensor_formulas, traced
from tests.computing.autograd.test_trace import MARKS

WRITERS = (script_engine, script_torch, script_by_hand)


def read_numbers(printed):
    """The named numbers that a script has printed."""
    rows = (line.split(" = ", 1) for line in printed.splitlines())
    return {name: eval(text, {"nan": np.nan, "inf": np.inf}) for name, text in rows}  # our own text


def expected(formula, values, precision="float64"):
    return printed_numbers(traced(formula, values, precision))


def agree(got, wanted, tolerance):
    assert list(got) == list(wanted)
    for name, value in wanted.items():
        np.testing.assert_allclose(got[name], value, rtol=tolerance, atol=tolerance, err_msg=name)


@pytest.fixture(scope="module")
def printed_alone(tmp_path_factory):
    """What every script of every preset prints in a process that cannot see this project."""
    folder, files = tmp_path_factory.mktemp("scripts"), {}
    for name, writer, precision in product(PRESETS, WRITERS, ("float64", "float32")):
        file = folder / f"{len(files)}.py"
        file.write_text(writer(*on_screen(FormulaConfig(preset=name)), precision), "utf-8")
        files[str(file)] = (name, writer, precision)
    return {files[file]: output for file, output in run_alone(files, folder).items()}


@pytest.mark.parametrize(("precision", "tolerance"), [("float64", 1e-12), ("float32", 1e-5)])
@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.__name__)
@pytest.mark.parametrize("name", PRESETS)
def test_a_presets_script_runs_alone_and_prints_what_the_screen_has(name, writer, precision, tolerance, printed_alone):
    wanted = expected(*on_screen(FormulaConfig(preset=name)), precision)
    agree(read_numbers(printed_alone[name, writer, precision]), wanted, tolerance)


def run_here(source):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(source, "script", "exec"), {"__name__": "__main__"})  # our own text, not a visitor's
    return read_numbers(out.getvalue())


@given(scalar_formulas() | tensor_formulas())
@settings(max_examples=80, deadline=None)
def test_scripts_of_random_formulas_agree_where_all_numbers_are_of_moderate_size(case):
    formula, values = case
    try:
        variables_of(formula)
    except Refusal:
        reject()
    found = traced(formula, values)
    parts = [node.value for node in found.nodes] + [node.gradient for node in found.nodes if node.gradient is not None]
    assume(all(np.isfinite(part).all() and np.abs(part).max() < 1e6 for part in parts))
    for writer in WRITERS:
        agree(run_here(writer(formula, values)), printed_numbers(found), 1e-9)


@pytest.mark.parametrize(
    ("formula", "values"),
    [
        ("np = x*lambda_\nprint = np + d_x\nexp(print) + Value", {"x": 0.5, "lambda_": 2, "d_x": 1, "Value": 3}),
        ("L = x*x\nL + 1", {"x": 3}),
        ("(x > 0) + (x > 1) - (x == y)*y", {"x": 3, "y": 2}),
        ("where(x > 0, 1, 2) * x + maximum(x, 2) + where(1 > 0, x, 3)", {"x": 1.5}),
        ("c = x > 0\nwhere(c, x*[1, 2], x)", {"x": 1.5}),
        ("where([1, 0] == 1, x, -x)", {"x": [1.5, 2]}),
        ("a = 2\nb = [1, 2]\nsum(b)*x**a + sqrt(2)*x", {"x": 1.5}),
        ("x - (x - 1) - 2**-x**2 / (x / 3) * (-x)**2", {"x": 1.5}),
        ("sum(x, keepdims=True) * max(x, keepdims=True) + mean(x[0])", {"x": [1.5, 1, 2]}),
        ("x**0 + x**1 + x**y + relu(x)", {"x": 0, "y": 0}),
        ("detach(x + 1)*x + abs(-x) + softplus(x)", {"x": 2}),
        ("y = W.T @ x\ny", {"W": [[1, 2], [3, 4]], "x": [1, 2]}),
        ("x[None, :] @ W @ x[:, None]", {"W": [[1, 2], [3, 4]], "x": [1, 2]}),
        ("detach(x)", {"x": [1, 2]}),
        ("unused = y*2\nx*2", {"x": 1, "y": 2}),
        ("x", {"x": 5}),
    ],
)
def test_scripts_survive_odd_formulas(formula, values):
    for precision, tolerance in (("float64", 1e-12), ("float32", 1e-5)):
        wanted = expected(formula, values, precision)
        for writer in WRITERS:
            agree(run_here(writer(formula, values, precision)), wanted, tolerance)


@pytest.mark.parametrize(
    ("formula", "x"), [*MARKS, ("abs(log(x))", -1), ("relu(log(x))", 0), ("minimum(log(x), 1)", -1), ("x/x + 1/x", 0)]
)
def test_undefined_and_infinite_numbers_are_printed_as_the_screen_has_them(formula, x):
    for writer in WRITERS:
        agree(run_here(writer(formula, {"x": x})), expected(formula, {"x": x}), 1e-12)


def test_scalar_formulas_take_the_scalar_engine_only():
    assert "class Tensor" not in script_engine("x*y", {"x": 1, "y": 2})
    assert "class Tensor" in script_engine("sum(x)", {"x": [1, 2]})
    assert "from core" not in script_engine("sum(x)", {"x": [1, 2]})


def test_names_that_mean_something_else_get_an_underscore():
    graph = build("print = x*2\nprint", {"x": 1})
    assert safe_names(graph, {"x"}) == {"x": "x_", "print": "print_"}
