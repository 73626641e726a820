"""The tabs before any training: what they show, and that their script is the training's."""

import pytest

from core.code_export import script
from core.curriculum import TOPICS
from core.networks.rnn.challenges import adding_of_fifty, better_than_classics, plain_network_remembers
from core.networks.rnn.settings import ForecastConfig, MemoryTaskConfig, MemoryTrainingConfig, SeriesConfig
from pages.shared import jobs
from tests.pages.cases import opened, texts

TRAININGS = {"memory": ("train_memory", 1), "forecast": ("train_forecaster", 1), "text": ("train_text", 2)}


@pytest.mark.parametrize("tab", TRAININGS)
def test_a_tab_shows_challenges_and_code_before_any_training(tab, monkeypatch):
    monkeypatch.setattr(jobs, "_at_once", lambda *_: None)
    topic = next(topic for topic in TOPICS if topic.slug == "rnn")
    app = opened(topic, {"rnn_tab": tab})
    assert not app.exception, app.exception[0].stack_trace
    training, untrained = TRAININGS[tab]
    ((_, made, shown),) = app.session_state["offered"].values()
    assert f"def {training}(" in script(made) and shown is None
    assert "\n".join(texts(app)).count("Not trained yet: press Start") == untrained


def test_what_the_settings_lack_is_said_before_that_nothing_is_trained():
    short, long, usual = MemoryTaskConfig(length=25), MemoryTaskConfig(length=50), MemoryTrainingConfig()
    assert [one.key for one in adding_of_fifty(None, short, usual).missing] == ["adding", "untrained", "loss"]
    assert adding_of_fifty(None, long, usual).missing[0].key == "untrained"
    assert plain_network_remembers(None, long).missing[0].key == "untrained"
    assert better_than_classics(None, SeriesConfig(), ForecastConfig()).missing[0].key == "untrained"
