"""The test set: the confusion matrix, the images behind its cells, and the way into the metrics."""

from typing import Any

import numpy as np
import streamlit as st

from core.practice.metrics.classes_figure import matrix_alt, matrix_figure
from core.practice.metrics.upload.predictions import predictions_csv
from core.practice.workbench.challenges import careful, proven_better
from core.practice.workbench.images import ImageSet
from core.practice.workbench.judgment import (
    SHOWN,
    Judgment,
    class_report,
    judged_predictions,
    judgment,
    judgment_lines,
    judgment_numbers,
)
from core.practice.workbench.judgment_figure import mistakes_figure
from core.practice.workbench.settings import WorkbenchCellState
from pages.practice.workbench.answer import answer
from pages.practice.workbench.source import class_names, model_on_screen, offer_code
from pages.shared import (
    Challenge,
    Experiment,
    Words,
    challenges,
    current_config,
    figure,
    link_to,
    put,
    quotable,
    sentences,
)
from pages.shared.uploads import hand_over

USUAL = {
    "tab": "judgment", "images": "mnist", "size": 1000, "held_out": 20, "network": "LeNet-5", "epochs": 3, "batch": 64,
    "optimizer": "Adam", "learning_rate": 2e-3, "schedule": "constant", "augmentation": (), "standardize": "set",
}  # fmt: skip
EXPERIMENTS = {
    "clothes": Experiment(USUAL | {"images": "fashion_mnist"}, right=1),
    "confident": Experiment(USUAL | {"network": "MLP", "epochs": 20}, right=1),
    "luck": Experiment(USUAL | {"training_seed": 3}, right=2),
}
CHALLENGES = {
    "careful": Challenge(careful, solution={"epochs": 6, "augmentation": ("shift", "rotate")}),
    "proven": Challenge(proven_better, solution={"images": "fashion_mnist", "network": "MLP", "epochs": 6}),
}


def show(t: Words) -> None:
    """The matrix beside the mistakes."""
    screen = model_on_screen(t)
    if screen is None:
        return
    training, images = screen.training, screen.images
    names = class_names(t, images)
    found = judgment(training, images)
    report = class_report(found, tuple(names))
    state = current_config(WorkbenchCellState, t)
    left, right = st.columns([1, 1.15], gap="medium")
    with left:
        figure(
            matrix_figure(report, "none", (state.cell_true, state.cell_predicted), t, height=430),
            key="workbench_matrix", alt=matrix_alt(report, t), on_click=_open_cell,
        )  # fmt: skip
    with right:
        _mistakes(t, found, images, names, state)
    lines = judgment_lines(found, report)
    st.markdown(sentences(t, [(key, {name: quotable(one) for name, one in values.items()}) for key, values in lines]))
    if st.button(t("metrics"), icon=":material/target:", help=t("metrics_help")):
        table = predictions_csv(judged_predictions(found, tuple(names)))
        hand_over("metrics_classes", "workbench.csv", table.encode())
        link_to("metrics", source="file", tab="classes")
    if 0 <= state.sample < len(found.labels):
        _sample(t, found, images, names, state.sample)
    judged = (found, screen.config, screen.is_baseline)
    challenges(t, CHALLENGES, careful=judged, proven=judged)
    offer_code(t, screen, judgment_numbers, images)


def _open_cell(click: dict[str, Any]) -> None:
    row, column = click["point"]
    put({"cell_true": int(row), "cell_predicted": int(column), "sample": -1})


def _mistakes(t: Words, found: Judgment, images: ImageSet, names: list[str], state: WorkbenchCellState) -> None:
    """What stands behind the open cell, or all mistakes; a click opens one image."""
    places = found.cell(state.cell_true, state.cell_predicted)
    chosen = 0 <= state.cell_true < len(names) and 0 <= state.cell_predicted < len(names)
    with st.container(horizontal=True, vertical_alignment="center"):
        if chosen:
            pair = {"true": quotable(names[state.cell_true]), "guess": quotable(names[state.cell_predicted])}
            st.markdown(t("cell", **pair, count=len(places), shown=min(len(places), SHOWN)), width="stretch")
            st.button(t("all"), type="tertiary", icon=":material/close:", key="workbench_all",
                      on_click=put, args=({"cell_true": -1, "cell_predicted": -1, "sample": -1},))  # fmt: skip
        else:
            told = t("mistakes", count=len(places), shown=min(len(places), SHOWN))
            st.markdown(told if len(places) else t("none_wrong"), width="stretch")
    if not len(places):
        if chosen:
            st.info(t("empty"))
        return

    def open_image(click: dict[str, Any]) -> None:
        point = click.get("point")
        if isinstance(point, int) and 0 <= point < min(len(places), SHOWN):
            put({"sample": int(places[point])})

    figure(
        mistakes_figure(found, images, places, names, t), key="workbench_mistakes", on_click=open_image,
        alt=t("alt.mistakes", count=min(len(places), SHOWN)),
    )  # fmt: skip


def _sample(t: Words, found: Judgment, images: ImageSet, names: list[str], place: int) -> None:
    """One test image: the probabilities of all classes, and the training images most like it."""
    with st.container(border=True, key="workbench_sample"):
        true, guess = (quotable(names[int(label[place])]) for label in (found.labels, found.guesses))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(t("sample", place=place, true=true, guess=guess), width="stretch")
            st.button(t("close"), type="tertiary", icon=":material/close:", on_click=put, args=({"sample": -1},))
        image = np.asarray(images.test_images[place])
        answer(t, found.probabilities[place], images, image, names, int(found.labels[place]))
