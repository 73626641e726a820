"""The views of all classes, certainty and calibration: nothing is undefined without a word, and experiments hold."""

import json

import numpy as np
import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from core.curriculum import topic_named
from pages.practice.metrics import calibration, certainty, classes
from tests.pages.cases import LANGUAGES, PAGES, texts

TOPIC = topic_named("metrics")
BY_HAND = {"classes": r"C_{kk}", "certainty": "", "calibration": r"\bar s_b"}  # what stands in an opened panel only
VIEWS = (
    {"tab": "classes"}, {"tab": "certainty"}, {"tab": "certainty", "doubt": "size"},
    {"tab": "certainty", "doubt": "rival"}, {"tab": "calibration"},
)  # fmt: skip
PANELS = ("metrics_classes_by_hand", "metrics_calibration_by_hand", "metrics_code")
EXTREMES = {
    "no positives": {"source": "distributions", "balance": 0, "samples": 10},
    "only positives": {"source": "distributions", "balance": 1, "samples": 10},
    "all scores equal": {"source": "distributions", "separation": 0, "rival_separation": 0, "samples": 50},
    "no error": {"source": "distributions", "separation": 6, "spread": 0.2, "samples": 50},
    "nobody is called": {"threshold": 1.01, "metric": "precision"},
    "a class is never called": {"data_set": "Digits", "model": "Decision tree", "depth": 1, "top_k": 10},
    "a tiny test set": {"data_set": "Iris", "test_share": 0.1, "positive": 0, "recalibration": "Isotonic"},
}


def shown(settings, language="en"):
    """The page with these settings and every panel open."""
    app = AppTest.from_file(str(PAGES / TOPIC.page), default_timeout=60)
    query = {name: str(int(value) if isinstance(value, bool) else value) for name, value in settings.items()}
    app.query_params.update({**{f"metrics_{name}": text for name, text in query.items()}, "lang": language})
    for panel in PANELS:
        app.session_state[panel] = True
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    assert app.session_state["problems"] == []
    return app


