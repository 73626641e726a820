"""The table of the columns: the choices of it, a visitor's own, and what its columns are called."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from core.data.tables import DataTable
from core.figures.figure import figure_text
from core.learning.linear_models.columns import TableRows
from core.learning.linear_models.own_rows import MOST_COLUMNS, number_names, own_rows
from core.learning.linear_models.settings import TableFitConfig
from core.refusal import Refusal
from pages.shared import Words, ask, choose, quotable, refusal
from pages.shared.pickers import pick_own_table
from pages.shared.words import verbatim

COLUMNS = {"longley": "economy", "penguins": "bird", "diabetes": "patient"}  # the field that holds their choice


def chosen_table(t: Words) -> tuple[TableRows | None, str, TableFitConfig]:
    """A visitor's rows or None, the field of a built-in table's columns, and the config, after drawing the widgets.

    While there is no table of the visitor's, the first built-in one takes its place.
    """
    config = ask(TableFitConfig, t, only=("table",), segments=2)
    own = rows_of_visit(t) if config.table == "own" else None
    table = config.table if own or config.table != "own" else TableFitConfig().table
    field = COLUMNS.get(table, "")
    config = ask(TableFitConfig, t, only=(field, "duplicate", "penalty", "strength"), segments=3,
                 when={"strength": lambda now: now["penalty"] != "none"})  # fmt: skip
    return own, field, replace(config, table=table)


def rows_of_visit(t: Words) -> TableRows | None:
    """The rows of the visitor's table; None while there is none, or where it is refused."""
    table = pick_own_table(t)
    try:
        if table is not None:
            return _chosen_rows(t, table)
    except Refusal as error:
        refusal(t, error)
    st.caption(t("own.instead"))
    return None


def _chosen_rows(t: Words, table: DataTable) -> TableRows:
    names = number_names(table)
    rows = own_rows(table, choose(t, "predicted", dict(enumerate(reversed(names))), default=0, segments=0))
    lacking, unused = table.rows - len(rows.y), len(table.columns) - len(rows.names) - 1
    if lacking or unused:
        st.caption(t("own.left_out", rows=lacking, columns=unused, most=MOST_COLUMNS))
    return rows


def names_of(t: Words, field: str, rows: TableRows, in_figures: bool) -> list[str]:
    """What the columns of a table are called in figures or in markdown, and last what is predicted.

    `field` holds the choices of a built-in table; a visitor's has none, and the names that stand in its file.
    """

    def known(name: str) -> str:
        return t.get(f"column.{name}") or t.get(f"options.{field}.{name}") or name

    def marked_down(name: str) -> str:
        return verbatim(quotable(name))

    written: Callable[[str], str] = known if field else figure_text if in_figures else marked_down
    names = [written(name) for name in rows.names]
    if rows.copied:
        names[-1] = t("copy", name=names[-1])
    return [*names, written(rows.target)]
