"""Where the predictions come from: a model trained on the spot, two distributions, a file, or the network lab."""

from dataclasses import replace

import streamlit as st

from core.practice.metrics.predictions import Predictions, sampled_predictions, trained_predictions
from core.practice.metrics.settings import ClassifierConfig, DistributionsConfig, MetricsState
from pages.practice.metrics import from_lab, upload
from pages.shared.ask import ask, current_config
from pages.shared.cached import cached
from pages.shared.words import Words

KNOBS = {
    "Logistic regression": "inverse_penalty", "k-NN": "neighbors", "Decision tree": "depth",
    "Random forest": "trees", "Naive Bayes": "smoothing", "MLP": "hidden_units",
}  # fmt: skip


def choose(t: Words) -> Predictions | None:
    """The controls of the source, and its predictions; None while there is no readable file or run."""
    screen = current_config(MetricsState, t)
    with st.container(border=True):
        if screen.source == "data":
            left, middle, right, more = st.columns([2.1, 0.9, 1, 0.7], vertical_alignment="bottom")
            with left:
                ask(MetricsState, t, only=("source",))
            with middle:
                ask(ClassifierConfig, t, only=("data_set",), segments=3)
            with right:
                ask(ClassifierConfig, t, only=("model",))
            with more, st.popover(t("source.more"), icon=":material/tune:", width="stretch"):
                training = _training(t)
            predictions = _in_words(cached(trained_predictions, training), t)
        else:
            ask(MetricsState, t, only=("source",))
            if screen.source == "file":
                return upload.predictions(t)
            if screen.source == "run":
                return from_lab.predictions(t)
            predictions = cached(sampled_predictions, ask(DistributionsConfig, t, columns=4))
        for note in predictions.notes:
            st.caption(t(f"notes.{note.key}", **note.values))
    return predictions


def _in_words(predictions: Predictions, t: Words) -> Predictions:
    """The classes of a data set by their names in the reader's language; numbers stay."""
    names = (t.get(f"class_names.{name}") or name for name in predictions.class_names)
    return replace(predictions, class_names=tuple(names))


def _training(t: Words) -> ClassifierConfig:
    knob = KNOBS[current_config(ClassifierConfig, t).model]
    return ask(ClassifierConfig, t, only=(knob, "test_share", "feature_noise", "split_seed"))
