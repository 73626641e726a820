"""Schedules: the rates that are used and read, held to torch.optim.lr_scheduler and to published lists."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from core.learning.learning_rate.challenges import beats_constants, ends_where_it_began
from core.learning.learning_rate.schedule import (
    CONSTANT_RATES,
    scheduled_rate,
    train_with_constants,
    train_with_schedule,
)
from core.learning.learning_rate.schedule_figure import losses_figure, rates_figure
from core.learning.learning_rate.schedule_report import (
    ScheduleComparison,
    compare,
    rate_lines,
    schedule_lines,
    schedule_rows,
)
from core.learning.learning_rate.schedulers import train_with_torch_scheduler
from core.learning.learning_rate.settings import OneLayerConfig, ScheduleConfig
from tests.learning.learning_rate.words import keys, say

NETWORK = OneLayerConfig(hidden=2)
KINDS = ("Constant", "Step", "Exponential", "Cosine", "WarmupCosine", "OneCycle", "Plateau")
REFERENCE = {
    "Step": [0.1] * 3 + [0.01] * 3 + [0.001] * 3 + [0.0001],
    "Exponential": [0.1, 0.09, 0.081, 0.0729, 0.06561],
    "Cosine": [0.1, 0.09755283, 0.09045085, 0.07938926, 0.06545085, 0.05, 0.03454915, 0.02061074, 0.00954915,
               0.00244717, 0],
    "OneCycle": [0.004, 0.052, 0.1, 0.09504846, 0.08117457, 0.0611262, 0.0388742, 0.01882583, 0.00495194, 4e-7,
                 0.00495194],
    "WarmupCosine": [0.01, 0.028, 0.046, 0.064, 0.082, 0.1, 0.09045085, 0.06545085, 0.03454915, 0.00954915, 0],
}  # fmt: skip


@pytest.mark.parametrize("kind", REFERENCE)
def test_the_published_lists(kind):
    config = ScheduleConfig(
        schedule=kind, base_rate=0.1, horizon=5 if kind == "WarmupCosine" else 10, step_size=3, factor=0.1, decay=0.9
    )
    rates = [scheduled_rate(config, k) for k in range(len(REFERENCE[kind]))]
    np.testing.assert_allclose(rates, REFERENCE[kind], atol=5e-9)


def test_a_cosine_of_four_calls_is_back_at_its_top_after_eight():
    config = ScheduleConfig(schedule="Cosine", base_rate=0.1, horizon=4, epochs=8)
    found = train_with_schedule(NETWORK, config)
    expected = [0.1, 0.08535534, 0.05, 0.01464466, 0, 0.01464466, 0.05, 0.08535534, 0.1]
    np.testing.assert_allclose([*found.used[::10, 0], found.read[-1, 0]], expected, atol=5e-9)
    assert [row[0] for row in schedule_rows(found, config)] == list(range(1, 9))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "changes",
    [
        {"epochs": 12, "patience": 1},
        {"epochs": 3, "called": "step", "horizon": 30, "step_size": 7, "warmup": 4, "patience": 0},
        {"epochs": 11, "horizon": 10},
        {"epochs": 4, "horizon": 1, "warmup": 1},
        {"epochs": 4, "horizon": 2, "called": "step", "factor": 0.95},
    ],
    ids=str,
)
def test_used_rates_read_rates_and_losses_are_those_of_torch(kind, changes):
    config = ScheduleConfig(schedule=kind, **changes)
    found, theirs = train_with_schedule(NETWORK, config), train_with_torch_scheduler(NETWORK, config)
    for name in ("used", "read"):
        ours = getattr(found, name)
        assert ours.size == theirs[name].size, name
        np.testing.assert_allclose(ours.ravel(), theirs[name].ravel(), rtol=1e-10, atol=1e-14, err_msg=name)
    np.testing.assert_allclose(found.final_losses, theirs["final_losses"], rtol=1e-9)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("epochs", [2, 6, 14])
def test_the_rate_by_hand_is_the_one_that_is_read(kind, epochs):
    config = ScheduleConfig(schedule=kind, epochs=epochs, horizon=14, warmup=5, base_rate=0.1)
    found = train_with_schedule(NETWORK, config)
    by_name, k = dict(rate_lines(found, config)), max(epochs // 2, 1)
    said = by_name.get("by_hand.HalfCosine")
    assert (said is not None) == (kind in ("Cosine", "OneCycle") or (kind == "WarmupCosine" and k >= 5))
    if said is not None:
        a, b, j, n, rate = (
            float(said[name].replace(r" \cdot 10^{", "e").rstrip("}")) for name in ("a", "b", "j", "n", "rate")
        )
        assert b + (a - b) * (1 + np.cos(np.pi * j / n)) / 2 == pytest.approx(rate, rel=2e-3)
        assert rate == pytest.approx(float(found.read[k - 1, 0]), rel=1e-3)


def test_a_run_that_diverges_does_so_without_a_warning_in_both_scripts():
    network, config = OneLayerConfig(hidden=2, loss="HalfSquared", activation="ReLU"), ScheduleConfig(
        schedule="Constant", base_rate=10.0, epochs=6)  # fmt: skip
    found, theirs = train_with_schedule(network, config), train_with_torch_scheduler(network, config)
    assert not np.isfinite(found.final_losses).all()
    np.testing.assert_array_equal(np.isfinite(found.final_losses), np.isfinite(theirs["final_losses"]))


def test_one_call_more_than_one_cycle_is_made_for_raises_in_torch_and_ends_here():
    config = ScheduleConfig(schedule="OneCycle", horizon=10, epochs=11)
    found = train_with_schedule(NETWORK, config)
    assert found.raised == 11 and len(found.read) == 10 and len(found.used) == 110
    assert train_with_schedule(NETWORK, replace(config, epochs=10)).raised is None


def test_a_constant_schedule_is_the_constant_run():
    constants = train_with_constants(NETWORK, 4)
    rate = float(CONSTANT_RATES[4])  # 1.0
    config = ScheduleConfig(schedule="Constant", base_rate=rate, epochs=4)
    np.testing.assert_allclose(train_with_schedule(NETWORK, config).losses, constants.losses[4], rtol=1e-12)
    best = constants.losses[:, -1]
    assert constants.best == np.argmin(stats.gmean(best, axis=1))


def test_the_interval_is_that_of_a_paired_t_test():
    constants = train_with_constants(NETWORK, 4)
    found = train_with_schedule(NETWORK, ScheduleConfig(schedule="Cosine", epochs=4, horizon=4))
    logs = np.log(found.final_losses), np.log(constants.losses[constants.best, -1])
    interval = stats.ttest_rel(*logs).confidence_interval()
    result = compare(found, constants)
    assert (result.low, result.high) == pytest.approx((np.exp(interval.low), np.exp(interval.high)))
    assert result.ratio == pytest.approx(np.exp((logs[0] - logs[1]).mean()))


CASES = {
    "in_time": {"schedule": "Cosine", "epochs": 4, "horizon": 4}, "too_short": {"schedule": "Cosine", "epochs": 4},
    "too_long": {"schedule": "Cosine", "epochs": 4, "horizon": 2}, "raised": {"schedule": "OneCycle", "horizon": 3},
    "last_read": {"schedule": "OneCycle", "epochs": 5, "horizon": 5}, "falls": {"schedule": "Step", "epochs": 8},
    "never": {"schedule": "Plateau", "epochs": 4, "patience": 20},
    "plateau": {"schedule": "Plateau", "epochs": 6, "base_rate": 10.0, "patience": 0},
}  # fmt: skip


@pytest.mark.parametrize("key", CASES)
def test_each_oddity_of_the_rates_is_said(key):
    config = ScheduleConfig(**CASES[key])
    found, constants = train_with_schedule(NETWORK, config), train_with_constants(NETWORK, config.epochs)
    lines = schedule_lines(found, constants, config)
    assert keys(lines)[0] == key and "nan" not in str(lines).lower()
    assert len(schedule_rows(found, config)) == min(len(found.read), 12)
    *_, (table, rows) = rate_lines(found, config)
    assert table == "by_hand.table" and rows["rows"].count("\n") + 1 == len(schedule_rows(found, config))
    assert "NaN" not in rates_figure(found, config, say).to_json() + losses_figure(found, constants, say).to_json()


def test_better_worse_undecided_the_same_and_diverged():
    config = ScheduleConfig(schedule="Constant", base_rate=1.0, epochs=4)
    found, constants = train_with_schedule(NETWORK, config), train_with_constants(NETWORK, 4)
    noise = np.exp(np.linspace(-0.1, 0.1, 8))
    best = constants.losses[constants.best, -1]
    for key, losses in (
        ("same", best * (1 + 1e-13 * noise)),
        ("better", best * 0.5 * noise), ("worse", best * 2 * noise), ("undecided", best * noise), ("same", best),
        ("diverged", np.where(np.arange(8) == 3, np.nan, best)),
    ):  # fmt: skip
        lines = schedule_lines(replace(found, final_losses=losses), constants, config)
        assert key in keys(lines) and "nan" not in str(lines).lower()


def test_the_challenges_name_what_is_missing():
    assert beats_constants(ScheduleComparison(np.nan, np.nan, np.nan)).missing[0].key == "diverged"
    assert beats_constants(ScheduleComparison(2.0, 1.5, 2.5)).missing[0].key == "ratio"
    assert beats_constants(ScheduleComparison(0.9, 0.7, 1.1)).missing[0].key == "ratio"
    assert beats_constants(ScheduleComparison(0.8, 0.7, 0.9)).met
    constant = ScheduleConfig(schedule="Constant", epochs=2)
    assert ends_where_it_began(train_with_schedule(NETWORK, constant), constant).missing[0].key == "falls"
