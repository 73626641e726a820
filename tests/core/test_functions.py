import json
from pathlib import Path

import numpy as np
import pytest
import sympy
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.expressions import Binary, Call, Name, Node, Number, Unary, read_function, walk
from core.expressions.symbolic import LONGEST
from core.expressions.work_limit import WorkLimitReached, work_limit
from core.refusal import Refusal

TABLE = json.loads(Path(__file__).with_name("bad_formulas.json").read_text(encoding="utf-8"))
UNARY = (
    "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "exp", "log", "log2", "log10", "sqrt",
    "abs", "sign", "sigmoid", "relu",
)  # fmt: skip
IN_TORCH = {name: getattr(torch, name) for name in UNARY} | {"min": torch.minimum, "max": torch.maximum}
LONG = {
    "sines in sines": "sin(" * 50 + "x" + ")" * 50,
    "a product of sines": "*".join(f"sin({k}*x)" for k in range(1, 25)),
    "quotients in quotients": "1/(x+" * 35 + "x" + ")" * 35,
    "powers of powers": "((((x+1)^64+x)^64+x)^64+x)^64",
    "largest of many": "max(x," * 30 + "x" + ")" * 30,
    "pieces in pieces": "where(x>1,x^2,x*" * 12 + "x" + ")" * 12,
    "tiny numbers": "(((x*1e-300)^64)^64)^64",
    "two variables": "sin(x*y)*cos(x+y)*exp(x-y)*log(x^2+y^2)*tan(x/y)*arctan(y/x)*sqrt(x*y)",
    "variable powers": "(x^x)^(sin(x)^cos(x))",
}


def refusal(text: str, variables: tuple[str, ...] = ("x",)) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_function(text, variables)
    return caught.value


def in_torch(node: Node, values: dict[str, torch.Tensor]) -> torch.Tensor:
    """A second evaluator, whose derivatives are automatic."""
    match node:
        case Number(value=value):
            return torch.tensor(float(value), dtype=torch.float64)
        case Name(name=name):
            return values[name]
        case Unary(operator=sign, operand=operand):
            return -in_torch(operand, values) if sign == "-" else in_torch(operand, values)
        case Binary(operator=symbol, left=left, right=right):
            a, b = in_torch(left, values), in_torch(right, values)
            operations = {
                "+": torch.add, "-": torch.sub, "*": torch.mul, "/": torch.div, "**": torch.pow, "<": torch.lt,
                ">": torch.gt, "<=": torch.le, ">=": torch.ge,
            }  # fmt: skip
            return operations[symbol](a, b)
        case Call(function="where", arguments=(condition, a, b)):
            return torch.where(in_torch(condition, values), in_torch(a, values), in_torch(b, values))
        case Call(function=name, arguments=arguments):
            return IN_TORCH[name](*(in_torch(argument, values) for argument in arguments))
    raise AssertionError(node)


def formulas(names: tuple[str, ...], unary: tuple[str, ...], pieces: bool = True) -> st.SearchStrategy[str]:
    leaves = st.sampled_from([*names, *names, "2", "0.5", "3", "pi"])

    def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        ways = [
            st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
            st.tuples(st.sampled_from(unary), inner).map(lambda t: f"{t[0]}({t[1]})"),
            st.tuples(inner, st.sampled_from(["2", "3", "0.5", "-1"])).map(lambda t: f"({t[0]})^{t[1]}"),
        ]
        if pieces:
            ways += [
                st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(lambda t: f"{t[0]}({t[1]}, {t[2]})"),
                st.tuples(inner, st.sampled_from("<>"), inner, inner, inner).map(
                    lambda t: f"where({t[0]} {t[1]} {t[2]}, {t[3]}, {t[4]})"
                ),
            ]
        return st.one_of(ways)

    return st.recursive(leaves, larger, max_leaves=6)


@pytest.mark.parametrize("case", TABLE, ids=[case["name"] for case in TABLE])
def test_every_formula_of_the_table_meets_its_fate(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if case["want"] == "safe":
        f = read_function(case["text"], ("x", "y"))
        assert f(np.linspace(-3, 3, 7), 2.0).shape == (7,)
        assert f.latex
        f.derivative("x")(1.0, 2.0)
    else:
        error = refusal(case["text"], ("x", "y"))
        assert "\n" not in str(error)
        assert 0 <= error.span[0] < error.span[1]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "rule", "underlined"),
    [
        ("x + (x > 0)", "comparison_alone", "x > 0"),
        ("where(x, 1, 2)", "condition", "x"),
        ("where(x > (x < 1), 1, 2)", "comparison_alone", "x < 1"),
        ("2*log(0)*x", "constant_not_finite", "2*log(0)"),
        ("sin(x)/(1-1)", "division_by_zero", "sin(x)/(1-1)"),
        ("x*exp(exp(exp(9)))", "constant_not_finite", "exp(exp(9))"),
        ("x + y", "unknown_name", "y"),
        ("slope_where(x > 0, x, 1, 2)", "unknown_function", "slope_where"),
    ],
)
def test_a_formula_that_is_no_function_is_refused_at_its_place(text, rule, underlined):
    error = refusal(text)
    assert error.rule == rule
    assert text[slice(*error.span)] in underlined  # at least a part of what is wrong


