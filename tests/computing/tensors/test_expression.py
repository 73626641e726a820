import contextlib
import io
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.computing.tensors.expression.box import (
    ExpressionConfig,
    arrays_of,
    evaluate_expression,
    numpy_script,
    torch_script,
)
from core.computing.tensors.expression.limits import MOST_CELLS_COMPUTED
from core.computing.tensors.expression.words import FUNCTIONS, METHODS
from core.refusal import Refusal


def run(text, **fields):
    return evaluate_expression(ExpressionConfig(text=text, **fields))


def judged_by_numpy(evaluation):
    """The NumPy line evaluated by Python itself, in NumPy alone."""
    with np.errstate(all="ignore"):
        return eval(evaluation.numpy_line, {"np": np, **evaluation.arrays})


@pytest.mark.parametrize(
    ("text", "numpy_line", "torch_line"),
    [
        ("a @ b.T + 1", "a @ b.T + 1", "a @ b.T + 1"),
        ("a[:, 1:].sum(axis=0)", "a[:, 1:].sum(axis=0)", "a[:, 1:].sum(dim=0)"),
        ("std(a, axis=1)", "np.std(a, axis=1)", "torch.std(a, dim=1, correction=0)"),
        ("a.std( )", "a.std( )", "a.std( correction=0)"),
        ("maximum(a, 0)", "np.maximum(a, 0)", "torch.maximum(a, torch.tensor(0))"),
        ("concatenate([a, b], axis=0)", "np.concatenate([a, b], axis=0)", "torch.cat([a, b], dim=0)"),
        ("a.astype(int8)", "a.astype(np.int8)", "a.to(torch.int8)"),
        ("zeros((2, 3), dtype=float32)", "np.zeros((2, 3), dtype=np.float32)",
         "torch.zeros((2, 3), dtype=torch.float32)"),
        ("zeros((2, 2, 3), dtype=int8).T", "np.zeros((2, 2, 3), dtype=np.int8).T",
         "torch.zeros((2, 2, 3), dtype=torch.int8).permute(2, 1, 0)"),
        ("(a − 1).max(axis=-1, keepdims=True)", "(a - 1).max(axis=-1, keepdims=True)",
         "(a - 1).amax(dim=-1, keepdim=True)"),
        ("abs(-2)", "np.abs(-2)", "torch.abs(torch.tensor(-2))"),
        ("a.transpose(1, 0)[..., None]", "a.transpose(1, 0)[..., None]", "a.permute(1, 0)[..., None]"),
        ("b[[0, -1], :2]", "b[[0, -1], :2]", "b[[0, -1], :2]"),
        ("where(a > 2, a, -a)", "np.where(a > 2, a, -a)", "torch.where(a > 2, a, -a)"),
        ("a[a > 2]", "a[a > 2]", "a[a > 2]"),
        ("a.reshape(a.shape[1], -1)", "a.reshape(a.shape[1], -1)", "a.reshape(a.shape[1], -1)"),
        ("a.transpose()", "a.transpose()", "a.permute(1, 0)"),
        ("transpose(zeros((2, 2, 3), dtype=int8))", "np.transpose(np.zeros((2, 2, 3), dtype=np.int8))",
         "torch.permute(torch.zeros((2, 2, 3), dtype=torch.int8), (2, 1, 0))"),
        ("~(a > 2)", "~(a > 2)", "~(a > 2)"),
        ("stack((c, c)).T % 2", "np.stack((c, c)).T % 2", "torch.stack((c, c)).T % 2"),
    ],
)  # fmt: skip
def test_one_line_is_the_same_in_both_libraries(text, numpy_line, torch_line):
    found = run(text)
    assert (found.numpy_line, found.torch_line) == (numpy_line, torch_line)
    assert found.verdict == "same"
    assert not found.differences
    last = found.steps[-1]
    np.testing.assert_array_equal(last.numpy.array, judged_by_numpy(found))
    assert last.numpy.shape == last.torch.shape == np.shape(judged_by_numpy(found))


