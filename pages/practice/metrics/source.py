"""Where the predictions come from: a model trained on the spot, two distributions, a file, or the network lab."""

from dataclasses import replace
from typing import TypeVar

import streamlit as st

from core.code_export import Made, with_made
from core.practice.metrics.folds import CrossValidation
from core.practice.metrics.predictions import (
    BinaryScores,
    Predictions,
    one_versus_rest,
    predictions_literal,
    sampled_predictions,
    trained_predictions,
)
from core.practice.metrics.regression import RegressionPredictions
from core.practice.metrics.settings import ClassifierConfig, DistributionsConfig, MetricsState, RunConfig
from pages.practice.metrics import from_lab, upload
from pages.shared import Words, ask, cached, current_config

Named = TypeVar("Named", Predictions, CrossValidation)
Found = TypeVar("Found", Predictions | None, RegressionPredictions | None)
KNOBS = {
    "Logistic regression": "inverse_penalty", "k-NN": "neighbors", "Decision tree": "depth",
    "Random forest": "trees", "Naive Bayes": "smoothing", "MLP": "hidden_units",
}  # fmt: skip


def choose(t: Words) -> Predictions | None:
    """The controls of the source, and its predictions; None while there is no readable file or run."""
    source = current_config(MetricsState, t).source
    if source == "data":
        with st.container(horizontal=True, vertical_alignment="bottom"):
            ask(MetricsState, t, only=("source",))
            ask(ClassifierConfig, t, only=("data_set", "model"), segments=3)
            with st.popover(t("source.more"), icon=":material/tune:"):
                training = _training(t)
        return in_words(cached(trained_predictions, training), t)
    if source == "distributions":
        with st.container(horizontal=True, vertical_alignment="bottom"):
            ask(MetricsState, t, only=("source",))
            with st.popover(t("source.curves"), icon=":material/tune:"):
                config = ask(DistributionsConfig, t, columns=2)
        return cached(sampled_predictions, config)
    ask(MetricsState, t, only=("source",))
    return found_or_told(t, upload.predictions(t) if source == "file" else from_lab.predictions(t))


def found_or_told(t: Words, found: Found) -> Found:
    """The predictions of a file or a run; that there are none yet is told."""
    if found is None:
        st.info(t("source.nothing"), icon=":material/upload_file:")
    return found


def notes(t: Words, predictions: Predictions) -> None:
    """What a reader must know of trained predictions; a file's and a run's are told where they are chosen."""
    if current_config(MetricsState, t).source == "data":
        for note in predictions.notes:
            st.caption(t(f"notes.{note.key}", **note.values))


def scores_of(predictions: Predictions, positive: int) -> BinaryScores:
    """The scores of one class against the rest, with the call that gives them."""
    scores: BinaryScores = with_made(one_versus_rest, predictions, positive)
    return scores


def call_of(result: BinaryScores | Predictions) -> Made | BinaryScores | Predictions:
    """What a script starts from: the call that gives a result; of an upload and of a run the numbers themselves."""
    if result.made is not None and not _of_run(result.made):
        return result.made
    result = replace(result, made=None)
    return predictions_literal(result) if isinstance(result, Predictions) else result


def _of_run(made: Made) -> bool:
    """Whether a call trains a run of the network lab, which takes more than a script can hold."""
    return any(
        isinstance(argument, RunConfig) or (isinstance(argument, Made) and _of_run(argument))
        for argument in made.arguments
    )


def in_words(result: Named, t: Words) -> Named:
    """The classes of a data set by their names in the reader's language; numbers stay."""
    names = (t.get(f"class_names.{name}") or name for name in result.class_names)
    return replace(result, class_names=tuple(names))


def _training(t: Words) -> ClassifierConfig:
    knob = KNOBS[current_config(ClassifierConfig, t).model]
    return ask(ClassifierConfig, t, only=(knob, "test_share", "feature_noise", "split_seed"))
