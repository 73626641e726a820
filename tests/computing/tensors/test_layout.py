import io
import math
from contextlib import redirect_stdout

import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.code_export import numbers_of, script
from core.computing.tensors.arrays import ArrayConfig, create, integers_of, numbers_from_text, shape_of
from core.computing.tensors.broadcasting import BroadcastConfig, broadcast_by_hand, broadcast_in_torch
from core.computing.tensors.einsum import EinsumConfig, einsum_by_hand, einsum_in_torch
from core.computing.tensors.files import npy_by_hand, npy_by_numpy
from core.computing.tensors.indexing import index_of
from core.computing.tensors.layout import is_contiguous, layout, layout_by_hand, layout_in_torch, strides_of
from core.computing.tensors.matmul import MatmulConfig, matmul_by_hand, matmul_in_torch
from core.computing.tensors.numbers.floats import RoundingConfig, store_by_hand, store_in_torch
from core.computing.tensors.numbers.sums import SumConfig, add_up_by_hand, add_up_in_torch
from core.computing.tensors.numbers.whole_numbers import IntegerConfig, wrap_by_hand, wrap_in_torch
from core.computing.tensors.rearranging import RearrangeConfig, rearrange_by_hand, rearrange_in_torch
from core.computing.tensors.reductions import ReduceConfig, reduce_by_hand, reduce_in_torch
from core.computing.tensors.reshaping import reshaped_strides
from core.computing.tensors.sharing import SharingConfig, share, share_in_torch
from core.computing.tensors.views import ViewConfig, view, view_by_hand, view_in_torch
from core.refusal import Refusal

SHAPES = st.lists(st.integers(0, 4), max_size=4).map(tuple)
quick = settings(max_examples=60, deadline=None)

EXPORTS = [
    (layout_by_hand, [ArrayConfig()]),
    (layout_in_torch, [ArrayConfig(order="F")]),
    (view_by_hand, [ArrayConfig(), ViewConfig()]),
    (view_by_hand, [ArrayConfig(order="F"), ViewConfig(take="reshape")]),
    (view_in_torch, [ArrayConfig(), ViewConfig(index="::-1, [0, 2]")]),
    (broadcast_by_hand, [BroadcastConfig()]),
    (broadcast_in_torch, [BroadcastConfig(left_shape="3", right_shape="4")]),
    (matmul_by_hand, [MatmulConfig()]),
    (matmul_in_torch, [MatmulConfig()]),
    (einsum_by_hand, [EinsumConfig()]),
    (einsum_in_torch, [EinsumConfig()]),
    (reduce_by_hand, [ArrayConfig(), ReduceConfig(reduction="std")]),
    (reduce_in_torch, [ArrayConfig(), ReduceConfig(reduction="std")]),
    (rearrange_by_hand, [RearrangeConfig()]),
    (rearrange_in_torch, [RearrangeConfig(rearrangement="gather")]),
    (store_by_hand, [RoundingConfig()]),
    (store_in_torch, [RoundingConfig()]),
    (wrap_by_hand, [IntegerConfig()]),
    (wrap_in_torch, [IntegerConfig()]),
    (add_up_by_hand, [SumConfig()]),
    (add_up_in_torch, [SumConfig()]),
    (npy_by_hand, [ArrayConfig()]),
    (npy_by_numpy, [ArrayConfig()]),
    (share_in_torch, [SharingConfig()]),
]


@pytest.mark.parametrize(("function", "configs"), EXPORTS, ids=lambda value: getattr(value, "__name__", ""))
def test_an_exported_script_prints_what_core_returns(function, configs):
    out = io.StringIO()
    with redirect_stdout(out):
        exec(compile(script(function, configs), function.__name__, "exec"), {"__name__": "__main__"})
    lines = [f"{name} = {value}" for name, value in numbers_of(function(*configs)).items()]
    assert out.getvalue().splitlines() == lines


@pytest.mark.parametrize(
    ("text", "rule"),
    [("2, x", "integers"), ("2.5", "integers"), ("1,2,3,4,5", "axes"), ("-1", "negative_size"), ("23, 23", "cells"),
     ("0, 999999999", "cells"), ("(2, 3", "integers"), ("９", "integers")],
)  # fmt: skip
def test_a_shape_that_cannot_be_drawn_is_refused(text, rule):
    with pytest.raises(Refusal) as caught:
        shape_of(text)
    assert caught.value.rule == rule


