"""Naive Bayes on one row of a real table: the log-odds that every feature adds."""

from functools import partial
from typing import Any

import streamlit as st

from core.probability.bayes.challenges import sure_and_wrong, torn
from core.probability.bayes.naive import NaiveBayes, NaiveConfig, row_by_sklearn, row_numbers
from core.probability.bayes.row import RowConfig, RowEvidence, evidence, next_wrong, row_evidence
from core.probability.bayes.row_figure import density_figure, evidence_figure
from core.probability.bayes.row_report import class_rows, record_line, row_lines, sum_values, term_values
from pages.probability.bayes.chosen_rows import IN_SCRIPT, ChosenRows, choose_model, chosen_rows
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    challenges,
    code_panel,
    current_config,
    drawing,
    figure,
    folded,
    live_formula,
    live_slider,
    put,
    sentences,
)

TAB = {"tab": "row", "features": 30, "model": "Gaussian", "smoothing": 1e-9}
EXPERIMENTS = {
    "sure": Experiment(TAB | {"table": "breast_cancer", "row": 1}, right=1),
    "smooth": Experiment(TAB | {"table": "wine", "row": 1, "smoothing": 1.0}, right=2),
    "outvoted": Experiment(TAB | {"table": "iris", "row": 71, "feature": 4}, right=0),
}
CHALLENGES = {
    "sure_and_wrong": Challenge(sure_and_wrong, solution={"table": "breast_cancer", "row": 41}),
    "torn": Challenge(torn, solution={"table": "iris", "row": 53}),
}


def show(t: Words) -> None:
    """The table and the row beside the sum of log-odds, and one feature in both classes."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        picture, beside = st.columns([1.25, 1], gap="medium")

    def draw() -> None:
        with controls:
            chosen = chosen_rows(t)
        naive, config = current_config(NaiveConfig, t), current_config(RowConfig, t)
        found: RowEvidence = chosen.result(evidence, row_evidence, naive, config)
        with controls:
            _sliders(t, found, len(chosen.columns))
            choose_model(t)
        drawn, known = chosen.drawn(chosen.columns)[: len(found.terms)], chosen.classes
        names, classes = chosen.said(chosen.columns), chosen.said(known)
        with picture:
            alt = t("alt.evidence", winner=known[found.winner], rival=known[found.rival], total=found.total)
            figure(evidence_figure(found, drawn, t), key="bayes_evidence", alt=alt, on_click=_choose_feature)
        with beside:
            rows = [t("classes.row", name=name, probability=p) for name, p in class_rows(found, classes)]
            st.markdown("\n".join([t("classes.head"), *rows]))
            fig = density_figure(found, drawn[found.feature], chosen.drawn(known), t)
            alt = t("alt.density", feature=chosen.columns[found.feature], winner=known[found.winner],
                    rival=known[found.rival])  # fmt: skip
            figure(fig, key="bayes_density", alt=alt)
        said: dict[str, Any] = {"feature": names[found.feature]}
        with stage:
            lines = [(key, said | values) for key, values in (*row_lines(found, classes), record_line(found.record))]
            st.markdown(sentences(t, lines))
        _by_hand(t, found, names[found.feature], classes)
        challenges(t, CHALLENGES, sure_and_wrong=(found,), torn=(found,))
        _code(t, found, chosen, naive)

    drawing(t, draw)


def _sliders(t: Words, found: RowEvidence, features: int) -> None:
    """The row, the way to the next one that is classified wrongly, and how many features count."""
    for name, value, high in (("row", found.row + 1, len(found.data.codes)), ("features", len(found.terms), features)):
        live_slider(
            t(f"fields.{name}.label"), low=1, high=high, step=1, value=value, integer=True, key=f"bayes_{name}",
            help=t(f"fields.{name}.help"), on_move=partial(_store, name),
        )  # fmt: skip
    wrong = next_wrong(found)
    st.button(t("next_wrong"), key="bayes_next_wrong", width="stretch", disabled=wrong is None,
              on_click=partial(put, {"row": wrong}))  # fmt: skip


def _store(name: str, value: float) -> None:
    put({name: int(value)})


def _choose_feature(click: dict[str, Any]) -> None:
    """A click on a feature's bar looks at it; those of the prior and of the sum are no features."""
    place = click.get("customdata")
    if isinstance(place, int) and 1 <= place <= 30:
        put({"feature": place})


@folded("part.numbers", icon="calculate", key="bayes_row_by_hand")
def _by_hand(t: Words, found: RowEvidence, feature: str, classes: list[str]) -> None:
    said = {"feature": feature, "winner": classes[found.winner], "rival": classes[found.rival]}
    live_formula(t, "sum", **said, **sum_values(found))
    key = "difference" if isinstance(found.model, NaiveBayes) else "difference_of_sides"
    live_formula(t, key, **(said | term_values(found)))


def _code(t: Words, found: RowEvidence, chosen: ChosenRows, naive: NaiveConfig) -> None:
    data = chosen.in_script()
    if data is None:
        st.caption(t("too_large_for_script", limit=IN_SCRIPT))
        return
    given = (data, len(found.terms), found.row, naive)
    first = row_numbers((found.data.values, found.data.codes), len(found.terms), found.row, naive)
    code_panel(t, {"NumPy": Made(row_numbers, *given), "scikit-learn": Made(row_by_sklearn, *given)}, shown=first)
