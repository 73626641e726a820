"""Dropout and batch normalization against PyTorch and their exact formulas."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings

from core.learning.regularization.challenges import close_average, far_out, half_the_spread, nearly_agreed
from core.learning.regularization.dropout import (
    UNITS,
    DroppedNetwork,
    draw_masks,
    dropout_in_torch,
    dropout_numbers,
    dropped_network,
    masked_outputs,
)
from core.learning.regularization.dropout_figure import mask_averages_figure, masks_figure, terms_figure
from core.learning.regularization.dropout_report import mask_tex, sharing_line, spread_tex
from core.learning.regularization.normalization import (
    batch_norm,
    normalization_in_torch,
    normalization_numbers,
    normalized_batch,
    running_statistics,
    seen_batches,
)
from core.learning.regularization.normalization_figure import batch_figure, running_figure
from core.learning.regularization.normalization_report import mode_lines, normalization_tex
from core.learning.regularization.settings import DropoutConfig, NormalizationConfig
from core.refusal import Refusal
from tests.strategies import configs

RNG = np.random.default_rng(1)
NETWORK = DroppedNetwork(
    weights=RNG.normal(size=(UNITS, 2)), out=RNG.normal(size=UNITS), bias=0.3, x=np.zeros(3), y=np.zeros(3)
)


def say(key, **values):
    return key


def test_dropout_is_exact_in_mean_and_variance():
    """10⁵ masks on the terms at one place: mean Σ v a, variance p/(1 - p) · Σ (v a)²."""
    for rate in (0.1, 0.5, 0.9):
        found = masked_outputs(NETWORK, DropoutConfig(rate=rate))
        kept = np.random.default_rng(0).random((100_000, UNITS)) >= rate
        outputs = kept / (1 - rate) @ found.terms + NETWORK.bias
        assert outputs.mean() == pytest.approx(found.whole_at, abs=5 * found.sd_at / 100_000**0.5)
        assert outputs.std() == pytest.approx(found.sd_at, rel=0.03)


def test_nn_dropout_agrees():
    config = DropoutConfig(rate=0.4)
    ours, judge = dropout_numbers(NETWORK, config), dropout_in_torch(NETWORK, config)
    assert judge["whole"] == pytest.approx(ours["whole"], rel=1e-12)
    assert judge["mean_of_masks"] == pytest.approx(ours["whole"], abs=5 * ours["sd"] / 20_000**0.5)
    assert judge["sd_of_masks"] == pytest.approx(ours["sd"], rel=0.05)


def test_torch_keeps_its_own_random_numbers():
    state = torch.get_rng_state()
    dropout_in_torch(NETWORK, DropoutConfig())
    assert torch.equal(state, torch.get_rng_state())


def test_masks_are_kept_at_their_rate_and_the_first_stay_the_first():
    kept = draw_masks(DropoutConfig(rate=0.3))
    assert kept.shape == (200, UNITS) and kept.mean() == pytest.approx(0.7, abs=0.04)
    assert (kept == draw_masks(DropoutConfig(rate=0.3, masks=3))).all()
    assert draw_masks(DropoutConfig(rate=0.0)).all()


@settings(max_examples=40, deadline=None)
@given(configs(DropoutConfig))
def test_every_setting_of_dropout_has_its_pictures(config):
    found = masked_outputs(NETWORK, config)
    numbers = dropout_numbers(NETWORK, config)
    assert numbers["one"] == pytest.approx(
        found.terms[found.kept[config.mask - 1]].sum() / (1 - config.rate) + NETWORK.bias
    )
    if config.rate == 0:
        assert numbers["one"] == pytest.approx(numbers["whole"]) and numbers["sd"] == 0
    masks_figure(NETWORK, found, config, say).to_json()
    terms_figure(found, config, say).to_json()
    mask_averages_figure(found, config, say).to_json()
    mask_tex(NETWORK, found, config)
    spread_tex(found, config)


def test_a_network_trained_with_dropout_shares_the_work():
    """What an experiment claims: without one fifth of its units the other network strays at least five times as far."""
    shared, balanced = (masked_outputs(dropped_network(rate), DropoutConfig(rate=0.2)) for rate in (0.2, 0.0))
    assert balanced.sd_at > 5 * shared.sd_at
    fits = [dropped_network(rate) for rate in (0.2, 0.0)]
    loose, close = (np.mean((fit.active(fit.x) @ fit.out + fit.bias - fit.y) ** 2) for fit in fits)
    assert loose > 2 * close
    assert sharing_line(balanced)[0] == "balance" and sharing_line(shared)[0] == "share"


@settings(max_examples=20, deadline=None)
@given(configs(NormalizationConfig))
def test_every_batch_agrees_with_batch_norm_of_pytorch(config):
    if config.mode == "train" and config.batch == 1:
        with pytest.raises(Refusal, match="batch_of_one"):
            normalized_batch(config)
        return
    ours, judge = normalization_numbers(config), normalization_in_torch(config)
    for name, value in judge.items():
        assert np.allclose(ours[name], value, rtol=1e-9, atol=1e-9), name
    found = normalized_batch(config)
    batch_figure(found, config, say).to_json()
    running_figure(found, config, say).to_json()
    normalization_tex(found, config)
    mode_lines(found, config)


def test_pytorch_refuses_a_batch_of_one_too():
    with pytest.raises(ValueError, match="more than 1 value"):
        torch.nn.BatchNorm1d(1)(torch.ones(1, 1))


def test_in_train_mode_companions_matter_and_in_eval_mode_they_do_not():
    train, used = (normalized_batch(NormalizationConfig(mode=mode)) for mode in ("train", "eval"))
    assert np.ptp(train.elsewhere) > 1 and np.ptp(used.elsewhere) == 0
    assert used.elsewhere[0] == used.outputs[0]


def test_of_two_one_comes_out_at_one():
    found = normalized_batch(NormalizationConfig(batch=2, sample=12.0))
    assert np.allclose(found.outputs, [1, -1], atol=1e-4)


def test_a_new_layer_in_eval_mode_changes_next_to_nothing():
    found = normalized_batch(NormalizationConfig(mode="eval", seen=0))
    assert np.allclose(found.outputs, found.inputs, rtol=1e-5)


def test_running_statistics_wobble_as_the_average_of_so_many_batches():
    for m in (0.1, 0.5, 1.0):
        config = NormalizationConfig(batch=8, momentum=m, seen=200)
        key, values = mode_lines(normalized_batch(config), config)[-1]
        batches = np.random.default_rng(1).normal(size=(2000, 200, 1)).repeat(2, axis=2)  # of one value each: σ² = 1
        ends = [running_statistics(some, m)[0][-1] for some in batches]
        assert key == "running.ready" and 1 / np.var(ends) == pytest.approx(values["count"], rel=0.1)


def test_the_size_of_the_batch_does_not_matter_to_a_single_sample():
    alone = NormalizationConfig(mode="eval", batch=1)
    assert seen_batches(alone).shape == (200, 2)
    assert mode_lines(normalized_batch(alone), alone)[0][0] == "mode.single"
    flat = replace(alone, gamma=0.0)
    assert mode_lines(normalized_batch(flat), flat)[1][0] == "constant"


def test_the_challenges():
    for config, key in ((DropoutConfig(masks=100), None), (DropoutConfig(), "few"), (DropoutConfig(masks=120), "many"),
                        (DropoutConfig(rate=0.2, masks=100), "rate")):  # fmt: skip
        verdict = close_average(config)
        assert (verdict.missing[0].key if verdict.missing else None) == key
    good = NormalizationConfig(batch=3, momentum=0.02, seen=200)
    for config, key in ((good, None), (replace(good, batch=8), "batch"), (replace(good, seen=10), "mean")):
        verdict = nearly_agreed(normalized_batch(config), config)
        assert (verdict.missing[0].key if verdict.missing else None) == key
    outlier = NormalizationConfig(batch=64, sample=12.0)
    for config, key in ((outlier, None), (replace(outlier, batch=8), "near"), (replace(outlier, mode="eval"), "mode"),
                        (replace(outlier, gamma=2.0), "parameters")):  # fmt: skip
        verdict = far_out(normalized_batch(config), config)
        assert (verdict.missing[0].key if verdict.missing else None) == key


def test_of_n_samples_none_comes_out_above_the_root_of_n_minus_one():
    for n in (2, 5, 10, 64):
        found = normalized_batch(NormalizationConfig(batch=n, sample=12.0))
        assert np.abs(found.outputs).max() <= (n - 1) ** 0.5
    lone = batch_norm(np.array([1.0, *[0.0] * 9]), 0.1, 0.09, 1.0, 0.0)  # one against nine equal ones reaches it
    assert lone[0] == pytest.approx(3.0, rel=1e-3)


def test_what_lies_beyond_the_axis_is_marked_at_its_end():
    config = NormalizationConfig(batch=64, sample=12.0, gamma=3.0)
    found = normalized_batch(config)
    after = batch_figure(found, config, say).data[3]
    assert found.outputs[0] > 13 and after["marker"]["symbol"][-1] == "triangle-right"
    assert after["x"][-1] < 13 and after["customdata"][-1] == found.outputs[0]


@pytest.mark.parametrize("at", [-0.7, 0.3])
def test_a_fifth_left_out_spreads_half_as_far_as_a_half(at):
    met = [
        rate for rate in np.linspace(0, 0.9, 19).round(2)
        if not half_the_spread(masked_outputs(NETWORK, DropoutConfig(rate=float(rate), at=at))).missing
    ]  # fmt: skip
    assert met == [0.2]
