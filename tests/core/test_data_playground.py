import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats

from core.data.playground import (
    CLASS_SETS,
    LINE_SETS,
    DataConfig,
    input_names,
    make_dataset,
    network_inputs,
)
from core.params import domains
from tests.strategies import configs

DATASETS = domains(DataConfig)["dataset"].options


def everything(data):
    dataset = make_dataset(data)
    points = np.concatenate([dataset.train_points, dataset.test_points])
    return points, np.concatenate([dataset.train_labels, dataset.test_labels]), dataset


@settings(max_examples=60, deadline=None)
@given(configs(DataConfig))
def test_every_setting_gives_finite_points_in_the_chosen_shares(data):
    points, labels, dataset = everything(data)
    assert np.isfinite(points).all() and np.isfinite(labels).all()
    assert len(dataset.train_points) == data.points * data.train_percent // 100
    assert len(points) == len(labels) == data.points
    assert points.shape[1] == (1 if data.dataset in LINE_SETS else 2)
    if dataset.classes == 2:
        assert set(labels) <= {-1.0, 1.0}
    elif dataset.classes > 2:
        assert set(labels) <= set(range(dataset.classes))


@pytest.mark.parametrize("name", DATASETS)
def test_equal_seeds_give_equal_points_and_others_do_not(name):
    one, two, other = (make_dataset(DataConfig(dataset=name, data_seed=seed)) for seed in (3, 3, 4))
    assert np.array_equal(one.train_points, two.train_points) and np.array_equal(one.test_labels, two.test_labels)
    assert not np.array_equal(one.train_points, other.train_points)


@pytest.mark.parametrize("name", [name for name in DATASETS if name not in LINE_SETS])
def test_without_noise_the_points_stay_on_the_map(name):
    points, _, _ = everything(DataConfig(dataset=name, points=2000))
    assert np.abs(points).max() <= (6 if name not in ("gauss", "blobs") else 8)


def test_circle_is_a_disk_of_radius_two_and_a_half_inside_a_ring():
    points, labels, _ = everything(DataConfig(points=2000))
    radius = np.hypot(*points.T)
    assert radius[labels == 1].max() < 2.5 and radius[labels == -1].min() >= 3.5 and radius.max() < 5
    assert stats.kstest(radius[labels == 1], "uniform", (0, 2.5)).pvalue > 1e-3


def test_xor_is_the_product_of_the_signs_and_keeps_off_the_axes():
    points, labels, _ = everything(DataConfig(dataset="xor", points=2000))
    assert np.array_equal(np.sign(points.prod(axis=1)), labels)
    assert np.abs(points).min() >= 0.3 and np.abs(points).max() <= 5.3


@pytest.mark.parametrize(("noise", "variance"), [(0, 0.5), (50, 4.0)])
def test_gauss_is_two_clouds_whose_variance_grows_from_a_half_to_four(noise, variance):
    points, labels, _ = everything(DataConfig(dataset="gauss", points=2000, noise_percent=noise))
    for sign in (1, -1):
        cloud = points[labels == sign]
        assert np.allclose(cloud.mean(axis=0), 2 * sign, atol=4 * np.sqrt(variance / len(cloud)))
        assert np.allclose(cloud.var(axis=0), variance, rtol=0.2)


def test_spiral_arms_face_each_other_after_one_and_three_quarter_turns():
    points, labels, _ = everything(DataConfig(dataset="spiral", points=400))
    for sign, turn in ((1, 0), (-1, np.pi)):
        radius = np.hypot(*points[labels == sign].T)
        angle = 1.75 * 2 * np.pi * radius / 5 + turn
        expected = radius[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1)
        assert np.allclose(points[labels == sign], expected)
        assert np.allclose(np.sort(radius), 5 * np.arange(200) / 200)


def test_label_noise_changes_labels_and_leaves_the_points():
    for name in ("circle", "xor", "checkerboard", "plane", "multi_gauss"):
        calm, noisy = (everything(DataConfig(dataset=name, noise_percent=noise)) for noise in (0, 50))
        assert np.array_equal(calm[0], noisy[0])
        assert not np.array_equal(calm[1], noisy[1])


def test_plane_is_a_tenth_of_the_sum():
    points, labels, dataset = everything(DataConfig(dataset="plane"))
    assert np.allclose(labels, points.sum(axis=1) / 10) and dataset.classes == 0


def test_multi_gauss_falls_linearly_from_its_hills_and_rises_from_its_valleys():
    points, labels, _ = everything(DataConfig(dataset="multi_gauss", points=2000))
    for sign, center in ((1, (0, -2.5)), (-1, (0, 2.5)), (1, (-4, 2.5)), (-1, (4, -2.5))):
        distance = np.linalg.norm(points - center, axis=1)
        near = distance < 1.5  # nothing else reaches here
        assert near.sum() > 20 and np.allclose(labels[near], sign * (1 - distance[near] / 2))


@pytest.mark.parametrize("name", [*CLASS_SETS, "rings"])
@pytest.mark.parametrize("classes", [2, 3, 6])
def test_class_sets_have_as_many_classes_as_chosen_and_rings_three(name, classes):
    _, labels, dataset = everything(DataConfig(dataset=name, classes=classes))
    want = 3 if name == "rings" else classes
    assert dataset.classes == want
    assert set(labels) == ({-1.0, 1.0} if want == 2 else set(range(want)))
    counts = np.unique(labels, return_counts=True)[1]
    assert counts.max() - counts.min() <= 1


def test_inputs_are_the_functions_that_their_names_say():
    points = np.array([[0.5, -2.0], [3.0, 1.0]])
    x1, x2 = points.T
    names = input_names(("sin_x2", "x1_times_x2", "x1", "x1"), 2)
    assert names == ["x1", "x1_times_x2", "sin_x2"]
    assert np.array_equal(network_inputs(points, names), np.stack([x1, x1 * x2, np.sin(x2)], axis=1))
    squares = network_inputs(points, ["x1_squared", "x2_squared", "sin_x1", "x2"])
    assert np.array_equal(squares, np.stack([x1**2, x2**2, np.sin(x1), x2], axis=1))


def test_on_the_line_there_is_no_second_coordinate():
    assert input_names(("x2", "sin_x2"), 1) == ["x1"]
    assert input_names(("x2", "x1_squared"), 1) == ["x1_squared"]