def test_two_different_spellings_are_one_function():
    x = np.linspace(0.1, 0.9, 5)
    for spelled, plain in (("ln(x)", "log(x)"), ("x²−1", "x^2-1"), ("maximum（x，0.5）", "max(x, 0.5)")):
        np.testing.assert_array_equal(read_function(spelled)(x), read_function(plain)(x))
    assert read_function("e^x")(1.0) == pytest.approx(np.e)
    assert read_function("e*t", ("e", "t"))(3.0, 2.0) == 6.0


def test_values_keep_the_shape_and_undefined_places_are_nan_without_a_warning():
    x = np.linspace(-1, 1, 6).reshape(2, 3)
    for text in ("2", "log(x)", "sqrt(x)", "1/(x-x)", "arcsin(3*x)", "x^0.5", "exp(exp(exp(9+x)))"):
        assert read_function(text)(x).shape == (2, 3)
        assert read_function(text)(x).dtype == np.float64
    assert np.isnan(read_function("sin(x)/x")(0.0))
    assert read_function("1/x")(0.0) == np.inf
    assert read_function("-1/x^2")(0.0) == -np.inf
    assert read_function("x*y", ("x", "y"))(x[:, :1], x[:1]).shape == (2, 3)


@settings(max_examples=100, deadline=None)
@given(formulas(("x", "y"), ("sin", "cos", "exp", "tanh", "sqrt", "abs"), pieces=False), st.integers(0, 99))
def test_values_are_those_of_sympy(text, seed):
    try:
        f = read_function(text, ("x", "y"))
    except Refusal:
        return
    x, y = np.random.default_rng(seed).uniform(-2, 2, (2, 9))
    with np.errstate(all="ignore"):  # our own text, from above
        judge = sympy.lambdify(sympy.symbols("x y"), sympy.sympify(text.replace("^", "**"), evaluate=False), "numpy")
        want = np.broadcast_to(np.asarray(judge(x, y), dtype=float), x.shape)
    np.testing.assert_allclose(f(x, y), want, rtol=1e-9, atol=1e-12)


@settings(max_examples=150, deadline=None)
@given(formulas(("x", "y"), UNARY), st.integers(0, 99))
def test_derivatives_are_those_of_automatic_differentiation(text, seed):
    try:
        f = read_function(text, ("x", "y"))
        slope = f.derivative("x")
    except Refusal as error:
        assert error.rule in {"constant_not_finite", "division_by_zero", "constant_complex", "derivative_unwritable"}
        return
    assert slope.latex
    points = np.random.default_rng(seed).uniform(-2, 2, (2, 12))
    got = slope(*points)
    x, y = (torch.tensor(values, requires_grad=True) for values in points)
    value = in_torch(f.node, {"x": x, "y": y}) + 0 * x
    (want,) = torch.autograd.grad(value.nansum(), x, allow_unused=True)
    want = want.numpy()
    both = np.isfinite(got) & np.isfinite(want) & np.isfinite(f(*points)) & (np.abs(want) < 1e8)
    np.testing.assert_allclose(got[both], want[both], rtol=1e-6, atol=1e-8 * (1 + np.abs(want[both]).max(initial=0)))
    # an infinite slope is no number for either; a finite one of ours is missing only where theirs is made of nothing
    assert not (np.isfinite(got) & np.isnan(f(*points))).any()


@pytest.mark.parametrize(
    ("text", "judge"),
    [
        ("sin(x)/x", lambda x: np.cos(x) / x - np.sin(x) / x**2),
        ("sqrt(1+x^2)/(x-1)", lambda x: -(x + 1) / ((x - 1) ** 2 * np.sqrt(1 + x**2))),
        ("x^x", lambda x: x**x * (np.log(x) + 1)),
        ("x*abs(x)", lambda x: 2 * np.abs(x)),
        ("arctan(x/(1+x))", lambda x: 1 / (2 * x**2 + 2 * x + 1)),
        ("log10(x) + 2^-x", lambda x: 1 / (x * np.log(10)) - np.log(2) * 2.0**-x),
    ],
)
def test_derivatives_are_those_of_the_textbook(text, judge):
    x = np.array([0.3, 0.8, 1.7, 4.0])
    np.testing.assert_allclose(read_function(text).derivative("x")(x), judge(x), rtol=1e-12)


