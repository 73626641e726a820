"""What the page says where numbers are undefined, and that an experiment claims what its settings show."""

import re
import tomllib
from functools import reduce

import numpy as np
import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from core.curriculum import topic_named
from core.params import domains
from core.practice.metrics.classes import evaluate_multiclass
from core.practice.metrics.folds import cross_validate_classifier
from core.practice.metrics.folds_report import score_table
from core.practice.metrics.predictions import trained_predictions
from core.practice.metrics.regression import drag_outlier, trained_regression
from core.practice.metrics.settings import (
    ClassifierConfig,
    CrossValidationConfig,
    MulticlassConfig,
    OutlierConfig,
    RegressorConfig,
)
from pages.practice.metrics import classes, comparison, folds, interval, regression
from pages.practice.metrics.tables import table
from tests.pages.cases import PAGES, figures, texts

TOPIC = topic_named("metrics")
PANELS = (
    "metrics_cost_panel", "metrics_by_hand",
    *(f"metrics_{tab}_by_hand" for tab in ("classes", "calibration", "regression", "folds", "interval", "size")),
)  # fmt: skip


def shown(settings, language="en"):
    """The page with these settings and the panel by hand open."""
    app = AppTest.from_file(str(PAGES / TOPIC.page), default_timeout=60)
    query = {name: str(int(value) if isinstance(value, bool) else value) for name, value in settings.items()}
    app.query_params.update({**{f"metrics_{name}": text for name, text in query.items()}, "lang": language})
    for panel in PANELS:
        app.session_state[panel] = True
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    assert app.session_state["problems"] == []
    assert not [text for text in texts(app) if "«" in text or "nan" in text.lower().split() or "None" in text]
    for about, figure in figures(app):
        assert about["alt"]
        go.Figure(figure)
    return app


EXTREMES = {
    "no positives": ({"tab": "calibration", "source": "distributions", "balance": 0, "samples": 10}, "at least 2"),
    "only positives": ({"source": "distributions", "balance": 1, "samples": 10, "reweight": 1}, "no other prevalence"),
    "all scores equal": ({"source": "distributions", "separation": 0, "samples": 50}, "with a score of exactly"),
    "nobody is positive": (
        {"tab": "certainty", "threshold": 1.01, "metric": "precision"}, "no sample is predicted positive",
    ),
    "a class is never predicted": (
        {"tab": "classes", "data_set": "Digits", "model": "Decision tree", "depth": 1, "top_k": 10}, "never predicted",
    ),
    "a constant prediction": (
        {"tab": "classes", "data_set": "Iris", "model": "k-NN", "neighbors": 50, "test_share": 0.9},
        "only one class is ever predicted",
    ),
    "a rival without positives": (
        {"tab": "certainty", "doubt": "comparison", "metric": "precision", "source": "distributions", "balance": 0.3,
         "rival_separation": 0.0}, "Second model: Precision undefined",
    ),
    "nothing wrong": ({"tab": "certainty", "doubt": "size", "data_set": "Iris", "positive": 0}, "as if nothing were"),
    "an area that never moves": (
        {"tab": "certainty", "doubt": "size", "data_set": "Iris", "positive": 0, "metric": "roc_auc"},
        "For no size has it a width above 0",
    ),
    "a fold of one class": (
        {"tab": "folds", "data_set": "Wine", "inverse_penalty": 0.0001, "feature_noise": 5.0, "fold_score": "mcc"},
        "counted as 0",
    ),
    "every threshold costs the same": ({"cost_fp": 0, "cost_fn": 0}, "no threshold costs less"),
    "an endless tie": (
        {"tab": "certainty", "doubt": "comparison", "rival": "Logistic regression"}, "on every resample both models",
    ),
}  # fmt: skip


def test_the_folds_name_the_classes_in_the_readers_language():
    strips = str([figure for _, figure in figures(shown({"tab": "folds"}, "zh"))])
    assert "良性" in strips and "benign" not in strips


@pytest.mark.parametrize(("settings", "said"), EXTREMES.values(), ids=EXTREMES)
def test_what_is_degenerate_has_its_sentence(settings, said):
    assert said in " ".join(texts(shown(settings)))


def page_of_a_file(kind, tab):
    """A stand-in for the page with a file: predictions of this kind in this tab, in the frame's places."""
    from importlib import import_module

    import numpy as np
    import streamlit as st

    from core.practice.metrics.predictions import Predictions
    from pages.shared.words import Words
    from tests.pages.cases import PAGES

    st.session_state["topic"], st.session_state["problems"] = "metrics", []
    st.session_state["below"], st.session_state["offered"] = st.container(), {}
    st.session_state["values"] = {"metrics_source": "file", "metrics_metric": "log_loss"}
    st.session_state["metrics_classes_by_hand"] = st.session_state["metrics_calibration_by_hand"] = True
    y, rng = np.arange(60) % 2, np.random.default_rng(0)
    p = np.clip(0.5 + 0.3 * (y - 0.5) + 0.3 * rng.standard_normal(60), 0, 1)
    if kind == "label":
        p = (p >= 0.5).astype(float)
    predictions = Predictions(
        y_true=y, y_pred=(p >= 0.5).astype(int), probabilities=np.column_stack([1 - p, p]), kind=kind,
        class_names=("`<b>no</b>`\n\n![x](//h/p.png)", "yes " * 20), row=np.arange(60), features=np.empty((60, 0)),
    )  # fmt: skip
    words = PAGES / "practice" / "metrics"
    t = Words(words / tab, "en", words / "certainty", words / "topic")
    import_module(f"pages.practice.metrics.{tab}").show(t, predictions)