def test_shapes_are_read_in_the_ways_people_write_them():
    assert shape_of("(2, 3)") == shape_of("2×3") == shape_of("2 3") == shape_of("[2,3]".strip("[]")) == (2, 3)
    assert shape_of("()") == shape_of("") == ()
    assert integers_of("4,") == (4,)


@pytest.mark.parametrize(("text", "rule"), [("", "text_empty"), ("1 2; 3", "text_ragged"), ("1 two", "text_number")])
def test_typed_numbers_that_are_none_are_refused(text, rule):
    with pytest.raises(Refusal) as caught:
        numbers_from_text(text)
    assert caught.value.rule == rule


def test_typed_rows_become_a_matrix_and_one_row_a_vector():
    assert numbers_from_text("1, 2.5; -3 4e1").tolist() == [[1, 2.5], [-3, 40]]
    assert numbers_from_text("1 2 3").shape == (3,)


@pytest.mark.parametrize("source", ["digit", "photo"])
def test_an_image_is_an_array_of_bytes_within_the_limit(source):
    array = create(ArrayConfig(source=source, dtype="uint8"))
    assert array.dtype == np.uint8
    assert array.size <= 512
    assert array.max() > array.min()


@quick
@given(SHAPES, st.sampled_from(["float64", "float16", "int8", "bool"]), st.sampled_from(["C", "F"]))
def test_strides_offsets_and_contiguity_are_numpys(shape, dtype, order):
    array = create(ArrayConfig(shape=", ".join(map(str, shape)), dtype=dtype, order=order))
    found = layout(array)
    assert strides_of(shape, array.itemsize, order) == array.strides or array.size == 0
    assert (found.c_contiguous, found.f_contiguous) == (array.flags.c_contiguous, array.flags.f_contiguous)
    memory = array.ravel(order="K")
    assert memory[found.offsets].tobytes() == array.tobytes()


