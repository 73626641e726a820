"""Cross-validation: every sample is tested once, and the scores of the folds differ."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.practice.metrics import numbers, numbers_library
from core.practice.metrics.folds import CrossValidation, cross_validate_classifier, cross_validate_regressor
from core.practice.metrics.folds_figure import score_figure, strip_figure
from core.practice.metrics.folds_report import fold_rows
from core.practice.metrics.model_challenges import learned_by_heart
from core.practice.metrics.predictions import Predictions
from core.practice.metrics.settings import (
    ClassifierConfig,
    CrossValidationConfig,
    FoldState,
    MetricsState,
    RegressorConfig,
)
from pages.practice.metrics.by_hand import formula_row
from pages.shared import code_panel
from pages.shared.ask import ask, current_config
from pages.shared.cached import cached
from pages.shared.experiments import Experiment, challenges
from pages.shared.live import figure
from pages.shared.panels import folded
from pages.shared.state import put
from pages.shared.words import Words

START = {"tab": "folds", "source": "data", "fold_score": "accuracy", "fold_seed": 0, "split_seed": 0}
EXPERIMENTS = {
    "by_heart": Experiment(
        {
            **START, "data_set": "Breast cancer", "model": "Decision tree", "depth": 20, "feature_noise": 1.0,
            "folds": 5, "stratified": True,
        },
        right=0,
    ),
    "uneven": Experiment(
        {
            **START, "data_set": "Iris", "model": "Logistic regression", "inverse_penalty": 1.0, "feature_noise": 0.0,
            "folds": 10, "stratified": False,
        },
        right=1,
    ),
    "small_tests": Experiment(
        {
            **START, "data_set": "Wine", "model": "k-NN", "neighbors": 5, "feature_noise": 1.0, "folds": 10,
            "stratified": True,
        },
        right=2,
    ),
}  # fmt: skip


def show(t: Words, below: DeltaGenerator, predictions: Predictions) -> None:
    """The folds of the chosen model as strips, and their scores."""
    if current_config(MetricsState, t).source != "data":
        st.info(t("folds.needs_model"), icon=":material/info:")
        st.button(
            t("folds.to_data"), key="metrics_to_data", icon=":material/database:",
            on_click=partial(put, {"source": "data"}),
        )  # fmt: skip
        return
    training = current_config(ClassifierConfig, t)
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        config = ask(CrossValidationConfig, t)
        score = ask(FoldState, t, only=("fold_score",)).fold_score
    with stage, st.spinner(t("folds.working")):
        result = cached(cross_validate_classifier, training, config)
        _figures(result, score, t)
    st.caption(t("folds.said", test=result.folds[0].test_size, train=result.folds[0].train_size, n=len(result.target)))
    _by_hand(result, score, lambda: cached(numbers_library.folds_of_classifier, training, config), t)
    twins = {"NumPy": numbers.folds_of_classifier, "scikit-learn": numbers_library.folds_of_classifier}
    with below:
        challenges(t, {"by_heart": learned_by_heart(result)})
        code_panel.code_panel(t, "metrics", twins, [training, config])


@folded("folds.of_regressor", icon="view_week", key="metrics_regressor_folds")
def of_regressor(t: Words, regression: RegressorConfig) -> None:
    """The same for the regressor, folded away; quantities have no classes to stratify by."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        config = ask(CrossValidationConfig, t, only=("folds", "fold_seed"))
        score = ask(FoldState, t, only=("quantity_score",)).quantity_score
    with stage, st.spinner(t("folds.working")):
        _figures(cached(cross_validate_regressor, regression, config), score, t)


def _figures(result: CrossValidation, score: str, t: Words) -> None:
    left, right = st.columns([1.6, 1])
    each = [fold.test[score] for fold in result.folds]
    with left:
        figure(
            strip_figure(result, t), key="metrics_strips",
            alt=t("folds.alt.strips", k=len(result.folds), n=len(result.target), test=result.folds[0].test_size),
        )  # fmt: skip
    with right:
        alt = t(
            "folds.alt.scores", score=t(f"folds.metric.{score}"), low=min(each), high=max(each),
            mean=result.mean[score], spread=result.spread[score],
        )  # fmt: skip
        figure(score_figure(result, score, t), key="metrics_fold_scores", alt=alt)


@folded("part.numbers", icon="calculate", key="metrics_by_hand")
def _by_hand(result: CrossValidation, score: str, library: Callable[[], dict[str, Any]], t: Words) -> None:
    twin = library()
    for row in fold_rows(result, score):
        formula_row(row, t(f"folds.{row.name}"), twin[f"{score}_{row.name}"], t, widths=(0.7, 3.6, 1.2))
