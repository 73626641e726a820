"""Predictions in the visitor's own file: which column is the truth, and which are predictions."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from core.practice.metrics.predictions import Predictions, trained_predictions
from core.practice.metrics.regression import RegressionPredictions, trained_regression
from core.practice.metrics.settings import ClassifierConfig, MetricsState, RegressorConfig, UploadState
from core.practice.metrics.upload.column_choice import suited_columns, suited_positive
from core.practice.metrics.upload.columns import Columns
from core.practice.metrics.upload.labels import shown_labels, two_labels
from core.practice.metrics.upload.predictions import (
    predictions_csv,
    uploaded_predictions,
    uploaded_regression,
    uploaded_rival,
)
from core.practice.metrics.upload.scores import classes_of_columns
from core.practice.metrics.upload.truth import classes_of_truth
from core.refusal import Refusal
from pages.practice.metrics.file import WRONG_WAY, Upload, note_sentence, place_of, read_columns, received
from pages.shared.ask import current_config
from pages.shared.state import put
from pages.shared.uploads import kept
from pages.shared.words import Words, code_span, verbatim

KINDS = ("score", "probabilities", "labels", "confidence", "logits")
SEVERAL = ("probabilities", "confidence", "logits")
COLUMNS_SHOWN = 20  # with a choice of the class
TEXT = 2000  # characters of a field
LATER = {  # what was chosen for other columns is forgotten
    "holds": ("column_classes", "positive_label"),
    "true_column": ("column_classes", "positive_label"),
    "prediction_columns": ("column_classes", "positive_label"),
}


def predictions(t: Words) -> Predictions | None:
    """The uploader, the meaning of the columns, and the predictions; None while there are none."""
    upload = received(t, "classes", sample_predictions)
    if upload is None:
        return None
    columns = _columns(t, upload)
    if upload.guess.kind == "regression":
        st.caption(t("upload.looks_like_quantities"))
    cells = st.columns([1.4, 1, 1.2, 1], vertical_alignment="bottom")
    with cells[0]:
        _one(t, "holds", KINDS, columns.kind, {kind: t(f"upload.holds.{kind}") for kind in KINDS})
    with cells[1]:
        truths = _truths(upload)
        _one(t, "true_column", tuple(truths), "\n".join(columns.one_hot) or columns.y_true, truths)
    with cells[2]:
        others = [name for name in upload.table.names if name not in (columns.y_true, *columns.one_hot)]
        _predicted(t, "prediction_columns", others, columns.prediction, several=columns.kind in SEVERAL)
    with cells[3]:
        _speaks_for(t, upload, columns)
    found = read_columns(t, "classes", uploaded_predictions, upload.table, columns)
    if found is not None:
        _wrong_way(t, found, columns)
    return found


def rival(t: Words) -> Predictions | None:
    """A second model's predictions for the same rows, once its columns are chosen; to be asked after `predictions`."""
    upload: Upload | None = kept(place_of("classes"))
    if upload is None:
        return None
    columns = _columns(t, upload)
    used = (columns.y_true, *columns.one_hot, *columns.prediction)
    free = [name for name in upload.table.names if name not in used]
    _predicted(t, "rival_columns", free, columns.rival, several=columns.kind in SEVERAL)
    return read_columns(t, "rival", uploaded_rival, upload.table, columns) if columns.rival else None


def quantities(t: Words) -> RegressionPredictions | None:
    """The uploader, the two columns, and the predicted quantities; None while there are none."""
    upload = received(t, "quantities", sample_quantities)
    if upload is None:
        return None
    asked, names = current_config(UploadState, t), upload.table.names
    left, right = st.columns(2)
    with left:
        y_true = _one(t, "true_quantity", names, _known(asked.true_quantity, names, upload.guess.y_true))
    others = [name for name in names if name != y_true]
    with right:
        suited = suited_columns(upload.table, upload.guess, "regression", y_true)[0]
        y_pred = _one(t, "predicted_quantity", others, _known(asked.predicted_quantity, others, suited))
    columns = Columns("regression", y_true, (y_pred,))
    return read_columns(t, "quantities", uploaded_regression, upload.table, columns)


def sample_predictions() -> str:
    """A real classifier's predictions as a file to try."""
    return predictions_csv(trained_predictions(ClassifierConfig(model="Naive Bayes")))


def sample_quantities() -> str:
    """A real regressor's predictions as a file to try."""
    found = trained_regression(RegressorConfig())
    return str(pd.DataFrame({"y_true": found.y_true, "y_pred": found.y_pred}).to_csv(index=False))


def _truths(upload: Upload) -> dict[str, str]:
    """The columns that may be the truth, each alone, and those that are it together; with what they are called."""
    together = {"\n".join(upload.guess.one_hot): " + ".join(upload.guess.one_hot)} if upload.guess.one_hot else {}
    return {**together, **{name: name for name in upload.table.names}}


