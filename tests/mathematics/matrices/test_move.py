"""The move held to NumPy and SciPy: its two ways, the determinant, rank, null space, the flat times, the photograph."""

import base64
import io

import numpy as np
import pytest
import scipy.linalg
from hypothesis import example, given
from PIL import Image

from core.data.pictures import Picture, load_picture
from core.mathematics.matrices.challenges import flattens_to_target, third_of_a_turn
from core.mathematics.matrices.entries import SPECIAL, column_and_null_space, determinant, special_matrix
from core.mathematics.matrices.move import (
    MoveConfig,
    decided,
    flat_before_the_end,
    flat_times,
    move,
    straight_way,
    turn_and_stretch,
    turning_way,
)
from core.mathematics.matrices.move_figure import move_figure
from core.mathematics.matrices.photograph import SIDE, moved_photograph, square_pixels
from tests.strategies import configs

ENDS = np.array([0.0, 1.0])


def det(a):
    """NumPy's, which divides by zero where a pivot is below 1e-308."""
    with np.errstate(all="ignore"):
        return np.linalg.det(a)


def of(*rows, **fields):
    return move(MoveConfig(a=rows, **fields))


@given(configs(MoveConfig))
@example(MoveConfig(a=((0.0, 0.0, 0.0), (0.0, 0.0, 1e-10), (1.0, 0.0, 1.0))))  # two stretches that are nearly equal
def test_both_ways_lead_from_the_identity_to_the_matrix(config):
    a = np.array(config.a)
    for way in (straight_way, turning_way):
        first, last = way(a, ENDS)
        assert np.allclose(first, np.eye(len(a)), atol=1e-12)
        assert np.allclose(last, a, atol=1e-12)


@given(configs(MoveConfig))
def test_determinant_rank_and_spaces_agree_with_numpy(config):
    found = move(config)
    assert found.det == pytest.approx(det(found.a), abs=1e-12, rel=1e-9)
    assert found.rank == np.linalg.matrix_rank(found.a)
    assert np.allclose(found.a @ found.null, 0, atol=1e-12)
    projection = found.columns @ found.columns.T
    assert np.allclose(projection @ found.a, found.a, atol=1e-12)
    assert found.columns.shape[1] + found.null.shape[1] == len(found.a)


@given(configs(MoveConfig))
def test_the_factors_are_a_rotation_and_a_symmetric_stretch(config):
    a = np.array(config.a)
    rotation, stretch = turn_and_stretch(a)
    assert np.allclose(rotation @ rotation.T, np.eye(len(a)), atol=1e-12)
    assert np.linalg.det(rotation) == pytest.approx(1)
    assert np.array_equal(stretch, stretch.T)
    assert np.allclose(rotation @ stretch, a, atol=1e-10)
    if det(a) > 1e-6:
        assert np.allclose(stretch, scipy.linalg.polar(a)[1], atol=1e-8)


@given(configs(MoveConfig))
def test_a_mirror_image_is_flat_on_every_way_and_the_curve_is_zero_there(config):
    a = np.array(config.a)
    for path in ("straight", "turn"):
        times = flat_times(a, path)
        way = straight_way if path == "straight" else turning_way
        assert np.allclose(determinant(way(a, np.array([*times, 0.0])))[:-1], 0, atol=1e-4)
        if det(a) < -1e-6:
            assert times
        if path == "turn" and det(a) > 1e-6:
            assert not times


@given(configs(MoveConfig))
def test_the_straight_way_changes_sign_only_at_a_flat_time(config):
    found = move(config)
    dets = determinant(straight_way(found.a, found.times))
    signs = np.sign(np.where(np.abs(dets) < 1e-9, 0, dets))
    changes = np.flatnonzero(signs[:-1] * signs[1:] < 0)
    flat = np.array(flat_times(found.a, "straight"))
    assert all(np.any((found.times[k] <= flat) & (flat <= found.times[k + 1])) for k in changes)


def test_the_reference_values_of_the_specification():
    assert of((2.0, 1.0), (1.0, 2.0)).det == 3
    assert np.allclose(straight_way(-np.eye(2), np.array([0.5])), 0)
    assert flat_times(-np.eye(2), "straight") == (0.5,)
    assert flat_times(-np.eye(2), "turn") == ()
    assert flat_times(np.diag([1.0, -1.0]), "straight") == flat_times(np.diag([1.0, -1.0]), "turn") == (0.5,)
    rotation, stretch = turn_and_stretch(np.diag([1.0, 1.0, -1.0]))
    assert np.allclose(rotation, np.eye(3)) and np.allclose(stretch, np.diag([1, 1, -1]))


def test_decimals_that_are_singular_on_paper_are_singular_here():
    found = of((0.1, 0.3), (0.2, 0.6))
    assert (found.det, found.rank, found.flat) == (0, 1, (1.0,))
    assert of((0.0, 0.0), (0.0, 0.0)).rank == 0
    assert of((1.0, -1.0), (1.0, -1.0)).flat == (1.0,)  # defective: its eigenvalues are only nearly 0
    assert of((1.0, 1.0), (1.0, 1.0001)).det == pytest.approx(1e-4)


