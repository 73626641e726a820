"""What an answer rests on: the mirrored token, no later ones, and the same opinions from scratch in NumPy."""

import numpy as np
import pytest

from core.networks.attention.influence import influence, influence_in_numpy, influence_numbers
from core.networks.attention.influence_report import influence_lines
from core.networks.attention.settings import (
    InfluenceConfig,
    TaskConfig,
    TransformerConfig,
    TransformerTrainingConfig,
)
from core.networks.attention.training import train_transformer, untrained_run
from core.pace import last_state

SMALL = TransformerConfig(block_width=16, perceptron=False)
SHORT = TransformerTrainingConfig(train_steps=100, rate=0.01)


@pytest.fixture(scope="module")
def learned():
    return last_state(train_transformer, TaskConfig(), SMALL, SHORT)


def test_the_answer_rests_on_the_mirrored_token(learned):
    for place in (1, 4, 10):
        found = influence(learned, InfluenceConfig(place=place))
        assert np.nanargmax(found.ablation) == np.nanargmax(found.attention) == 10 - place
        assert found.answer == found.wanted and -1 <= found.attention_rank <= 1


def test_a_causal_answer_has_no_influence_from_later_tokens():
    run = untrained_run(TaskConfig(task="brackets", length=12), TransformerConfig(), SHORT)
    found = influence(run, InfluenceConfig(place=3))
    assert np.isnan(found.ablation[3:]).all() and np.isfinite(found.ablation[:3]).all()
    alone = influence(run, InfluenceConfig(place=1))
    assert np.isnan(alone.attention_rank)


@pytest.mark.parametrize("place", [1, 5, 9])
@pytest.mark.parametrize("task", ["sort", "brackets", "characters"])
def test_the_opinions_of_numpy_are_those_of_pytorch(task, place):
    model = TransformerConfig(layers=2, attention_heads=2, block_width=16)
    run = untrained_run(TaskConfig(task=task), model, SHORT)
    config = InfluenceConfig(place=place)
    ours, theirs = influence_in_numpy(run, config), influence_numbers(influence(run, config))
    for name, values in theirs.items():
        np.testing.assert_allclose(ours[name], values, rtol=1e-9, atol=1e-12)


def test_the_surer_the_network_the_more_it_falls_and_the_less_the_slope_says():
    found = []
    for steps in (200, 1000):
        run = last_state(
            train_transformer, TaskConfig(), TransformerConfig(), TransformerTrainingConfig(train_steps=steps)
        )
        found.append(influence(run, InfluenceConfig(place=4)))
        lines = dict(influence_lines(found[-1]))
        assert lines["said.flat"]["mattered"] == lines["said.agree"]["looked"] == 7
    falls, slopes = ([float(getattr(one, name)[6]) for one in found] for name in ("ablation", "gradient"))
    assert falls == pytest.approx([10.5, 18.6], abs=0.3)
    assert slopes[0] == pytest.approx(4e-5, rel=0.3) and slopes[1] == pytest.approx(2e-8, rel=0.5)
    assert np.abs(found[1].gradient).max() < 100 * (1 - found[1].probability)


def test_of_an_unsure_answer_nothing_is_said_of_flatness():
    run = untrained_run(TaskConfig(), SMALL, SHORT)
    assert "said.flat" not in dict(influence_lines(influence(run, InfluenceConfig())))
