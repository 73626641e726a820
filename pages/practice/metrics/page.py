from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.practice.metrics.settings import MetricsState
from pages.practice.metrics import calibration, certainty, classes, folds, regression, source, threshold
from pages.shared.ask import ask, settled
from pages.shared.live.fragments import live
from pages.shared.panels import sources, topic_idea
from pages.shared.words import Words, words

t = words(__file__)
topic_idea(t, settled(MetricsState, "metrics", t, tell=False).tab)

VIEWS = {
    "threshold": threshold,
    "classes": classes,
    "certainty": certainty,
    "calibration": calibration,
    "folds": folds,
    "regression": regression,
}

view = VIEWS[ask(MetricsState, "metrics", t, only=("tab",), segments=6).tab]


@live("metrics", view.EXPERIMENTS, given=regression.choose if view is regression else source.choose)
def show(t: Words, below: DeltaGenerator, predictions: Any) -> None:
    """What the view makes of the predictions."""
    if predictions is None:
        st.info(t("source.nothing"), icon=":material/upload_file:")
    else:
        view.show(t, below, predictions)


show(t)
sources(t)
