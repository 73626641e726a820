from urllib.parse import urlencode

import numpy as np
import pytest

from core.data.playground import DataConfig, make_dataset
from core.engine.examples import make_examples
from core.engine.run import train
from core.engine.settings import Branches, NetworkConfig, TrainingConfig
from core.params import to_query
from core.practice.metrics.from_lab import RunConfig, lab_settings, run_predictions, run_quantities
from core.refusal import Refusal


def link(*configs):
    return RunConfig(urlencode({key: text for one in configs for key, text in to_query(one, "mlp").items()}))


CASES = {
    "tanh": (DataConfig(), TrainingConfig(epochs=20)),
    "sigmoid": (DataConfig(dataset="moons"), TrainingConfig(epochs=20, loss="CrossEntropy")),
    "softmax": (DataConfig(dataset="rings"), TrainingConfig(epochs=20, loss="CrossEntropy")),
    "several tanh": (DataConfig(dataset="blobs", classes=4), TrainingConfig(epochs=20)),
    "linear": (DataConfig(dataset="arms", classes=3), TrainingConfig(epochs=20, loss="HalfSquaredLinear")),
    "hinge": (DataConfig(), TrainingConfig(epochs=20, loss="Hinge")),
}


@pytest.mark.parametrize("name", CASES)
def test_the_link_of_a_run_gives_the_predictions_of_that_run(name):
    data, training = CASES[name]
    network, history = NetworkConfig(hidden=(5,), network_seed=3), Branches("7:learning_rate=0.1,w2=0.5")
    found = run_predictions(link(data, network, training, history))
    drawn = make_dataset(data)
    run = train(make_examples(drawn, data.inputs), network, training, history)
    assert np.mean(found.y_true == found.y_pred) == pytest.approx(run.test_accuracies[-1], abs=1e-12)
    assert np.array_equal(found.probabilities.argmax(axis=1), found.y_pred)
    assert np.allclose(found.probabilities.sum(axis=1), 1) and (found.probabilities >= 0).all()
    assert found.kind == ("probability" if training.loss == "CrossEntropy" else "score")
    assert len(found.class_names) == drawn.classes


def test_the_probabilities_of_a_cross_entropy_run_have_its_test_loss():
    data, training = CASES["softmax"]
    found = run_predictions(link(data, training))
    run = train(make_examples(make_dataset(data), data.inputs), NetworkConfig(), training)
    chosen = found.probabilities[np.arange(len(found.y_true)), found.y_true]
    assert -np.log(chosen).mean() == pytest.approx(run.test_losses[-1], rel=1e-12)


def test_values_are_those_of_the_test_loss_and_the_playhead_chooses_the_frame():
    data, training = DataConfig(dataset="plane", points=100), TrainingConfig(epochs=20)
    run = train(make_examples(make_dataset(data), data.inputs), NetworkConfig(), training)
    for epoch in (5, 20):
        asked = RunConfig(link(data, training).run + f"&mlp_playhead={epoch}")
        found = run_quantities(asked)
        assert ((found.y_true - found.y_pred) ** 2).mean() / 2 == pytest.approx(run.test_losses[epoch], rel=1e-12)


def test_the_empty_link_is_the_labs_first_run_and_half_of_it_is_another_network():
    whole, half = run_predictions(RunConfig()), run_predictions(RunConfig(), 0.5)
    assert np.array_equal(whole.y_true, half.y_true)
    assert not np.array_equal(whole.probabilities, half.probabilities)
    assert half.notes[0].values["epoch"] == pytest.approx(250, abs=2)


def test_a_run_that_its_test_points_have_stopped_is_not_called_unseen():
    stopped = TrainingConfig(epochs=20, early_stopping=True)
    assert run_predictions(link(DataConfig(), stopped)).notes[0].key == "run_early_stopping"
    assert run_predictions(link(DataConfig(), TrainingConfig(epochs=20))).notes[0].key == "run"


def test_classes_are_no_values_and_values_no_classes():
    with pytest.raises(Refusal, match="values"):
        run_predictions(link(DataConfig(dataset="sine")))
    with pytest.raises(Refusal, match="classes"):
        run_quantities(RunConfig())


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("mlp_epochs=-3", "run_broken"),
        ("mlp_dataset=<script>", "run_broken"),
        ("mlp_hidden=4,999", "run_broken"),
        ("mlp_branches=x", "run_untrainable"),
        ("mlp_branches=5:w9999=1", "run_untrainable"),
        ("mlp_dataset=sine&mlp_loss=Hinge", "run_untrainable"),
    ],
)
def test_a_broken_link_of_a_run_is_refused(text, rule):
    with pytest.raises(Refusal) as refusal:
        run_predictions(RunConfig(text))
    assert refusal.value.rule == rule


def test_a_text_that_is_no_link_is_the_first_run():
    assert np.array_equal(run_predictions(RunConfig("&&==x")).y_pred, run_predictions(RunConfig()).y_pred)
    assert lab_settings(RunConfig("mlp_hidden=&mlp_dataset=xor&mlp_epochs=-3")) == {"hidden": (), "dataset": "xor"}
