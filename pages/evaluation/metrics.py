from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.evaluation.screen import MetricsScreen
from pages.evaluation.views import calibration, certainty, classes, folds, regression, source, threshold
from pages.shared.ask import ask, settled
from pages.shared.live import live
from pages.shared.parts import sources, topic_idea
from pages.shared.words import Words, words

t = words(__file__)
topic_idea(t, settled(MetricsScreen, "metrics", t, tell=False).view)

VIEWS = {
    "threshold": threshold,
    "classes": classes,
    "certainty": certainty,
    "calibration": calibration,
    "folds": folds,
    "regression": regression,
}

view = VIEWS[ask(MetricsScreen, "metrics", t, only=("view",), segments=6).view]


@live("metrics", view.EXPERIMENTS, given=regression.choose if view is regression else source.choose)
def show(t: Words, below: DeltaGenerator, predictions: Any) -> None:
    """What the view makes of the predictions."""
    if predictions is None:
        st.info(t("source.nothing"), icon=":material/upload_file:")
    else:
        view.show(t, below, predictions)


show(t)
sources(t)
