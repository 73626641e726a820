"""Kernels over photographs held to SciPy and PyTorch: values, separability, brightness, and what is shown."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from core.networks.convolution.photograph import (
    PhotographConfig,
    built_in_text,
    contrast_limit,
    correlate_same,
    filter_kernel,
    filter_photograph,
    fitting_view,
    gaussian_kernel,
    photograph_in_torch,
    photograph_numbers,
    picture_of_text,
    response_numbers,
    shown_pixels,
    text_of_picture,
)
from core.networks.convolution.photograph_report import photograph_lines

quick = settings(max_examples=60, deadline=None)


def random_pixels(seed=0, shape=(37, 29, 3)):
    return np.random.default_rng(seed).integers(0, 256, shape).astype(np.uint8)


@quick
@given(st.integers(0, 2**32 - 1), st.integers(1, 7), st.integers(1, 7), st.booleans())
def test_every_channel_is_correlated_as_scipy_does(seed, k, l, gray):  # noqa: E741
    kernel = np.random.default_rng(seed).normal(size=(k, l))
    pixels = random_pixels(seed, (37, 29) if gray else (37, 29, 3))
    ours = correlate_same(pixels.astype(np.float32), kernel)
    origin = [(k + 1) % 2 * -1, (l + 1) % 2 * -1]  # SciPy's middle of an even side lies one further
    channels = [pixels] if gray else [pixels[..., c] for c in range(3)]
    theirs = np.stack([
        ndimage.correlate(one.astype(float), kernel, mode="nearest", origin=origin) for one in channels
    ], axis=-1)  # fmt: skip
    assert ours == pytest.approx(theirs[..., 0] if gray else theirs, abs=2e-2)


def test_a_separable_kernel_gives_the_same_in_two_passes():
    kernel = gaussian_kernel(1.5)
    here = filter_photograph(random_pixels(), kernel, 1)
    assert here.separable
    assert here.multiplications == 2 * len(kernel)
    assert here.values == pytest.approx(correlate_same(random_pixels().astype(np.float32), kernel), abs=1e-2)
    assert not filter_photograph(random_pixels(), filter_kernel(PhotographConfig(filter="laplace")), 1).separable


def test_variances_add_up():
    point = np.zeros((81, 81), dtype=np.uint8)
    point[40, 40] = 255
    four = filter_photograph(point, gaussian_kernel(3.0), 4).values
    line = four.sum(axis=0, dtype=float) / four.sum(dtype=float)
    assert np.sqrt((line * (np.arange(81) - 40) ** 2).sum()) == pytest.approx(6, abs=0.1)
    assert gaussian_kernel(5.0).shape == (31, 31)


@pytest.mark.parametrize("name", [
    "sobel_x", "sobel_y", "gaussian", "box", "motion", "sharpen", "laplace", "emboss", "identity", "own",
])  # fmt: skip
def test_flat_ground_is_multiplied_by_the_sum_of_the_weights(name):
    kernel = filter_kernel(PhotographConfig(filter=name))
    flat = np.full((20, 30, 3), 90, dtype=np.uint8)
    values = filter_photograph(flat, kernel, 1).values
    assert values == pytest.approx(90 * kernel.sum(), abs=1e-3)
    zero = abs(kernel.sum()) < 1e-9
    assert fitting_view(kernel) == ("zero_gray" if zero else "clipped")


def test_what_is_shown_says_what_its_grays_mean():
    values = np.array([[-300.0, 0.0, 300.0]] * 3, dtype=np.float32)
    assert shown_pixels(values, "clipped")[0].tolist() == [0, 0, 255]
    assert shown_pixels(values, "zero_gray")[0].tolist() == [1, 128, 255]
    assert shown_pixels(values, "size")[0].tolist()[1] == 0
    assert contrast_limit(np.zeros((9, 9))) == 1


def test_both_scripts_give_the_numbers_of_the_screen():
    pixels, kernel = random_pixels(), filter_kernel(PhotographConfig(filter="sharpen"))
    shown = response_numbers(filter_photograph(pixels, kernel, 2).values)
    assert photograph_numbers(text_of_picture(pixels), kernel, 2) == shown
    assert photograph_in_torch(text_of_picture(pixels), kernel, 2) == pytest.approx(shown, abs=0.02)


@pytest.mark.parametrize(("settings_", "keys"), [
    ({"filter": "sobel_x"}, ["sum_zero", "outside", "separable"]),
    ({"filter": "gaussian", "passes": 3}, ["sum_one", "separable", "variances"]),
    ({"filter": "box", "side": 4}, ["sum_one", "separable", "even"]),
    ({"filter": "own", "own_kernel": ((0.0,),)}, ["nothing", "whole"]),
    ({"filter": "own", "own_kernel": ((3.0,),)}, ["sum_other", "outside", "whole"]),
])  # fmt: skip
def test_every_case_has_its_sentence(settings_, keys):
    config = PhotographConfig(**settings_)
    response = filter_photograph(random_pixels(), filter_kernel(config), config.passes)
    assert [key for key, _ in photograph_lines(response, config, 127.0)] == keys


def first_line(kernel, passes):
    config = PhotographConfig(filter="own", own_kernel=kernel, passes=passes)
    return photograph_lines(filter_photograph(random_pixels(), filter_kernel(config), passes), config, 127.0)[0]


def test_a_negative_sum_is_no_sum_of_one_however_often_it_is_applied():
    key, values = first_line(((-1.0,),), 2)
    assert (key, values["sum"], values["factor"], values["passes"]) == ("sum_again", -1, 1, 2)
    assert first_line(((-1.0,),), 1)[0] == "sum_other"
    assert first_line(((99.0, -98.0),), 4)[0] == "sum_one"


@pytest.mark.parametrize("name", ["identity", "own"])
def test_two_passes_are_taken_only_where_they_multiply_less(name):
    config = PhotographConfig(filter=name)
    here = filter_photograph(random_pixels(), filter_kernel(config), 1)
    assert (here.separable, here.multiplications) == (False, 1)


def test_a_gaussian_narrower_than_the_pixels_tells_how_wide_it_really_is():
    def narrow(sigma):
        config = PhotographConfig(filter="gaussian", sigma=sigma)
        lines = dict(photograph_lines(filter_photograph(random_pixels(), filter_kernel(config), 1), config, 127.0))
        return lines.get("narrow", {}).get("real")

    side = np.exp(-0.5 / 0.3**2)
    assert narrow(0.3) == pytest.approx((2 * side / (1 + 2 * side)) ** 0.5)
    assert narrow(0.7) is narrow(5.0) is None


def test_a_shipped_photograph_goes_along_as_its_file():
    from core.data.pictures import load_picture

    for name in ("coffee", "chelsea", "coins", "astronaut", "horse"):
        text = built_in_text(name)
        assert np.array_equal(picture_of_text(text), load_picture(name).pixels)
        assert len(text) < 90_000
