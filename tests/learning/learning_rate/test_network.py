"""Losses, gradients and Hessians of many small networks, held to torch.autograd."""

import numpy as np
import pytest
import torch

from core.learning.learning_rate.network import (
    gradients,
    hessian,
    mean_losses,
    output_jacobian,
    start_parameters,
    training_points,
)
from core.learning.learning_rate.settings import OneLayerConfig

ACTIVATIONS = {"Tanh": torch.tanh, "ReLU": torch.relu, "Sigmoid": torch.sigmoid}
networks = pytest.mark.parametrize(
    "network",
    [
        OneLayerConfig(activation=activation, loss=loss, hidden=hidden)
        for activation, loss, hidden in (
            ("Tanh", "CrossEntropy", 8), ("Tanh", "HalfSquared", 5), ("ReLU", "CrossEntropy", 2),
            ("ReLU", "HalfSquared", 16), ("Sigmoid", "CrossEntropy", 3), ("Sigmoid", "HalfSquared", 8),
        )
    ],
    ids=str,
)  # fmt: skip


def torch_loss(network, points):
    """The mean loss as a function of the parameters, by PyTorch's own losses."""
    x, y, h = torch.from_numpy(points.x), torch.from_numpy(points.y), network.hidden

    def loss(p):
        hidden = ACTIVATIONS[network.activation](x @ p[: 2 * h].reshape(h, 2).T + p[2 * h : 3 * h])
        out = hidden @ p[3 * h : 4 * h] + p[4 * h]
        if network.loss == "CrossEntropy":
            return torch.nn.functional.binary_cross_entropy_with_logits(out, y)
        return torch.nn.functional.mse_loss(out, y) / 2

    return loss


@networks
def test_loss_gradient_and_hessian_are_those_of_torch(network):
    points, p = training_points(network), start_parameters(network, 3, first=5)
    loss = torch_loss(network, points)
    for k in range(3):
        q = torch.from_numpy(p[k])
        assert mean_losses(p, points.x, points.y, network)[k] == pytest.approx(loss(q).item(), rel=1e-12)
        ours = gradients(p, points.x, points.y, network)[k]
        np.testing.assert_allclose(ours, torch.autograd.functional.jacobian(loss, q).numpy(), rtol=1e-10, atol=1e-14)
    ours = hessian(p[:1], points.x, points.y, network)
    np.testing.assert_allclose(
        ours, torch.autograd.functional.hessian(loss, torch.from_numpy(p[0])).numpy(), atol=1e-13
    )
    np.testing.assert_allclose(ours, ours.T, atol=1e-15)


def test_networks_side_by_side_may_have_batches_of_their_own():
    network = OneLayerConfig()
    points, p = training_points(network), start_parameters(network, 2)
    batch = np.array([[0, 5, 9], [7, 7, 1]])
    together = gradients(p, points.x[batch], points.y[batch], network)
    for k in range(2):
        alone = gradients(p[k : k + 1], points.x[batch[k]], points.y[batch[k]], network)
        np.testing.assert_allclose(together[k], alone[0], rtol=1e-12, atol=1e-16)


def test_the_gradient_is_the_mean_over_the_points():
    network = OneLayerConfig(loss="HalfSquared")
    points, p = training_points(network), start_parameters(network, 1)
    jacobian = output_jacobian(p, points.x, network)
    assert jacobian.shape == (200, 33)
    np.testing.assert_allclose(jacobian[:, -1], 1)
    np.testing.assert_allclose(points.x.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(points.x.std(axis=0), 1)
    assert set(points.y) == {-1.0, 1.0}


def test_a_seed_gives_the_same_start_wherever_the_count_begins():
    network = OneLayerConfig(hidden=3)
    np.testing.assert_array_equal(start_parameters(network, 4)[2], start_parameters(network, 1, first=2)[0])
