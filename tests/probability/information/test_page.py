"""The page around the numbers: what is refused, what is told, and what the experiments claim."""

import numpy as np
import pytest

from core.curriculum import topic_named
from core.probability.information.code import source_code
from core.probability.information.decision import decide
from core.probability.information.fit import optima
from core.probability.information.loss import softmax_loss
from core.probability.information.settings import DecisionConfig, GaussianFitConfig, SoftmaxConfig, SourceConfig
from tests.pages.cases import opened, tabs_of, texts

TOPIC = topic_named("information")
TABS = {tab.noun: tab for tab in tabs_of(TOPIC)}


@pytest.mark.parametrize(("tab", "field", "zeros"), [
    ("code", "weights", (0.0, 0.0)), ("divergence", "pair", ((1.0, 0.0), (0.0, 0.0))),
    ("joint", "table", ((0.0, 0.0), (0.0, 0.0))),
])  # fmt: skip
def test_weights_that_are_all_0_are_refused_in_one_sentence_and_the_screen_stays(tab, field, zeros):
    app = TABS[tab].open({field: zeros})
    assert not app.exception
    assert any("All weights are 0" in told and "still shows the last input" in told for told in texts(app))


@pytest.mark.parametrize("text", ["-0.5,1", "nan,1", "", "1,2,x", "1e999,1", "1,2,3,4,5,6,7,8,9"])
def test_negative_weights_nan_and_no_weights_are_refused_in_one_sentence(text):
    app = opened(TOPIC, {"information_weights": text})
    assert not app.exception and len(app.session_state["problems"]) == 1
    assert sum("Weights" in told and "must be" in told for told in texts(app)) == 1


def test_weights_that_do_not_sum_to_1_are_divided_by_their_sum_and_it_is_told():
    assert any("sum to 32" in told for told in texts(TABS["joint"].open({"table": ((8.0, 8.0), (8.0, 8.0))})))
    assert not any("each was divided" in told for told in texts(TABS["code"].open()))
    told = texts(TABS["divergence"].open({"pair": ((1.0, 0.0), (1.0, 2.0))}))
    assert [one for one in told if "each was divided" in one] == [
        "The weights of q sum to 3; each was divided by that."
    ]


def test_what_the_experiments_claim_holds_on_their_settings():
    source = source_code(SourceConfig(weights=(0.9, 0.02, 0.02, 0.02, 0.02, 0.02)))
    assert source.entropy == pytest.approx(0.70, abs=0.005)
    far = optima(GaussianFitConfig(direction="reverse", offset=4.0))
    assert far[0].kl == pytest.approx(0.6931, abs=1e-4) and far[2].kl == pytest.approx(1.87, abs=0.005)
    assert optima(GaussianFitConfig(offset=4.0))[0].sd == pytest.approx(np.sqrt(17))
    cold = softmax_loss(SoftmaxConfig(temperature=0.1))
    assert cold.q[0] == pytest.approx(0.99995, abs=1e-5)
    shifted = softmax_loss(SoftmaxConfig(logits=(5.0, 4.0, 3.1)))
    np.testing.assert_allclose(shifted.q, softmax_loss(SoftmaxConfig()).q, rtol=1e-12)
    assert decide(DecisionConfig(false_negative=10.0, sharpness=3.0)).best == pytest.approx(0.001, abs=1e-5)


def test_a_refused_pair_leaves_numbers_and_unit_together():
    app = TABS["divergence"].open({"pair": ((0.0, 0.0), (1.0, 1.0)), "unit": "nats"})
    assert any("H(p) = 1.846$ bits" in told for told in texts(app))
