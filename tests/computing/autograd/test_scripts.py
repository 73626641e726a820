import contextlib
import io
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, reject, settings

from core.computing.autograd.formula.build import build, variables_of
from core.computing.autograd.formula.presets import PRESETS, FormulaConfig, on_screen
from core.computing.autograd.scripts.by_hand import script_by_hand
from core.computing.autograd.scripts.engine import script_engine, script_torch
from core.computing.autograd.scripts.writer import safe_names
from core.refusal import Refusal
from tests.computing.autograd.formulas import printed_numbers, scalar_formulas, tensor_formulas, traced
from tests.computing.autograd.test_trace import MARKS

WRITERS = (script_engine, script_torch, script_by_hand)
RUNNER = """
import contextlib, io, json, sys
for source in json.load(sys.stdin):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(source, "script", "exec"), {"__name__": "__main__"})
    print(json.dumps(out.getvalue()))
"""


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
def printed_alone():
    """What every script of every preset prints in a process that cannot see this project."""
    import json

    keys = [
        (name, writer.__name__, precision)
        for name in PRESETS
        for writer in WRITERS
        for precision in ("float64", "float32")
    ]
    writers = {writer.__name__: writer for writer in WRITERS}
    sources = [writers[writer](*on_screen(FormulaConfig(preset=name)), precision) for name, writer, precision in keys]
    done = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-c", RUNNER], input=json.dumps(sources), capture_output=True, text=True,
        check=False, cwd="/",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return dict(zip(keys, (json.loads(line) for line in done.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.__name__)
@pytest.mark.parametrize("name", PRESETS)
def test_a_presets_script_runs_alone_and_prints_the_gradients_on_the_screen(name, writer, precision, printed_alone):
    wanted = expected(*on_screen(FormulaConfig(preset=name)), precision)
    agree(
        read_numbers(printed_alone[name, writer.__name__, precision]), wanted, 1e-12 if precision == "float64" else 1e-5
    )


def run_here(source):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(source, "script", "exec"), {"__name__": "__main__"})  # our own text, not a visitor's
    return read_numbers(out.getvalue())


def agree_on(formula, values):
    """All three scripts print the trace's numbers, where these are finite and of a moderate size."""
    try:
        variables_of(formula)
    except Refusal:
        reject()
    wanted = expected(formula, values)
    flat = np.concatenate([np.ravel(value) for value in wanted.values()])
    found = traced(formula, values)
    parts = [node.value for node in found.nodes] + [node.gradient for node in found.nodes if node.gradient is not None]
    if not all(np.isfinite(part).all() and np.abs(part).max() < 1e6 for part in [*parts, flat]):
        reject()
    for writer in WRITERS:
        agree(run_here(writer(formula, values)), wanted, 1e-9)


@given(scalar_formulas())
@settings(max_examples=40, deadline=None)
def test_scripts_of_random_scalar_formulas_agree_with_the_trace(case):
    agree_on(*case)


@given(tensor_formulas())
@settings(max_examples=40, deadline=None)
def test_scripts_of_random_formulas_of_tensors_agree_with_the_trace(case):
    agree_on(*case)


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
        ("softmax(x) + max([x*0, 1][1])", None),
    ],
)
def test_scripts_survive_odd_formulas(formula, values):
    if values is None:
        with pytest.raises(Refusal):
            build(formula, {"x": 1})
        return
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
