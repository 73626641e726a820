import streamlit as st

from core.evaluation.screen import MetricsScreen
from pages.evaluation.views import calibration, certainty, classes, folds, regression, source, threshold
from pages.shared.ask import ask
from pages.shared.parts import sources, topic_idea
from pages.shared.words import words

t = words(__file__)
topic_idea(t)

VIEWS = {
    "threshold": threshold.show,
    "classes": classes.show,
    "certainty": certainty.show,
    "calibration": calibration.show,
    "folds": folds.show,
}

screen = ask(MetricsScreen, "metrics", t, only=("view",), segments=6)
if screen.view == "regression":
    regression.show(t)
else:
    predictions = source.choose(t)
    if predictions is None:
        st.info(t("source.nothing"), icon=":material/upload_file:")
    else:
        VIEWS[screen.view](t, predictions)
sources(t)
