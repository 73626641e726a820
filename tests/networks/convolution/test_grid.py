"""A kernel over a grid held to PyTorch and SciPy; its matrix, sizes and refusals."""

import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import linalg, signal
from torch.nn import functional

from core.networks.convolution.challenges import moved_right, size_kept
from core.networks.convolution.grid import (
    EDGE,
    RAMP,
    SOBEL_X,
    GridConfig,
    GridImageConfig,
    convolution_matrix,
    convolve_grid,
    grid_in_torch,
    grid_numbers,
    matrix_of,
    window_sum,
)
from core.networks.convolution.grid_figure import grid_texts, matrix_figure, plane_figure, weight_hues
from core.networks.convolution.grid_report import grid_lines, size_formula, sum_tex
from core.networks.convolution.presets import FIVE, LEFT_NEIGHBOR
from core.refusal import Refusal

quick = settings(max_examples=150, deadline=None)


def rows_of(array):
    return tuple(tuple(map(float, row)) for row in np.asarray(array))


def found(image, kernel, **settings_):
    return convolve_grid(GridImageConfig(rows_of(image)), GridConfig(kernel=rows_of(kernel), **settings_))


@st.composite
def cases(draw):
    sizes = [draw(st.integers(1, 8)) for _ in range(2)], [draw(st.integers(1, 7)) for _ in range(2)]
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    image, kernel = (rows_of(rng.integers(-9, 10, size)) for size in sizes)
    return GridImageConfig(image), GridConfig(
        kernel=kernel, stride=draw(st.integers(1, 4)), padding=draw(st.integers(0, 4)),
        dilation=draw(st.integers(1, 4)), same=draw(st.booleans()),
        border=draw(st.sampled_from(("zeros", "reflect", "replicate", "circular"))),
        operation=draw(st.sampled_from(("correlation", "convolution"))),
    )  # fmt: skip


@quick
@given(cases())
def test_the_output_and_the_matrix_agree_with_pytorch(case):
    image, config = case
    try:
        here = convolve_grid(image, config)
    except Refusal:
        assume(False)
    theirs = grid_in_torch(image, config)["output"]
    assert here.output == pytest.approx(theirs, abs=1e-9)
    matrix = convolution_matrix(here)
    assert (matrix.weights @ here.image.ravel()).reshape(here.output.shape) == pytest.approx(theirs, abs=1e-9)
    assert grid_numbers(image, config)["equal"]
    assert ((matrix.places >= 0) | (matrix.weights == 0)).all()
    for row, column in np.ndindex(*here.output.shape):
        assert window_sum(here, row, column).total == pytest.approx(theirs[row, column], abs=1e-9)


@pytest.mark.filterwarnings("ignore:Using padding='same'")
@quick
@given(cases())
def test_what_is_refused_is_refused_by_pytorch_too(case):
    image, config = case
    try:
        convolve_grid(image, config)
    except Refusal as error:
        x = torch.tensor(image.image, dtype=torch.float64)[None, None]
        w = torch.tensor(config.kernel, dtype=torch.float64)[None, None]
        with pytest.raises((RuntimeError, ValueError, AssertionError)):
            if error.rule == "same_stride":
                functional.conv2d(x, w, stride=config.stride, padding="same", dilation=config.dilation)
            grid_in_torch(image, config)


@quick
@given(cases())
def test_scipy_correlates_and_convolves_alike(case):
    image, config = case
    assume(all(k <= size for k, size in zip(np.shape(config.kernel), np.shape(image.image), strict=True)))
    plain = GridConfig(kernel=config.kernel, operation=config.operation)
    judge = {"correlation": signal.correlate2d, "convolution": signal.convolve2d}[config.operation]
    expected = judge(np.array(image.image), np.array(config.kernel), mode="valid")
    assert convolve_grid(image, plain).output == pytest.approx(expected, abs=1e-9)


