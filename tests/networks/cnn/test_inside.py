"""Maps, Grad-CAM, gradients and shifts, held to PyTorch, NumPy and arithmetic done another way."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import correlate2d
from scipy.special import softmax
from sklearn.datasets import load_digits

from core.jobs.registry import job_named, name_of
from core.networks.cnn.classifier import classifier, standardized, workbench_settings
from core.networks.cnn.depth import IMAGES, VARIANTS, digits, he_weights, logits, start_gradients, train_depths
from core.networks.cnn.depth_figure import gradients_figure, losses_figure
from core.networks.cnn.inside import chosen_image, convolve, first_layer, first_maps, first_maps_in_torch, look_inside
from core.networks.cnn.inside_figure import maps_sheet
from core.networks.cnn.settings import CnnClassifierConfig, DepthConfig, InputConfig
from core.networks.cnn.shift import REACH, moved, shift_accuracies, shift_probabilities, widest_hold
from core.practice.workbench.images import image_set
from core.practice.workbench.training import train_images

TINY = {"size": 200, "epochs": 1, "images": "digits"}
NETWORKS = ("LeNet-5", "VGG-small", "ResNet-8")


def said(key, **_):
    return key


@pytest.fixture(scope="module", params=NETWORKS)
def case(request):
    config = CnnClassifierConfig(network=request.param, **TINY)
    settings = workbench_settings(config)
    images = image_set(settings[0])
    *_, training = train_images(*settings)
    return config, images, training


@given(st.integers(0, 2**32 - 1), st.integers(1, 3), st.integers(1, 4), st.integers(1, 4), st.integers(0, 2))
def test_a_convolution_by_hand_is_that_of_pytorch_and_of_scipy(seed, channels, filters, k, padding):
    rng = np.random.default_rng(seed)
    x, w, b = rng.normal(size=(channels, 7, 7)), rng.normal(size=(filters, channels, k, k)), rng.normal(size=filters)
    ours = convolve(x, w, b, padding)
    theirs = torch.nn.functional.conv2d(*(torch.from_numpy(one) for one in (x[None], w, b)), padding=padding)[0]
    assert np.allclose(ours, theirs.numpy(), rtol=0, atol=1e-12)
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    first = sum(correlate2d(padded[c], w[0, c], mode="valid") for c in range(channels)) + b[0]
    assert np.allclose(ours[0], first, rtol=0, atol=1e-12)


def test_the_first_maps_by_hand_are_those_of_the_network(case):
    config, images, training = case
    pixels, _ = chosen_image(images, InputConfig(image=3))
    given_to = first_layer(config, images, training, pixels)
    ours, theirs = first_maps(*given_to), first_maps_in_torch(*given_to)
    assert all(np.allclose(ours[name], theirs[name], atol=1e-12) for name in ours)


def test_grad_cam_is_the_maps_weighed_by_the_slopes_of_the_logit(case):
    config, images, training = case
    pixels, _ = chosen_image(images, InputConfig(image=5))
    found = look_inside(config, images, training, pixels, 4)
    net = classifier(config, images, training)
    with torch.no_grad():
        answer = torch.softmax(net(standardized(images, pixels[None])), dim=1)[0]
    assert np.allclose(found.probabilities, answer.numpy(), atol=1e-6)
    last = found.stages[-1]  # slopes by differences: one map is raised a little, and the rest of the network run on
    places = [k for k, layer in enumerate(net) if type(layer).__name__ in ("ReLU", "MaxPool2d", "ResidualBlock")]
    stages = [k for k in places if net[: k + 1](standardized(images, pixels[None])).ndim == 4]
    rest = net[stages[-1] + 1 :].double()
    maps = torch.from_numpy(last.maps).double()[None]
    slopes = []
    with torch.no_grad():
        for k in range(min(4, maps.shape[1])):
            step = torch.zeros_like(maps)
            step[0, k] = 1e-4
            slopes.append(float(rest(maps + step)[0, 4] - rest(maps - step)[0, 4]) / 2e-4 / last.maps[0].size)
    assert np.allclose(slopes, last.weights[: len(slopes)], atol=1e-4)


def test_a_drawing_goes_in_and_an_empty_sheet_too(case):
    config, images, _ = case
    for drawing in (InputConfig().drawing, ""):
        pixels, label = chosen_image(images, InputConfig(source="drawn", drawing=drawing))
        assert label == -1 and pixels.shape == (28, 28, 1)
        found = look_inside(config, images, None, pixels, -1)
        assert found.probabilities.sum() == pytest.approx(1)
        assert found.target == found.guess


def test_dropout_is_off_when_the_network_is_judged(case):
    config, images, training = case
    dropped = CnnClassifierConfig(network=config.network, dropout=0.8, **TINY)
    pixels, _ = chosen_image(images, InputConfig())
    a, b = (look_inside(one, images, training, pixels, -1).probabilities for one in (config, dropped))
    assert np.array_equal(a, b)


def test_a_sheet_of_dead_maps_is_light_everywhere():
    sheet = maps_sheet(np.zeros((5, 4, 4), np.float32))
    assert sheet.min() >= 240


@given(st.integers(-8, 8), st.sampled_from(["right", "down"]))
def test_what_is_moved_out_is_lost_and_what_comes_in_is_black(shift, direction):
    images = np.random.default_rng(0).integers(1, 255, (2, 28, 28, 1), dtype=np.uint8)
    found = moved(images, shift, direction)
    assert (found == 0).sum() == 2 * abs(shift) * 28
    back = moved(found, -shift, direction)
    assert np.array_equal(back[back != 0], images[back != 0])


def test_the_curves_at_no_shift_are_those_of_the_images_as_they_are(case):
    config, images, training = case
    net = classifier(config, images, training)
    with torch.no_grad():
        guesses = net(standardized(images, images.test_images[:100])).argmax(dim=1).numpy()
    shares = shift_accuracies(config, images, training, "right")
    assert shares[REACH] == pytest.approx((guesses == images.test_labels[:100]).mean())
    pixels, _ = chosen_image(images, InputConfig())
    found = shift_probabilities(config, images, training, pixels, "down")
    assert np.allclose(found.sum(axis=1), 1) and found.shape == (2 * REACH + 1, 10)


def test_the_reach_counts_both_sides():
    shares = np.full(17, 0.9)
    assert widest_hold(shares, 0.6) == 8
    shares[REACH - 3] = 0.5
    assert widest_hold(shares, 0.6) == 2
    assert widest_hold(np.zeros(17), 0.6) == -1


def test_the_gradient_of_the_dense_layer_is_the_errors_times_the_means():
    norms = start_gradients(DepthConfig(blocks=1)).norms
    assert norms.shape == (4, 4)
    data = load_digits()
    x = torch.tensor((data.images[:64, None] - 4.88) / 6.02).double()
    truth = np.eye(10)[data.target[:64]]
    for k, variant in enumerate(VARIANTS):
        weights = [one.detach().double() for one in he_weights(1, 0)]
        means = logits([*weights[:-1], torch.eye(12, dtype=torch.float64)], x, variant).numpy()
        errors = softmax(means @ weights[-1].numpy().T, axis=1) - truth
        assert norms[k, -1] == pytest.approx(np.linalg.norm(errors.T @ means / 64), rel=1e-4)


def test_batch_normalization_alone_lets_the_gradient_explode_and_skips_hold_it():
    ratios = start_gradients(DepthConfig(blocks=24)).ratios
    assert ratios[VARIANTS.index("norm")] > 100
    assert 0.01 < ratios[VARIANTS.index("both")] < 10


def test_skips_with_normalization_learn_where_a_plain_network_does_not():
    *_, run = train_depths(DepthConfig(blocks=3, steps=30))
    plain, both = run.ends[VARIANTS.index("plain")], run.ends[VARIANTS.index("both")]
    assert plain == pytest.approx(math.log(10), abs=0.15)
    assert both < plain - 0.5


def test_a_variant_that_diverges_leaves_the_others_as_they_are():
    *_, run = train_depths(DepthConfig(blocks=1, steps=10, rate=1.0))
    assert run.losses.shape == (4, 10)
    job = job_named(name_of(train_depths))
    step, values = job.points(run)
    assert step == 10 and list(values) == [
        f"loss_{name}" for name in VARIANTS if np.isfinite(run.losses[VARIANTS.index(name), -1])
    ]
    assert job.epochs(run) == 10 * 32 / IMAGES and len(digits()[1]) == IMAGES
    figure = losses_figure(run, 10, said)
    assert "NaN" not in figure.to_json() and losses_figure(None, 10, said).data
    assert gradients_figure(start_gradients(DepthConfig(blocks=24)), said).to_json()