def _columns(t: Words, upload: Upload) -> Columns:
    """What the visitor chose, where the table has it; else what suits."""
    table, guess, asked = upload.table, upload.guess, current_config(UploadState, t)
    guessed = "score" if guess.kind == "regression" else guess.kind
    kind = guessed if asked.holds == "guess" else asked.holds
    truth = _known(asked.true_column, tuple(_truths(upload)), "\n".join(guess.one_hot) or guess.y_true)
    one_hot = guess.one_hot if "\n" in truth else ()
    y_true = one_hot[0] if one_hot else truth
    others = [name for name in table.names if name not in (y_true, *one_hot)]
    prediction = tuple(name for name in asked.prediction_columns.split("\n") if name in others)
    prediction = prediction or suited_columns(table, guess, kind, y_true)
    if kind not in SEVERAL:
        prediction = prediction[:1]
    rivals = tuple[str, ...]()
    if current_config(MetricsState, t).tab == "certainty":  # the only view that compares two models
        free = [name for name in others if name not in prediction]
        rivals = tuple(name for name in asked.rival_columns.split("\n") if name in free)
    columns = Columns(kind, y_true, prediction, "", rivals, one_hot)
    labels = _labels(upload, columns)
    positive = labels.get(asked.positive_label, "")
    if kind in ("score", "logits") and len(prediction) == 1:
        positive = positive or suited_positive(table, columns, prediction[0])
    classes = tuple(labels.get(name, "") for name in asked.column_classes.split("\n"))
    return Columns(kind, y_true, prediction, positive, rivals, one_hot, classes if all(classes) else ())


def _labels(upload: Upload, columns: Columns) -> dict[str, str]:
    """The classes of the truth, and those that only a column speaks for, by what they are shown as."""
    labels = two_labels(classes_of_truth(upload.table, columns))
    if len(columns.prediction) > 1:
        with suppress(Refusal):  # is told where the columns are read
            labels = tuple(dict.fromkeys([*labels, *classes_of_columns(columns, labels)[0].values()]))
    return dict(zip(shown_labels(labels), labels, strict=True))


def _speaks_for(t: Words, upload: Upload, columns: Columns) -> None:
    """The class that a score speaks for, or that each of several columns does."""
    labels = _labels(upload, columns)
    shown = {label: name for name, label in labels.items()}
    if columns.kind in ("score", "logits") and len(columns.prediction) == 1:
        _one(t, "positive_label", tuple(labels), shown.get(columns.positive, ""))
        return
    if columns.kind not in ("probabilities", "logits") or len(columns.prediction) > COLUMNS_SHOWN:
        return
    try:
        joined, _ = classes_of_columns(columns, two_labels(classes_of_truth(upload.table, columns)))
    except Refusal:
        return  # is told where the columns are read
    label = t("fields.column_classes.label")
    with st.popover(label, help=t("fields.column_classes.help"), width="stretch"):
        for k, (column, now) in enumerate(joined.items()):
            _class_of_column(column, k, now, joined, shown)


def _class_of_column(column: str, k: int, now: str, joined: Mapping[str, str], shown: Mapping[str, str]) -> None:
    """The class of one column; a class that another column has changes places with it."""
    key = f"metrics_column_class_{k}"
    st.session_state[key] = shown[now]

    def remember() -> None:
        new = st.session_state[key]
        places = {new: shown[now], shown[now]: new}
        names = [places.get(shown[label], shown[label]) for label in joined.values()]
        _put_classes(names)

    st.selectbox(verbatim(column), [shown[label] for label in joined.values()], key=key, on_change=remember)


def _put_classes(names: Sequence[str]) -> None:
    text = "\n".join(names)
    if len(text) <= TEXT:
        put({"column_classes": text})


def _wrong_way(t: Words, found: Predictions, columns: Columns) -> None:
    """A warning where high scores go with the other class, and the button that turns them."""
    for note in found.notes:
        if note.key not in WRONG_WAY:
            continue
        left, right = st.columns([2.4, 1], vertical_alignment="center")
        left.warning(note_sentence(t, note), icon=":material/swap_vert:")
        names = shown_labels(note.values["turned"])
        if not names:
            continue
        turn = partial(put, {"positive_label": names[0]})
        right.button(
            t("upload.turn", label=code_span(names[0])) if len(names) == 1 else t("upload.turn_columns"),
            on_click=turn if len(columns.prediction) == 1 else partial(_put_classes, names),
            key="metrics_turn", icon=":material/swap_horiz:", type="primary", width="stretch",
        )  # fmt: skip


def _known(asked: str, options: Sequence[str], otherwise: str) -> str:
    return asked if asked in options else otherwise


def _one(t: Words, field: str, options: Sequence[str], value: str, names: Mapping[str, str] | None = None) -> str:
    """A field whose options stand in the file; a select box shows them as they are, without markdown."""
    _draw(
        t, field, f"metrics_{field}", value, st.selectbox, options=options,
        format_func=lambda option: names[option] if names else option,
    )  # fmt: skip
    return value


def _predicted(t: Words, field: str, options: Sequence[str], chosen: Sequence[str], *, several: bool) -> None:
    """One or several columns of predictions, stored as lines."""
    if several:
        _draw(t, field, f"metrics_{field}_several", list(chosen), st.multiselect, options=options)
    else:
        blank = {} if chosen else {"index": None}
        _draw(t, field, f"metrics_{field}_one", next(iter(chosen), None), st.selectbox, options=options, **blank)


def _draw(t: Words, field: str, key: str, value: Any, widget: Callable[..., Any], **arguments: Any) -> None:
    st.session_state[key] = value

    def remember() -> None:
        now = st.session_state[key]
        if now != value:  # a new file also reports its guesses as changes
            later = dict.fromkeys(LATER.get(field, ()), "")
            put({**later, field: "\n".join(now) if isinstance(now, list) else now or ""})

    label, help_text = t(f"fields.{field}.label"), t.get(f"fields.{field}.help")
    widget(label, key=key, help=help_text, placeholder=t("upload.none"), on_change=remember, **arguments)
