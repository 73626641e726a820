import json
import re
from pathlib import Path

import numpy as np
import pytest

from core.code_export import Made, script
from core.curriculum import topic_named
from core.data.playground import DataConfig, make_dataset
from core.engine.scratch import train_from_scratch
from core.engine.settings import Branches, NetworkConfig, TrainingConfig
from core.engine.torch_twin import train_in_torch
from core.networks.mlp.defaults import run_of
from core.networks.mlp.test_answers import outcome
from core.networks.mlp.test_answers_figure import WRONG_TO_RIGHT, outcome_figure
from core.params import domains
from pages.networks.mlp import controls, lab
from pages.networks.mlp.state import CONFIGS, DEFAULTS
from pages.networks.mlp.ways_out import WAYS_OUT
from pages.shared import limits
from pages.shared.words import Words
from tests.agreement import printed, run_alone
from tests.pages.cases import opened, texts
from tests.practice.metrics.drawn import contrasts

MLP = topic_named("mlp")
PANELS = ["mlp__more_data", "mlp__more_network", "mlp__more_training", "mlp__more_regularization", "mlp__challenges"]


def page(language="en", panels=(), **fields):
    app = opened(MLP, {f"mlp_{name}": text for name, text in fields.items()}, language)
    if panels:
        for panel in panels:
            app.session_state[panel] = True
        app.run()
    return app


def keys(app):
    kinds = ("button", "selectbox", "toggle", "number_input", "text_input", "pills", "bidi_component", "button_group")
    return {str(getattr(element, "key", None)) for kind in kinds for element in app.get(kind)} | {
        element.proto.id.rsplit("-", 1)[-1] for element in app.get("bidi_component")
    }


def told(app):
    return [element.value for kind in (app.warning, app.error, app.info) for element in kind]


def run_with(settings):
    return run_of(*(kind(**{name: settings[name] for name in domains(kind)}) for kind in CONFIGS))


@pytest.mark.parametrize("optimizer", ["Adagrad", "RMSprop", "AdamW"])
def test_behind_the_buttons_stands_every_control_of_the_optimizer(optimizer):
    app = page(
        panels=PANELS, optimizer=optimizer, l1="0.1", l2="0.1", weight_decay="0.1", early_stopping="1",
        clipping="Norm", batch_norm="1", initialization="Normal", dataset="blobs", loss="Huber",
    )  # fmt: skip
    assert not app.exception
    shown = keys(app)
    wanted = {
        "points", "classes", "data_seed", "initialization", "sigma", "batch_norm", "norm_momentum", "loss", "optimizer",
        "huber_delta", "schedule", "clipping", "clip_at", "shuffle", "order_seed", "l1", "l2", "weight_decay",
        "dropout", "early_stopping", "patience", "minimum_improvement", *controls.OPTIMIZER_FIELDS[optimizer],
    }  # fmt: skip
    assert {f"mlp_{name}" for name in wanted} <= shown


@pytest.mark.parametrize("schedule", ["Constant", "Step", "OneCycle"])
def test_a_schedule_brings_its_own_controls(schedule):
    shown = keys(page(panels=PANELS, schedule=schedule))
    for name, fields in controls.SCHEDULE_FIELDS.items():
        for field in fields:
            assert (f"mlp_{field}" in shown) == (name == schedule)


def test_one_more_layer_one_less_and_other_units_change_the_network():
    app = page(hidden="3")
    app.button("mlp__layer_more").click().run()
    assert app.session_state["values"]["mlp_hidden"] == (3, 3)
    app.number_input("mlp__units_1").set_value(7).run()
    assert app.session_state["values"]["mlp_hidden"] == (3, 7)
    app.button("mlp__layer_less").click().run()
    app.button("mlp__layer_less").click().run()
    assert app.session_state["values"]["mlp_hidden"] == ()
    assert app.button("mlp__layer_less").disabled and not app.exception
    app.button("mlp__layer_more").click().run()
    assert app.session_state["values"]["mlp_hidden"] == (4,)


def test_ten_layers_are_the_most():
    assert page(hidden=",".join("2" * 10)).button("mlp__layer_more").disabled


