"""The sharpness of a network along descent: against PyTorch, and its stages."""

import numpy as np
import pytest

from core.learning.learning_rate.challenges import flat_and_good, on_the_edge
from core.learning.learning_rate.settings import OneLayerConfig, SharpnessConfig
from core.learning.learning_rate.sharpness import sharpness_in_torch, sharpness_path
from core.learning.learning_rate.sharpness_figure import (
    descent_figure,
    limit_place,
    sharpness_figure,
    spectrum_figure,
)
from core.learning.learning_rate.sharpness_report import product_by_hand, sharpness_lines, spectrum_line
from tests.learning.learning_rate.words import keys, say

USUAL = OneLayerConfig()


@pytest.mark.parametrize(
    ("network", "config"),
    [
        (USUAL, SharpnessConfig(descent_steps=200)),
        (OneLayerConfig(activation="Sigmoid", hidden=3), SharpnessConfig(descent_steps=100, start_seed=4)),
        (OneLayerConfig(dataset="xor"), SharpnessConfig(measured_loss="CrossEntropy", descent_steps=100)),
    ],
)
def test_pytorch_finds_the_same_sharpness(network, config):
    found, theirs = sharpness_path(network, config), sharpness_in_torch(network, config)
    assert found.last_loss == pytest.approx(theirs["last_loss"], rel=1e-10)
    assert found.last_sharpness == pytest.approx(theirs["last_sharpness"], rel=1e-9)


CASES = {
    "below": {}, "edge": {"descent_rate": 0.6}, "diverged": {"descent_rate": 1.2},
    "falls": {"measured_loss": "CrossEntropy", "descent_rate": 4.0},
}  # fmt: skip


@pytest.mark.parametrize("key", CASES)
def test_every_stage_has_its_sentence_and_its_figures(key):
    config = SharpnessConfig(**CASES[key])
    found = sharpness_path(USUAL, config)
    lines = sharpness_lines(found, config)
    assert keys(lines)[1] == key and "nan" not in str(lines).lower()
    drawn = (sharpness_figure(found, say), descent_figure(found, say), spectrum_figure(found, say))
    assert all("NaN" not in one.to_json() for one in drawn)
    assert 0.03 <= limit_place(found) <= 60 and product_by_hand(found, config)
    assert spectrum_line(found)[1]["count"] == 33


def test_with_a_small_rate_the_sharpness_rises_and_the_loss_never_does():
    found = sharpness_path(USUAL, SharpnessConfig(descent_rate=0.03))
    assert found.rises == 0 and found.stage == "below"
    assert found.sharpness[-1] > 1.4 * found.sharpness[0]


def test_at_the_edge_the_sharpness_is_held_and_the_loss_falls_over_longer_times():
    found = sharpness_path(USUAL, SharpnessConfig(descent_rate=0.6))
    assert found.sharpness.max() > 1.3 * found.limit and found.late_product == pytest.approx(2, abs=0.1)
    assert found.rises > 50 and found.last_loss < 0.3 * found.losses[0]


def test_divergence_is_measured_up_to_its_step():
    found = sharpness_path(USUAL, SharpnessConfig(descent_rate=1.2))
    assert found.diverged == len(found.losses) == 51
    assert found.losses.max() <= 1e6 and found.steps[-1] < 51 and np.isfinite(found.eigenvalues).all()


def test_the_scripts_end_where_the_loss_diverges():
    config = SharpnessConfig(descent_rate=1.2)
    found, theirs = sharpness_path(USUAL, config), sharpness_in_torch(USUAL, config)
    assert theirs["last_loss"] == pytest.approx(found.last_loss, rel=1e-3)
    assert theirs["last_sharpness"] == pytest.approx(found.last_sharpness, rel=1e-3)


def test_two_over_eta_is_where_a_step_would_turn_around():
    found = sharpness_path(USUAL, SharpnessConfig())
    assert found.limit == pytest.approx(20) and found.late_product == pytest.approx(
        0.1 * found.sharpness[-20:].mean()
    )  # fmt: skip


def test_the_challenges_name_what_is_missing():
    early = sharpness_path(USUAL, SharpnessConfig())
    assert on_the_edge(early).missing[0].key == "product"
    assert [m.key for m in flat_and_good(early).missing] == ["loss", "share"]
    lost = sharpness_path(USUAL, SharpnessConfig(descent_rate=2.0))
    assert on_the_edge(lost).missing[0].key == flat_and_good(lost).missing[0].key == "diverged"