def test_every_intermediate_has_its_shape_and_dtype():
    steps = [(step.source, step.numpy.shape, step.numpy.dtype) for step in run("a @ b.T + a.shape[0]").steps]
    assert steps == [
        ("a", (2, 3), "float32"),
        ("b", (4, 3), "float32"),
        ("b.T", (3, 4), "float32"),
        ("a @ b.T", (2, 4), "float32"),
        ("a.shape", (2,), "tuple"),
        ("a.shape[0]", (), "int"),
        ("a @ b.T + a.shape[0]", (2, 4), "float32"),
    ]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("c / 2", "whole_to_float"),
        ("exp(c)", "whole_to_float"),
        ("a + c", "mixed_promotion"),
        ("zeros(3)", "default_float"),
        ("exp(2)", "default_float"),
        ("sum(c.astype(uint8))", "unsigned_sum"),
        ("a.astype(int8) + c[0]", "scalar_tensor"),
    ],
)
def test_a_difference_of_dtype_is_named_and_values_still_agree(text, rule):
    found = run(text)
    assert found.verdict == "dtype"
    assert [difference.rule for difference in found.differences] == [rule]
    assert found.differences[0].values == {"numpy": found.steps[-1].numpy.dtype, "torch": found.steps[-1].torch.dtype}


def test_a_difference_that_comes_from_an_earlier_step_is_called_inherited():
    differences = run("(c / 2).sum() > 1 / c").differences
    assert [difference.rule for difference in differences] == ["whole_to_float", "inherited", "whole_to_float"]
    assert differences[1].values == {"numpy": "float64", "torch": "float32"}  # of the step before, not of the result


def test_a_cast_of_what_does_not_fit_is_called_undefined():
    found = run("(a * 1000 - 3000).astype(uint8)")
    if found.verdict == "value":  # what is stored depends on the processor
        assert [difference.rule for difference in found.differences] == ["cast"]


@pytest.mark.parametrize(
    ("text", "verdict", "rule"),
    [
        ("a[::-1]", "numpy_only", "negative_step"),
        ("c.mean()", "numpy_only", "mean_of_whole_numbers"),
        ("std(c)", "numpy_only", "mean_of_whole_numbers"),
        ("a @ c", "numpy_only", "matmul_dtypes"),
        ("c // 0", "numpy_only", "zero_division"),
        ("c.astype(int8) + 300", "torch_only", "number_out_of_bounds"),
        ("a + b", "neither", "broadcast"),
        ("a @ b", "neither", "matmul_shapes"),
        ("a[7]", "neither", "index"),
        ("a[0, 0, 0]", "neither", "index"),
        ("a.reshape(4, 4)", "neither", "reshape"),
        ("a.sum(axis=5)", "neither", "argument"),
        ("c ** -1", "neither", "negative_power"),
        ("1 + a.sum(axis=9)", "neither", "argument"),
        ("1 - (c > 1)", "numpy_only", "truth_subtraction"),
        ("-(c > 1)", "neither", "truth_negative"),
        ("~a", "neither", "inversion"),
        ("c.mT", "neither", "attribute"),
    ],
)
def test_who_refuses_and_why_is_said_with_the_place(text, verdict, rule):
    found = run(text)
    assert found.verdict == verdict
    for refusal in (found.numpy_refusal, found.torch_refusal):
        if refusal is not None:
            assert refusal.rule == rule
            assert refusal.message
            assert text[refusal.start : refusal.end] == text.removeprefix("1 + ")
    if verdict == "neither":
        assert found.steps[-1].numpy is found.steps[-1].torch is None
        assert any(step.numpy is not None for step in found.steps)


