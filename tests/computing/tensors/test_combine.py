import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.computing.tensors.arrays import ArrayConfig, create
from core.computing.tensors.broadcasting import (
    BroadcastConfig,
    broadcast,
    broadcast_by_hand,
    broadcast_in_torch,
    broadcast_shape,
    fixes_of,
    match_axes,
)
from core.computing.tensors.einsum import EinsumConfig, einsum, einsum_by_hand, einsum_in_torch
from core.computing.tensors.matmul import MatmulConfig, matmul, matmul_by_hand, matmul_in_torch
from core.computing.tensors.rearranging import RearrangeConfig, rearrange, rearrange_by_hand, rearrange_in_torch
from core.computing.tensors.reductions import ReduceConfig, reduce, reduce_by_hand, reduce_in_torch
from core.refusal import Refusal

quick = settings(max_examples=60, deadline=None)
SHAPES = st.lists(st.sampled_from([0, 1, 1, 2, 3]), max_size=4).map(tuple)


def text(shape):
    return ", ".join(map(str, shape))


def rule_of(function, *configs):
    with pytest.raises(Refusal) as caught:
        function(*configs)
    return caught.value.rule


@quick
@given(SHAPES, SHAPES)
def test_shapes_broadcast_as_numpy_says_or_both_refuse(a, b):
    try:
        judge = np.broadcast_shapes(a, b)
    except ValueError:
        judge = None
    assert broadcast_shape(a, b) == judge
    assert any(match.verdict == "refused" for match in match_axes(a, b)) == (judge is None)


@quick
@given(SHAPES, SHAPES, st.sampled_from(["add", "subtract", "multiply", "maximum", "less"]))
def test_broadcasting_by_hand_numpy_and_pytorch_agree_cell_by_cell(a, b, operation):
    config = BroadcastConfig(left_shape=text(a), right_shape=text(b), pair_operation=operation)
    hand, found = broadcast_by_hand(config), broadcast(config)
    assert hand == broadcast_in_torch(config)
    if found.shape is None:
        assert hand["shape"] == "refused"
        assert hand["axes"] == [match.axis for match in found.axes if match.verdict == "refused"]
        return
    assert found.result.ravel().tolist() == hand["values"]
    assert found.a.ravel()[found.sources_a].tolist() == np.broadcast_to(found.a, found.shape).tolist()
    assert found.b.ravel()[found.sources_b].tolist() == np.broadcast_to(found.b, found.shape).tolist()


@quick
@given(SHAPES, SHAPES)
def test_every_fix_that_is_offered_works(a, b):
    for fix in fixes_of(a, b):
        own, other = (a, b) if fix.which == "a" else (b, a)
        assert np.broadcast_shapes(fix.shape, other) == fix.result
        assert math.prod(fix.shape) == math.prod(own)


def test_a_row_and_a_column_of_different_length_are_helped_by_a_new_axis():
    fixes = broadcast(BroadcastConfig(left_shape="3", right_shape="4")).fixes
    assert ("new_axis", "a", 1, (3, 1), (3, 4)) in [(f.kind, f.which, f.axis, f.shape, f.result) for f in fixes]
    fixes = broadcast(BroadcastConfig(left_shape="3, 4", right_shape="4, 3")).fixes
    assert {"swap_axes"} == {fix.kind for fix in fixes if fix.result == (4, 3)}


def test_a_broadcast_too_large_to_draw_is_refused():
    assert rule_of(broadcast, BroadcastConfig(left_shape="500, 1", right_shape="500")) == "cells"


@quick
@given(st.lists(st.sampled_from([1, 2]), max_size=2), *[st.integers(0, 3)] * 3, st.booleans(), st.integers(0, 500))
def test_matrix_products_agree_and_the_terms_of_a_cell_add_up_to_it(stack, rows, inner, columns, alone, cell):
    shape_a, shape_b = [*stack, rows, inner], [*([] if alone else stack), inner, columns]
    config = MatmulConfig(stack_a=text(shape_a), stack_b=text(shape_b), cell=cell)
    hand, found = matmul_by_hand(config), matmul(config)
    assert hand == matmul_in_torch(config)
    assert hand["values"] == found.result.ravel().tolist()
    assert np.array_equal(np.einsum(found.equation, *found.operands), found.result)  # an axis b lacks has no letter
    if found.result.size:
        assert sum(math.prod(term.factors) for term in found.terms) == found.result[found.cell]
        assert all(found.operands[k][term.cells[k]] == term.factors[k] for term in found.terms for k in (0, 1))
        assert len(found.terms) == inner


@pytest.mark.parametrize(
    ("a", "b", "rule"),
    [("3", "3, 2", "matmul_axes"), ("2, 3", "4, 2", "matmul_inner"), ("2, 2, 3", "3, 3, 2", "matmul_batch"),
     ("100, 1", "1, 100", "cells")],
)  # fmt: skip
def test_matrices_that_do_not_fit_are_refused(a, b, rule):
    assert rule_of(matmul, MatmulConfig(stack_a=a, stack_b=b)) == rule