@quick
@given(SHAPES, st.permutations(range(4)), st.data())
def test_reshaping_is_a_view_exactly_where_numpy_makes_one(shape, order, data):
    array = np.zeros(shape).transpose([axis for axis in order if axis < len(shape)])
    assume(array.size)
    divisors = [n for n in range(1, array.size + 1) if array.size % n == 0]
    first = data.draw(st.sampled_from(divisors))
    second = data.draw(st.sampled_from([n for n in divisors if (array.size // first) % n == 0]))
    target = (first, second, array.size // first // second)
    result = array.reshape(target)
    strides = reshaped_strides(array.shape, array.strides, target)
    assert (strides is not None) == np.shares_memory(array, result)
    if strides is not None:
        used = [axis for axis, size in enumerate(target) if size != 1]
        assert [strides[axis] for axis in used] == [result.strides[axis] for axis in used]


def items():
    number = st.none() | st.integers(-5, 5)
    slices = st.tuples(number, number, number.filter(lambda step: step != 0)).map(
        lambda parts: ":".join("" if part is None else str(part) for part in parts)
    )
    return st.lists(st.one_of(slices, st.integers(-4, 4).map(str), st.just("None"), st.just("...")), max_size=5)


@quick
@given(SHAPES, items(), st.sampled_from(["C", "F"]), st.integers(0, 500))
def test_an_index_gives_numpys_cells_strides_and_view_or_both_refuse(shape, parts, order, cell):
    text = ", ".join(parts)
    array_config = ArrayConfig(shape=", ".join(map(str, shape)), order=order)
    view_config = ViewConfig(index=text, cell=cell)
    array = create(array_config)
    try:
        judge = eval(f"a[{text}]" if text else "a[()]", {"a": array})
    except IndexError:
        with pytest.raises(Refusal):
            view_by_hand(array_config, view_config)
        return
    hand = view_by_hand(array_config, view_config)
    assert hand["values"] == np.ravel(judge).tolist()
    assert hand["shape"] == list(np.shape(judge))
    number = isinstance(judge, np.generic)
    found = view(array_config, view_config)
    assert found.result.tolist() == judge.tolist()
    assert array.ravel()[found.sources.ravel()].tolist() == hand["values"]
    if math.prod(np.shape(judge)) and not number:
        assert tuple(hand["strides_bytes"]) == judge.strides
        start = judge.__array_interface__["data"][0] - array.__array_interface__["data"][0]
        assert found.offset_bytes == start
    if found.result.size:
        assert found.is_view == hand["view"] == (not number)


@pytest.mark.parametrize(
    ("operation", "changes"),
    [("index", True), ("reshape", True), ("permute", True), ("expand", True), ("ravel", True), ("copy", False)],
)
def test_a_cell_written_through_a_view_changes_the_array_and_through_a_copy_does_not(operation, changes):
    shape = "2, 2, 3, 4" if operation == "expand" else "4, 6"
    found = view(ArrayConfig(), ViewConfig(take=operation, new_shape=shape, cell=1))
    assert found.is_view == changes
    assert found.changed_array.sum() == changes
    assert found.changed_result.sum() == (2 if operation == "expand" else 1)
    assert found.changed_array.any() == found.changed_array[np.unravel_index(found.sources[found.cell], (2, 3, 4))]


@pytest.mark.parametrize("index", ["[0, 1, 1]", "a > 5", "> 5", ":, [2, 0], 1:"])
def test_lists_and_comparisons_copy(index):
    found = view(ArrayConfig(), ViewConfig(index=index))
    assert not found.is_view
    assert not found.changed_array.any()
    judge = eval(f"a[{'a > 5' if index == '> 5' else index}]", {"a": found.array})
    assert found.result.tolist() == judge.tolist()


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize(
    "view_config",
    [ViewConfig(index="1, :, ::-1"), ViewConfig(index="[1, 0], 0:2"), ViewConfig(index="a != 3"),
     ViewConfig(take="reshape"), ViewConfig(take="reshape", new_shape="-1, 2"), ViewConfig(take="permute"),
     ViewConfig(take="expand", new_shape="2, 2, 3, 4"), ViewConfig(take="ravel"), ViewConfig(take="copy")],
    ids=str,
)  # fmt: skip
def test_pytorch_takes_the_same_cells(order, view_config):
    array_config = ArrayConfig(order=order)
    hand, twin = view_by_hand(array_config, view_config), view_in_torch(array_config, view_config)
    assert (hand["shape"], hand["values"]) == (twin["shape"], twin["values"])
    if "-1" not in view_config.index:
        assert hand["view"] == twin["view"]
        assert hand["contiguous"] == twin["contiguous"] or not hand["view"]


@pytest.mark.parametrize(
    ("view_config", "rule"),
    [(ViewConfig(index="5"), "index_outside"), (ViewConfig(index="0,0,0,0"), "index_count"),
     (ViewConfig(index="::0"), "index_step_zero"), (ViewConfig(index="..., ..."), "index_ellipsis"),
     (ViewConfig(index="[0], [1]"), "index_list"), (ViewConfig(index="[9]"), "index_outside"),
     (ViewConfig(index="__import__('os')"), "index_part"), (ViewConfig(index="1,,2"), "index_part"),
     (ViewConfig(take="reshape", new_shape="5, 5"), "reshape"),
     (ViewConfig(take="reshape", new_shape="-1, -1"), "reshape"),
     (ViewConfig(take="permute", axes_order="0, 0, 1"), "permutation"),
     (ViewConfig(take="expand", new_shape="2, 3"), "expand_axes"),
     (ViewConfig(take="expand", new_shape="5, 3, 4"), "expand_size")],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_done_is_refused_with_its_rule(view_config, rule):
    with pytest.raises(Refusal) as caught:
        view(ArrayConfig(), view_config)
    assert caught.value.rule == rule


def test_an_empty_array_reshaped_to_a_huge_one_is_refused_before_memory_is_spent():
    with pytest.raises(Refusal):
        view(ArrayConfig(shape="0"), ViewConfig(take="reshape", new_shape="0, 999999999"))


def test_the_index_of_a_list_counts_its_inner_commas_as_one_axis():
    assert index_of("[0, 2], 1", 3) == [[0, 2], 1, slice(None)]


def test_a_transposed_matrix_is_no_longer_contiguous():
    assert is_contiguous((3, 4), (32, 8), 8)
    assert not is_contiguous((4, 3), (8, 32), 8)
    assert is_contiguous((4, 3), (8, 32), 8, "F")


@pytest.mark.parametrize("way", ["from_numpy", "as_tensor", "tensor", "clone", "to_float32", "to_float64"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("write_to", ["array", "tensor"])
def test_shared_memory_is_seen_on_both_sides_and_a_copy_is_not(way, dtype, write_to):
    found = share(SharingConfig(way=way, shared_dtype=dtype, write_to=write_to))
    assert found.shared == found.same_address == (found.array == found.tensor)
    assert found.shared == (way in ("from_numpy", "as_tensor", f"to_{dtype}"))
    assert found.back == found.tensor
    assert getattr(torch, found.tensor_dtype.removeprefix("torch.")).is_floating_point