def test_each_layer_can_have_its_own_activation():
    app = page(panels=["mlp__more_network"], hidden="3,3")
    app.selectbox("mlp__activation_1").set_value("Sine").run()
    assert app.session_state["values"]["mlp_activations"] == ("Tanh", "Sine")
    assert app.selectbox("mlp_activations").value not in domains(NetworkConfig)["activations"].options
    app.selectbox("mlp_activations").set_value("ReLU").run()
    assert app.session_state["values"]["mlp_activations"] == ("ReLU",)


def test_one_click_gives_the_settings_of_tensorflow_playground():
    app = page(dataset="spiral", hidden="8,8,8", optimizer="Adam", l2="0.1", data_seed="7", branches="5:l1=0.1")
    app.button("mlp__preset").click().run()
    values = app.session_state["values"]
    found = {name: values.get(f"mlp_{name}", default) for name, default in DEFAULTS.items()}
    assert found == DEFAULTS | {"dataset": "spiral"}


def test_branches_are_listed_and_taken_back():
    app = page(branches="100:learning_rate=0.3,l2=0.1;200:w3=0.5;300:", epochs="400")
    assert not app.exception
    assert len([text for text in texts(app) if "alt_route" in text]) == 3
    app.button("mlp__drop_2").click().run()
    assert app.session_state["values"]["mlp_branches"] == "100:learning_rate=0.3,l2=0.1"
    app.button("mlp__drop_1").click().run()
    assert app.session_state["values"]["mlp_branches"] == ""


def test_a_control_of_training_changes_the_last_branch_alone():
    app = page(panels=PANELS, branches="100:learning_rate=0.3")
    app.selectbox("mlp_optimizer").set_value("Adam").run()
    assert app.session_state["values"]["mlp_branches"] == "100:optimizer=Adam,learning_rate=0.3"
    assert "mlp_optimizer" not in app.session_state["values"]
    app.toggle("mlp__has_l2").set_value(True).run()
    assert "l2=" in app.session_state["values"]["mlp_branches"]
    assert "mlp_loss" not in keys(app)


def test_another_shape_forgets_weights_set_by_hand_and_keeps_other_branches():
    app = page(branches="50:w16=0.5;100:learning_rate=0.3")
    app.button("mlp__layer_less").click().run()
    assert app.session_state["values"]["mlp_branches"] == "100:learning_rate=0.3"


BAD = ["x", "9:l1=1;5:l1=2", "5:`**x**`=1", "5:l1=1e99"]


@pytest.mark.parametrize("branches", BAD)
def test_branches_that_cannot_be_read_are_told_and_left_out(branches):
    app = page(branches=branches)
    assert not app.exception
    assert len(told(app)) == 1
    assert len([text for text in texts(app) if "alt_route" in text]) == 0


REFUSED = [
    ({"dataset": "plane", "loss": "CrossEntropy"}, "loss_wants_classes"),
    ({"batch_norm": "1", "batch_size": "1"}, "batch_norm_wants_two"),
    ({"branches": "5:w999=1"}, "branch_weight"),
]


@pytest.mark.parametrize(("fields", "rule"), REFUSED, ids=[rule for _, rule in REFUSED])
def test_what_cannot_be_trained_is_said_with_a_way_out(fields, rule):
    app = page(panels=PANELS, **fields)
    assert not app.exception and len(app.warning) == 1
    assert "mlp_stage" not in keys(app)
    app.button("mlp__way_out").click().run()
    assert not app.exception and not app.warning
    assert "mlp_stage" in keys(app)
    assert rule in WAYS_OUT


def test_a_diverged_run_is_explained_in_words():
    app = page(dataset="plane", activations="ReLU", learning_rate="3")
    run = run_of(
        DataConfig(dataset="plane"), NetworkConfig(activations=("ReLU",)), TrainingConfig(learning_rate=3.0), Branches()
    )
    (said,) = app.error
    assert f"{run.divergence.epoch}" in said.value and f"{run.epochs}" in said.value
    written_out = re.compile(r"\d{30}|\bnan\b|\binf\b", re.I)
    assert [text for text in texts(app) if written_out.search(text)] == []