@pytest.mark.parametrize("text", ["sin(x)/x", "exp(-x^2)*sin(3*x)", "x^3*log(x)", "tanh(x)^2", "sigmoid(2*x)", "x^x"])
def test_the_first_four_derivatives_agree_with_high_precision(text):
    import mpmath

    f, python, at = read_function(text), text.replace("^", "**"), 0.7
    mpmath.mp.dps = 40
    words = {name: getattr(mpmath, name) for name in ("sin", "exp", "log", "tanh")}
    words["sigmoid"] = lambda z: 1 / (1 + mpmath.exp(-z))
    for order in range(1, 5):
        f = f.derivative("x")
        judge = mpmath.diff(lambda x: eval(python, words | {"x": x}), mpmath.mpf(at), order)  # our own text
        assert f(at) == pytest.approx(float(judge), rel=1e-9)
    with pytest.raises(Refusal, match="derivative_order"):
        f.derivative("x")


def test_mixed_derivatives_are_equal():
    f = read_function("x^3*y - sin(x*y)", ("x", "y"))
    x, y = np.random.default_rng(0).normal(size=(2, 8))
    np.testing.assert_allclose(
        f.derivative("x").derivative("y")(x, y), f.derivative("y").derivative("x")(x, y), rtol=1e-12
    )
    assert f.derivative("x").by == ("x",)


@pytest.mark.parametrize(
    ("text", "kinks", "smooth"),
    [
        ("abs(x)", [0.0], [-1.0, 2.0]),
        ("relu(x-1)", [1.0], [0.0, 2.0]),
        ("max(x, abs(x))", [0.0], [-1.0, 1.0]),
        ("max(0, min(1, x))", [0.0, 1.0], [0.5, 2.0]),
        ("where(abs(x) <= 1, x^2/2, abs(x) - 0.5)", [], [-1.0, 0.0, 1.0]),  # the slopes meet
        ("where(x > 0, 1, 0)", [0.0], [-1.0, 1.0]),
        ("where(x == 0, 1, sin(x)/x)", [0.0], [1.0]),
        ("sign(x)", [0.0], [1.0]),
        ("relu(relu(x))", [0.0], [-1.0, 1.0]),
    ],
)
def test_a_slope_is_missing_at_a_kink_and_at_a_jump_only(text, kinks, smooth):
    f = read_function(text)
    for _ in range(2):
        f = f.derivative("x")
        assert np.isnan(f(np.array(kinks))).all()
    assert np.isfinite(read_function(text).derivative("x")(np.array(smooth))).all()


def test_a_derivative_is_undefined_where_its_function_is():
    assert np.isnan(read_function("log(x)").derivative("x")(-1.0))
    assert np.isnan(read_function("x/x").derivative("x")(0.0))
    assert np.isnan(read_function("sqrt(x)^2").derivative("x").derivative("x")(-1.0))


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_formulas_are_differentiated_four_times_or_refused(text):
    f = read_function(text, ("x", "y"))
    try:
        for _ in range(4):
            f = f.derivative("x")
            assert sum(1 for _ in walk(f.node)) <= 2 * LONGEST
            assert np.shape(f(0.3, 0.4)) == ()
            assert f.latex
    except Refusal as error:
        assert error.rule in {"derivative_long", "derivative_unwritable"}


def test_work_is_limited_by_counting_and_nothing_stays_behind():
    def busy() -> None:
        while True:
            try:
                abs(len(str(refusal)) + sum(k for k in range(9)))
            except Exception:
                continue

    with pytest.raises(WorkLimitReached), work_limit(1000):
        busy()
    with work_limit(3):
        pass
    for _ in range(100):
        str(Name(0, 0, "x"))  # no limit any more


