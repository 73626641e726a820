"""Principal components of a table: the rows on the first two axes, and what the axes hold."""

from typing import Any

import streamlit as st

from core.data.tables import Column, DataTable, load_table
from core.mathematics.decompositions.challenges import fewest_components, nearly_flat
from core.mathematics.decompositions.pca import (
    Pca,
    PcaConfig,
    built_in_components,
    measurements,
    pca_by_sklearn,
    pca_numbers,
    principal_components,
    sample_values,
)
from core.mathematics.decompositions.pca_figure import axis_figure, digit_figure, scores_figure, shares_figure
from core.mathematics.decompositions.pca_report import (
    covariance_tex,
    digit_line,
    largest_column,
    pca_alt_values,
    pca_lines,
)
from core.refusal import Refusal
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    current_config,
    drawing,
    figure,
    folded,
    live_formula,
    pick_table,
    refusal,
    sentences,
)
from pages.shared.pickers import class_name, column_name
from pages.shared.uploads import of_visit
from pages.shared.words import code_span

MOST_NAMES = 6  # of columns in one sentence
IN_SCRIPT = 20_000  # numbers of a table of one's own that a script carries
EXPERIMENTS = {
    "wine": Experiment({"tab": "pca", "table": "wine", "standardize": False, "components": 1}, right=0),
    "digits": Experiment({"tab": "pca", "table": "digits", "standardize": False, "components": 21}, right=1),
    "cells": Experiment({"tab": "pca", "table": "breast_cancer", "standardize": True, "components": 7}, right=0),
}
CHALLENGES = {
    "fewest": Challenge(fewest_components, solution={"table": "digits", "standardize": False, "components": 21}),
    "flat": Challenge(nearly_flat, solution={"table": "iris"}),
}


def show(t: Words) -> None:
    """The table and the components beside the pictures."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns([1.15, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            table = pick_table(t, PcaConfig)
            table, found = _found(table, current_config(PcaConfig, t).standardize, t)
            config = ask(PcaConfig, t, only=("standardize", "components", *(("row",) if _digits(table) else ())))
        k, row = min(config.components, len(found.ratios)), min(config.row, len(found.scores)) - 1
        alt = pca_alt_values(found, k)
        names = [column_name(t, table, name) for name in found.data.names]
        with left:
            target = _target(table)
            classes = [class_name(t, table, label) for label in target.classes] if target else []
            codes = target.values if target else None
            figure(scores_figure(found, codes, classes, t), key="decompositions_scores", alt=t("alt.scores", **alt))
        with right:
            figure(shares_figure(found, k, t), key="decompositions_shares", alt=t("alt.shares", **alt))
            lower = digit_figure(found, row, k, t) if _digits(table) else axis_figure(found, names, t)
            column = column_name(t, table, largest_column(found))
            figure(lower, key="decompositions_axis", alt=t("alt.axis", column=column[:60]))
        with below:
            _said(found, table, config, t)
        _by_hand(t, found, config)
        challenges(t, CHALLENGES, fewest=(found, config), flat=(found, config))
        _code(found, table, config, k, t)

    drawing(t, draw)


def _found(table: DataTable, standardize: bool, t: Words) -> tuple[DataTable, Pca]:
    """The components of a table; where it is refused, the sentence, and those of the default table."""
    if table.own:
        try:
            data = of_visit(table, "data", lambda: measurements(table))
            return table, of_visit(table, f"pca_{standardize}", lambda: principal_components(data, standardize))
        except Refusal as error:
            refusal(t, error)
            table = load_table(PcaConfig().table)
    return table, cached(built_in_components, table.name, standardize)


def _digits(table: DataTable) -> bool:
    return table.name == "digits" and not table.own


def _target(table: DataTable) -> Column | None:
    """The column of classes that colors the rows."""
    named = table.column(table.target) if table.target else None
    return named if named is not None and named.classes else None


def _said(found: Pca, table: DataTable, config: PcaConfig, t: Words) -> None:
    lines = pca_lines(found, config.components, config.standardize)
    if _digits(table):
        lines = (*lines, digit_line(found, min(config.row, len(found.scores)) - 1, config.components))
    st.markdown(sentences(t, ((key, values | _named(values, table, t)) for key, values in lines)))


def _named(values: dict[str, Any], table: DataTable, t: Words) -> dict[str, str]:
    """The columns of a sentence by their names, at most so many."""
    names = values.get("names", ())
    shown = ", ".join(code_span(column_name(t, table, name)) for name in names[:MOST_NAMES])
    return {"names": shown + (", …" if len(names) > MOST_NAMES else "")} if names else {}


@folded("part.numbers", icon="calculate", key="decompositions_pca_by_hand")
def _by_hand(t: Words, found: Pca, config: PcaConfig) -> None:
    written = covariance_tex(found, config.standardize)
    live_formula(t, "by_hand.covariance", **written)
    live_formula(t, "by_hand.share", **written)
    live_formula(t, "by_hand.score", **written)


def _code(found: Pca, table: DataTable, config: PcaConfig, k: int, t: Words) -> None:
    shipped = not table.own and table.name != "penguins"
    if not shipped and found.data.values.size > IN_SCRIPT:
        st.caption(t("too_large_for_script", limit=IN_SCRIPT))
        return
    values = Made(sample_values, table.name) if shipped else found.data.values
    calls = {
        "NumPy": Made(pca_numbers, values, config.standardize, k),
        "scikit-learn": Made(pca_by_sklearn, values, config.standardize, k),
    }
    ratios = found.ratios[:k]
    code_panel(t, calls, shown={"ratios": ratios, "together": float(ratios.sum())})
