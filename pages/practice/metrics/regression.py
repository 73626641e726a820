"""Predicted quantities: how far off they are, and what one outlier does to each measure of that."""

import math

import streamlit as st

from core.practice.metrics import library, numbers
from core.practice.metrics.challenges import flattered
from core.practice.metrics.folds import regressor_in_steps
from core.practice.metrics.regression import (
    OutlierEffect,
    RegressionPredictions,
    drag_outlier,
    quantities_literal,
    rank_of,
    trained_regression,
)
from core.practice.metrics.regression_figure import (
    IN_UNITS,
    WITHOUT_UNIT,
    effect_figure,
    plotted_residuals,
    prediction_figure,
)
from core.practice.metrics.regression_report import moved_line, regression_rows
from core.practice.metrics.settings import (
    CrossValidationConfig,
    FoldState,
    OutlierConfig,
    RegressionState,
    RegressorConfig,
)
from pages.practice.metrics import from_lab, source, upload
from pages.practice.metrics.by_hand import formula_rows
from pages.practice.metrics.folds import cross_validated, fold_figures
from pages.practice.metrics.tables import table
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    current_config,
    figure,
    folded,
    paragraphs,
    put,
)

START = {
    "tab": "regression", "quantities": "diabetes", "regressor": "Linear regression", "test_share": 0.3,
    "split_seed": 0, "feature_noise": 0.0,
}  # fmt: skip
EXPERIMENTS = {
    "robust": Experiment({**START, "outlier_rank": 0.5, "outlier_size": 15.0}, right=2),
    "squares": Experiment({**START, "outlier_rank": 0.5, "outlier_size": 20.0}, right=1),
    "percent": Experiment({**START, "outlier_rank": 0.0, "outlier_size": -0.58}, right=0),
}  # fmt: skip
CHALLENGES = {"flattered": Challenge(flattered, solution={"outlier_rank": 0.439, "outlier_size": 3.8})}
WAYS = {"NumPy": numbers.regression_numbers, "scikit-learn": library.regression_numbers}


def choose(t: Words) -> RegressionPredictions | None:
    """The controls of the source, and its predictions; None while there is no readable file or run."""
    if current_config(RegressionState, t).quantities == "diabetes":
        with st.container(horizontal=True, vertical_alignment="bottom"):
            ask(RegressionState, t, only=("quantities",))
            knob = source.KNOBS.get(ask(RegressorConfig, t, only=("regressor",)).regressor, "")
            with st.popover(t("source.more"), icon=":material/tune:"):
                config = ask(RegressorConfig, t, only=(knob, "test_share", "feature_noise", "split_seed"))
        return cached(trained_regression, config)
    quantities = ask(RegressionState, t, only=("quantities",)).quantities
    return source.found_or_told(t, upload.quantities(t) if quantities == "file" else from_lab.quantities(t))


def show(t: Words, predictions: RegressionPredictions) -> None:
    """Both scatters, the outlier under two sliders, every measure before and after."""
    is_trained = current_config(RegressionState, t).quantities == "diabetes"
    controls, stage = st.columns([1, 3.4], gap="medium")
    left, right = stage.columns(2, gap="medium")
    with controls:
        config = ask(OutlierConfig, t)
        plot = ask(RegressionState, t, only=("residual_plot",)).residual_plot
        effect = drag_outlier(predictions, config)
        notes = [(f"notes.{note.key}", note.values) for note in predictions.notes if is_trained]
        st.caption(paragraphs(t, [moved_line(predictions, effect), *notes]))

    def move_clicked(click: dict[str, object]) -> None:
        index = click.get("customdata")
        if isinstance(index, int | float):
            put({"outlier_rank": rank_of(predictions, int(index))})

    with left:
        r2 = effect.before["r2"]
        alt = t("alt.constant" if math.isnan(r2) else "alt.predictions", n=len(predictions.y_true), r2=r2)
        drawn = prediction_figure(predictions, effect, t)
        figure(drawn, key="metrics_true_over_predicted", on_click=move_clicked, alt=alt)
    with right:
        drawn, alt = plotted_residuals(plot, predictions, effect, t)
        figure(drawn, key="metrics_residuals", alt=alt, on_click=move_clicked if plot == "predicted" else None)
    units, shares = st.columns(2, gap="medium")
    with units:
        _measures(t, effect, config, IN_UNITS, "metrics_effect_units")
    with shares:
        _measures(t, effect, config, WITHOUT_UNIT, "metrics_effect_shares")
    _by_hand(t, predictions)
    if is_trained:
        _folds(t, current_config(RegressorConfig, t))
    challenges(t, CHALLENGES, flattered=(effect,))
    call = predictions.made if is_trained else quantities_literal(predictions)
    code_panel(t, {name: Made(way, call) for name, way in WAYS.items()}, shown=effect.before)


def _measures(t: Words, effect: OutlierEffect, config: OutlierConfig, names: tuple[str, ...], key: str) -> None:
    """Some measures before and after, and their curves."""
    before, after = ([_value(values[name]) for name in names] for values in (effect.before, effect.after))
    bold = [f"**{value}**" for value in after]
    st.markdown(table(["", *(t(f"measure.{name}") for name in names)], [t("before"), *before], [t("after"), *bold]))
    st.caption(t("curves"))
    about = {"before": before[0], "after": after[0], "size": config.outlier_size}
    alt = t("alt.curves", name=t(f"measure.{names[0]}"), **about)
    figure(effect_figure(effect, names, config.outlier_size, t), key=key, alt=alt)


def _value(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.4f}" if abs(value) < 100 else f"{value:.5g}"


@folded("part.numbers", icon="calculate", key="metrics_regression_by_hand")
def _by_hand(t: Words, predictions: RegressionPredictions) -> None:
    st.caption(t("without_outlier"))
    formula_rows(
        t, regression_rows(predictions), lambda name: t(f"measure.{name}"),
        lambda reason: t(f"undefined_measure.{reason}"), library.regression_numbers(predictions),
    )  # fmt: skip


@folded("of_regressor", icon="view_week", key="metrics_regressor_folds")
def _folds(t: Words, regression: RegressorConfig) -> None:
    """Cross-validation of the regressor; quantities have no classes to stratify by."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        config = ask(CrossValidationConfig, t, only=("folds", "fold_seed"))
        score = ask(FoldState, t, only=("quantity_score",)).quantity_score
    with stage:
        fold_figures(t, cross_validated(t, regressor_in_steps, regression, config), score)
