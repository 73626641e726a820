"""The tabs before any training, and what moves in the skyline while a layer is dragged."""

import json

import numpy as np
import pytest

from core.curriculum import TOPICS
from core.networks.cnn.challenges import holds_four, holds_six, low_loss, small_and_good, surely_wrong
from core.networks.cnn.inside import Inside
from core.networks.cnn.settings import CnnClassifierConfig, OwnNetworkConfig, SkylineConfig
from core.networks.cnn.shift import SHIFTS
from core.networks.cnn.skyline import COLOR_RANGES, famous_survey, skyline
from core.networks.cnn.skyline_figure import skyline_figure
from core.networks.cnn.survey import own_survey
from pages.shared import jobs
from tests.pages.cases import opened, texts

MOVED = {"x", "y", "customdata", "text"}  # what a browser moves without drawing a figure anew


def said(key, **_):
    return key


@pytest.mark.parametrize("tab", ["inside", "shift"])
def test_a_tab_shows_numbers_and_code_before_any_training(tab, monkeypatch):
    monkeypatch.setattr(jobs, "_at_once", lambda *_: None)
    topic = next(topic for topic in TOPICS if topic.slug == "cnn")
    app = opened(topic, {"cnn_tab": tab})
    assert not app.exception, app.exception[0].stack_trace
    assert app.session_state["offered"]
    assert "\n".join(texts(app)).count("Not trained yet") == 2


def test_no_challenge_of_a_training_is_met_before_it():
    sure = np.eye(10)[3]
    found = Inside(np.zeros((28, 28), np.uint8), (), sure, 3)
    assert surely_wrong(found, 5, True).met and not surely_wrong(found, 5, False).met
    config, right = CnnClassifierConfig(size=1000), np.ones(len(SHIFTS))
    for holds in (holds_four, holds_six):
        assert holds(right, config, True).met and not holds(right, config, False).met
    assert not small_and_good(None, config).met and not low_loss(None).met


@pytest.mark.parametrize("measure", COLOR_RANGES)
def test_a_dragged_layer_moves_its_blocks_and_changes_nothing_else(measure):
    config = SkylineConfig(measure=measure)
    famous = [(name, famous_survey(name)) for name in config.networks]
    drawn = []
    for channels in (1, 2000):
        own = own_survey(OwnNetworkConfig(layers=f"conv {channels} 3 1 1, relu, pool 2, flatten, dense 10"))
        found = skyline(own, famous, config)
        assert all(0 <= one.color <= 1 or one.color == -1 for one in found.buildings)
        drawn.append(json.loads(skyline_figure(found, config, 0, said).to_json()))
    few, many = (one["layout"] | {"shapes": [], "images": []} for one in drawn)
    assert few == many
    for one, other in zip(drawn[0]["data"], drawn[1]["data"], strict=True):
        assert {name for name in one | other if one.get(name) != other.get(name)} <= MOVED
    assert len(drawn[0]["layout"]["shapes"]) == len(drawn[1]["layout"]["shapes"])
