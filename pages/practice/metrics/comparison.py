"""Two models on the same test set: do they differ by more than chance?"""

from dataclasses import replace

import streamlit as st

from core.practice.metrics import library, numbers
from core.practice.metrics.certainty import first_resamples
from core.practice.metrics.challenges import only_luck
from core.practice.metrics.comparison import Comparison, compare
from core.practice.metrics.comparison_figure import agreement_figure, difference_figure
from core.practice.metrics.comparison_report import comparison_by_hand, counts_of, difference_lines, mcnemar_line
from core.practice.metrics.predictions import Predictions, rival_predictions, sampled_predictions
from core.practice.metrics.settings import ClassifierConfig, ComparisonConfig, DistributionsConfig, MetricsState
from pages.practice.metrics import from_lab, source, upload
from pages.practice.metrics.certainty import LOGISTIC, STANDARD, question, resampled, why_undefined
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    by_hand,
    cached,
    challenges,
    code_panel,
    current_config,
    figure,
    paragraphs,
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
WAYS = {"NumPy": numbers.comparison_numbers, "scikit-learn": library.comparison_numbers}

choose = source.choose


def show(t: Words, predictions: Predictions) -> None:
    """The second model, where the two agree, and the difference of the metric."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    left, right = stage.columns(2, gap="medium")
    with controls:
        rivals, names = SOURCES[current_config(MetricsState, t).source](t)
        first, binary, config = question(t, predictions)
    if rivals is None:
        stage.info(t("no_rival"), icon=":material/upload_file:")
        return
    second = source.scores_of(rivals, binary.positive)
    drawn = (resampled(t, first, binary, config), resampled(t, second, binary, config))
    config = replace(config, resamples=min(resamples.done for resamples in drawn))  # as many as there was time for
    one, other = (first_resamples(resamples, config.resamples) for resamples in drawn)
    result = compare(first, second, (one, other), binary, config)
    with left:
        alt = t("alt.agreement", first=names[0], second=names[1], **counts_of(result))
        figure(agreement_figure(result.test, names, t), key="metrics_agreement", alt=alt)
        st.markdown(paragraphs(t, [mcnemar_line(result, names, config.level)]))
    with right:
        if result.difference is None:
            name, scores = (names[0], first) if result.first is None else (names[1], second)
            said = t("undefined_of", name=name, said=why_undefined(t, scores, binary, config))
            st.info(said, icon=":material/block:")
        elif result.low is not None:
            _difference(t, result, names, config.level)
    by_hand(t, "metrics_comparison_by_hand", comparison_by_hand(result, config.resamples))
    challenges(t, CHALLENGES, only_luck=(result, config.level))
    calls = (source.call_of(first), source.call_of(second), binary, config)
    code_panel(t, {name: Made(way, *calls) for name, way in WAYS.items()}, shown=result.numbers())


def _difference(t: Words, result: Comparison, names: tuple[str, str], level: float) -> None:
    ends = {name: getattr(result, name) for name in ("difference", "low", "high")}
    said = {"metric": t(f"metric.{result.metric}"), "level": level, **ends}
    figure(difference_figure(result, t), key="metrics_difference", alt=t("alt.difference", **said))
    st.markdown(paragraphs(t, difference_lines(result, names, said)))


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