@pytest.mark.parametrize(
    ("equation", "shapes"),
    [("ij,jk->ik", "2, 3; 3, 2"), ("ij->ji", "2, 3"), ("ii->i", "3, 3"), ("ii", "3, 3"), ("i,j->ij", "2; 3"),
     ("bij,bjk->bik", "2, 2, 3; 2, 3, 2"), ("ij,jk,k->i", "2, 3; 3, 2; 2"), ("ij,ij", "2, 3; 2, 3"),
     ("ab,bc", "2,3;3,2")],
)  # fmt: skip
def test_einsum_by_loops_agrees_with_numpy_and_pytorch(equation, shapes):
    given_shapes = dict(zip(("operand_a", "operand_b", "operand_c"), shapes.split(";"), strict=False))
    config = EinsumConfig(equation=equation, cell=3, **given_shapes)
    hand, found = einsum_by_hand(config), einsum(config)
    assert hand == einsum_in_torch(config)
    assert hand["values"] == np.einsum(equation, *found.operands).ravel().tolist()
    assert sum(math.prod(term.factors) for term in found.terms) == found.result[found.cell]
    assert found.latex.count(r"\sum") == len(found.summed)


@pytest.mark.parametrize(
    ("equation", "rule"),
    [("i1->i", "einsum_text"), ("a,b,c,d", "einsum_text"), ("ij,jk->iz", "einsum_output"),
     ("ij,jk->ii", "einsum_output"), ("i,jk", "einsum_axes"), ("ij,ij", "einsum_sizes"),
     ("__import__('os')", "einsum_text")],
)  # fmt: skip
def test_an_equation_that_is_none_is_refused(equation, rule):
    assert rule_of(einsum, EinsumConfig(equation=equation, operand_a="2, 3", operand_b="3, 2")) == rule


def test_an_einsum_of_empty_axes_cannot_blow_up():
    config = EinsumConfig(equation="aj,ak,al->jkl", operand_a="0, 500", operand_b="0, 500", operand_c="0, 500")
    assert rule_of(einsum_by_hand, config) == "einsum_terms"


@pytest.mark.parametrize("operation", ["sum", "mean", "prod", "max", "min", "std", "argmax", "any", "all"])
@pytest.mark.parametrize(("axis", "keepdims"), [*itertools.product(["all", "0", "2", "-1"], [False, True])])
def test_reductions_agree_and_the_lit_cells_are_the_ones_reduced(operation, axis, keepdims):
    array_config = ArrayConfig(source="random", dtype="float64")
    config = ReduceConfig(reduction=operation, along=axis, keepdims=keepdims, cell=4)
    hand, twin, found = (f(array_config, config) for f in (reduce_by_hand, reduce_in_torch, reduce))
    assert hand["shape"] == twin["shape"] == list(found.result.shape)
    np.testing.assert_allclose(hand["values"], twin["values"], rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(hand["values"], found.result.ravel(), rtol=1e-12, atol=1e-14)
    alone = getattr(np, operation)(create(array_config)[found.contributing])
    np.testing.assert_allclose(alone, found.result[found.cell], rtol=1e-12, atol=1e-14)


def test_reductions_over_no_axis_or_no_numbers_are_refused():
    assert rule_of(reduce, ArrayConfig(), ReduceConfig(along="3")) == "axis_range"
    assert rule_of(reduce, ArrayConfig(shape="0, 2"), ReduceConfig(reduction="max")) == "reduce_empty"
    assert rule_of(reduce, ArrayConfig(shape="0"), ReduceConfig(reduction="mean", along="all")) == "reduce_empty"
    assert reduce(ArrayConfig(shape="0"), ReduceConfig(reduction="sum", along="all")).result == 0


@pytest.mark.parametrize(
    ("operation", "a", "b", "axis"),
    [("concatenate", "2, 3", "2, 1", 1), ("concatenate", "2, 3", "4, 3", -2), ("stack", "2, 3", "2, 3", 2),
     ("stack", "2, 3", "2, 3", -1), ("stack", "", "", 0), ("gather", "4, 3", "2, 3", 0), ("gather", "2, 3", "2, 5", 1),
     ("where", "2, 1", "3", 0), ("where", "", "2, 2", 4)],
)  # fmt: skip
def test_rearranging_agrees_and_every_cell_names_its_origin(operation, a, b, axis):
    config = RearrangeConfig(rearrangement=operation, joined_a=a, joined_b=b, join_axis=axis)
    hand, found = rearrange_by_hand(config), rearrange(config)
    assert hand == rearrange_in_torch(config)
    assert hand["values"] == found.result.ravel().tolist()
    origins = zip(found.origin.ravel(), found.sources.ravel(), strict=True)
    assert [(found.a, found.b)[o].ravel()[s] for o, s in origins] == hand["values"]


@pytest.mark.parametrize(
    ("operation", "a", "b", "axis", "rule"),
    [("concatenate", "2, 3", "3, 2", 0, "join_shapes"), ("concatenate", "2, 3", "2", 0, "join_shapes"),
     ("concatenate", "", "", 0, "axis_range"), ("stack", "2", "3", 0, "stack_shapes"),
     ("stack", "2", "2", 4, "axis_range"),
     ("gather", "0, 3", "1, 3", 0, "gather_empty"), ("where", "2", "3", 0, "where_shapes")],
)  # fmt: skip
def test_arrays_that_do_not_fit_are_refused(operation, a, b, axis, rule):
    assert rule_of(rearrange, RearrangeConfig(rearrangement=operation, joined_a=a, joined_b=b, join_axis=axis)) == rule
