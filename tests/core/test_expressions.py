import json
import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.expressions import AUTOGRAD, SCALAR, Grammar, Name, evaluate, parse, walk
from core.refusal import Refusal

TABLE = json.loads(Path(__file__).with_name("bad_formulas.json").read_text(encoding="utf-8"))
INDEXED = replace(AUTOGRAD, names=frozenset({"a", "b"}), assignments=False, spellings={})


def refusal(text: str, grammar: Grammar) -> Refusal:
    with pytest.raises(Refusal) as caught:
        parse(text, grammar)
    return caught.value


@pytest.mark.parametrize("case", TABLE, ids=[case["name"] for case in TABLE])
def test_every_formula_of_the_table_meets_its_fate(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if case["want"] == "safe":
        evaluate(parse(case["text"], SCALAR), {"x": np.linspace(-3, 3, 7), "y": 2.0})
    else:
        error = refusal(case["text"], SCALAR)
        assert "\n" not in str(error)
        assert 0 <= error.span[0] < error.span[1]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "rule", "underlined"),
    [
        ("sin(x) + systm(y)", "unknown_function", "systm"),
        ("x + zz", "unknown_name", "zz"),
        ("2x + 1", "number_then_letter", "2x"),
        ("sin((x)", "bracket_open", "("),
        ("x)", "bracket_close", ")"),
        ("x + sin", "function_alone", "sin"),
        ("y + x(2)", "not_a_function", "x"),
        ("x +", "syntax", ""),
        ("x + 1/0", "division_by_zero", "1/0"),
        ("x^65", "power_large", "65"),
        ("lambda x: x", "character", ":"),
        ("x − ².5", "character", "²"),
        ("1e17 + x", "number_large", "1e17"),
    ],
)
def test_a_refusal_points_at_its_place(text, rule, underlined):
    error = refusal(text, SCALAR)
    assert (error.rule, text[slice(*error.span)]) == (rule, underlined)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("p = a\np + $", "character"),
        ("a = a + 1\na", "cyclic"),
        ("u = v\nv = u\nv", "cyclic"),
        ("tanh = 2\nx", "target_taken"),
        ("tanh(x) = 2", "syntax"),
        ("a.b = 3\na", "target"),
        ("x += 1", "target"),
        ("x\ny", "unused_line"),
        ("(x := 3)", "construct"),
        ("f'{x}'", "character"),
        ("lambda v: v", "reserved_word"),
        ("().__class__", "unknown_attribute"),
        ("x[0].__class__", "unknown_attribute"),
        ("__builtins__", "name_long"),
        ("x.tanh()", "unknown_method"),
        ("[v for v in x]", "reserved_word"),
        ("sum(*x)", "construct"),
        ("sum(**x)", "keyword"),
        ("sum(x, dim=0)", "keyword"),
        ("sum(x, axis=0, axis=1)", "keyword_twice"),
        ("0 < x < 1", "chain"),
        ("x << 3", "operator"),
        ("x; y", "character"),
        ("x # y", "character"),
        ("x ∗ y", "character"),
        ("ｘ + 1", "character"),
        ("import os", "reserved_word"),
        ("type x = int", "syntax"),
        ("+".join(f"v{k}" for k in range(50)), "too_many_names"),
        ("max(" + "x+" * 500 + "x)", "too_deep"),
        ("[" + "x," * 500 + "x]", "too_many_parts"),
        ("x" * 10_000, "too_long"),
    ],
)
def test_hostile_programs_are_refused(text, rule):
    assert refusal(text, AUTOGRAD).rule == rule


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000 + "x" + ")" * 5000,
        "-" * 5000 + "x",
        "x**" * 2000 + "x",
        "sin(" * 3000,
        "[" * 5000,
        "x" + "[0]" * 3000,
    ],
    ids=["brackets", "signs", "powers", "calls", "square", "indices"],
)
def test_deep_nesting_is_refused_without_recursion_even_where_long_text_is_allowed(text):
    tracemalloc.start()
    error = refusal(text, replace(AUTOGRAD, most_characters=20_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert error.rule in {"brackets_deep", "bracket_open", "too_deep", "syntax"}
    assert peak < 30e6


def test_offsets_point_into_the_text_as_typed_when_spellings_change_its_length():
    text = "  x^2 − sin(y)·3"
    program = parse(text, SCALAR)
    assert program.source(program.result) == text.strip()
    assert [program.source(node) for node in walk(program.result) if isinstance(node, Name)] == ["x", "y"]


def test_lines_assign_names_and_the_variables_are_what_is_left():
    program = parse("p = sigmoid(z)\n\n  -y*log(p) - (1-y)*log(1-p)\n", AUTOGRAD)
    assert [statement.target for statement in program.statements] == ["p", ""]
    assert program.names == ("z", "y")
    value = evaluate(program, {"z": 0.3, "y": 1.0}, {"sigmoid": lambda z: 1 / (1 + np.exp(-z))})
    assert value == pytest.approx(np.log1p(np.exp(-0.3)), abs=1e-15)


def test_a_line_may_go_on_while_a_bracket_is_open():
    assert evaluate(parse("maximum(a,\n   b)\n", AUTOGRAD), {"a": 2.0, "b": 5.0}) == 5


def test_the_pointer_underlines_the_right_line():
    text = "p = a + 1\nq = p + wrong(a)"
    assert refusal(text, AUTOGRAD).pointer(text) == "q = p + wrong(a)\n        ^^^^^"


def test_undefined_values_are_nan_or_infinite_and_never_an_exception():
    assert np.isnan(evaluate(parse("x/x", SCALAR), {"x": 0.0}))
    assert evaluate(parse("exp(exp(x))", SCALAR), {"x": 9.0}) == np.inf


def formulas() -> st.SearchStrategy[str]:
    leaves = st.sampled_from(["x", "y", "2", "0.5", "3e2"])
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
            inner.map(lambda t: f"-{t}"),
            inner.map(lambda t: f"sin({t})"),
            inner.map(lambda t: f"({t})**2"),
        ),
        max_leaves=12,
    )


@settings(max_examples=80, deadline=None)
@given(formulas(), st.floats(-3, 3), st.floats(-3, 3))
def test_accepted_formulas_have_the_value_that_python_gives_them(text, x, y):
    try:
        program = parse(text, SCALAR)
    except Refusal as error:
        assert error.rule in {"division_by_zero", "number_large", "too_long"}
        return
    with np.errstate(all="ignore"):
        judge = eval(text, {"sin": np.sin, "x": np.float64(x), "y": np.float64(y)})  # our own text, from above
    np.testing.assert_array_equal(evaluate(program, {"x": np.float64(x), "y": np.float64(y)}), judge)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="xy01.e_+-*/()[],=<: \n^−'\\#{}λ", max_size=40), st.sampled_from([SCALAR, AUTOGRAD, INDEXED]))
def test_any_text_is_either_parsed_or_refused_with_a_place(text, grammar):
    try:
        program = parse(text, grammar)
    except Refusal as error:
        assert 0 <= error.span[0] < error.span[1] <= len(text) + 1
        assert error.pointer(text).count("\n") == 1
        return
    for statement in program.statements:
        for node in walk(statement.value):
            if isinstance(node, Name):
                assert program.source(node) == node.name