def test_a_run_on_its_way_beyond_all_numbers_is_explained_too():
    (said,) = page(dataset="plane", activations="ReLU", learning_rate="3", epochs="5").warning
    assert "3" in said.value


def test_early_stopping_says_where_the_best_was_and_what_was_too_little():
    """The loss falls to the end, by too little: it has improved, so it must not be said that it has not."""
    training = TrainingConfig(early_stopping=True, minimum_improvement=0.05)
    run = run_of(DataConfig(), NetworkConfig(), training, Branches())
    assert run.test_losses.argmin() == run.stopped_epoch
    (said,) = page(early_stopping="1", minimum_improvement="0.05").info
    assert f"epoch {run.stopped_epoch}." in said.value and "more than 0.05 for" in said.value


@pytest.mark.parametrize("dataset", domains(DataConfig)["dataset"].options)
def test_every_data_set_is_judged_by_a_figure(dataset):
    data = DataConfig(dataset=dataset, points=100)
    run = run_of(data, NetworkConfig(), TrainingConfig(epochs=2), Branches())
    found = outcome(run, make_dataset(data), data.inputs, 2)
    kinds = {one["type"] for one in outcome_figure(found, Words(Path(lab.__file__).with_suffix(""), "en")).data}
    assert kinds == ({"heatmap"} if found.classes else {"scatter"})


def test_counts_in_the_confusion_matrix_are_legible_in_both_themes():
    found = [ratio for _, color in WRONG_TO_RIGHT for ratio in contrasts(color)]
    assert len(found) == 6 and min(found) >= 4.5


def test_the_playhead_chooses_the_epoch_that_is_judged():
    at_start = [text for text in texts(page(playhead="0")) if "dfrac" in text]
    at_end = [text for text in texts(page()) if "dfrac" in text]
    assert at_start != at_end


def test_a_long_run_is_watched_and_is_the_same_run(monkeypatch):
    at_once = [text for text in texts(page(points="80")) if "dfrac" in text]
    monkeypatch.setattr(limits, "LONG_SECONDS", 0)
    watched = page(points="80", branches="100:")
    assert not watched.exception and "mlp_stage" in keys(watched)
    assert [text for text in texts(watched) if "dfrac" in text] == at_once


def test_the_experiments_turn_out_as_is_said():
    line, linear = (run_with(lab.EXPERIMENTS[name].settings) for name in ("line", "linear"))
    assert max(line.test_accuracies[-1], linear.test_accuracies[-1]) < 0.7  # no line parts the circle
    equal = run_with(lab.EXPERIMENTS["equal"].settings).parameters[-1]
    assert np.ptp(equal[:8].reshape(4, 2), axis=0).max() < 1e-12 < np.abs(equal[:8] - 0.5).max()
    by_heart = run_with(lab.EXPERIMENTS["by_heart"].settings)
    assert by_heart.train_losses[-1] < 0.01 and by_heart.test_losses[-1] > 1.5 * by_heart.test_losses.min()
    sparse = np.abs(run_with(lab.EXPERIMENTS["sparse"].settings).parameters[-1])
    assert np.mean(sparse < 0.01) > 0.6
    assert run_with(lab.EXPERIMENTS["too_fast"].settings).divergence


BRANCHED = Branches("30:learning_rate=0.01,l2=0.01;60:w3=0.5;80:optimizer=Adam")


def test_a_script_prints_the_losses_on_the_screen_also_after_branches(tmp_path):
    configs = (DataConfig(points=100), NetworkConfig(), TrainingConfig(epochs=100), BRANCHED)
    files = {str(tmp_path / f"{function.__name__}.py"): function for function in (train_from_scratch, train_in_torch)}
    for file, function in files.items():
        Path(file).write_text(script(Made(function, *configs)), "utf-8")
    run = run_of(*configs)
    for output in run_alone(files, tmp_path).values():
        got = printed(output)
        for name in ("train_losses", "test_losses"):
            assert np.allclose(json.loads(got[name]), getattr(run, name), rtol=1e-9, atol=1e-12), output[:500]
