import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.data.drawings import (
    CURVE_TEXT,
    DIGIT_TEXT,
    MOST_POINTS,
    POINTS_TEXT,
    decode_curve,
    decode_digit,
    decode_points,
    encode_curve,
    encode_digit,
    encode_points,
)
from core.params.domain import URL_TEXT_LIMIT
from core.refusal import Refusal

RANGES = {"x_range": (-3.0, 3.0), "y_range": (0.0, 10.0)}
ADDRESS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
drawn = st.lists(st.tuples(st.floats(-3, 3), st.floats(0, 10), st.integers(0, 15)), max_size=MOST_POINTS)
images = arrays(np.uint8, (28, 28), elements=st.integers(0, 255), fill=st.sampled_from([0, 255]))


@given(drawn)
def test_points_travel_to_the_nearest_place_of_their_grid_in_their_order(rows):
    points, labels = np.array([row[:2] for row in rows]).reshape(-1, 2), np.array([row[2] for row in rows], int)
    text = encode_points(points, labels, **RANGES)
    back = decode_points(text, 16, **RANGES)
    assert set(text) <= ADDRESS
    assert len(text) == 4 * len(rows) <= POINTS_TEXT < URL_TEXT_LIMIT
    assert np.array_equal(back.labels, labels)
    assert back.points.shape == (len(rows), 2)
    assert np.all(np.abs(back.points - points) <= np.array([6, 10]) / 2000 + 1e-12)
    assert encode_points(back.points, back.labels, **RANGES) == text


def test_zero_and_the_corners_are_exact_and_points_outside_go_to_the_edge():
    points = np.array([[0, 0], [-1, 1], [1, -1], [7, -1e300]])
    back = decode_points(encode_points(points, np.zeros(4, int)))
    assert back.points.tolist() == [[0, 0], [-1, 1], [1, -1], [1, -1]]


@given(arrays(float, 64, elements=st.floats(-2, 5)))
def test_a_curve_travels_to_the_nearest_step(values):
    text = encode_curve(values, (-2, 5))
    back = decode_curve(text, 64, (-2, 5))
    assert (len(text), back.shape) == (128, (64,))
    assert np.all(np.abs(back - values) <= 7 / 8000 + 1e-12)
    assert encode_curve(back, (-2, 5)) == text
    assert set(text) <= ADDRESS


@given(images)
def test_a_digit_travels_to_the_nearest_multiple_of_five(image):
    text = encode_digit(image)
    back = decode_digit(text)
    assert (back.dtype, back.shape) == (np.uint8, (28, 28))
    assert np.all(np.abs(back.astype(int) - image) <= 2)
    assert encode_digit(back) == text
    assert len(text) <= DIGIT_TEXT < URL_TEXT_LIMIT
    assert set(text) <= ADDRESS


def test_no_digit_takes_more_characters_than_pixels():
    noise = np.random.default_rng(0).integers(0, 256, (28, 28))
    stripes = np.arange(784).reshape(28, 28) % 3 * 100
    assert max(len(encode_digit(noise)), len(encode_digit(stripes))) <= DIGIT_TEXT
    assert encode_digit(np.full((28, 28), 255)) == "784z"


def test_a_digit_from_a_pen_takes_few_characters():
    y, x = np.mgrid[:28, :28]
    distance = np.abs(np.hypot(x - 13.5, y - 13.5) - 8)
    ring = 255 * np.clip(1.8 - distance, 0, 1)
    assert 150 < len(encode_digit(ring)) < 300


def test_an_empty_text_is_an_empty_drawing():
    assert decode_points("").points.shape == (0, 2)
    assert decode_points("").labels.shape == (0,)
    assert decode_curve("").tolist() == [0] * 64
    assert decode_curve("", 5, (2, 3)).tolist() == [2] * 5
    assert decode_digit("").sum() == 0
    assert encode_digit(np.zeros((28, 28))) == ""
    assert encode_points(np.empty((0, 2)), np.empty(0, int)) == ""


HOSTILE = ["!!!!", "AAA\n", "AAAÄ", "٣AAA", "AAA ", "A+/=", "\0\0\0\0", "'; --", "<b>x", "𝔸AAA", "AAA\u200b"]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("decode", [decode_points, decode_curve, decode_digit])
def test_characters_from_elsewhere_are_refused_with_their_place(decode, text):
    with pytest.raises(Refusal) as refused:
        decode(text)
    assert refused.value.rule == "drawing_character"
    start, end = refused.value.span
    assert text[start:end].startswith(refused.value.values["character"])


@pytest.mark.parametrize(
    ("decode", "text", "rule", "values"),
    [
        (decode_points, "AAAAA", "drawing_cut", {"count": 4}),
        (decode_points, "A" * 4 * (MOST_POINTS + 1), "drawing_points", {"limit": 300, "got": 301}),
        (decode_points, "A" * 10**6, "drawing_points", {"limit": 300, "got": 250_000}),
        (decode_curve, "A" * 10**6, "drawing_long", {"limit": CURVE_TEXT}),
        (decode_points, "AAAA____", "drawing_place", {"point": 2}),
        (decode_points, "AAP_", "drawing_place", {"point": 1}),
        (decode_points, "AAAAEAAAIAAA", "drawing_class", {"point": 3, "got": 3, "classes": 2}),
        (decode_curve, "A" * 127, "drawing_cut", {"count": 2}),
        (decode_curve, "A" * 126, "drawing_values", {"want": 64, "got": 63}),
        (decode_curve, "AA" * 63 + "__", "drawing_value", {"place": 64}),
        (decode_digit, "783A", "drawing_pixels", {"want": 784, "got": 783}),
        (decode_digit, "785A", "drawing_pixels", {"want": 784, "got": 785}),
        (decode_digit, "999A" * 196, "drawing_pixels", {"want": 784, "got": 999 * 196}),
        (decode_digit, "9999A", "drawing_character", {"character": "9"}),
        (decode_digit, "784", "drawing_character", {"character": "7"}),
        (decode_digit, "000A784A0", "drawing_character", {"character": "0"}),
        (decode_digit, "784-", "drawing_character", {"character": "-"}),
        (decode_digit, "A" * 785, "drawing_long", {"limit": DIGIT_TEXT}),
    ],
)  # fmt: skip
def test_a_text_that_is_no_drawing_is_refused_with_the_rule_and_its_numbers(decode, text, rule, values):
    with pytest.raises(Refusal) as refused:
        decode(text)
    assert (refused.value.rule, refused.value.values) == (rule, values)


@given(st.text(alphabet=sorted(ADDRESS), max_size=400))
def test_any_text_is_a_drawing_or_refused(text):
    for decode in (decode_points, decode_curve, decode_digit):
        try:
            decode(text)
        except Refusal:
            continue


@pytest.mark.parametrize(
    ("points", "labels"),
    [(np.zeros((301, 2)), [0] * 301), (np.zeros((1, 2)), [16]), (np.zeros((1, 2)), [-1]), (np.zeros((2, 2)), [0])],
)
def test_points_that_cannot_be_written_are_a_mistake_of_the_author(points, labels):
    with pytest.raises(ValueError, match="300 points"):
        encode_points(points, labels)


def test_an_image_with_other_grays_is_a_mistake_of_the_author():
    with pytest.raises(ValueError, match="0 to 255"):
        encode_digit(np.full((28, 28), 300))


def test_the_longest_curve_fits_into_a_link():
    assert len(encode_curve(np.linspace(-1, 1, 256))) == CURVE_TEXT < URL_TEXT_LIMIT