@pytest.mark.parametrize(
    ("text", "low", "high", "want"),
    [
        ("1/x", -5, 5, [0]),
        ("1/x^2", -5, 5, [0]),
        ("1/(x^2-2*x+1)", -5, 5, [1]),
        ("sin(x)/x", -5, 5, []),
        ("(x^2-1)/(x-1)", -5, 5, []),
        ("tan(x)", -5, 5, [-1.5 * np.pi, -0.5 * np.pi, 0.5 * np.pi, 1.5 * np.pi]),
        ("log(abs(x))", -1, 2, [0]),
        ("log(x)", -1, 2, []),
        ("sqrt(x)", -1, 2, []),
        ("abs(x)", -1, 2, []),
        ("sign(x-0.3)", -1, 1, [0.3]),
        ("arctan(1/x)", -1, 1, [0]),
        ("where(x < 1, x, x + 1)", 0, 3, [1]),
        ("where(x < 1, x, x^2)", 0, 3, []),
        ("1/((x-1)*(x-1.001))", 0, 3, [1, 1.001]),
        ("x^-3", -1, 1, [0]),
        ("1/sin(x)", -10, 10, np.pi * np.arange(-3, 4)),
        ("x^2", 0, 1, []),
    ],
)
def test_gaps_are_poles_and_jumps(text, low, high, want):
    np.testing.assert_allclose(read_function(text).gaps(low, high), want, atol=1e-7)


@pytest.mark.parametrize(
    ("text", "want"), [("abs(x)", [0]), ("relu(x-1)", [1]), ("arcsin(sin(x))", [-np.pi / 2, np.pi / 2])]
)
def test_a_derivative_jumps_where_its_function_has_a_kink(text, want):
    np.testing.assert_allclose(read_function(text).derivative("x").gaps(-2, 2), want, atol=1e-6)


def test_a_curve_has_a_break_at_every_gap_and_only_there():
    x, y = read_function("1/(x-0.3)").curve(-1, 1, 201)
    assert x.shape == y.shape == (202,) or x.shape == (201,)
    assert (np.diff(x) > 0).all()
    assert x[np.isnan(y)] == pytest.approx([0.3])
    assert np.isfinite(read_function("x^2").curve(-1, 1)[1]).all()
    assert np.isfinite(read_function("sin(x)/x").curve(-1, 1, 201)[1]).all()  # of which 0 is one, without a value
    x, y = read_function("sqrt(x)").curve(-1, 1, 201)
    np.testing.assert_array_equal(np.isnan(y), x < 0)


@settings(max_examples=80, deadline=None)
@given(formulas(("x", "y"), UNARY), st.integers(0, 99))
def test_the_python_source_has_the_same_values(text, seed):
    try:
        f = read_function(text, ("x", "y"))
        functions = [f, f.derivative("x")]
    except Refusal:
        return
    x, y = np.random.default_rng(seed).uniform(-2, 2, (2, 9))
    for function in functions:
        with np.errstate(all="ignore"):
            told = eval(function.to_python(), {"np": np, "x": x, "y": y})  # our own source
        np.testing.assert_array_equal(np.broadcast_to(told, x.shape), function(x, y))


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("x^2 - 3*x", r"x^{2} - 3 \, x"),
        ("(x+1)/(x-1)", r"\frac{x + 1}{x - 1}"),
        ("-1/x", r"-\frac{1}{x}"),
        ("sin(x)^2", r"\sin^{2}\left(x\right)"),
        ("e^-x", "e^{-x}"),
        ("1e-5*2", r"10^{-5} \cdot 2"),
        ("where(x<-1, -x, where(x<1, 0, x))", r"\begin{cases} -x & x < -1 \\ 0 & x < 1 \\ x & x \ge 1 \end{cases}"),
        ("(x-1)*(x+1)", r"\left(x - 1\right) \, \left(x + 1\right)"),
        ("x-(x-1)", r"x - \left(x - 1\right)"),
        ("(-x)^2", r"\left(-x\right)^{2}"),
        ("(x^2)^3", r"\left(x^{2}\right)^{3}"),
        ("1/x^-2", r"\frac{1}{x^{-2}}"),
    ],
)
def test_latex_reads_as_typed(text, latex):
    assert read_function(text).latex == latex


def test_decimals_stay_decimals_in_a_derivative():
    assert read_function("0.1*x^2").derivative("x").latex == r"0.2 \, x"
    assert read_function("x^2/10").derivative("x").latex == r"\frac{x}{5}"


def test_a_wrong_call_is_an_error_of_the_caller():
    f = read_function("x")
    with pytest.raises(TypeError, match="1 variables"):
        f(1, 2)
    with pytest.raises(ValueError, match="none of"):
        f.derivative("y")
    with pytest.raises(ValueError, match="low < high"):
        f.gaps(1, 1)
    with pytest.raises(ValueError, match="plain name"):
        read_function("x", ())