def test_flat_times_before_the_end_are_those_of_a_singular_matrix_too():
    assert flat_before_the_end(of((-1.0, 0.0), (0.0, 0.0))) == (0.5,)
    assert flat_before_the_end(of((1.0, 2.0), (0.5, 1.0))) == ()


def test_determinant_and_rank_say_so_where_they_do_not_agree():
    assert decided(of((1.0, 2.0), (0.5, 1.0))) and decided(of((1.0, 1.0), (1.0, 1.0001)))
    assert not decided(of((1.0, 1.0), (1.0, 1.0 + 2e-15)))  # its determinant is taken for 0
    assert not decided(of((1.0, 0.0), (0.0, 1e-200)))  # its singular value is


def test_column_space_and_null_space_are_drawn_in_space_once_everything_is_flat():
    rank_2 = special_matrix("singular", 3)
    rank_1 = ((1.0, 1.5, 1.0), (2.0, 3.0, 2.0), (-1.0, -1.5, -1.0))

    def drawn(matrix, t):
        return [trace["type"] for trace in move_figure(of(*matrix, t=t), None, lambda key, **_: key).data]

    for matrix in (rank_2, rank_1):
        assert len(drawn(matrix, 1.0)) == len(drawn(matrix, 0.5)) + 2
        assert drawn(matrix, 1.0).count("mesh3d") == 2 and drawn(matrix, 0.5).count("mesh3d") == 1  # the cube, a plane
    assert len(drawn(special_matrix("zero", 3), 1.0)) == len(drawn(special_matrix("shear", 3), 1.0))


@pytest.mark.parametrize("size", [2, 3])
def test_a_special_matrix_is_what_it_is_called(size):
    named = {name: np.array(special_matrix(name, size)) for name in SPECIAL}
    eye = np.eye(size)
    assert np.array_equal(named["identity"], eye)
    assert np.array_equal(named["symmetric"], named["symmetric"].T)
    assert np.array_equal(named["rotation"] @ named["rotation"].T, eye) and np.linalg.det(named["rotation"]) == 1
    assert np.array_equal(named["mirror"] @ named["mirror"], eye) and np.linalg.det(named["mirror"]) == -1
    assert np.array_equal(named["projection"] @ named["projection"], named["projection"])
    assert np.linalg.det(named["shear"]) == 1
    assert column_and_null_space(named["singular"])[0].shape[1] == size - 1
    assert column_and_null_space(named["nearly_singular"])[0].shape[1] == size


def test_the_photograph_lies_where_the_matrix_puts_its_corners():
    pixels = np.zeros((SIDE, SIDE, 3), np.uint8)
    pixels[: SIDE // 2, : SIDE // 2] = 255  # white at the upper left
    matrix = np.array([[0.0, -2.0], [1.0, 0.0]])  # a quarter turn: there it goes to the lower left
    moved = moved_photograph(pixels, matrix)
    assert (moved.left, moved.bottom, moved.width, moved.height) == (-2, -1, 4, 2)
    image = np.asarray(Image.open(io.BytesIO(base64.b64decode(moved.source.split(",")[1]))).convert("RGB")).astype(int)
    height, width = image.shape[:2]
    quarter = [image[row * height // 4, column * width // 4].mean() for row in (1, 3) for column in (1, 3)]
    assert quarter[2] > 200 and max(quarter[0], quarter[1], quarter[3]) < 60
    assert moved_photograph(pixels, np.ones((2, 2))) is None


def test_every_picture_becomes_a_square_in_color():
    assert all(square_pixels(load_picture(name)).shape == (SIDE, SIDE, 3) for name in ("chelsea", "horse"))
    own = Picture("chelsea", np.full((9, 40), 200, np.uint8), own=True)  # a name that a built-in one has, too
    assert np.unique(square_pixels(own)).tolist() == [200]


def test_the_challenges_name_what_is_missing():
    assert flattens_to_target(of((1.0, 1.0), (2.0, 2.0))).met
    assert flattens_to_target(of((0.5, 1.5), (1.0, 3.0))).met
    keys = {
        "not_plane": special_matrix("identity", 3), "elsewhere": ((2.0, 1.0), (1.0, 2.0)),
        "rank": ((2.0, 0.0), (1.0, 3.0)),
    }  # fmt: skip
    assert all(flattens_to_target(of(*rows)).missing[0].key == key for key, rows in keys.items())
    assert third_of_a_turn(of((0.0, -1.0), (1.0, -1.0))).met
    assert third_of_a_turn(of((0.0, 0.0, 1.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))).met
    missing = [third_of_a_turn(of(*rows)).missing[0].key for rows in (
        ((0.5, 0.0), (0.0, 1.0)), ((1.0, 0.0), (0.0, 1.0)), ((0.0, -1.0), (1.0, 0.0))
    )]  # fmt: skip
    assert missing == ["not_whole", "identity", "power"]
    shear = third_of_a_turn(of((1.0, 1.0), (0.0, 1.0))).missing[0].values  # its first number is that of I
    assert shear == {"row": 1, "column": 2, "number": 3, "wanted": 0}
