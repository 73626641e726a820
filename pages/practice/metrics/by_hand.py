"""A number by hand: its name, its formula with what is on the screen, and what the library says."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.practice.metrics.binary_report import MetricRow
from core.practice.metrics.classes_report import FormulaRow
from pages.shared.words import Words


def formula_row(
    row: FormulaRow | MetricRow, name: str, twin: float | None, t: Words, *, undefined: str = "",
    widths: Sequence[float] = (1, 3.2, 1.3),
) -> DeltaGenerator:  # fmt: skip
    """One line of three cells; the last one is returned for remarks. `undefined` says why there is no value."""
    label, formula, check = st.columns(widths, vertical_alignment="center")
    label.markdown(f"**{name}**")
    if row.value is None:
        formula.markdown(f"${row.formula}$ — {undefined}")
        return check
    numbers = f" = {row.numbers}" if row.numbers else ""
    formula.markdown(f"${row.formula}{numbers} = {row.value:.6g}$")
    if twin is not None:
        check.caption(agreement(twin, row.value, t))
    return check


def agreement(twin: float, value: float, t: Words) -> str:
    """What scikit-learn says, to the last digit, and the difference."""
    return t("by_hand.agrees", value=f"{twin:.15g}", difference=abs(twin - value))