HOSTILE = [
    "__import__('os').system('id')", "().__class__", "a.__class__", "a.T.__init__", "a.sum.__globals__", "9**9**9",
    "zeros((10**9,))", "zeros((10**18, 10**18))", "zeros((0, 10**9))", "ones((5000, 1)) + ones(5000)", "lambda: 1",
    "f'{a}'", "'a'", "(x := 3)", "a; b", "a # b", "a\\", "a\nb", "ａ + 1", "а + 1", "a if b else c",
    "[x for x in a]", "{}", "a[0] = 1", "(a.shape[0]**64)**64", "[0] * 10**18", "a.shape * 10**9",
    "outer(arange(1000), arange(1000))", "arange(1e15)", "arange(0, 1, 1e-9)", "eye(10**6)",
    "linspace(0, 1, 10**9)", "linspace(arange(5000), 1, 5000)", "broadcast_to(a, (10**5, 2, 3))",
    "outer([a, a], [a, a])", "ones((1, 9999))[zeros((9999,), dtype=int64)]", "ones((9999, 1)) @ ones((1, 9999))",
    "stack([ones((9999,)), ones((9999,))])", "clip(ones((9999, 1)), arange(9999), 9)",
    "where(ones((9999, 1)) > 0, arange(9999), 0)", "ones((9999,))[arange(9999) % 3, None] * arange(9999)",
    "a[True]", "a[(True)]", "array([a])", "array(a)", "zeros(3.5)", "zeros(a)", "eye(a)",
    "a[None, None, None, None, None, None, None]", "mean(zeros((0, 2)))", "zeros((0,)).std()", "float32", "None",
    "a, b", "...", "a.tofile", "a.dump(1)", "sum(a, out=b)", "sum(*a)", "sum(**a)", "a << 3", "a & b",
    "not a", "0 < a < 1", "1j * a", "0x10", "1_000", "2a", "a(2)", "sum(2)(3)", "np.exp(a)",
    "concatenate([[a], [a]])", "(" * 5000 + "a" + ")" * 5000, "(" * 150 + "a" + ")" * 150, "-" * 399 + "a",
    "a" + "[0]" * 130, "a" + ".T" * 199, "a+" * 199 + "a", "1e400", "9223372036854775808",
    "(2 - a.ndim * 5) ** 0.5", "open('x')", "unknown", "a @ @ b", "a[0", "print(a)", "b[*a]", "a and b", "a.tobytes()",
    "exec('1')", "`a`", "a +", "",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:30])
def test_hostile_expressions_are_refused_and_cost_no_memory(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run("a")  # what is imported once does not count
    tracemalloc.start()
    with pytest.raises((Refusal, ValueError)) as caught:
        run(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2e6
    assert not list(tmp_path.iterdir())
    if isinstance(caught.value, Refusal):
        assert "\n" not in str(caught.value)
        assert 0 <= caught.value.span[0] < caught.value.span[1] <= len(text) + 1
    else:
        assert len(text) > 400  # the config's own limit


def test_a_step_at_the_limit_is_computed_and_one_beyond_is_not():
    assert run(f"ones(({MOST_CELLS_COMPUTED},)).sum()").verdict == "dtype"
    with pytest.raises(Refusal) as caught:
        run(f"1 + ones(({MOST_CELLS_COMPUTED + 1},))")
    assert caught.value.rule == "cells_many"
    assert caught.value.span == (4, 18)


def test_the_name_of_every_word_is_one_that_both_libraries_have():
    import torch

    assert all(hasattr(np, name) and hasattr(torch, word.torch) for name, word in FUNCTIONS.items())
    assert all(hasattr(np.ndarray, name) and hasattr(torch.Tensor, word.torch) for name, word in METHODS.items())


@pytest.mark.parametrize("text", ["a @ b.T + 1", "a[:, ::2].std(axis=1)", "where(a > 2, a, c) * 2", "c // 2"])
def test_both_scripts_run_alone_and_print_the_result(text):
    found = run(text)
    for script, value in ((numpy_script(found), found.steps[-1].numpy), (torch_script(found), found.steps[-1].torch)):
        out = io.StringIO()
        names: dict = {}
        with contextlib.redirect_stdout(out):
            exec(compile(script, "script", "exec"), names)
        np.testing.assert_array_equal(np.asarray(names["result"]), value.array)
        assert out.getvalue().strip() == str(names["result"])


def test_arrays_are_as_the_config_says_and_equal_for_equal_seeds():
    config = ExpressionConfig(shape_a="2, 2", dtype_a="bool", shape_b="", dtype_b="int8", expression_seed=3)
    arrays = arrays_of(config)
    assert {name: (array.shape, str(array.dtype)) for name, array in arrays.items()} == {
        "a": ((2, 2), "bool"), "b": ((), "int8"), "c": ((3,), "int64"),
    }  # fmt: skip
    assert all(np.array_equal(arrays[name], again) for name, again in arrays_of(config).items())


def expressions():
    leaves = st.sampled_from(["a", "b", "c", "2", "0.5", "a.T", "b.T", "a[0]", "b[:, 1:]", "a[..., None]", "c[[0, 2]]"])
    binary = ["+", "-", "*", "/", "//", "%", "@", "<", ">=", "==", "**"]
    tails = [".sum(axis=0)", ".max(axis=-1, keepdims=True)", ".T", "[0]", "[-1:]"]
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from(binary), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
            st.tuples(st.sampled_from(["exp", "tanh", "abs", "sum", "mean", "max", "argmin", "sqrt"]), inner).map(
                lambda t: f"{t[0]}({t[1]})"
            ),
            st.tuples(inner, st.sampled_from(tails)).map(lambda t: f"({t[0]}){t[1]}"),
            st.tuples(inner, inner).map(lambda t: f"maximum({t[0]}, {t[1]})"),
        ),
        max_leaves=6,
    )


