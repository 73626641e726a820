import itertools
import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.computing.tensors.arrays import ArrayConfig, create
from core.computing.tensors.einsum import EinsumConfig, einsum, einsum_in_torch, terms_of
from core.computing.tensors.elementwise import ElementwiseConfig, apply, apply_in_torch
from core.computing.tensors.exact_report import elementwise_numbers, reduction_numbers
from core.computing.tensors.lines import einsum_lines, elementwise_lines, matmul_lines, rearrange_lines, reduce_lines
from core.computing.tensors.matmul import MatmulConfig, matmul, matmul_in_torch
from core.computing.tensors.products_report import letters_tex
from core.computing.tensors.rearranging import RearrangeConfig, origin_of, rearrange, rearrange_in_torch
from core.computing.tensors.reductions import ReduceConfig, contribution, reduce, reduce_in_torch
from core.params import domains
from core.refusal import Refusal

quick = settings(max_examples=60, deadline=None)
DTYPES = domains(ArrayConfig)["dtype"].options
FUNCTIONS = domains(ElementwiseConfig)["function"].options
REDUCTIONS = domains(ReduceConfig)["reduction"].options
TO_THE_END = "0 1 2 -3 16 20 100 127 128 200 255 300 -129 30000 1e5"
TOLERANCES = {"float16": 5e-3, "float32": 1e-5, "float64": 1e-12}
LIBRARIES = {"np": np, "torch": torch}


def text(shape):
    return ", ".join(map(str, shape))


def rule_of(function, *configs):
    with pytest.raises(Refusal) as caught:
        function(*configs)
    return caught.value.rule


def agree(found, twin):
    """PyTorch's numbers are the screen's: whole numbers to the last, floats up to the rounding of their dtype."""
    assert (found.shape, found.dtype) == (twin["shape"], twin["dtype"])
    rtol = TOLERANCES.get(found.dtype, 0)
    np.testing.assert_allclose(
        found.values.astype(float), np.asarray(twin["values"], dtype=float), rtol=rtol, atol=rtol
    )
    if found.dtype not in TOLERANCES:
        assert found.values.tolist() == twin["values"]


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("dtype", DTYPES)
def test_a_function_of_every_cell_is_the_same_in_pytorch_for_every_dtype_to_its_end(function, dtype):
    configs = ArrayConfig(source="text", numbers=TO_THE_END, dtype=dtype), ElementwiseConfig(function=function)
    if (dtype, function) == ("bool", "negative"):
        assert rule_of(apply, *configs) == "negative_bool"
        return
    agree(apply(*configs), apply_in_torch(*configs))


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("numbers", [TO_THE_END, "100 100 100; 100 100 100", "1 0 2"])
def test_a_reduction_is_the_same_in_pytorch_for_every_dtype_to_its_end(reduction, dtype, numbers):
    array_config = ArrayConfig(source="text", numbers=numbers, dtype=dtype)
    for along, keepdims in (("0", False), ("-1", True), ("all", False), ("all", True)):
        config = ReduceConfig(reduction=reduction, along=along, keepdims=keepdims)
        agree(reduce(array_config, config), reduce_in_torch(array_config, config))


