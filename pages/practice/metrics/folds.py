"""Cross-validation: every sample is tested once, and the scores of the folds differ."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import streamlit as st

from core.practice.metrics import library, numbers
from core.practice.metrics.challenges import learned_by_heart
from core.practice.metrics.folds import CrossValidation, classifier_in_steps, cross_validate_classifier
from core.practice.metrics.folds_figure import score_figure, strip_figure
from core.practice.metrics.folds_report import fold_lines, fold_rows
from core.practice.metrics.predictions import Predictions
from core.practice.metrics.settings import ClassifierConfig, CrossValidationConfig, FoldState, MetricsState
from pages.practice.metrics import source
from pages.practice.metrics.by_hand import formula_rows
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    current_config,
    figure,
    folded,
    put,
    sentences,
    with_progress,
)

START = {"tab": "folds", "source": "data", "fold_score": "accuracy", "fold_seed": 0, "split_seed": 0}
EXPERIMENTS = {
    "by_heart": Experiment(START | {
        "data_set": "Breast cancer", "model": "Decision tree", "depth": 20, "feature_noise": 1.0, "folds": 5,
        "stratified": True,
    }, right=0),
    "uneven": Experiment(START | {
        "data_set": "Iris", "model": "Logistic regression", "inverse_penalty": 1.0, "feature_noise": 0.0, "folds": 10,
        "stratified": False,
    }, right=1),
    "small_tests": Experiment(START | {
        "data_set": "Wine", "model": "k-NN", "neighbors": 5, "feature_noise": 1.0, "folds": 10, "stratified": True,
    }, right=2),
}  # fmt: skip
CHALLENGES = {
    "by_heart": Challenge(
        learned_by_heart, solution={"model": "Decision tree", "depth": 20, "feature_noise": 3.0}
    ),
}  # fmt: skip

choose = source.choose


def show(t: Words, _predictions: Predictions) -> None:
    """The folds of the chosen model as strips, and their scores."""
    if current_config(MetricsState, t).source != "data":
        st.info(t("needs_model"), icon=":material/info:")
        take = partial(put, {"source": "data"})
        st.button(t("to_data"), key="metrics_to_data", icon=":material/database:", on_click=take)
        return
    training = current_config(ClassifierConfig, t)
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        config = ask(CrossValidationConfig, t)
        score = ask(FoldState, t, only=("fold_score",)).fold_score
    with stage:
        result = cross_validated(t, classifier_in_steps, training, config)
        fold_figures(t, result, score)
        st.caption(sentences(t, fold_lines(result, score)))
    _by_hand(t, result, score, training, config)
    challenges(t, CHALLENGES, by_heart=(result,))
    calls = {
        "NumPy": Made(numbers.fold_numbers, Made(cross_validate_classifier, training, config)),
        "scikit-learn": Made(library.fold_numbers, training, config),
    }
    code_panel(t, calls, shown=numbers.fold_numbers(result))


def cross_validated(
    t: Words, steps: Callable[..., Iterator[CrossValidation | None]], model: Any, config: CrossValidationConfig
) -> CrossValidation:
    """All folds, or those that there is time for."""
    return with_progress(
        steps, model, config, share=lambda result: len(result.folds) / config.folds, said=t("folds.working"),
        cut=lambda result: t("folds.cut", done=len(result.folds), total=config.folds),
    )  # fmt: skip


def fold_figures(t: Words, result: CrossValidation, score: str) -> None:
    """The folds as strips, and the score of each."""
    left, right = st.columns([1.6, 1])
    each = [fold.test[score] for fold in result.folds]
    with left:
        alt = t("folds.alt.strips", k=len(result.folds), n=len(result.target), test=result.folds[0].test_size)
        figure(strip_figure(source.in_words(result, t), t), key="metrics_strips", alt=alt)
    with right:
        about = {"low": min(each), "high": max(each), "mean": result.mean[score], "spread": result.spread[score]}
        alt = t("folds.alt.scores", score=t(f"folds.metric.{score}"), **about)
        figure(score_figure(result, score, t), key="metrics_fold_scores", alt=alt)


@folded("part.numbers", icon="calculate", key="metrics_folds_by_hand")
def _by_hand(
    t: Words, result: CrossValidation, score: str, training: ClassifierConfig, config: CrossValidationConfig
) -> None:
    twin: dict[str, float] = {}
    if len(result.folds) == config.folds:
        judge = with_progress(
            library.fold_numbers_in_steps, training, config, share=lambda found: len(found["accuracy"]) / config.folds,
            said=t("folds.working"), cut=lambda found: "",
        )  # fmt: skip
        twin = {name: judge[key] for name in ("mean", "spread") if (key := f"{score}_{name}") in judge}
    formula_rows(t, fold_rows(result, score), t, twin=twin, widths=(0.7, 3.6, 1.2))
