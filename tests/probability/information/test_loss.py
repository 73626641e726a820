"""Softmax, temperature and label noise, against PyTorch and SciPy."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from scipy import special

from core.probability.information.challenges import down_to_the_floor, one_half
from core.probability.information.library import loss_in_torch
from core.probability.information.loss import TEMPERATURES, label_distribution, label_loss, loss_numbers, softmax_loss
from core.probability.information.loss_figure import softmax_figure, temperature_figure
from core.probability.information.loss_report import loss_lines, softmax_rows
from core.probability.information.settings import SoftmaxConfig
from tests.probability.information.words import drawn, say
from tests.strategies import configs


def at(**chosen):
    return SoftmaxConfig(**chosen)


@pytest.mark.parametrize(("temperature", "q", "loss"), [
    (1.0, (0.65900114, 0.24243297, 0.09856589), 0.4170300163), (0.5, (0.86377712,), 0.1464405),
    (10.0, (0.36605947, 0.33122431, 0.30271622), None),
])  # fmt: skip
def test_probabilities_and_loss_are_as_published(temperature, q, loss):
    found = softmax_loss(at(temperature=temperature))
    assert found.q[: len(q)] == pytest.approx(q, abs=5e-9)
    assert loss is None or found.loss == pytest.approx(loss, abs=5e-8)


@settings(deadline=None)
@given(configs(SoftmaxConfig))
def test_our_numbers_are_those_of_pytorch(config):
    ours, theirs = loss_numbers(config), loss_in_torch(config)
    found = softmax_loss(config)
    np.testing.assert_allclose(ours["q"], theirs["q"], rtol=1e-9)
    np.testing.assert_allclose(found.q, special.softmax(np.array(config.logits) / config.temperature), rtol=1e-9)
    assert (ours["loss"], ours["floor"]) == pytest.approx((theirs["loss"], theirs["floor"]), rel=1e-9, abs=1e-12)
    assert (found.loss, found.floor) == pytest.approx((theirs["loss"], theirs["floor"]), rel=1e-9, abs=1e-12)
    assert found.loss >= found.floor - 1e-12 and (found.losses >= found.floor - 1e-12).all()
    by_eye = np.interp(np.log(config.temperature), np.log(TEMPERATURES), found.losses)
    assert by_eye == pytest.approx(found.loss, rel=0.02, abs=0.02)
    assert np.isfinite(
        drawn(softmax_figure(found, say)) + drawn(temperature_figure(found, config.temperature, say))
    ).all()
    assert loss_lines(found, config) and len(softmax_rows(found, config)) == len(found.q)


@given(configs(SoftmaxConfig))
def test_the_gradient_by_the_logits_is_as_the_page_says(config):
    logits = torch.tensor(config.logits, dtype=torch.float64, requires_grad=True)
    p = torch.tensor(label_distribution(len(config.logits), config.noise))
    torch.nn.functional.cross_entropy(logits / config.temperature, p).backward()
    want = (softmax_loss(config).q - p.numpy()) / config.temperature
    np.testing.assert_allclose(logits.grad.numpy(), want, rtol=1e-9, atol=1e-12)


def test_a_tenth_of_wrong_labels_leaves_0_325_nats_and_nothing_goes_below():
    found = softmax_loss(at(logits=(2.1972, 0.0), noise=0.1))
    assert found.floor == pytest.approx(0.3250829734, rel=1e-9) == pytest.approx(found.loss, abs=1e-8)
    rng = np.random.default_rng(1)
    anywhere = label_loss(label_distribution(2, 0.1), rng.normal(0, 4, (10_000, 2)))
    assert anywhere.min() >= found.floor
    assert label_loss(label_distribution(2, 0.1), np.array([np.log(999), 0.0])) == pytest.approx(0.6917, abs=1e-4)


def test_ties_and_reached_floors_have_their_own_sentence():
    def keys(**chosen):
        config = at(**chosen)
        return [key for key, _ in loss_lines(softmax_loss(config), config)]

    assert keys() == ["loss", "above.clean"] and keys(noise=0.1) == ["loss", "above.noisy"]
    assert keys(logits=(2.0, 2.0, 0.0))[-1] == "tie" and keys(logits=(1.0, 1.0))[-1] == "equal"
    assert keys(logits=(5.0, -5.0), temperature=0.05) == ["loss", "above.reached"]
    cold = softmax_loss(at(logits=(2.0, 2.0, 0.0), temperature=0.05))
    assert cold.q == pytest.approx([0.5, 0.5, 0], abs=1e-12)
    assert softmax_loss(at(logits=(-5.0, 5.0), temperature=0.05)).loss == pytest.approx(200)


def test_the_tasks_are_judged_on_the_screen():
    def floor(**chosen):
        config = at(**chosen)
        return down_to_the_floor(softmax_loss(config), config)

    assert floor(noise=0.2, logits=(2.08, 0.0, 0.0)).met
    wrong = [floor(noise=0.2, logits=(1.4, 0.0)), floor(), floor(noise=0.2)]
    assert [one.missing[0].key for one in wrong] == ["classes", "noise", "above"]

    def half(**chosen):
        config = at(**chosen)
        return one_half(softmax_loss(config), config)

    assert half(temperature=2.02).met and half().missing[0].key == "share"
    assert half(logits=(0.0, 0.0)).missing[0].key == "logits"
