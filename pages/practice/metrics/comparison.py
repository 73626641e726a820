"""Two models on the same test set: do they differ by more than chance?"""

from dataclasses import replace

import streamlit as st

from core.practice.metrics import library, numbers
from core.practice.metrics.certainty import first_resamples
from core.practice.metrics.challenges import only_luck
from core.practice.metrics.comparison import Comparison, compare
from core.practice.metrics.comparison_figure import agreement_figure, difference_figure
from core.practice.metrics.predictions import BinaryScores, Predictions, rival_predictions, sampled_predictions
from core.practice.metrics.settings import (
    BinaryConfig,
    ClassifierConfig,
    ComparisonConfig,
    DistributionsConfig,
    IntervalConfig,
    MetricsState,
)
from pages.practice.metrics import from_lab, source, upload
from pages.practice.metrics.certainty import LOGISTIC, STANDARD, question, resampled, why_undefined
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
    live_formula,
)

Rival = tuple[Predictions | None, tuple[str, str]]
EXPERIMENTS = {
    "one_point": Experiment(
        {**STANDARD, **LOGISTIC, "data_set": "Breast cancer", "positive": 1, "rival": "k-NN", "doubt": "comparison"},
        right=1,
    ),
}
CHALLENGES = {
    "only_luck": Challenge(
        only_luck, start={"doubt": "comparison"}, solution={"source": "distributions", "rival_separation": 2.0}
    ),
}

choose = source.choose


def show(t: Words, predictions: Predictions) -> None:
    """The second model, where the two agree, and the difference of the metric."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        rivals, names = SOURCES[current_config(MetricsState, t).source](t)
        first, binary, config = question(t, predictions)
        source.notes(t, predictions)
    if rivals is None:
        stage.info(t("no_rival"), icon=":material/upload_file:")
        return
    second = source.scores_of(rivals, binary.positive)
    drawn = (resampled(t, first, binary, config), resampled(t, second, binary, config))
    config = replace(config, resamples=min(resamples.done for resamples in drawn))  # as many as there was time for
    one, other = (first_resamples(resamples, config.resamples) for resamples in drawn)
    result = compare(first, second, (one, other), binary, config)
    with stage:
        _stage(t, result, names, first, binary, config)
    _by_hand(t, result, config)
    challenges(t, CHALLENGES, only_luck=(result, config.level))
    calls = (source.call_of(first), source.call_of(second), binary, config)
    code_panel(
        t, {"NumPy": Made(numbers.comparison_numbers, *calls),
            "scikit-learn": Made(library.comparison_numbers, *calls)},
        shown=result.numbers(),
    )  # fmt: skip


def _trained(t: Words) -> Rival:
    training = current_config(ClassifierConfig, t)
    comparison = ask(ComparisonConfig, t, only=("rival",))
    if comparison.rival != training.model:
        ask(ClassifierConfig, t, only=(source.KNOBS[comparison.rival],))
    names = (t.option("model", training.model), t.option("rival", comparison.rival))
    return cached(rival_predictions, current_config(ClassifierConfig, t), comparison), names


def _sampled(t: Words) -> Rival:
    comparison = ask(ComparisonConfig, t, only=("rival_separation", "rival_correlation"))
    predictions = cached(sampled_predictions, current_config(DistributionsConfig, t), comparison)
    return predictions, (t("first"), t("second"))


def _uploaded(t: Words) -> Rival:
    return upload.rival(t), (t("first"), t("second"))


SOURCES = {"data": _trained, "distributions": _sampled, "file": _uploaded, "run": from_lab.halfway}


def _stage(
    t: Words, result: Comparison, names: tuple[str, str], scores: BinaryScores, binary: BinaryConfig,
    config: IntervalConfig,
) -> None:  # fmt: skip
    left, right = st.columns(2, gap="medium")
    with left:
        _agreement(t, result, names, config)
    with right:
        if result.low is None or result.high is None or result.difference is None:
            why_undefined(t, scores, binary, config)
        else:
            _difference(t, result, names, config)


def _agreement(t: Words, result: Comparison, names: tuple[str, str], config: IntervalConfig) -> None:
    test, named = result.test, {"first": names[0], "second": names[1]}
    counts = {"both": test.both, "only_first": test.only_first, "only_second": test.only_second}
    figure(
        agreement_figure(test, names, t), key="metrics_agreement",
        alt=t("alt.agreement", neither=test.neither, **counts, **named),
    )  # fmt: skip
    judged = {"disagreements": test.only_first + test.only_second, "p": test.p_exact, "level": config.level}
    st.markdown(t(f"mcnemar_{result.conclusion}", **counts, **judged, **named))


def _difference(t: Words, result: Comparison, names: tuple[str, str], config: IntervalConfig) -> None:
    said = {
        "metric": t(f"metric.{result.metric}"), "difference": result.difference, "low": result.low,
        "high": result.high, "level": config.level,
    }  # fmt: skip
    figure(difference_figure(result, t), key="metrics_difference", alt=t("alt.difference", **said))
    st.markdown(t(f"difference_{result.metric_conclusion}", first=names[0], second=names[1], **said))
    if {result.conclusion, result.metric_conclusion} in (
        {"no_evidence", "first_better"},
        {"no_evidence", "second_better"},
    ):
        st.caption(t("tests_differ"))


@folded("part.numbers", icon="calculate", key="metrics_comparison_by_hand")
def _by_hand(t: Words, result: Comparison, config: IntervalConfig) -> None:
    test = result.test
    if test.chi2 is None:
        st.markdown(t("nothing_to_test"))
    else:
        counts = {"b": test.only_first, "c": test.only_second, "n": test.only_first + test.only_second}
        fewest = {"fewest": min(test.only_first, test.only_second), "p": test.p_exact}
        live_formula(t, "exact_by_hand", **counts, **fewest)
        live_formula(t, "chi2_by_hand", chi2=test.chi2, p=test.p_chi2, **counts)
    if result.first is not None and result.second is not None:
        values = {"first": result.first, "second": result.second, "difference": result.difference}
        live_formula(t, "difference_by_hand", total=config.resamples, **values)
