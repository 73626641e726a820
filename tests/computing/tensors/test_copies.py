import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.computing.tensors.arrays import ArrayConfig, create
from core.computing.tensors.challenges import reshape_that_copies
from core.computing.tensors.indexing import index_of
from core.computing.tensors.lines import view_lines
from core.computing.tensors.reshaping import reshaped_strides
from core.computing.tensors.views import ViewConfig, place, view, view_in_torch, write_effect
from core.computing.tensors.views_report import reach_lines
from core.refusal import Refusal

SHAPES = st.lists(st.integers(0, 4), max_size=4).map(tuple)
quick = settings(max_examples=60, deadline=None)


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
    view_config = ViewConfig(index=text)
    array = create(array_config)
    try:
        judge = eval(f"a[{text}]" if text else "a[()]", {"a": array})
    except IndexError:
        with pytest.raises(Refusal):
            view(array_config, view_config)
        return
    found, where = view(array_config, view_config), place(array, view_config)
    assert found.result.tolist() == judge.tolist()
    assert found.shape == where.shape == np.shape(judge)
    assert array.ravel()[found.sources.ravel()].tolist() == np.ravel(judge).tolist()
    number = isinstance(judge, np.generic)
    if found.result.size and not number:
        assert where.strides == judge.strides
        start = judge.__array_interface__["data"][0] - array.__array_interface__["data"][0]
        assert found.offset_bytes == where.offset == start
    if found.result.size:
        assert found.is_view == (where.strides is not None) == (not number)
    written = write_effect(found, view_config, cell)
    assert written.changed_result.sum() == bool(found.result.size)
    assert written.changed_array.sum() == bool(found.result.size and found.is_view)


@pytest.mark.parametrize(
    ("operation", "changes"),
    [("index", True), ("reshape", True), ("permute", True), ("expand", True), ("ravel", True), ("copy", False)],
)
def test_a_cell_written_through_a_view_changes_the_array_and_through_a_copy_does_not(operation, changes):
    config = ViewConfig(take=operation, new_shape="4, 6", expanded_shape="2, 2, 3, 4")
    found = view(ArrayConfig(), config)
    effect = write_effect(found, config, 1)
    assert found.is_view == changes
    assert effect.changed_array.sum() == changes
    assert effect.changed_result.sum() == (2 if operation == "expand" else 1)
    assert effect.changed_array.any() == effect.changed_array[np.unravel_index(found.sources[effect.cell], (2, 3, 4))]


@pytest.mark.parametrize("index", ["[0, 1, 1]", "a > 5", "> 5", ":, [2, 0], 1:"])
def test_lists_and_comparisons_copy(index):
    found = view(ArrayConfig(), ViewConfig(index=index))
    assert not found.is_view
    assert not write_effect(found, ViewConfig(index=index), 0).changed_array.any()
    judge = eval(f"a[{'a > 5' if index == '> 5' else index}]", {"a": found.array})
    assert found.result.tolist() == judge.tolist()


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize(
    "view_config",
    [ViewConfig(index="1, :, ::-1"), ViewConfig(index="[1, 0], 0:2"), ViewConfig(index="a != 3"),
     ViewConfig(take="reshape"), ViewConfig(take="reshape", new_shape="-1, 2"), ViewConfig(take="permute"),
     ViewConfig(take="expand", expanded_shape="2, 2, 3, 4"), ViewConfig(take="ravel"), ViewConfig(take="copy")],
    ids=str,
)  # fmt: skip
def test_pytorch_takes_the_same_cells(order, view_config):
    array_config = ArrayConfig(order=order)
    found, twin = view(array_config, view_config), view_in_torch(array_config, view_config)
    assert (found.shape, found.result.tolist()) == (twin["shape"], twin["result"])
    if "-1" not in view_config.index:
        assert found.is_view == twin["is_view"]
        assert found.c_contiguous == twin["c_contiguous"] or not found.is_view
    for library, line in view_lines(array_config, view_config).items():
        a = create(array_config) if library == "NumPy" else torch.from_numpy(create(array_config))
        assert np.asarray(eval(line, {"np": np, "torch": torch, "a": a})).tolist() == found.result.tolist(), line


def test_the_strides_of_a_copy_by_a_list_are_numpys_own():
    array = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    assert view(ArrayConfig(), ViewConfig(index=":, [0, 2]")).strides_bytes == array[:, [0, 2]].strides


@pytest.mark.parametrize(
    ("view_config", "rule"),
    [(ViewConfig(index="5"), "index_outside"), (ViewConfig(index="0,0,0,0"), "index_count"),
     (ViewConfig(index="::0"), "index_step_zero"), (ViewConfig(index="..., ..."), "index_ellipsis"),
     (ViewConfig(index="[0], [1]"), "index_list"), (ViewConfig(index="[9]"), "index_outside"),
     (ViewConfig(index="__import__('os')"), "index_part"), (ViewConfig(index="1,,2"), "index_part"),
     (ViewConfig(take="reshape", new_shape="5, 5"), "reshape"),
     (ViewConfig(take="reshape", new_shape="-1, -1"), "reshape"),
     (ViewConfig(take="permute", axes_order="0, 0, 1"), "permutation"),
     (ViewConfig(take="expand", expanded_shape="2, 3"), "expand_axes"),
     (ViewConfig(take="expand", expanded_shape="5, 3, 4"), "expand_size")],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_done_is_refused_with_its_rule(view_config, rule):
    with pytest.raises(Refusal) as caught:
        view(ArrayConfig(), view_config)
    assert caught.value.rule == rule


def test_an_empty_array_reshaped_to_a_huge_one_is_refused_before_memory_is_spent():
    with pytest.raises(Refusal):
        view(ArrayConfig(shape="0"), ViewConfig(take="reshape", new_shape="0, 999999999"))


@pytest.mark.parametrize(
    ("array_config", "view_config", "line"),
    [(ArrayConfig(), ViewConfig(), "address"), (ArrayConfig(), ViewConfig(take="copy"), "why_copy.asked"),
     (ArrayConfig(), ViewConfig(index="[0, 1]"), "why_copy.list"),
     (ArrayConfig(), ViewConfig(index="a > 5"), "why_copy.list"),
     (ArrayConfig(), ViewConfig(index="0, 0, 0"), "why_copy.number"),
     (ArrayConfig(order="F"), ViewConfig(take="ravel"), "why_copy.strides")],
    ids=str,
)  # fmt: skip
def test_a_copy_has_its_own_reason_and_a_view_an_address(array_config, view_config, line):
    found = view(array_config, view_config)
    assert [key for key, _ in reach_lines(found, write_effect(found, view_config, 0), view_config)] == [line]


def test_the_index_of_a_list_counts_its_inner_commas_as_one_axis():
    assert index_of("[0, 2], 1", 3) == [[0, 2], 1, slice(None)]


def test_no_way_around_is_not_solved_by_a_reshape_that_is_no_longer_chosen():
    config = ArrayConfig(order="F")
    found = view(config, ViewConfig(take="reshape", new_shape="6, 4"))
    assert reshape_that_copies(found, "reshape", True).met
    assert reshape_that_copies(found, "expand", False).missing[0].key == "not_reshape"
    assert reshape_that_copies(found, "reshape", False).missing[0].key == "stale"
