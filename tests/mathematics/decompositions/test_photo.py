"""The photograph held to NumPy and to the reference values; energy, bytes and error say what they mean."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.pictures import load_picture
from core.mathematics.decompositions.challenges import half_the_bytes, narrow_window
from core.mathematics.decompositions.photo import (
    PhotoConfig,
    built_in_factors,
    factorize,
    gray_pixels,
    photo_numbers,
    photo_numbers_by_scipy,
    picture_of_text,
    rank_k,
    rank_k_pixels,
    sample_picture,
    shown_pixels,
    text_of_picture,
)
from core.mathematics.decompositions.photo_figure import handle_height
from core.mathematics.decompositions.photo_report import layer_line, percent, photo_lines

CHINA = built_in_factors("china", False)
LAYERS = (1, 5, 10, 20, 50, 100)

quick = settings(max_examples=60, deadline=None)


def random_pixels(seed, m=23, n=31):
    return np.random.default_rng(seed).integers(0, 256, (m, n)).astype(np.uint8)


def test_the_reference_values_of_the_temple_and_the_flower():
    assert CHINA.s[:4] == pytest.approx([83311.9392, 15367.4287, 9871.0827, 5793.8411], rel=2e-4)
    energies = [rank_k(CHINA, k, False).energy for k in LAYERS]
    assert energies == pytest.approx([0.913858, 0.965159, 0.973524, 0.980798, 0.989159, 0.994492], rel=1e-4)
    flower = built_in_factors("flower", False)
    energies = [rank_k(flower, k, False).energy for k in LAYERS]
    assert energies == pytest.approx([0.845394, 0.952444, 0.971680, 0.984576, 0.995542, 0.999018], rel=1e-4)
    assert rank_k(built_in_factors("china", True), 1, True).energy == pytest.approx(0.535, abs=1e-3)


def test_uniform_noise_keeps_three_quarters_in_one_layer():
    assert rank_k(factorize(random_pixels(0, 300, 300), False), 1, False).energy == pytest.approx(0.75, abs=0.005)


@quick
@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.booleans())
def test_the_numbers_are_those_of_the_matrix_itself(seed, k, centered):
    pixels = random_pixels(seed)
    found = factorize(pixels, centered)
    now = rank_k(found, k, centered)
    missing = pixels - rank_k_pixels(found, k).astype(float)
    base = pixels - (pixels.mean() if centered else 0)
    assert now.error == pytest.approx(np.linalg.norm(missing) / np.linalg.norm(base), abs=1e-5)
    assert now.gray_levels == pytest.approx(np.sqrt((missing**2).mean()), abs=1e-3)
    assert now.error == pytest.approx(np.sqrt(1 - now.energy), abs=1e-7)
    assert now.bytes == 4 * (min(k, 23) * (23 + 31 + 1) + centered)


@quick
@given(st.integers(0, 2**32 - 1), st.integers(1, 22))
def test_no_other_matrix_of_that_rank_is_closer(seed, k):
    pixels = random_pixels(seed)
    rng = np.random.default_rng(seed)
    basis = np.linalg.qr(rng.normal(size=(23, k)))[0]
    other = basis @ (basis.T @ pixels)
    assert rank_k(factorize(pixels, False), k, False).gray_levels <= np.sqrt(((pixels - other) ** 2).mean()) + 1e-9


def test_bytes_are_equal_at_a_quarter_of_where_numbers_are_equal():
    m, n = CHINA.pixels.shape
    assert m * n / (m + n + 1) == pytest.approx(255.88, abs=0.01)
    assert m * n / (m + n + 1) / 4 == pytest.approx(63.97, abs=0.01)
    fits = [k for k in range(1, 428) if narrow_window(rank_k(CHINA, k, False)).met]
    assert fits == list(range(56, 64))


def test_energy_is_the_square_of_what_is_not_missing_whatever_is_shown():
    for view, k in (("rank", 427), ("rank", 640)):
        shown = shown_pixels(CHINA, PhotoConfig(k=k, view=view))
        assert np.abs(shown.astype(int) - CHINA.pixels).max() <= 1
    missing = shown_pixels(CHINA, PhotoConfig(k=427, view="missing"))
    assert np.abs(missing.astype(int) - 128).max() <= 1
    layer = shown_pixels(CHINA, PhotoConfig(k=3, view="layer"))
    assert {int(layer.min()), int(layer.max())} & {1, 255}  # one side at least is at full contrast


@pytest.mark.parametrize("centered", [False, True])
def test_flat_pictures_have_sentences(centered):
    for level in (0, 200):
        found = factorize(np.full((9, 12), level, np.uint8), centered)
        now = rank_k(found, 5, centered)
        keys = [key for key, _ in photo_lines(now)]
        nothing = level == 0 or centered
        assert keys[0] == ("nothing" if nothing else "kept")
        assert nothing or "complete" in keys
        assert handle_height(found, now) > 0
        assert layer_line(now)[1]["k"] == 5
        assert shown_pixels(found, PhotoConfig(k=5, view="layer", centered=centered)).shape == (9, 12)


def test_a_share_never_reads_all_or_nothing_where_it_is_not():
    assert percent(0.999999) == ">99.99"
    assert percent(1e-9) == "<0.01"
    assert (percent(1.0), percent(0.0), percent(0.5)) == ("100.00", "0.00", "50.00")


def test_more_bytes_than_the_picture_is_said():
    assert photo_lines(rank_k(CHINA, 63, False))[-1][0] == "cost_less"
    assert photo_lines(rank_k(CHINA, 64, False))[-1][0] == "cost_more"


def test_the_script_has_the_pixels_of_the_screen():
    assert np.array_equal(sample_picture("china"), CHINA.pixels)
    assert np.array_equal(picture_of_text(text_of_picture(CHINA.pixels)), CHINA.pixels)
    now = rank_k(CHINA, 20, True)
    theirs = photo_numbers_by_scipy(CHINA.pixels, 20, False)
    assert theirs["error"] == pytest.approx(rank_k(CHINA, 20, False).error)
    assert theirs["bytes"] == rank_k(CHINA, 20, False).bytes
    assert theirs["gray_levels"] == pytest.approx(rank_k(CHINA, 20, False).gray_levels)
    printed = photo_numbers(CHINA.pixels, 20, False)
    assert printed["error"] == pytest.approx(rank_k(CHINA, 20, False).error)
    assert now.mean == 0  # factors with the mean left in
    gray = gray_pixels(load_picture("coins").pixels)
    assert np.array_equal(gray, load_picture("coins").pixels)


def test_half_the_bytes_is_possible_for_some_photographs_alone():
    def possible(name):
        found = built_in_factors(name, False)
        return any(half_the_bytes(rank_k(found, k, False)).met for k in range(1, 64))

    assert {name for name in ("china", "flower", "coffee", "coins") if possible(name)} == {"flower", "coffee"}
