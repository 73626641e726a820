"""Predicted quantities: how far off they are, and what one outlier does to each measure of that."""

import math

import streamlit as st

from core.figures.figure import Figure
from core.practice.metrics import library, numbers
from core.practice.metrics.challenges import flattered
from core.practice.metrics.folds import regressor_in_steps
from core.practice.metrics.regression import (
    OutlierEffect,
    RegressionPredictions,
    drag_outlier,
    quantities_literal,
    rank_of,
    residuals,
    trained_regression,
    with_outlier,
)
from core.practice.metrics.regression_figure import (
    IN_UNITS,
    WITHOUT_UNIT,
    effect_figure,
    normal_figure,
    prediction_figure,
    residual_figure,
    residual_histogram,
)
from core.practice.metrics.regression_report import regression_rows
from core.practice.metrics.settings import (
    CrossValidationConfig,
    FoldState,
    OutlierConfig,
    RegressionState,
    RegressorConfig,
)
from pages.practice.metrics import from_lab, upload
from pages.practice.metrics.by_hand import formula_row
from pages.practice.metrics.folds import cross_validated, fold_figures
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
    put,
)

KNOBS = {"k-NN": ("neighbors",), "Decision tree": ("depth",), "Random forest": ("trees",), "MLP": ("hidden_units",)}
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


def choose(t: Words) -> RegressionPredictions | None:
    """The controls of the source, and its predictions; None while there is no readable file or run."""
    if current_config(RegressionState, t).quantities == "diabetes":
        with st.container(horizontal=True, vertical_alignment="bottom"):
            ask(RegressionState, t, only=("quantities",))
            config = ask(RegressorConfig, t, only=("regressor",))
            with st.popover(t("source.more"), icon=":material/tune:"):
                fields = (*KNOBS.get(config.regressor, ()), "test_share", "feature_noise", "split_seed")
                config = ask(RegressorConfig, t, only=fields)
        return cached(trained_regression, config)
    quantities = ask(RegressionState, t, only=("quantities",)).quantities
    found = upload.quantities(t) if quantities == "file" else from_lab.quantities(t)
    if found is None:
        st.info(t("source.nothing"), icon=":material/upload_file:")
    return found


def show(t: Words, predictions: RegressionPredictions) -> None:
    """Both scatters, the outlier under two sliders, every measure before and after."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    left, right = stage.columns(2, gap="medium")
    with controls:
        config = ask(OutlierConfig, t)
        plot = ask(RegressionState, t, only=("residual_plot",)).residual_plot
        effect = drag_outlier(predictions, config)
        _said(t, predictions, effect)
    with left:
        figure(
            prediction_figure(predictions, effect, t), key="metrics_true_over_predicted",
            on_click=lambda click: _move_clicked(predictions, click),
            alt=t("alt.predictions", n=len(predictions.y_true), r2=effect.before["r2"]),
        )  # fmt: skip
    with right:
        drawn, alt = _residuals(t, predictions, effect, plot)
        figure(
            drawn, key="metrics_residuals", alt=alt,
            on_click=(lambda click: _move_clicked(predictions, click)) if plot == "predicted" else None,
        )  # fmt: skip
    _measures(t, effect, config)
    _by_hand(t, predictions)
    if current_config(RegressionState, t).quantities == "diabetes":
        _folds(t, current_config(RegressorConfig, t))
    challenges(t, CHALLENGES, flattered=(effect,))
    given = current_config(RegressionState, t).quantities != "diabetes"
    call = quantities_literal(predictions) if given else predictions.made
    code_panel(
        t, {"NumPy": Made(numbers.regression_numbers, call),
            "scikit-learn": Made(library.regression_numbers, call)},
        shown=effect.before,
    )  # fmt: skip


def _said(t: Words, predictions: RegressionPredictions, effect: OutlierEffect) -> None:
    at = effect.index
    st.caption(
        t(
            "moved", row=int(predictions.row[at]), was=float(predictions.y_true[at]), now=effect.moved_to,
            predicted=float(predictions.y_pred[at]),
        )
    )  # fmt: skip
    if current_config(RegressionState, t).quantities == "diabetes":
        for note in predictions.notes:
            st.caption(t(f"notes.{note.key}", **note.values))


def _move_clicked(predictions: RegressionPredictions, click: dict[str, object]) -> None:
    index = click.get("customdata")
    if isinstance(index, int | float):
        put({"outlier_rank": rank_of(predictions, int(index))})


def _residuals(t: Words, predictions: RegressionPredictions, effect: OutlierEffect, plot: str) -> tuple[Figure, str]:
    found = residuals(with_outlier(predictions, effect))
    alt = t(f"alt.{plot}", mean=float(found.residual.mean()), spread=float(found.residual.std()))
    if plot == "predicted":
        return residual_figure(predictions, effect, t), alt
    draw = residual_histogram if plot == "histogram" else normal_figure
    return draw(found, t), alt


def _before_and_after(t: Words, effect: OutlierEffect, names: tuple[str, ...]) -> str:
    rows = [
        ["", *(t(f"measure.{name}") for name in names)],
        [":--", *(":-:" for _ in names)],
        [t("before"), *(_value(effect.before[name]) for name in names)],
        [t("after"), *(f"**{_value(effect.after[name])}**" for name in names)],
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _value(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.4f}" if abs(value) < 100 else f"{value:.5g}"


def _measures(t: Words, effect: OutlierEffect, config: OutlierConfig) -> None:
    cells = st.columns(2, gap="medium")
    for cell, names, key in zip(cells, (IN_UNITS, WITHOUT_UNIT), ("units", "shares"), strict=True):
        with cell:
            st.markdown(_before_and_after(t, effect, names))
            first = names[0]
            alt = t(
                "alt.curves", name=t(f"measure.{first}"), before=_value(effect.before[first]),
                after=_value(effect.after[first]), size=config.outlier_size,
            )  # fmt: skip
            st.caption(t("curves"))
            figure(effect_figure(effect, names, config.outlier_size, t), key=f"metrics_effect_{key}", alt=alt)


@folded("part.numbers", icon="calculate", key="metrics_regression_by_hand")
def _by_hand(t: Words, predictions: RegressionPredictions) -> None:
    st.caption(t("without_outlier"))
    twin = library.regression_numbers(predictions)
    for row in regression_rows(predictions):
        value = None if row.value is None else twin[row.name]
        why = t(f"undefined_measure.{row.undefined}") if row.undefined else ""
        formula_row(row, t(f"measure.{row.name}"), value, t, undefined=why)


@folded("of_regressor", icon="view_week", key="metrics_regressor_folds")
def _folds(t: Words, regression: RegressorConfig) -> None:
    """Cross-validation of the regressor; quantities have no classes to stratify by."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        config = ask(CrossValidationConfig, t, only=("folds", "fold_seed"))
        score = ask(FoldState, t, only=("quantity_score",)).quantity_score
    with stage:
        fold_figures(t, cross_validated(t, regressor_in_steps, regression, config), score)