DTYPES = st.sampled_from(["float64", "float32", "int64", "int8", "bool", "uint8", "float16"])


@settings(max_examples=150, deadline=None)
@given(expressions(), DTYPES, DTYPES, DTYPES)
def test_random_expressions_agree_or_the_libraries_part_for_a_reason_that_is_named(text, dtype_a, dtype_b, dtype_c):
    try:
        found = run(text, shape_b="4, 3", dtype_a=dtype_a, dtype_b=dtype_b, dtype_c=dtype_c)
    except Refusal as error:
        assert error.rule in {"too_long", "cells_many", "number_large", "division_by_zero", "too_deep", "no_numbers"}
        return
    if found.numpy_refusal is None:
        np.testing.assert_array_equal(found.steps[-1].numpy.array, judged_by_numpy(found))
    else:
        with pytest.raises((ValueError, TypeError, IndexError, ArithmeticError, AttributeError, SyntaxError)):
            judged_by_numpy(found)
    assert (found.verdict == "neither") == (found.numpy_refusal is not None and found.torch_refusal is not None)
    parted = any(step.agreement != "same" for step in found.steps)
    assert not parted or found.differences or found.numpy_refusal or found.torch_refusal
    if found.verdict == "value":  # only where rounding or a cast on the way was another one
        assert [difference.rule for difference in found.differences] != ["engine"]


@pytest.mark.parametrize(
    ("text", "fate", "cells", "exact", "stored"),
    [
        ("a * a", "wrapped", 8, "144", "-112"),
        ("a + 120", "wrapped", 12, "128", "-128"),
        ("-(a * 0 - 127 - 1)", "wrapped", 20, "128", "-128"),
        ("a ** 3", "wrapped", 14, "216", "-40"),
        ("(a + 200 * 1).astype(uint8)", None, 0, "", ""),
        ("prod(a[1:] * 100)", "wrapped", 1, None, None),
        ("a.sum()", None, 0, "", ""),
    ],
)
def test_whole_numbers_that_wrapped_around_are_counted_and_the_first_one_is_named(text, fate, cells, exact, stored):
    found = run(text, dtype_a="int8", shape_a="20")
    if fate is None:
        assert found.losses == ()
        return
    loss = found.losses[-1]
    assert (loss.fate, loss.cells) == (fate, cells)
    assert exact is None or (loss.exact, loss.stored) == (exact, stored)


def test_floats_that_overflow_are_named_and_a_division_by_zero_is_not_called_so():
    assert [loss.fate for loss in run("exp(a * 100)").losses] == ["overflow"]
    assert [loss.fate for loss in run("a.astype(float16) * 60000").losses] == ["overflow"]
    assert run("1 / a").losses == run("a ** -1").losses == run("a * 2").losses == ()


def test_a_librarys_sentence_is_kept_to_its_end():
    refusal = run("1 - (c > 1)").numpy_refusal or run("1 - (c > 1)").torch_refusal
    assert refusal.message.endswith("instead.")
