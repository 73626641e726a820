"""Numbers by hand: each with its name, its formula with what is on the screen, and what the library says."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import streamlit as st

from core.practice.metrics.binary_report import MetricRow
from pages.shared import Words

Say = Callable[[str], str]


def formula_rows(
    t: Words, rows: Iterable[MetricRow], name_of: Say, why: Say = str, twin: Mapping[str, float] | None = None,
    widths: Sequence[float] = (1, 3.2, 1.3),
) -> None:  # fmt: skip
    """One line of three cells for each number; what has no value says why.

    `name_of` says a row's name, `why` its reason, `twin` holds the library's numbers by the rows' names.
    """
    for row in rows:
        label, formula, check = st.columns(widths, vertical_alignment="center")
        label.markdown(t("by_hand.name", name=name_of(row.name)))
        if row.value is None:
            formula.markdown(t("by_hand.undefined", formula=row.formula, why=why(row.undefined or "")))
            continue
        key = "by_hand.plugged_in" if row.numbers else "by_hand.value"
        formula.markdown(t(key, formula=row.formula, numbers=row.numbers, value=row.value))
        if twin:
            check.caption(agreement(twin[row.name], row.value, t))


def agreement(twin: float, value: float, t: Words) -> str:
    """What scikit-learn says, to the last digit, and the difference."""
    return t("by_hand.agrees", value=f"{twin:.15g}", difference=abs(twin - value))
