"""The samples behind a clicked cell of a confusion matrix."""

from collections.abc import Collection

import pandas as pd
import streamlit as st

from core.figures.images import mosaic_figure
from core.practice.metrics.predictions import Predictions
from core.practice.metrics.samples import CellSamples, class_cell, threshold_cell
from core.practice.metrics.settings import CellState
from pages.shared import Words, ask, choose, current_config, figure, put, quotable

SHOWN = 60
MOST_ROWS = 200


def of_cell(t: Words, predictions: Predictions, positive: int, threshold: float) -> None:
    """The samples of a cell of one class against the rest, clicked or chosen by its name."""
    cell = ask(CellState, t, only=("cell",), segments=5).cell
    if cell == "none":
        return
    found = threshold_cell(
        predictions, positive, threshold, is_positive=cell in ("tp", "fn"), predicted_positive=cell in ("tp", "fp")
    )
    _show(found, t, t("samples.title", cell=cell.upper(), count=len(found.index)), {"cell": "none"})


def of_pair(t: Words, predictions: Predictions) -> None:
    """The samples of a cell of the confusion matrix of all classes, clicked or chosen by its two classes."""
    classes = len(predictions.class_names)
    names = {-1: "–", **dict(enumerate(predictions.class_names))}
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover(t("samples.choose"), icon=":material/grid_on:"):
            for field in ("cell_true", "cell_predicted"):
                choose(t, field, names, default=-1)
        st.caption(t("samples.hint"))
    config = current_config(CellState, t)
    if not (0 <= config.cell_true < classes and 0 <= config.cell_predicted < classes):
        return
    found = class_cell(predictions, config.cell_true, config.cell_predicted)
    true, predicted = (quotable(predictions.class_names[k]) for k in (config.cell_true, config.cell_predicted))
    title = t("samples.pair", true=true, predicted=predicted, count=len(found.index))
    _show(found, t, title, {"cell_true": -1, "cell_predicted": -1})


def _show(found: CellSamples, t: Words, title: str, closed: dict[str, object]) -> None:
    score = {} if found.score is None else {"score": found.score}
    known = {"row": found.row, **score, "confidence": found.confidence}
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(title, width="stretch")
            st.button(
                t("samples.close"), icon=":material/close:", type="tertiary",
                on_click=put, args=(closed,),
            )  # fmt: skip
        if not len(found.index):
            st.caption(t("samples.none"))
        elif found.images is not None:
            images = found.images[:SHOWN]
            sentence = "samples.hover_score" if "score" in known else "samples.hover"
            hover = [t(sentence, **{name: of[k].item() for name, of in known.items()}) for k in range(len(images))]
            figure(mosaic_figure(images, hover), key="metrics_samples", alt=t("alt.samples", count=len(images)))
            _first(len(found.index), SHOWN, t)
        else:
            columns = {t(f"samples.{name}"): numbers for name, numbers in known.items()}
            for name, numbers in zip(found.feature_names, found.features.T, strict=True):
                columns[free_name(name, columns)] = numbers
            st.dataframe(pd.DataFrame(columns).head(MOST_ROWS), hide_index=True, height=240)
            _first(len(found.index), MOST_ROWS, t)


def free_name(name: str, taken: Collection[str]) -> str:
    """The name of a column, numbered where a column of ours has it already."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free


def _first(count: int, shown: int, t: Words) -> None:
    if count > shown:
        st.caption(t("samples.first", shown=shown))
