"""A number by hand: its name, its formula with what is on the screen, and what the library says."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.practice.metrics.binary_report import MetricRow
from pages.shared import Words


def formula_row(
    row: MetricRow, name: str, twin: float | None, t: Words, *, undefined: str = "",
    widths: Sequence[float] = (1, 3.2, 1.3),
) -> DeltaGenerator:  # fmt: skip
    """One line of three cells; the last one is returned for remarks. `undefined` says why there is no value."""
    label, formula, check = st.columns(widths, vertical_alignment="center")
    label.markdown(t("by_hand.name", name=name))
    if row.value is None:
        formula.markdown(t("by_hand.undefined", formula=row.formula, why=undefined))
        return check
    key = "by_hand.plugged_in" if row.numbers else "by_hand.value"
    formula.markdown(t(key, formula=row.formula, numbers=row.numbers, value=row.value))
    if twin is not None:
        check.caption(agreement(twin, row.value, t))
    return check


def agreement(twin: float, value: float, t: Words) -> str:
    """What scikit-learn says, to the last digit, and the difference."""
    return t("by_hand.agrees", value=f"{twin:.15g}", difference=abs(twin - value))