@pytest.mark.filterwarnings("ignore:Using padding='same'")  # of even kernels, which PyTorch pads at the end
@quick
@given(cases())
def test_same_is_pytorchs_same(case):
    image, config = case
    plain = GridConfig(kernel=config.kernel, same=True, dilation=config.dilation)
    x = torch.tensor(image.image, dtype=torch.float64)[None, None]
    w = torch.tensor(config.kernel, dtype=torch.float64)[None, None]
    theirs = functional.conv2d(x, w, padding="same", dilation=config.dilation)[0, 0].numpy()
    assert convolve_grid(image, plain).output == pytest.approx(theirs, abs=1e-9)


def test_the_example_of_the_thread_about_convolution_and_correlation():
    column = np.arange(10).reshape(5, 2), [[1], [2]]
    assert found(*column).output.ravel().tolist() == [4, 7, 10, 13, 16, 19, 22, 25]
    assert found(*column, operation="convolution").output.ravel().tolist() == [2, 5, 8, 11, 14, 17, 20, 23]


def test_one_row_gives_scipys_toeplitz_matrix():
    matrix = convolution_matrix(found([[1, 2, 3, 4, 5, 6]], [[1, 2, 3]])).weights
    assert np.array_equal(matrix, linalg.toeplitz([1, 0, 0, 0], [1, 2, 3, 0, 0, 0]))


@pytest.mark.parametrize(("size", "kernel", "stride", "padding", "length"), [
    (4, 3, 1, 0, 2), (5, 4, 1, 2, 6), (5, 3, 1, 1, 5), (5, 3, 1, 2, 7), (5, 3, 2, 0, 2), (5, 3, 2, 1, 3),
    (6, 3, 2, 1, 3),
])  # fmt: skip
def test_the_sizes_of_dumoulin_and_visin(size, kernel, stride, padding, length):
    here = found(np.ones((size, size)), np.ones((kernel, kernel)), stride=stride, padding=padding)
    assert here.output.shape == (length, length)


def test_the_answers_of_the_experiments():
    assert set(found(RAMP, SOBEL_X).output.ravel()) == {8.0}
    wide = [(*row, 9.0) for row in EDGE]
    assert found(EDGE, SOBEL_X, stride=2).output.shape[1] == found(wide, SOBEL_X, stride=2).output.shape[1] == 3
    assert np.array_equal(found(EDGE, SOBEL_X, operation="convolution").output, -found(EDGE, SOBEL_X).output)


def keys(image, kernel, **settings_):
    config = GridConfig(kernel=rows_of(kernel), **settings_)
    grid = GridImageConfig(rows_of(image))
    return [key for key, _ in grid_lines(convolve_grid(grid, config), matrix_of(grid, config), config)]


def test_every_special_case_has_its_sentence():
    assert keys(EDGE, SOBEL_X) == ["shared"]
    assert keys(np.ones((8, 8)), SOBEL_X, stride=2) == ["shared", "unread", "dropped"]
    assert "unread" in keys(EDGE, np.ones((2, 2)), stride=4)
    assert "uneven" in keys(EDGE, np.ones((2, 2)), same=True)
    assert "several" in keys(EDGE, SOBEL_X, padding=2, border="reflect")
    assert "turned" in keys(EDGE, SOBEL_X, operation="convolution")
    assert "turned_alike" in keys(EDGE, np.ones((3, 3)), operation="convolution")
    assert "all_zero" in keys(EDGE, np.zeros((3, 3)))


@pytest.mark.parametrize(("settings_", "rule"), [
    ({"kernel": ((1.0,), (1.0,), (1.0,)), "dilation": 4}, "kernel_rows"),
    ({"kernel": ((1.0, 1.0, 1.0),), "dilation": 4}, "kernel_columns"),
    ({"same": True, "stride": 2}, "same_stride"),
])  # fmt: skip
def test_a_kernel_that_does_not_fit_names_its_reach(settings_, rule):
    with pytest.raises(Refusal) as refused:
        convolve_grid(GridImageConfig(), GridConfig(**settings_))
    assert refused.value.rule == rule
    if rule != "same_stride":
        assert refused.value.values == {"reach": 9, "cells": 7}


