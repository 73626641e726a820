"""Pooling and transposed convolution held to PyTorch: values, winners, overlap, sizes and refusals."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from core.networks.convolution.grid import GridImageConfig
from core.networks.convolution.pooling import PoolingConfig, pool_grid, pooling_in_torch
from core.networks.convolution.pooling_report import pooling_lines, window_tex
from core.networks.convolution.presets import GRIDS
from core.networks.convolution.transposed import (
    TransposedConfig,
    overlap,
    overlap_in_torch,
    overlap_numbers,
)
from core.networks.convolution.transposed_figure import stacked_weights
from core.networks.convolution.transposed_report import transposed_lines
from core.refusal import Refusal

quick = settings(max_examples=100, deadline=None)
pools = st.builds(
    PoolingConfig, pooling=st.sampled_from(("max", "average")), pool_side=st.integers(1, 6),
    pool_stride=st.integers(1, 6), pool_padding=st.integers(0, 3), count_padding=st.booleans(),
    moved_by=st.integers(0, 3),
)  # fmt: skip
ups = st.builds(
    TransposedConfig, up_input=st.integers(1, 8), up_kernel=st.integers(1, 6), up_stride=st.integers(1, 4),
    up_padding=st.integers(0, 5), up_extra=st.integers(0, 3),
)  # fmt: skip


def image_of(seed, rows, columns):
    values = np.random.default_rng(seed).permutation(rows * columns).reshape(rows, columns) - 20.0
    return GridImageConfig(tuple(map(tuple, values.tolist())))


@quick
@given(pools, st.integers(0, 999), st.integers(1, 8), st.integers(1, 8))
def test_pooling_agrees_with_pytorch_and_refuses_with_it(config, seed, rows, columns):
    image = image_of(seed, rows, columns)
    try:
        found = pool_grid(image, config)
    except Refusal:
        with pytest.raises(RuntimeError):
            pooling_in_torch(image, config)
        return
    assert found.output == pytest.approx(pooling_in_torch(image, config)["output"])
    row, column = (size - 1 for size in found.output.shape)
    assert window_tex(found, config, row, column)["cell"] == f"[{row},\\,{column}]"
    assert pooling_lines(found, config)[0][0] == "nothing_learned"


@quick
@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 999))
def test_the_gradient_of_the_maximum_reaches_the_framed_cells_alone(side, stride, seed):
    image = image_of(seed, 7, 8)
    found = pool_grid(image, PoolingConfig(pool_side=side, pool_stride=stride))
    x = torch.tensor(image.image, dtype=torch.float64, requires_grad=True)
    functional.max_pool2d(x[None, None], side, stride).sum().backward()
    assert np.array_equal(found.largest, x.grad.numpy() > 0)


def test_added_cells_never_win_and_a_movement_is_counted():
    negative = GridImageConfig(((-5.0,) * 6,) * 6)
    found = pool_grid(negative, PoolingConfig(pool_side=3, pool_padding=1))
    assert set(found.output.ravel()) == {-5.0}
    disc = pool_grid(GridImageConfig(GRIDS["disc"]), PoolingConfig(moved_by=1))
    assert 0 < disc.unchanged < disc.output.size
    keys = [key for key, _ in pooling_lines(disc, PoolingConfig(moved_by=1))]
    assert keys == ["nothing_learned", "moved", "dropped"]


@quick
@given(ups)
def test_the_overlap_is_pytorchs_transposed_convolution_of_ones(config):
    try:
        found = overlap(config)
    except Refusal:
        with pytest.raises(RuntimeError):
            overlap_in_torch(config)
        return
    theirs = overlap_in_torch(config)["counts"]
    assert np.array_equal(found.counts, theirs)
    assert np.array_equal(overlap_numbers(config)["counts"], theirs)


@quick
@given(st.integers(1, 6), st.integers(1, 4))
def test_inside_all_cells_are_alike_where_the_stride_divides_the_kernel(k, s):
    found = overlap(TransposedConfig(up_input=8, up_kernel=k, up_stride=s))
    inside = found.line[k : len(found.line) - k]
    assert found.even == (len(set(inside.tolist())) == 1)


def test_it_scatters_with_the_transpose_of_the_matrix():
    from core.networks.convolution.grid import SOBEL_X, GridConfig, convolution_matrix, convolve_grid

    for stride, padding in ((1, 0), (2, 1), (3, 0)):
        config = GridConfig(kernel=SOBEL_X, stride=stride, padding=padding)
        found = convolve_grid(GridImageConfig(), config)
        y = torch.from_numpy(found.output)[None, None]
        w = torch.tensor(SOBEL_X, dtype=torch.float64)[None, None]
        extra = (7 + 2 * padding - 3) % stride
        back = functional.conv_transpose2d(y, w, stride=stride, padding=padding, output_padding=extra)[0, 0].numpy()
        expected = convolution_matrix(found).weights.T @ found.output.ravel()
        assert back.ravel() == pytest.approx(expected)


@pytest.mark.parametrize(("settings_", "keys"), [
    ({}, ["uneven", "not_times"]), ({"up_kernel": 4, "up_padding": 1}, ["even"]),
    ({"up_kernel": 2, "up_stride": 3}, ["holes", "not_times"]),
    ({"up_input": 1, "up_kernel": 1}, ["single", "not_times"]),
    ({"up_input": 3, "up_kernel": 2, "up_stride": 3, "up_padding": 3}, ["single", "not_times"]),  # holes are cut off
    ({"up_input": 1, "up_kernel": 4}, ["no_inside", "not_times"]),
    ({"up_padding": 1, "up_extra": 1}, ["uneven", "extra"]),
])  # fmt: skip
def test_every_overlap_has_its_sentence(settings_, keys):
    config = TransposedConfig(**settings_)
    assert [key for key, _ in transposed_lines(overlap(config), config)] == keys


@pytest.mark.parametrize("settings_", [{}, {"up_kernel": 2, "up_stride": 3}, {"up_kernel": 6, "up_stride": 1}])
def test_the_weights_above_each_cell_are_those_that_reach_it(settings_):
    found = overlap(TransposedConfig(**settings_))
    z = stacked_weights(found)
    assert np.array_equal(np.isfinite(z).sum(axis=0), found.line)
    for place, weights in enumerate(found.weights):
        assert z[: len(weights), place].tolist() == list(weights)
