"""One class against the rest: a threshold moves everything at once."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.practice.metrics.binary_report import BinaryReport, MetricRow, evaluate_binary
from core.practice.metrics.challenges import cheapest, fooled_by_accuracy, miss_nobody
from core.practice.metrics.costs import CostCurve, cost_curve
from core.practice.metrics.curves import RankCurves, ScoreHistogram, rank_curves, score_histogram
from core.practice.metrics.given import given_scores
from core.practice.metrics.library import library_at_threshold, library_over_thresholds
from core.practice.metrics.predictions import BinaryScores, Predictions, one_versus_rest
from core.practice.metrics.settings import BinaryConfig, CostConfig
from core.practice.metrics.threshold_figure import (
    confusion_figure,
    cost_figure,
    histogram_figure,
    pr_figure,
    roc_figure,
)
from pages.practice.metrics import samples
from pages.practice.metrics.by_hand import formula_row
from pages.practice.metrics.code import code
from pages.shared.ask import ask, choose, current_config
from pages.shared.experiments import Experiment, challenges
from pages.shared.live import figure
from pages.shared.live.fragments import drawing
from pages.shared.panels import folded, tiles
from pages.shared.state import put
from pages.shared.words import Words

DEFAULTS = {"tab": "threshold", "source": "data", "data_set": "Breast cancer", "positive": 1, "reweight": False}
EXPERIMENTS = {
    "stricter": Experiment({**DEFAULTS, "threshold": 0.95}, right=1),
    "rare": Experiment(
        {
            "tab": "threshold", "source": "distributions", "separation": 1.5, "balance": 0.02, "samples": 2000,
            "threshold": 0.5, "reweight": False,
        },
        right=0,
    ),
    "prevalence": Experiment(
        {
            "tab": "threshold", "source": "distributions", "separation": 2.0, "balance": 0.5, "threshold": 0.5,
            "reweight": True, "prevalence": 0.05,
        },
        right=2,
    ),
}  # fmt: skip


def show(t: Words, below: DeltaGenerator, predictions: Predictions) -> None:
    """Threshold, histogram, confusion matrix, both curves, and every number with its formula."""
    controls, left, right = st.columns([1.1, 1.5, 1.5], gap="medium")
    with controls:
        positive = choose(t, "positive", dict(enumerate(predictions.class_names)), default=1)
        sliders = st.container()
        _more(t)
    scores = one_versus_rest(predictions, positive)

    def draw() -> None:
        with sliders:
            config = ask(BinaryConfig, t, only=("threshold", "beta"))
        costs = current_config(CostConfig, t)
        report = evaluate_binary(scores, config)
        curves = rank_curves(scores, report.weights)
        cost = cost_curve(scores, report.weights, costs, config)
        _figures(report, curves, score_histogram(scores, report.weights), config, left, right, t)
        _tiles(report, t)
        samples.of_cell(t, predictions, positive, config.threshold)
        _costs(cost, t)
        _by_hand(report, scores, config, t)
        verdicts = {
            "miss_nobody": miss_nobody(scores, report),
            "fooled": fooled_by_accuracy(report),
            "cheapest": cheapest(cost, costs),
        }
        with below:
            challenges(t, verdicts)
            code(t, "threshold", given_scores(scores), config)

    drawing(t, draw)


def _figures(
    report: BinaryReport, curves: RankCurves, histogram: ScoreHistogram, config: BinaryConfig, left: DeltaGenerator,
    right: DeltaGenerator, t: Words,
) -> None:  # fmt: skip
    c = report.counts
    with left:
        figure(
            histogram_figure(histogram, config.threshold, t), key="metrics_histogram",
            alt=t("alt.histogram", threshold=config.threshold, called=c.tp + c.fp, n=report.samples),
        )  # fmt: skip
        specificity, recall, precision = (report[name].value for name in ("specificity", "recall", "precision"))
        roc_at = None if specificity is None or recall is None else (1 - specificity, recall)
        roc_alt = t("figure.roc_undefined")
        if roc_at:
            roc_alt = t("alt.roc", auc=curves.roc_auc, fpr=roc_at[0], tpr=roc_at[1])
        figure(roc_figure(curves, roc_at, t), key="metrics_roc", alt=roc_alt)
    with right:
        figure(
            confusion_figure(c, t), key="metrics_confusion", on_click=_open_cell,
            alt=t("alt.confusion", tp=c.tp, fp=c.fp, fn=c.fn, tn=c.tn),
        )  # fmt: skip
        pr_at = None if recall is None or precision is None else (recall, precision)
        pr_alt = t("figure.pr_undefined") if recall is None else t("figure.pr", ap=curves.average_precision)
        if pr_at:
            pr_alt = t("alt.pr", ap=curves.average_precision, recall=pr_at[0], precision=pr_at[1])
        figure(pr_figure(curves, pr_at, t), key="metrics_pr", alt=pr_alt)


def _more(t: Words) -> None:
    now = current_config(BinaryConfig, t, warn=False)
    label = t("threshold.prevalence_on", prevalence=now.prevalence) if now.reweight else t("threshold.prevalence")
    with st.popover(label, icon=":material/groups:", width="stretch", key="metrics_prevalence_panel"):
        st.caption(t("threshold.prevalence_hint"))
        ask(
            BinaryConfig, t, only=("reweight", "prevalence"),
            when={"prevalence": lambda now: now["reweight"]},
        )  # fmt: skip
    with st.popover(t("threshold.costs"), icon=":material/payments:", width="stretch"):
        ask(CostConfig, t, columns=2)


def _open_cell(click: dict[str, object]) -> None:
    put({"cell": str(click["customdata"])})


def _tiles(report: BinaryReport, t: Words) -> None:
    tiles({t("metric." + row.name): _value(row) for row in report.rows})
    told = [f"{t('metric.' + row.name)} {t(f'undefined.{row.undefined}')}" for row in report.rows if row.undefined]
    told += [t(f"remark.{remark}") for remark in dict.fromkeys(row.remark for row in report.rows if row.remark)]
    if told:
        st.caption(" · ".join(told))


def _value(row: MetricRow) -> str:
    return "–" if row.value is None else f"{row.value:.4f}"


@folded("threshold.cost_title", icon="payments", key="metrics_cost_panel")
def _costs(cost: CostCurve, t: Words) -> None:
    left, right = st.columns([1.6, 1])
    with left:
        figure(
            cost_figure(cost, t), key="metrics_cost",
            alt=t("alt.cost", best=cost.best_threshold, cost=cost.best_cost, now=cost.current_cost),
        )  # fmt: skip
    with right:
        st.markdown(t("threshold.cost_said", best=cost.best_threshold, cost=cost.best_cost, now=cost.current_cost))
        if cost.theory_threshold is None:
            st.markdown(t("threshold.no_theory"))
            return
        theory = f"{cost.theory_threshold:.4f}"
        st.markdown(t("threshold.theory", formula=cost.formula, numbers=cost.numbers, theory=theory))


@folded("part.numbers", icon="calculate", key="metrics_by_hand")
def _by_hand(report: BinaryReport, scores: BinaryScores, config: BinaryConfig, t: Words) -> None:
    twin = library_at_threshold(scores, config, report.weights) | library_over_thresholds(scores, report.weights)
    for row in report.rows:
        library = None if row.value is None else twin[row.name]
        why = t(f"undefined.{row.undefined}") if row.undefined else ""
        check = formula_row(row, t(f"metric.{row.name}"), library, t, undefined=why)
        if row.value is not None and row.remark:
            check.caption(t("remark." + row.remark))
