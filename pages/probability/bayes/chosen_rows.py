"""The table whose rows are classified: a built-in one, or a file of the visitor's own with its column of classes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

import streamlit as st

from core.code_export import Made
from core.data.tables import DataTable, load_table
from core.figures.figure import figure_text
from core.probability.bayes.naive import LabeledRows, NaiveConfig, labeled_rows, sample_rows
from core.probability.bayes.own_rows import class_columns, own_rows
from core.refusal import Refusal
from pages.shared import Words, ask, cached, choose, pick_table, quotable, refusal
from pages.shared.pickers import class_name, column_name
from pages.shared.uploads import of_visit

IN_SCRIPT = 20_000  # numbers of a table of one's own that a script carries
MADE_BY_HAND = ("penguins", "")  # not of scikit-learn: the script carries the rows


@dataclass(frozen=True)
class ChosenRows:
    """The rows, and what their columns and classes are called: as they are, in figures, and in sentences.

    name: of the built-in table, "" for one of the visitor's own.
    """

    name: str
    data: LabeledRows
    columns: list[str]
    classes: list[str]

    def drawn(self, names: list[str]) -> list[str]:
        """Names as a figure shows them."""
        return names if self.name else [figure_text(one) for one in names]

    def said(self, names: list[str]) -> list[str]:
        """Names as a sentence takes them."""
        return names if self.name else [quotable(one) for one in names]

    def result(self, built_in: Callable[..., Any], own: Callable[..., Any], naive: NaiveConfig, config: Any) -> Any:
        """What is computed of a built-in table, shared among visitors, or of a visitor's own rows."""
        if self.name:
            return cached(built_in, replace(naive, table=cast(Any, self.name)), config)
        return own(self.data, naive, config)

    def in_script(self) -> Any:
        """The rows as a script has them; None where they are too many to be carried."""
        if self.name not in MADE_BY_HAND:
            return Made(sample_rows, self.name)
        return (self.data.values, self.data.codes) if self.data.values.size <= IN_SCRIPT else None


def chosen_rows(t: Words) -> ChosenRows:
    """The rows of the screen, after drawing the box of tables and, for one's own, that of its column of classes."""
    table = pick_table(t, NaiveConfig)
    if table.own:
        try:
            return _of_file(t, table)
        except Refusal as error:
            refusal(t, error)
            table = load_table(NaiveConfig().table)
    data = cached(labeled_rows, table.name)
    return ChosenRows(
        name=table.name, data=data, columns=[column_name(t, table, name) for name in data.names],
        classes=[class_name(t, table, label) for label in data.classes],
    )  # fmt: skip


def _of_file(t: Words, table: DataTable) -> ChosenRows:
    names = class_columns(table)
    chosen = names[choose(t, "class_column", dict(enumerate(names)), default=0, segments=0)]
    data = of_visit(table, f"rows_{chosen}", lambda: own_rows(table, chosen))
    rows, columns = table.rows - len(data.codes), len(table.columns) - len(data.names) - 1
    if rows or columns:
        st.caption(t("own_left_out", rows=rows, columns=columns))
    return ChosenRows(name="", data=data, columns=list(data.names), classes=list(data.classes))


def choose_model(t: Words) -> None:
    """What a feature has in every class, and how it is smoothed."""
    model = ask(NaiveConfig, t, only=("model",)).model
    ask(NaiveConfig, t, only=("smoothing" if model == "Gaussian" else "pseudo",))
