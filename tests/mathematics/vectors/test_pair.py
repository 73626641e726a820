"""Two vectors: held to NumPy and SciPy, to the laws of the dot product, and to the values of the textbook."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.spatial.distance import cosine

from core.mathematics.vectors.challenges import shadow, upright
from core.mathematics.vectors.pair import PairConfig, relate
from core.mathematics.vectors.pair_figure import pair_figure
from core.mathematics.vectors.pair_report import angle_text, pair_lines
from tests.strategies import configs

quick = settings(max_examples=60, deadline=None)

ROUNDED = {"rel": 1e-12, "abs": 1e-12}


def say(key, **values):
    return key


@quick
@given(configs(PairConfig))
def test_lengths_products_and_projections_are_those_of_numpy(config):
    pair = relate(config)
    v, w = pair.v, pair.w
    assert len(v) == (2 if config.dimension == "plane" else 3)
    assert (pair.length_v, pair.length_w) == pytest.approx((np.linalg.norm(v), np.linalg.norm(w)), **ROUNDED)
    assert pair.dot == pytest.approx(float(np.dot(v, w)), **ROUNDED)
    assert (pair.total - w).tolist() == pytest.approx(v.tolist(), **ROUNDED)
    assert (pair.difference + w).tolist() == pytest.approx(v.tolist(), **ROUNDED)
    if pair.cross is not None:
        assert pair.cross == pytest.approx(np.cross(v, w), **ROUNDED)
        assert pair.area == pytest.approx(np.linalg.norm(pair.cross), **ROUNDED)
    else:
        assert pair.area == pytest.approx(np.linalg.det(np.column_stack([v, w])), rel=1e-9, abs=1e-12)


@quick
@given(configs(PairConfig))
def test_what_is_left_of_a_projection_stands_upright_on_w(config):
    pair = relate(config)
    if pair.projection is None:
        assert pair.length_w == 0 and pair.shadow is None
        return
    assert abs(float((pair.v - pair.projection) @ pair.w)) <= 1e-12 * max(1, pair.length_v * pair.length_w)
    assert np.linalg.norm(pair.projection) == pytest.approx(abs(pair.shadow), **ROUNDED)
    assert pair.shadow * pair.length_w == pytest.approx(pair.dot, **ROUNDED)


@quick
@given(configs(PairConfig))
def test_the_angle_is_that_of_the_cosine(config):
    pair = relate(config)
    if pair.cosine is None:
        assert pair.kind == "zero" and min(pair.length_v, pair.length_w) == 0
        return
    if min(pair.length_v, pair.length_w) > 1e-100:  # SciPy squares
        assert pair.cosine == pytest.approx(1 - cosine(pair.v, pair.w), abs=1e-9)
    assert math.cos(math.radians(pair.angle_degrees)) == pytest.approx(pair.cosine, abs=1e-12)


def at(**fields):
    return relate(PairConfig(**fields))


def test_the_values_of_the_specification():
    pair = at()
    assert (pair.dot, pair.cosine, pair.angle_degrees) == pytest.approx((5, 5 / math.sqrt(50), 45))
    assert pair.projection == pytest.approx([0.5, 1.5])
    space = at(dimension="space", v1=1, v2=2, v3=3, w1=4, w2=5, w3=5)
    assert space.cross.tolist() == np.cross([1, 2, 3], [4, 5, 5]).tolist() == [-5, 7, -3]


@pytest.mark.parametrize(
    ("kind", "w"),
    {"zero": (0, 0), "same": (0.4, 0.2), "opposite": (-4, -2), "right": (-0.3, 0.6), "acute": (1, 3),
     "obtuse": (-1, -3)}.items(),
)  # fmt: skip
def test_every_kind_of_angle_has_its_sentence(kind, w):
    config = PairConfig(w1=float(w[0]), w2=float(w[1]))
    pair = relate(config)
    assert pair.kind == kind
    assert pair_lines(pair, config)[0][0] == f"kind.{kind}"


@pytest.mark.parametrize(
    ("v", "w"), [((-3.3, 2.2), (-2.2, -3.3)), ((0.7, 2.1), (0.3, -0.1)), ((-3.5, 1.3), (-0.26, -0.7))]
)
def test_a_right_angle_in_decimals_has_a_dot_product_of_zero(v, w):
    pair = at(v1=v[0], v2=v[1], w1=w[0], w2=w[1])
    assert (pair.kind, pair.dot, pair.cosine, pair.shadow, pair.angle_degrees) == ("right", 0, 0, 0, 90)
    assert not pair.projection.any()


@pytest.mark.parametrize(("v", "w"), [((3.1, 2.8), (0.31, 0.28)), ((-0.9, 1.5), (2.7, -4.5)), ((0.1, 0.3), (0.3, 0.9))])
def test_parallel_vectors_in_decimals_span_no_area(v, w):
    flat = at(v1=v[0], v2=v[1], w1=w[0], w2=w[1])
    assert flat.area == 0 and flat.angle_degrees in (0, 180)
    space = at(dimension="space", v1=v[0], v2=v[1], v3=0.0, w1=w[0], w2=w[1], w3=0.0)
    assert space.area == 0 and not space.cross.any()


@pytest.mark.parametrize(
    ("w2", "text"), [(1e-6, "0.0000573"), (1e-13, "0.00000000000573"), (0.5, "26.57"), (0.0, "0.00")]
)
def test_an_angle_is_written_so_that_it_is_not_taken_for_a_special_one(w2, text):
    pair = at(v1=1.0, v2=0.0, w1=1.0, w2=w2)
    written = angle_text(pair.angle_degrees)
    assert float(written) == pytest.approx(float(text), rel=0.2) and (float(written) == 0) == (pair.kind == "same")
    beside = at(v1=0.0, v2=1.0, w1=1.0, w2=w2)
    assert (float(angle_text(beside.angle_degrees)) == 90) == (beside.kind == "right")


def test_vectors_too_small_to_be_squared_have_a_direction():
    pair = at(v1=1e-300, v2=0.0, w1=3e-300, w2=3e-300)
    assert pair.angle_degrees == pytest.approx(45)
    assert pair.length_w == pytest.approx(math.sqrt(18) * 1e-300)


def test_the_cross_product_of_parallel_vectors_is_zero():
    pair = at(dimension="space", v1=1, v2=2, v3=2, w1=-2, w2=-4, w3=-4)
    assert pair.kind == "opposite" and not pair.cross.any() and pair.area == 0


@pytest.mark.parametrize("dimension", ["plane", "space"])
@pytest.mark.parametrize("relation", ["projection", "sum", "difference", "multiple", "area"])
@pytest.mark.parametrize("w1", [0.0, 1.0, -5.0])
def test_a_figure_keeps_its_axes_and_knows_what_to_do_without_a_direction(dimension, relation, w1):
    config = PairConfig(dimension=dimension, relation=relation, w1=w1, w2=0.0, w3=0.0)
    figures = [
        pair_figure(relate(one), one, say) for one in (config, PairConfig(dimension=dimension, relation=relation))
    ]
    if dimension == "plane":  # all that moves is a shape: nothing else is drawn anew
        first, second = ({**one.layout, "shapes": None} for one in figures)
        assert first == second and figures[0].data == figures[1].data == []
    else:
        assert figures[0].layout == figures[1].layout


def test_upright_wants_the_given_v_the_right_angle_and_the_length():
    for fields, missing in (
        ({"v1": 1.0}, "other_v"), ({"dimension": "space"}, "other_v"), ({}, "dot_not_zero"),
        ({"w1": -1.0, "w2": 2.0}, "other_length"),
    ):  # fmt: skip
        config = PairConfig(**fields)
        assert upright(relate(config), config).missing[0].key == missing
    for sign in (1, -1):
        config = PairConfig(w1=-2.0 * sign, w2=4.0 * sign)
        assert upright(relate(config), config).met


def test_the_shadow_is_wanted_in_the_plane_and_apart_from_its_arrow():
    for fields, missing in (
        ({"dimension": "space"}, "not_drawn"), ({"relation": "sum"}, "not_drawn"),
        ({"w1": 0.0, "w2": 0.0}, "no_direction"),
        ({}, "other_projection"), ({"v1": 2.0, "v2": 2.0, "w1": 1.0, "w2": 1.0}, "no_shadow"),
    ):  # fmt: skip
        config = PairConfig(**fields)
        assert shadow(relate(config), config).missing[0].key == missing
    config = PairConfig(v1=0.0, v2=4.0, w1=-0.3, w2=-0.3)
    assert shadow(relate(config), config).met
