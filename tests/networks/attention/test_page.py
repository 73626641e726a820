"""The tabs before any training: what they show, and that no task of a training is met."""

import pytest

from core.code_export import script
from core.curriculum import TOPICS
from core.networks.attention.challenges import carrying_head, clear_sight, early_moment, small_reverse
from core.networks.attention.induction import untrained_induction
from core.networks.attention.settings import InductionConfig, TaskConfig, TransformerConfig, TransformerTrainingConfig
from core.networks.attention.training import untrained_run
from core.networks.attention.weights import tokens_of
from pages.shared import jobs
from tests.pages.cases import opened

TRAININGS = {"induction": "learn_induction", "transformer": "train_transformer", "influence": "train_transformer"}


@pytest.mark.parametrize("tab", TRAININGS)
def test_a_tab_shows_challenges_and_code_before_any_training(tab, monkeypatch):
    monkeypatch.setattr(jobs, "_at_once", lambda *_: None)
    topic = next(topic for topic in TOPICS if topic.slug == "attention")
    app = opened(topic, {"attention_tab": tab})
    assert not app.exception, app.exception[0].stack_trace
    offered = app.session_state["offered"].values()
    assert len(offered) == 2
    assert all(f"def {TRAININGS[tab]}(" in script(made) and shown is None for _, made, shown in offered)
    verdicts = app.session_state["verdicts"].values()
    assert len(verdicts) == 2
    assert all("untrained" in [one.key for one in verdict.missing] for verdict in verdicts)


def test_what_the_settings_lack_is_said_before_that_nothing_is_trained():
    few, fit = InductionConfig(letters=8), InductionConfig(induction_steps=150)
    assert early_moment(untrained_induction(few), few).missing[0].key == "letters"
    assert early_moment(untrained_induction(fit), fit).missing[0].key == "untrained"
    assert clear_sight(untrained_induction(fit), fit).missing[0].key == "untrained"
    learning = TransformerTrainingConfig()
    small = untrained_run(TaskConfig(), TransformerConfig(block_width=12, perceptron=False), learning)
    assert small_reverse(small).missing[0].key == "untrained"
    assert carrying_head(small, None).missing[0].key == "heads"
    two = untrained_run(TaskConfig(), TransformerConfig(layers=2), learning)
    assert carrying_head(two, None).missing[0].key == "untrained"


@pytest.mark.parametrize(("tab", "field"), [("weights", "sentence"), ("positions", "words")])
def test_a_chinese_page_offers_chinese_sentences_and_the_link_holds_the_chosen_one(tab, field):
    topic = next(topic for topic in TOPICS if topic.slug == "attention")
    app = opened(topic, {"attention_tab": tab}, language="zh")
    box = app.selectbox(key=f"attention__example_{field}")
    assert box.value is None
    for sentence in box.options:
        assert 3 <= len(tokens_of(sentence)) <= 8 and not any(token.isascii() for token in tokens_of(sentence))
    box.set_value(box.options[0]).run()
    assert not app.exception and app.text_input(key=f"attention_{field}").value == box.options[0]
    link = {"attention_tab": tab, f"attention_{field}": app.session_state["values"][f"attention_{field}"]}
    assert opened(topic, link).text_input(key=f"attention_{field}").value == box.options[0]
