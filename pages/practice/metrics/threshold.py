"""One class against the rest: a threshold moves everything at once."""

from functools import partial
from math import isfinite

import streamlit as st

from core.practice.metrics import library, numbers
from core.practice.metrics.binary_report import BinaryReport, evaluate_binary
from core.practice.metrics.challenges import cheapest, fooled_by_accuracy, miss_nobody
from core.practice.metrics.own_numbers import OwnNumbers, own_numbers
from core.practice.metrics.predictions import BinaryScores, Predictions
from core.practice.metrics.settings import BinaryConfig, CostConfig
from core.practice.metrics.threshold import CostCurve, cost_curve, rank_curves, score_histogram, ties_at_half
from core.practice.metrics.threshold_figure import (
    confusion_figure,
    cost_figure,
    histogram_figure,
    pr_alt,
    pr_figure,
    roc_alt,
    roc_figure,
)
from core.practice.metrics.threshold_report import remark_lines, theory_line
from core.tex import number
from pages.practice.metrics import samples, source
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
    drawing,
    figure,
    folded,
    paragraphs,
    put,
    tiles,
)
from pages.shared import (
    choose as choose_field,
)

BREAST = {"tab": "threshold", "source": "data", "data_set": "Breast cancer", "positive": 1, "reweight": False}
CURVES = {"tab": "threshold", "source": "distributions", "threshold": 0.5}
RARE = {**CURVES, "separation": 1.5, "balance": 0.02, "samples": 2000, "reweight": False}
EXPERIMENTS = {
    "stricter": Experiment({**BREAST, "threshold": 0.95}, right=1),
    "rare": Experiment(RARE, right=0),
    "prevalence": Experiment(
        {**CURVES, "separation": 2.0, "balance": 0.5, "reweight": True, "prevalence": 0.05}, right=2
    ),
}
CHALLENGES = {
    "miss_nobody": Challenge(miss_nobody, solution={"threshold": 0.03}),
    "fooled": Challenge(fooled_by_accuracy, solution=RARE),
    "cheapest": Challenge(cheapest, solution={"cost_fn": 10.0, "threshold": 0.1}),
}
FIRST = (  # in sight together with the slider
    "accuracy", "precision", "recall", "specificity", "f_beta", "balanced_accuracy", "mcc", "roc_auc",
)  # fmt: skip
WAYS = {"NumPy": numbers.threshold_numbers, "scikit-learn": library.threshold_numbers}

choose = source.choose


def show(t: Words, predictions: Predictions) -> None:
    """Threshold, histogram, confusion matrix, both curves, and every number with its formula."""
    drawing(t, partial(draw, t, predictions))


def draw(t: Words, predictions: Predictions) -> None:
    """The sliders and all that they move."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        positive = choose_field(t, "positive", dict(enumerate(predictions.class_names)), default=1)
        config = ask(BinaryConfig, t, only=("threshold", "beta"))
        own = own_numbers(predictions.notes, positive)
        if own:
            st.markdown(t(f"own_{own.kind}", threshold=config.threshold, number=number(own.at(config.threshold))))
        _prevalence(t)
        source.notes(t, predictions)
    scores, costs = source.scores_of(predictions, positive), current_config(CostConfig, t)
    report = evaluate_binary(scores, config)
    cost = cost_curve(scores, report.weights, costs, config)
    with stage:
        _counts(t, scores, report, own)
        _tiles(t, report, FIRST)
        _remarks(t, report, ties_at_half(predictions, config))
        _curves(t, report, scores)
        _tiles(t, report, tuple(row.name for row in report.rows if row.name not in FIRST))
        with st.popover(t("meanings"), icon=":material/help:"):
            st.markdown("\n".join(f"- {t(f'meaning.{row.name}')}" for row in report.rows))
    samples.of_cell(t, predictions, positive, config.threshold)
    _costs(t, cost)
    _by_hand(t, report, scores, config)
    challenges(t, CHALLENGES, miss_nobody=(scores, report), fooled=(report,), cheapest=(cost, costs))
    call = source.call_of(scores)
    code_panel(t, {name: Made(way, call, config) for name, way in WAYS.items()}, shown=report.numbers())


def _counts(t: Words, scores: BinaryScores, report: BinaryReport, own: OwnNumbers | None) -> None:
    c, left, right = report.counts, *st.columns(2, gap="medium")
    with left:
        drawn = histogram_figure(score_histogram(scores, report.weights), report.threshold, t, own=own)
        alt = t("alt.histogram", threshold=report.threshold, predicted=c.tp + c.fp, n=report.samples)
        figure(drawn, key="metrics_histogram", alt=alt)
    with right:
        alt = t("alt.confusion", **vars(c))
        figure(confusion_figure(c, t), key="metrics_confusion", on_click=_open_cell, alt=alt)


def _open_cell(click: dict[str, object]) -> None:
    put({"cell": str(click["customdata"])})


def _curves(t: Words, report: BinaryReport, scores: BinaryScores) -> None:
    curves, left, right = rank_curves(scores, report.weights), *st.columns(2, gap="medium")
    with left:
        at = report.roc_point
        figure(roc_figure(curves, at, t), key="metrics_roc", alt=roc_alt(curves, at, t))
        if isfinite(curves.roc_auc):
            st.caption(t("roc_said", auc=curves.roc_auc))
    with right:
        at = report.pr_point
        figure(pr_figure(curves, at, t), key="metrics_pr", alt=pr_alt(curves, at, t))
        if isfinite(curves.average_precision):
            st.caption(t("pr_said", prevalence=curves.prevalence))


def _prevalence(t: Words) -> None:
    now = current_config(BinaryConfig, t, warn=False)
    label = t("prevalence_on", prevalence=now.prevalence) if now.reweight else t("prevalence")
    with st.popover(label, icon=":material/groups:", width="stretch", key="metrics_prevalence_panel"):
        st.caption(t("prevalence_hint"))
        ask(BinaryConfig, t, only=("reweight", "prevalence"), when={"prevalence": lambda now: now["reweight"]})


def _tiles(t: Words, report: BinaryReport, names: tuple[str, ...]) -> None:
    rows = [report[name] for name in names]
    tiles({t(f"metric.{row.name}"): "–" if row.value is None else f"{row.value:.4f}" for row in rows})


def _remarks(t: Words, report: BinaryReport, ties: int) -> None:
    said = [
        t("undefined_metric", metric=t(f"metric.{row.name}"), why=t(f"undefined.{row.undefined}"))
        for row in report.rows if row.undefined
    ]  # fmt: skip
    said += [t(key, **values) for key, values in remark_lines(report, ties)]
    if said:
        st.caption(" · ".join(said))


@folded("cost_title", icon="payments", key="metrics_cost_panel")
def _costs(t: Words, cost: CostCurve) -> None:
    controls, stage = st.columns([1, 2], gap="medium")
    with controls:
        ask(CostConfig, t)
    said = {"best": cost.best_threshold, "cost": cost.best_cost, "now": cost.current_cost}
    with stage:
        figure(cost_figure(cost, t), key="metrics_cost", alt=t("alt.cost", **said))
        st.markdown(paragraphs(t, [("cost_said", said), theory_line(cost.theory)]))


@folded("part.numbers", icon="calculate", key="metrics_by_hand")
def _by_hand(t: Words, report: BinaryReport, scores: BinaryScores, config: BinaryConfig) -> None:
    formula_rows(
        t, report.rows, lambda name: t(f"metric.{name}"), lambda reason: t(f"undefined.{reason}"),
        library.threshold_numbers(scores, config),
    )  # fmt: skip