@pytest.mark.parametrize("reduction", REDUCTIONS)
@pytest.mark.parametrize(("axis", "keepdims"), [*itertools.product(["all", "0", "2", "-1"], [False, True])])
def test_the_lit_cells_are_the_ones_reduced(reduction, axis, keepdims):
    array_config = ArrayConfig(source="random", dtype="float64")
    config = ReduceConfig(reduction=reduction, along=axis, keepdims=keepdims)
    found = reduce(array_config, config)
    part = contribution(found, keepdims, 4)
    alone = getattr(np, reduction)(create(array_config)[part.mask])
    np.testing.assert_allclose(alone, found.values[part.cell], rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("dtype", ["uint8", "int8", "int32", "float16", "float32"])
@pytest.mark.parametrize("number", [0, 3, 16, 20, 127, 200, 300, 60000, 1e30])
def test_the_equation_of_a_cell_holds_and_what_the_dtype_lost_is_named(dtype, number):
    found = apply(ArrayConfig(source="text", numbers=f"{number}", dtype=dtype), ElementwiseConfig(function="square"))
    formula, fate, numbers = elementwise_numbers(found, "square", (0,))
    if not np.isfinite(found.array[0]):  # what is stored is infinite already
        assert fate == "kept"
        return
    x, y = (float(formula[name].replace(r" \cdot 10^{", "e").replace("}", "")) for name in ("x", "y"))
    assert math.isclose(x * x, y, rel_tol=1e-4)
    stored = found.values[0]
    if fate == "wrapped":
        assert int(stored) != int(found.array[0]) ** 2
        assert numbers["stored"] == str(int(stored))
        assert numbers["high"] == str(np.iinfo(dtype).max)
    elif fate == "overflow":
        assert np.isinf(stored) and np.isfinite(found.array[0])
    else:
        assert math.isclose(float(stored), float(found.array[0]) ** 2, rel_tol=2e-3)


def test_a_product_beyond_int64_is_written_out_beside_what_is_kept_of_it():
    config = ReduceConfig(reduction="prod", along="all")
    found = reduce(ArrayConfig(source="text", numbers="100 " * 10, dtype="int64"), config)
    formula, fate, numbers = reduction_numbers(found, "prod", contribution(found, False, 0))
    assert (formula["value"], fate) == (str(10**20), "wrapped")
    assert numbers["stored"] == "7766279631452241920"


@pytest.mark.parametrize(
    ("reduction", "numbers", "dtype", "fate", "stored"),
    [("prod", "1e30 1e30 1e-30", "float32", "between", r"\infty"),
     ("prod", "1e-30 1e-30 1e30", "float32", "between", "0"),
     ("sum", "1e308 1e308 -1e308", "float64", "between", r"\infty"), ("sum", "1e8 1 -1e8", "float32", "between", "0"),
     ("prod", "300 300", "float16", "overflow", r"\infty"), ("prod", "1e-5 1e-5", "float16", "underflow", "0")],
)  # fmt: skip
def test_what_is_lost_on_the_way_is_not_blamed_on_the_result(reduction, numbers, dtype, fate, stored):
    config = ReduceConfig(reduction=reduction)
    found = reduce(ArrayConfig(source="text", numbers=numbers, dtype=dtype), config)
    _, told, values = reduction_numbers(found, reduction, contribution(found, False, 0))
    assert (told, values["stored"]) == (fate, stored)


def test_numbers_that_are_infinite_or_none_make_no_claim():
    for function in FUNCTIONS:
        found = apply(ArrayConfig(source="text", numbers="1e9", dtype="float16"), ElementwiseConfig(function=function))
        assert elementwise_numbers(found, function, (0,))[1] == "kept"
    found = reduce(ArrayConfig(source="text", numbers="1e9 1", dtype="float16"), ReduceConfig())
    assert reduction_numbers(found, "sum", contribution(found, False, 0))[1] == "kept"


def test_reductions_over_no_axis_or_no_numbers_are_refused():
    assert rule_of(reduce, ArrayConfig(), ReduceConfig(along="3")) == "axis_range"
    assert rule_of(reduce, ArrayConfig(shape=""), ReduceConfig(along="0")) == "axis_range"
    assert rule_of(reduce, ArrayConfig(shape="0, 2"), ReduceConfig(reduction="max")) == "reduce_empty"
    assert rule_of(reduce, ArrayConfig(shape="0"), ReduceConfig(reduction="mean", along="all")) == "reduce_empty"
    assert reduce(ArrayConfig(shape="0"), ReduceConfig(reduction="sum", along="all")).values == 0


@quick
@given(st.lists(st.sampled_from([1, 2]), max_size=2), *[st.integers(0, 3)] * 3, st.booleans(), st.integers(0, 500))
def test_matrix_products_agree_and_the_terms_of_a_cell_add_up_to_it(stack, rows, inner, columns, alone, number):
    shape_a, shape_b = [*stack, rows, inner], [*([] if alone else stack), inner, columns]
    config = MatmulConfig(stack_a=text(shape_a), stack_b=text(shape_b))
    found = matmul(config)
    assert found.values.tolist() == (found.a @ found.b).tolist() == matmul_in_torch(config)["values"]
    assert found.shape == matmul_in_torch(config)["shape"]
    assert np.array_equal(np.einsum(found.equation, *found.operands), found.values)  # an axis b lacks has no letter
    if found.values.size:
        cell = np.unravel_index(number % found.values.size, found.shape)
        terms = terms_of(found, cell)
        assert sum(math.prod(term.factors) for term in terms) == found.values[cell]
        assert all(found.operands[k][term.cells[k]] == term.factors[k] for term in terms for k in (0, 1))
        assert len(terms) == inner


@pytest.mark.parametrize(
    ("a", "b", "rule"),
    [("3", "3, 2", "matmul_axes"), ("2, 3", "4, 2", "matmul_inner"), ("2, 2, 3", "3, 3, 2", "matmul_batch"),
     ("100, 1", "1, 100", "cells")],
)  # fmt: skip
def test_matrices_that_do_not_fit_are_refused(a, b, rule):
    assert rule_of(matmul, MatmulConfig(stack_a=a, stack_b=b)) == rule


EQUATIONS = [
    ("ij,jk->ik", "2, 3; 3, 2"), ("ij->ji", "2, 3"), ("ii->i", "3, 3"), ("ii", "3, 3"), ("i,j->ij", "2; 3"),
    ("bij,bjk->bik", "2, 2, 3; 2, 3, 2"), ("ij,jk,k->i", "2, 3; 3, 2; 2"), ("ij,ij", "2, 3; 2, 3"),
    ("ab,bc", "2,3;3,2"), ("...ij,...jk->...ik", "2, 3, 4; 2, 4, 2"), ("ij,ij->", "2, 1; 2, 3"),
    ("...i", "2, 3"), ("i...,j...", "2, 3; 4, 3"), ("...", "2"), ("ij->...ij", "2, 3"),
    ("...ij,jk->...ik", "3, 2, 3; 3, 4"), ("...i,...i->...", "2, 1, 3; 4, 3"), ("i,i->i", "1; 3"),
    ("ii,i->i", "1, 1; 3"), ("ij,ji->...", "2, 3; 3, 2"), ("A...,A->...", "3, 2, 2; 3"),
]  # fmt: skip


@pytest.mark.parametrize(("equation", "shapes"), EQUATIONS)
def test_einsum_by_loops_agrees_with_numpy_and_pytorch(equation, shapes):
    given_shapes = dict(zip(("operand_a", "operand_b", "operand_c"), shapes.split(";"), strict=False))
    config = EinsumConfig(equation=equation, **given_shapes)
    found, twin = einsum(config), einsum_in_torch(config)
    assert found.values.tolist() == np.einsum(equation, *found.operands).tolist() == twin["values"]
    cell = np.unravel_index(found.values.size - 1, found.shape) if found.shape else ()
    assert sum(math.prod(term.factors) for term in terms_of(found, cell)) == found.values[cell]
    assert letters_tex(found).count(r"\sum") == len(found.summed)
    for library, line in einsum_lines(config).items():
        operands = found.operands if library == "NumPy" else map(torch.from_numpy, found.operands)
        assert eval(line, dict(zip("abc", operands, strict=False)) | LIBRARIES).tolist() == twin["values"]


@pytest.mark.parametrize(
    ("equation", "rule"),
    [("i1->i", "einsum_text"), ("a,b,c,d", "einsum_text"), ("ij,jk->iz", "einsum_output"),
     ("ij,jk->ii", "einsum_output"), ("i,jk", "einsum_axes"), ("ij,ij", "einsum_sizes"), ("..ij", "einsum_text"),
     ("......", "einsum_text"), ("...j,jk->jk", "einsum_ellipsis"), ("__import__('os')", "einsum_text")],
)  # fmt: skip
def test_an_equation_that_is_none_is_refused(equation, rule):
    assert rule_of(einsum, EinsumConfig(equation=equation, operand_a="2, 3", operand_b="3, 2")) == rule


def test_the_diagonal_of_an_oblong_matrix_is_refused_as_both_libraries_do():
    assert rule_of(einsum, EinsumConfig(equation="ii->i", operand_a="1, 3")) == "einsum_sizes"


def test_an_einsum_of_empty_axes_cannot_blow_up():
    config = EinsumConfig(equation="aj,ak,al->jkl", operand_a="0, 500", operand_b="0, 500", operand_c="0, 500")
    assert rule_of(einsum, config) == "einsum_terms"


@pytest.mark.parametrize(
    ("operation", "a", "b", "axis"),
    [("concatenate", "2, 3", "2, 1", 1), ("concatenate", "2, 3", "4, 3", -2), ("stack", "2, 3", "2, 3", 2),
     ("stack", "2, 3", "2, 3", -1), ("stack", "", "", 0), ("gather", "4, 3", "2, 3", 0), ("gather", "2, 3", "2, 5", 1),
     ("where", "2, 1", "3", 0), ("where", "", "2, 2", 4)],
)  # fmt: skip
def test_rearranging_agrees_and_every_cell_names_its_origin(operation, a, b, axis):
    config = RearrangeConfig(rearrangement=operation, joined_a=a, joined_b=b, join_axis=axis)
    found, twin = rearrange(config), rearrange_in_torch(config)
    assert (found.shape, found.values.tolist()) == (twin["shape"], twin["values"])
    for cell in np.ndindex(*found.shape):
        name, index = origin_of(found, cell)
        assert {"a": found.a, "b": found.b}[name][index] == found.values[cell]
    arrays = {"a": found.a, "b": found.b, "index": found.chooser, "condition": found.chooser}
    for library, line in rearrange_lines(config).items():
        convert = np.asarray if library == "NumPy" else torch.from_numpy
        named = {name: convert(array) for name, array in arrays.items() if array is not None}
        assert eval(line, named | LIBRARIES).tolist() == twin["values"]


@pytest.mark.parametrize(
    ("operation", "a", "b", "axis", "rule"),
    [("concatenate", "2, 3", "3, 2", 0, "join_shapes"), ("concatenate", "2, 3", "2", 0, "join_shapes"),
     ("concatenate", "", "", 0, "axis_range"), ("stack", "2", "3", 0, "stack_shapes"),
     ("stack", "2", "2", 4, "axis_range"), ("concatenate", "300", "300", 0, "cells"),
     ("gather", "0, 3", "1, 3", 0, "gather_empty"), ("where", "2", "3", 0, "where_shapes")],
)  # fmt: skip
def test_arrays_that_do_not_fit_are_refused(operation, a, b, axis, rule):
    assert rule_of(rearrange, RearrangeConfig(rearrangement=operation, joined_a=a, joined_b=b, join_axis=axis)) == rule


REDUCED = [ReduceConfig(reduction=name, along=along, keepdims=keep)
           for name in REDUCTIONS for along in ("all", "1", "-1") for keep in (False, True)]  # fmt: skip
FUNCTIONED = [ElementwiseConfig(function=name) for name in FUNCTIONS]
SHORT = [*((reduce, reduce_lines, one) for one in REDUCED), *((apply, elementwise_lines, one) for one in FUNCTIONED)]


@pytest.mark.parametrize(("compute", "lines", "config"), SHORT, ids=lambda one: getattr(one, "__name__", str(one)))
def test_the_short_lines_compute_what_the_screen_shows(compute, lines, config):
    found = compute(ArrayConfig(), config)
    for library, line in lines(config).items():
        a = found.array if library == "NumPy" else torch.from_numpy(found.array)
        shown = np.asarray(eval(line, {"a": a} | LIBRARIES))
        np.testing.assert_allclose(shown, found.values, rtol=1e-6, err_msg=line)
    assert set(matmul_lines().values()) == {"a @ b"}