def assert_sound(app):
    assert not [text for text in texts(app) if "«" in text or "nan" in text.lower().split() or "None" in text]
    for element in app.get("bidi_component"):
        if element.proto.component_name == "figure":
            message = json.loads(element.proto.bytes)
            assert message["about"]["alt"]
            go.Figure(message["figure"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(view.values()))
@pytest.mark.parametrize("extreme", EXTREMES.values(), ids=EXTREMES.keys())
def test_every_view_stands_where_numbers_are_undefined(view, extreme, language):
    app = shown({**view, **extreme}, language)
    assert_sound(app)
    assert any(BY_HAND[view["tab"]] in text for text in texts(app))


def page_of_given_predictions(kind, view):
    """A stand-in for the page with a file: predictions of this kind in this view."""
    import numpy as np
    import streamlit as st

    from core.practice.metrics.predictions import Predictions
    from pages.practice.metrics import calibration, certainty, classes
    from pages.shared.words import Words
    from tests.pages.cases import PAGES

    st.session_state["topic"], st.session_state["problems"] = "metrics", []
    st.session_state["values"] = {"metrics_source": "file", "metrics_metric": "log_loss"}
    for panel in ("metrics_classes_by_hand", "metrics_calibration_by_hand"):
        st.session_state[panel] = True
    y, rng = np.arange(60) % 2, np.random.default_rng(0)
    p = np.clip(0.5 + 0.3 * (y - 0.5) + 0.3 * rng.standard_normal(60), 0, 1)
    if kind == "label":
        p = (p >= 0.5).astype(float)
    names = ("<b>no</b>", "yes " * 20)
    predictions = Predictions(
        y, (p >= 0.5).astype(int), np.column_stack([1 - p, p]), kind, names, np.arange(60), np.empty((60, 0))
    )
    t = Words(PAGES / "practice" / "metrics" / "topic", "en")
    {"classes": classes, "certainty": certainty, "calibration": calibration}[view].show(t, st.container(), predictions)


@pytest.mark.parametrize("kind", ["label", "score"])
@pytest.mark.parametrize("view", ["classes", "certainty", "calibration"])
def test_labels_and_scores_of_a_file_are_told_to_be_no_probabilities(kind, view):
    app = AppTest.from_function(page_of_given_predictions, args=(kind, view), default_timeout=60).run()
    assert not app.exception, app.exception[0].stack_trace
    assert_sound(app)
    said = " ".join(texts(app))
    assert ("labels" in said.lower()) if kind == "label" else ("probabilities" in said)


def test_a_class_leads_to_its_own_threshold():
    app = shown({"tab": "classes", "data_set": "Digits", "positive": 7})
    next(button for button in app.button if button.label == "This class alone").click().run()
    assert (app.session_state["values"]["metrics_tab"], app.session_state["values"]["metrics_positive"]) == (
        "threshold", 7,
    )  # fmt: skip


def metric_values(settings):
    """The report of the view of all classes after an experiment's button."""
    from core.params import domains
    from core.practice.metrics.classes import evaluate_multiclass
    from core.practice.metrics.predictions import trained_predictions
    from core.practice.metrics.settings import ClassifierConfig, MulticlassConfig

    fields = {name: value for name, value in settings.items() if name in domains(ClassifierConfig)}
    return evaluate_multiclass(trained_predictions(ClassifierConfig(**fields)), MulticlassConfig())


@pytest.mark.parametrize("table", [classes.EXPERIMENTS, certainty.EXPERIMENTS, calibration.EXPERIMENTS])
def test_an_experiment_leads_to_a_sound_screen(table):
    for experiment in table.values():
        assert_sound(shown(experiment.settings))


def test_naive_bayes_sees_too_many_eights_and_micro_averages_agree():
    report = metric_values(classes.EXPERIMENTS["favorite"].settings)
    assert int(np.argmax([row.predicted - row.support for row in report.classes])) == 8
    assert report.classes[2].recall < 0.5
    assert report.matrix[2].argmax() == 2
    assert report.values["precision_micro"] == report.values["recall_micro"] == report.values["accuracy"]


def test_forty_five_of_forty_five_leave_room_for_doubt():
    app = shown(certainty.EXPERIMENTS["all_right"].settings)
    said = " ".join(texts(app))
    assert "45 of 45" in said
    assert "0.9213" in said
    assert "no width" in said


def test_one_point_on_171_samples_is_no_evidence():
    said = " ".join(texts(shown(certainty.EXPERIMENTS["one_point"].settings)))
    assert "no evidence" in said
    assert "holds zero" in said


def test_four_times_the_samples_halve_the_width():
    from core.practice.metrics.intervals import bootstrap, metric_intervals
    from core.practice.metrics.predictions import one_versus_rest, sampled_predictions
    from core.practice.metrics.settings import BinaryConfig, DistributionsConfig, IntervalConfig

    widths = []
    for samples in (500, 2000):
        scores = one_versus_rest(sampled_predictions(DistributionsConfig(samples=samples)), 1)
        config = (scores, BinaryConfig(), IntervalConfig())
        row = metric_intervals(*config, bootstrap(*config))[0]
        widths.append(row.high - row.low)
    assert widths == pytest.approx([0.064, 0.032], abs=5e-4)


def test_the_repairs_disagree_on_naive_bayes():
    from dataclasses import replace

    from core.practice.metrics.calibration import recalibrate
    from core.practice.metrics.predictions import one_versus_rest, trained_predictions
    from core.practice.metrics.settings import CalibrationConfig, ClassifierConfig

    scores = one_versus_rest(trained_predictions(ClassifierConfig(model="Naive Bayes")), 1)
    isotonic = recalibrate(scores, CalibrationConfig(recalibration="Isotonic"))
    platt = recalibrate(scores, replace(CalibrationConfig(), recalibration="Platt"))
    errors = (isotonic.before.expected_error, isotonic.after.expected_error, platt.after.expected_error)
    assert errors == pytest.approx((0.077, 0.015, 0.104), abs=5e-4)
    assert (isotonic.after.log_loss, platt.after.log_loss) == pytest.approx((0.504, 0.196), abs=5e-4)
