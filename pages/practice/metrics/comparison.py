"""Two models on the same test set: do they differ by more than chance?"""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.practice.metrics.certainty import compare_resampled
from core.practice.metrics.challenges import only_luck
from core.practice.metrics.comparison import Comparison
from core.practice.metrics.comparison_figure import agreement_figure, difference_figure
from core.practice.metrics.given import GivenRival, given_scores
from core.practice.metrics.predictions import (
    BinaryScores,
    Predictions,
    one_versus_rest,
    rival_predictions,
    sampled_predictions,
)
from core.practice.metrics.settings import (
    BinaryConfig,
    ClassifierConfig,
    ComparisonConfig,
    DistributionsConfig,
    IntervalConfig,
    MetricsState,
)
from pages.practice.metrics import from_lab, upload
from pages.practice.metrics.code import code
from pages.practice.metrics.doubt import resampled, why_undefined
from pages.practice.metrics.source import KNOBS
from pages.shared.ask import ask, current_config
from pages.shared.cached import cached
from pages.shared.experiments import challenges
from pages.shared.live import figure
from pages.shared.panels import live_formula
from pages.shared.words import Words

Rival = tuple[Predictions | None, tuple[str, str]]


def show(
    t: Words,
    below: DeltaGenerator,
    scores: BinaryScores,
    binary: BinaryConfig,
    config: IntervalConfig,
    controls: Any,
    stage: Any,
) -> None:
    """The rival's controls, where the two models agree, and the difference of the metric."""
    source = current_config(MetricsState, t).source
    with controls:
        predictions, names = SOURCES[source](t)
    if predictions is None:
        stage.info(t("certainty.no_rival"), icon=":material/upload_file:")
        return
    rival = one_versus_rest(predictions, binary.positive)
    models = (scores, rival)
    resamples = tuple(resampled(t, model, binary, config) for model in models)
    result = compare_resampled(models, (resamples[0], resamples[1]), binary, config)
    with stage:
        _stage(t, result, names, scores, binary, config)
    _by_hand(t, result, config)
    second: Any = current_config(ComparisonConfig, t)
    if source in ("file", "run"):
        second = GivenRival(tuple(rival.score.tolist()))
    with below:
        challenges(t, {"only_luck": only_luck(result, config.level)})
        code(t, "comparison", given_scores(scores), second, binary, config)


def _trained(t: Words) -> Rival:
    training = current_config(ClassifierConfig, t)
    comparison = ask(ComparisonConfig, t, only=("rival",))
    if comparison.rival != training.model:
        ask(ClassifierConfig, t, only=(KNOBS[comparison.rival],))
    names = (t.option("model", training.model), t.option("rival", comparison.rival))
    return cached(rival_predictions, current_config(ClassifierConfig, t), comparison), names


def _sampled(t: Words) -> Rival:
    comparison = ask(ComparisonConfig, t, only=("rival_separation", "rival_correlation"))
    predictions = cached(sampled_predictions, current_config(DistributionsConfig, t), comparison)
    return predictions, (t("certainty.first"), t("certainty.second"))


def _uploaded(t: Words) -> Rival:
    return upload.rival(t), (t("certainty.first"), t("certainty.second"))


SOURCES = {"data": _trained, "distributions": _sampled, "file": _uploaded, "run": from_lab.halfway}


def _stage(
    t: Words,
    result: Comparison,
    names: tuple[str, str],
    scores: BinaryScores,
    binary: BinaryConfig,
    config: IntervalConfig,
) -> None:
    test, metric = result.test, t("metric." + result.metric)
    named = {"first": names[0], "second": names[1]}
    left, right = st.columns(2, gap="medium")
    with left:
        counts = {"both": test.both, "only_first": test.only_first, "only_second": test.only_second}
        figure(
            agreement_figure(test, names, t), key="metrics_agreement",
            alt=t("certainty.alt_agreement", neither=test.neither, **counts, **named),
        )  # fmt: skip
        judged = {"disagreements": test.only_first + test.only_second, "p": test.p_exact, "level": config.level}
        st.markdown(t(f"certainty.mcnemar_{result.conclusion}", **counts, **judged, **named))
    with right:
        if result.low is None or result.high is None or result.difference is None:
            st.info(why_undefined(t, scores, binary, config), icon=":material/block:")
            return
        ends = {"difference": result.difference, "low": result.low, "high": result.high, "level": config.level}
        figure(
            difference_figure(result, t),
            key="metrics_difference",
            alt=t("certainty.alt_difference", metric=metric, **ends),
        )
        st.markdown(t(f"certainty.difference_{result.metric_conclusion}", metric=metric, **ends, **named))
        if {result.conclusion, result.metric_conclusion} in (
            {"no_evidence", "first_better"},
            {"no_evidence", "second_better"},
        ):
            st.caption(t("certainty.tests_differ"))


def _by_hand(t: Words, result: Comparison, config: IntervalConfig) -> None:
    with st.expander(t("part.numbers"), icon=":material/calculate:"):
        test = result.test
        if test.chi2 is None:
            st.markdown(t("certainty.nothing_to_test"))
        else:
            counts = {"b": test.only_first, "c": test.only_second, "n": test.only_first + test.only_second}
            fewest = {"fewest": min(test.only_first, test.only_second), "p": test.p_exact}
            live_formula(t, "certainty.exact_by_hand", **counts, **fewest)
            live_formula(t, "certainty.chi2_by_hand", chi2=test.chi2, p=test.p_chi2, **counts)
        if result.first is not None and result.second is not None:
            values = {"first": result.first, "second": result.second, "difference": result.difference}
            live_formula(t, "certainty.difference_by_hand", total=config.resamples, **values)