def test_borders_give_only_what_they_have():
    for border, limit in (("reflect", 2), ("circular", 3)):
        with pytest.raises(Refusal) as refused:
            found(np.ones((3, 3)), [[1]], padding=4, border=border)
        assert refused.value.values == {"added": 4, "limit": limit}


def test_the_formulas_hold_the_numbers():
    here = found(EDGE, SOBEL_X)
    cell = window_sum(here, 99, 99)  # beyond the last cell, the last
    assert (cell.row, cell.column) == (4, 4)
    assert sum_tex(cell, here.window)["total"] == "0"
    key, lengths = size_formula(here)
    assert key == "size_alike" and lengths["both"].endswith("= 5")
    key, lengths = size_formula(found(np.ones((8, 4)), np.ones((3, 3)), stride=2))
    assert key == "size" and lengths["rows"].endswith("= 3") and lengths["columns"].endswith("= 1")


def test_each_weight_has_a_color_of_its_own_in_the_matrix():
    for shape in ((1, 1), (1, 7), (7, 1), (3, 3), (7, 7)):
        assert len(set(weight_hues(shape))) == shape[0] * shape[1]
    here = found(EDGE, SOBEL_X)
    t = lambda key, **values: key  # noqa: E731
    lit = matrix_figure(here, convolution_matrix(here), window_sum(here, 1, 2), t)
    frame = lit.layout["shapes"][-1]
    assert (frame["y0"], frame["y1"]) == (6.5, 7.5)  # row 1 · 5 + 2
    plane = plane_figure(here, window_sum(here, 1, 2), t)
    texts = [shape["label"]["text"] for shape in plane.layout["shapes"] if "label" in shape]
    assert "2·9" in texts or "2·0" in texts
    for turned, title in ((False, "figure.kernel"), (True, "figure.turned")):
        here = found(EDGE, SOBEL_X, operation="convolution" if turned else "correlation")
        lines = [one for one in plane_figure(here, window_sum(here, 1, 2), t).layout["shapes"] if one["type"] == "line"]
        assert lines[1]["label"]["text"] == title


def test_a_padded_cell_says_where_it_lies_and_whose_pixel_it_repeats():
    def said(border):
        here = found(EDGE, SOBEL_X, padding=2, border=border)
        plane = plane_figure(here, window_sum(here, 0, 0), lambda key, **values: f"{key} {values}")
        return plane.data[0]["customdata"][1][0]

    assert said("zeros") == "figure.hover_zero {'row': -1, 'column': -2}"
    assert said("reflect") == (
        "figure.hover_pixel {'row': -1, 'column': -2, 'value': '0', 'of_row': 1, 'of_column': 2}"
    )


def test_the_challenges_tell_what_is_missing():
    config = GridConfig(kernel=FIVE, dilation=2, padding=3)
    assert [one.key for one in size_kept(convolve_grid(GridImageConfig(), config), config).missing] == ["size"]
    right = {"kernel": LEFT_NEIGHBOR, "padding": 1}
    assert moved_right(convolve_grid(GridImageConfig(), GridConfig(**right))).met
    turned = GridConfig(**right, operation="convolution")
    assert [one.key for one in moved_right(convolve_grid(GridImageConfig(), turned)).missing] == ["elsewhere"]


def test_numbers_in_cells_get_shorter_and_then_go_before_they_overlap():
    huge = np.full((2, 2), 245025.0)
    assert [grid_texts(huge, cell)[0][0][0] for cell in (60.0, 20.0, 8.0)] == ["2.45e5", "2.5e5", ""]
    assert grid_texts(np.array([[-7.0, 1e-5]]), 60.0)[0] == [["−7", "1e−5"]]
    assert grid_texts(np.array([[1234.56, 2.345]]), 17.0)[0] == [["1235", "2.35"]]  # no digit before the point goes
