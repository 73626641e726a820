import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.computing.tensors.broadcasting import (
    BroadcastConfig,
    broadcast,
    broadcast_in_torch,
    broadcast_shape,
    fixes_of,
    match_axes,
)
from core.computing.tensors.lines import broadcast_lines
from core.refusal import Refusal

quick = settings(max_examples=60, deadline=None)
SHAPES = st.lists(st.sampled_from([0, 1, 1, 2, 3]), max_size=4).map(tuple)


def text(shape):
    return ", ".join(map(str, shape))


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
def test_broadcasting_numpy_and_pytorch_agree_cell_by_cell(a, b, operation):
    config = BroadcastConfig(left_shape=text(a), right_shape=text(b), pair_operation=operation)
    found, twin = broadcast(config), broadcast_in_torch(config)
    assert found.shape == twin["shape"]
    if found.shape is None:
        assert twin["values"] is None
        return
    judge = getattr(np, operation)(found.a, found.b)
    assert found.values.tolist() == judge.tolist() == twin["values"]
    assert found.values.dtype == judge.dtype
    assert found.a.ravel()[found.sources_a].tolist() == np.broadcast_to(found.a, found.shape).tolist()
    assert found.b.ravel()[found.sources_b].tolist() == np.broadcast_to(found.b, found.shape).tolist()
    for library, line in broadcast_lines(config).items():
        pair = (found.a, found.b) if library == "NumPy" else map(torch.from_numpy, (found.a, found.b))
        assert eval(line, dict(zip("ab", pair, strict=True)) | {"np": np, "torch": torch}).tolist() == twin["values"]


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
    with pytest.raises(Refusal) as caught:
        broadcast(BroadcastConfig(left_shape="500, 1", right_shape="500"))
    assert caught.value.rule == "cells"