@pytest.mark.parametrize(("tab", "kind"), [("classes", "label"), ("interval", "score"), ("calibration", "score")])
def test_labels_and_scores_of_a_file_are_told_to_be_no_probabilities(tab, kind):
    app = AppTest.from_function(page_of_a_file, args=(kind, tab), default_timeout=60).run()
    assert not app.exception, app.exception[0].stack_trace
    said = " ".join(texts(app))
    assert ("labels" in said.lower()) if kind == "label" else ("probabilities" in said)
    assert "\n\n![x]" not in said
    for _, made, _ in app.session_state["offered"].values():  # no name of a file enters a script
        from core.code_export import script

        assert "//h" not in script(made)


@pytest.mark.parametrize(("tab", "rows"), [("threshold", 12), ("regression", 8)])
def test_the_numbers_by_hand_agree_with_the_library(tab, rows):
    said = [caption.value for caption in shown({"tab": tab}).caption if caption.value.startswith("scikit-learn")]
    assert len(said) == rows
    assert all(float(text.split()[-1]) < 1e-9 for text in said)


def test_cross_validation_asks_for_a_model_and_offers_the_way():
    app = shown({"tab": "folds", "source": "distributions"})
    app.button(key="metrics_to_data").click().run()
    assert app.session_state["values"]["metrics_source"] == "data"
    assert any("569" in text for text in texts(app))


def config_of(kind, settings):
    return kind(**{name: value for name, value in settings.items() if name in domains(kind)})


def test_naive_bayes_takes_too_many_for_an_eight_and_micro_averages_agree():
    training = config_of(ClassifierConfig, classes.EXPERIMENTS["favorite"].settings)
    report = evaluate_multiclass(trained_predictions(training), MulticlassConfig())
    assert int(np.argmax([row.predicted - row.support for row in report.classes])) == 8
    assert report.matrix[2, [2, 8]].tolist() == [24, 20]
    assert (report.classes[8].predicted, report.classes[8].support) == (84, 52)
    assert report.values["precision_micro"] == report.values["recall_micro"] == report.values["accuracy"]


def test_forty_five_of_forty_five_leave_room_for_doubt():
    said = " ".join(texts(shown(interval.EXPERIMENTS["all_right"].settings)))
    assert all(text in said for text in ("45 of 45", "0.9213", "no width"))


def test_one_point_on_171_samples_is_no_evidence():
    said = " ".join(texts(shown(comparison.EXPERIMENTS["one_point"].settings)))
    assert all(text in said for text in ("8 samples", "0.727", "no evidence", "holds zero"))


@pytest.mark.parametrize(("name", "bounds"), [
    ("robust", {"median_ae": (1, 1), "mae": (1.15, 1.18), "rmse": (1.8, 2)}),
    ("squares", {"mse": (5, 9), "mae": (1.17, 1.23)}),
    ("percent", {"mape": (5, 9), "mae": (0.99, 1.01)}),
])  # fmt: skip
def test_one_outlier_moves_each_measure_as_the_experiment_says(name, bounds):
    settings = regression.EXPERIMENTS[name].settings
    effect = drag_outlier(trained_regression(config_of(RegressorConfig, settings)), config_of(OutlierConfig, settings))
    for measure, (low, high) in bounds.items():
        assert low <= effect.after[measure] / effect.before[measure] <= high, measure


def crossed(name):
    settings = folds.EXPERIMENTS[name].settings
    return cross_validate_classifier(config_of(ClassifierConfig, settings), config_of(CrossValidationConfig, settings))


def test_the_deep_tree_has_a_gap_of_a_fifth():
    test, train = score_table(crossed("by_heart"), "accuracy")
    assert (train == 1).all()
    assert 0.78 < test.mean() < 0.82


def test_the_last_fold_of_iris_holds_one_versicolor():
    result = crossed("uneven")
    counts = [int(((result.assignment == 9) & (result.target == c)).sum()) for c in range(3)]
    assert counts == [5, 1, 9]


def test_folds_of_eighteen_wines_lie_more_than_a_quarter_apart():
    result = crossed("small_tests")
    test, _ = score_table(result, "accuracy")
    assert {fold.test_size for fold in result.folds} == {17, 18}
    assert test.max() - test.min() > 0.25


def test_a_single_one_of_what_is_counted_is_said_correctly():
    ones = dict.fromkeys(("count", "ties", "got", "rows", "columns", "disagreements", "only_first", "only_second"), 1)
    said = {
        "threshold": ["remark.ties"], "classes": ["ties"],
        "comparison": ["mcnemar_no_evidence", "challenges.only_luck.too_few_disagreements"],
        "topic": ["upload.read", "upload.still", "refused.too_few_rows", "refused.columns_want_classes"],
    }  # fmt: skip
    for noun, keys in said.items():
        found = tomllib.loads((PAGES / f"practice/metrics/{noun}.en.toml").read_text("utf-8"))
        for key in keys:
            sentence = reduce(lambda table, name: table[name], key.split("."), found)
            for name, one in ones.items():
                sentence = sentence.replace(f"«{name}»", str(one))
            assert not re.search(r"\b1 (samples|rows|columns|times)\b", sentence), sentence


def test_a_short_chinese_name_of_a_row_stays_on_one_line():
    rows = table(["", "MAE ↓"], ["移动后", "1.5"], ["as it is", "2"], ["评判的 85 个，修正前", "3"]).splitlines()
    assert rows[2:] == ["| 移\u2060动\u2060后 | 1.5 |", "| as it is | 2 |", "| 评判的 85 个，修正前 | 3 |"]
