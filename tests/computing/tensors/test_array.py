import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from core.computing.tensors.arrays import ArrayConfig, create, integers_of, numbers_from_text, shape_of
from core.computing.tensors.layout import is_contiguous, layout, layout_in_torch
from core.computing.tensors.layout_report import offset_sum, stride_lines
from core.computing.tensors.lines import array_lines
from core.refusal import Refusal
from tests.agreement import numbers_of

SHAPES = st.lists(st.integers(0, 4), max_size=4).map(tuple)
quick = settings(max_examples=60, deadline=None)


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
def test_strides_offsets_and_contiguity_are_numpys_and_pytorchs(shape, dtype, order):
    config = ArrayConfig(shape=", ".join(map(str, shape)), dtype=dtype, order=order)
    array, found = create(config), layout(config)
    assert found.strides_bytes == array.strides
    assert (found.c_contiguous, found.f_contiguous) == (array.flags.c_contiguous, array.flags.f_contiguous)
    assert (found.total_bytes, found.dtype) == (array.nbytes, dtype)
    memory = array.ravel(order="K")
    assert memory[found.offsets].tobytes() == array.tobytes()
    assert layout_in_torch(config) == numbers_of(found) | {"shape": shape, "strides_bytes": array.strides}


@pytest.mark.parametrize("first", ["C", "F"])
def test_two_orders_of_the_same_numbers_are_two_layouts_whoever_came_first(first):
    """A cache keyed by the array would give one for the other: its bytes in row order are the same."""
    at_script = AppTest.from_function(_layouts_through_the_cache, args=(first,)).run()
    assert not at_script.exception
    assert at_script.session_state["strides"] == {"C": (20, 4), "F": (4, 12)}


def _layouts_through_the_cache(first):
    import streamlit as st

    from core.computing.tensors.arrays import ArrayConfig
    from core.computing.tensors.layout import layout
    from pages.shared import cached

    orders = (first, *{"C", "F"} - {first})
    st.session_state["strides"] = {
        order: cached(layout, ArrayConfig(shape="3, 5", order=order)).strides_bytes for order in orders
    }


def test_the_products_of_the_report_are_the_strides_and_the_sum_is_the_offset():
    for order in ("C", "F"):
        found = layout(ArrayConfig(order=order))
        _, *strides, (_, total) = stride_lines(found)
        for axis, (key, row) in enumerate(strides):
            assert key == "stride" and row["stride"] == found.strides_bytes[axis]
            assert math.prod(map(int, row["factors"].split(r" \cdot "))) == row["stride"]
        assert math.prod(map(int, total["sizes"].split(r" \cdot "))) * total["itemsize"] == total["total"] == 96
        text, offset = offset_sum((1, 1, 1), found.strides_bytes)
        assert eval(text.replace(r"\cdot", "*")) == offset == found.offsets[1, 1, 1] * 4


@pytest.mark.parametrize("source", ["arange", "zeros", "ones", "linspace"])
@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("dtype", ["float32", "float16", "int8", "bool"])
def test_the_short_line_makes_the_array(source, order, dtype):
    config = ArrayConfig(source=source, order=order, dtype=dtype, shape="2, 3")
    lines = array_lines(config)
    for line in lines.values():
        made = eval(line, {"np": np, "torch": torch})
        assert np.asarray(made).tolist() == create(config).tolist()
    if "NumPy" in lines:
        assert eval(lines["NumPy"], {"np": np}).flags.f_contiguous == (order == "F")


def test_a_transposed_matrix_is_no_longer_contiguous():
    assert is_contiguous((3, 4), (32, 8), 8)
    assert not is_contiguous((4, 3), (8, 32), 8)
    assert is_contiguous((4, 3), (8, 32), 8, "F")
