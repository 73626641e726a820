"""Predicted quantities: how far off they are, and what one outlier does to each measure of that."""

import math

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.figures.figure import Figure
from core.practice.metrics import numbers, numbers_library
from core.practice.metrics.given import given_quantities
from core.practice.metrics.library import library_regression
from core.practice.metrics.model_challenges import flattered
from core.practice.metrics.outlier import rank_of, with_outlier
from core.practice.metrics.regression import (
    OutlierEffect,
    RegressionPredictions,
    drag_outlier,
    residuals,
    trained_regression,
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
from core.practice.metrics.settings import OutlierConfig, RegressionState, RegressorConfig
from pages.practice.metrics import folds, from_lab, upload
from pages.practice.metrics.by_hand import formula_row
from pages.shared import code_panel
from pages.shared.ask import ask, current_config
from pages.shared.cached import cached
from pages.shared.experiments import Experiment, challenges
from pages.shared.live import figure
from pages.shared.panels import folded
from pages.shared.state import put
from pages.shared.words import Words

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


def show(t: Words, below: DeltaGenerator, predictions: RegressionPredictions) -> None:
    """Both scatters, the outlier under two sliders, every measure before and after."""
    controls, left, right = st.columns([1.1, 1.5, 1.5], gap="medium")
    with controls:
        config = ask(OutlierConfig, t)
        effect = drag_outlier(predictions, config)
        at = effect.index
        st.caption(
            t(
                "regression.moved", row=int(predictions.row[at]), was=float(predictions.y_true[at]),
                now=effect.moved_to, predicted=float(predictions.y_pred[at]),
            )
        )  # fmt: skip
        screen = ask(RegressionState, t, only=("residual_plot",))

    def move_clicked(click: dict[str, object]) -> None:
        if isinstance(click.get("customdata"), int | float):
            put({"outlier_rank": rank_of(predictions, int(click["customdata"]))})  # type: ignore[call-overload]

    with left:
        figure(
            prediction_figure(predictions, effect, t), key="metrics_true_over_predicted", on_click=move_clicked,
            alt=t("regression.alt.predictions", n=len(predictions.y_true), r2=effect.before["r2"]),
        )  # fmt: skip
    with right:
        drawn, alt = _residuals(predictions, effect, screen, t)
        clickable = screen.residual_plot == "predicted"
        figure(drawn, key="metrics_residuals", alt=alt, on_click=move_clicked if clickable else None)
    _measures(effect, config, t)
    _by_hand(predictions, t)
    if current_config(RegressionState, t).quantities == "diabetes":
        folds.of_regressor(t, current_config(RegressorConfig, t))
    with below:
        challenges(t, {"flattered": flattered(effect)})
        _code(predictions, screen, t)


def choose(t: Words) -> RegressionPredictions | None:
    """The controls of the source, and its predictions; None while there is no readable file or run."""
    quantities = current_config(RegressionState, t).quantities
    with st.container(border=True):
        left, right = st.columns([1, 1])
        with left:
            ask(RegressionState, t, only=("quantities",))
        if quantities == "file":
            return upload.quantities(t)
        if quantities == "run":
            return from_lab.quantities(t)
        with right:
            config = ask(RegressorConfig, t, only=("regressor",))
        with st.expander(t("source.more"), icon=":material/tune:"):
            fields = (*KNOBS.get(config.regressor, ()), "test_share", "feature_noise", "split_seed")
            config = ask(RegressorConfig, t, only=fields, columns=4)
        predictions = cached(trained_regression, config)
        for note in predictions.notes:
            st.caption(t(f"notes.{note.key}", **note.values))
    return predictions


def _residuals(
    predictions: RegressionPredictions, effect: OutlierEffect, screen: RegressionState, t: Words
) -> tuple[Figure, str]:
    found = residuals(with_outlier(predictions, effect))
    mean, spread = float(found.residual.mean()), float(found.residual.std())
    alt = t(f"regression.alt.{screen.residual_plot}", mean=mean, spread=spread)
    if screen.residual_plot == "predicted":
        return residual_figure(predictions, effect, t), alt
    draw = residual_histogram if screen.residual_plot == "histogram" else normal_figure
    return draw(found, t), alt


def _before_and_after(effect: OutlierEffect, names: tuple[str, ...], t: Words) -> str:
    rows = [
        ["", *(t(f"regression.metric.{name}") for name in names)],
        [":--", *(":-:" for _ in names)],
        [t("regression.before"), *(_value(effect.before[name]) for name in names)],
        [t("regression.after"), *(f"**{_value(effect.after[name])}**" for name in names)],
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _value(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.4f}" if abs(value) < 100 else f"{value:.5g}"


def _measures(effect: OutlierEffect, config: OutlierConfig, t: Words) -> None:
    for cell, names, key in zip(
        st.columns(2, gap="medium"), (IN_UNITS, WITHOUT_UNIT), ("units", "shares"), strict=True
    ):
        with cell:
            st.markdown(_before_and_after(effect, names, t))
            first = names[0]
            alt = t(
                "regression.alt.curves", name=t(f"regression.metric.{first}"), before=_value(effect.before[first]),
                after=_value(effect.after[first]), size=config.outlier_size,
            )  # fmt: skip
            st.caption(t("regression.curves"))
            figure(effect_figure(effect, names, config.outlier_size, t), key=f"metrics_effect_{key}", alt=alt)


@folded("part.numbers", icon="calculate", key="metrics_by_hand")
def _by_hand(predictions: RegressionPredictions, t: Words) -> None:
    st.caption(t("regression.without_outlier"))
    twin = library_regression(predictions.y_true, predictions.y_pred, predictions.feature_count)
    for row in regression_rows(predictions):
        library = None if row.value is None else twin[row.name]
        why = t(f"regression.undefined.{row.undefined}") if row.undefined else ""
        formula_row(row, t(f"regression.metric.{row.name}"), library, t, undefined=why)


def _code(predictions: RegressionPredictions, screen: RegressionState, t: Words) -> None:
    if screen.quantities in ("file", "run"):
        of_file = {"NumPy": numbers.regression_of_file, "scikit-learn": numbers_library.regression_of_file}
        code_panel.code_panel(t, "metrics", of_file, [given_quantities(predictions)])
    else:
        of_data = {"NumPy": numbers.regression_of_data, "scikit-learn": numbers_library.regression_of_data}
        code_panel.code_panel(t, "metrics", of_data, [current_config(RegressorConfig, t)])
