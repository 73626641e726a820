"""The views of regression and cross-validation: what an experiment claims is what its settings show."""

import pytest

from core.curriculum import topic_named
from core.params import domains
from core.practice.metrics.folds import cross_validate_classifier
from core.practice.metrics.folds_report import score_table
from core.practice.metrics.regression import drag_outlier, trained_regression
from core.practice.metrics.settings import ClassifierConfig, CrossValidationConfig, OutlierConfig, RegressorConfig
from pages.practice.metrics import folds, regression
from tests.pages.cases import LANGUAGES, opened, texts

TOPIC = topic_named("metrics")


def config_of(kind, settings):
    return kind(**{name: value for name, value in settings.items() if name in domains(kind)})


def outlier(name):
    settings = regression.EXPERIMENTS[name].settings
    predictions = trained_regression(config_of(RegressorConfig, settings))
    effect = drag_outlier(predictions, config_of(OutlierConfig, settings))
    return effect, {key: effect.after[key] / effect.before[key] for key in effect.before}


def crossed(name):
    settings = folds.EXPERIMENTS[name].settings
    return cross_validate_classifier(config_of(ClassifierConfig, settings), config_of(CrossValidationConfig, settings))


def test_the_median_does_not_notice_what_doubles_the_root_of_the_squares():
    _, factor = outlier("robust")
    assert factor["median_ae"] == 1
    assert 1.15 < factor["mae"] < 1.18
    assert 1.8 < factor["rmse"] < 2


def test_squares_grow_more_than_fivefold_where_absolutes_grow_by_a_fifth():
    _, factor = outlier("squares")
    assert factor["mse"] > 5
    assert factor["mae"] == pytest.approx(1.2, abs=0.03)


def test_percentages_explode_near_zero():
    effect, factor = outlier("percent")
    assert effect.moved_to == pytest.approx(0.57, abs=0.01)
    assert factor["mape"] > 5
    assert factor["mae"] < 1.01


def test_the_deep_tree_has_a_gap_of_a_fifth_and_does_not_solve_the_challenge():
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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("source", ["distributions", "file"])
def test_cross_validation_asks_for_a_model_and_offers_the_way(source, language):
    app = opened(TOPIC, {"metrics_tab": "folds", "metrics_source": source}, language)
    if source == "file":
        app.file_uploader(key="metrics_uploader_classes").set_value(
            ("a.csv", b"y_true,score\n1,0.75\n0,0.25\n", "text/csv")
        )
        app.run()
    app.button(key="metrics_to_data").click().run()
    assert app.session_state["values"]["metrics_source"] == "data"
    assert not app.exception
    assert any("569" in text for text in texts(app))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["regression", "folds"])
def test_the_numbers_by_hand_agree_with_the_library(view, language):
    app = opened(TOPIC, {"metrics_tab": view}, language)
    app.session_state["metrics_by_hand"] = True
    app.session_state["metrics_regressor_folds"] = True
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    said = [caption.value for caption in app.caption if "scikit-learn" in caption.value]
    assert len(said) == (8 if view == "regression" else 2)
    for text in said:
        assert float(text.split()[-1].removeprefix("相差").strip()) < 1e-9


def test_quantities_from_a_file_with_one_value_explain_what_is_undefined():
    app = opened(TOPIC, {"metrics_tab": "regression", "metrics_quantities": "file"})
    data = b"y_true,y_pred\n0,1\n0,2\n0,1.5\n"
    app.file_uploader(key="metrics_uploader_quantities").set_value(("a.csv", data, "text/csv")).run()
    app.session_state["metrics_by_hand"] = True
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    shown = " ".join(texts(app))
    assert shown.count("undefined:") == 4
