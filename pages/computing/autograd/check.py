"""The gradient check: our engine, the central difference and PyTorch, number by number."""

import streamlit as st

from core.computing.autograd.check import Check, CheckConfig, CheckRow, gradient_check
from core.computing.autograd.curves_figure import error_alt, error_figure
from core.computing.autograd.formula.arguments import index_text
from core.computing.autograd.formula.presets import FormulaConfig
from pages.computing.autograd.formula_on_screen import choose_formula, choose_values, shown_formula
from pages.shared import Experiment, Words, ask, choose, figure

NEURON = {"tab": "check", "preset": "neuron", "formula": "", "values": ""}
COLUMNS = ("value", "absolute", "relative", "verdict")
EXPERIMENTS = {
    "smaller": Experiment({**NEURON, "epsilon": 1e-13, "precision": "float64"}, right=2),
    "precision": Experiment({**NEURON, "epsilon": 1e-5, "precision": "float32"}, right=1),
    "kink": Experiment({**NEURON, "preset": "branch", "values": "x = 0", "epsilon": 1e-5}, right=0),
}


def show(t: Words) -> None:
    """The formula and ε on the left, the curve and the table on the right."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        choose_formula(t)
        shown = shown_formula(t)
        ask(FormulaConfig, t, only=("precision",))
        config = ask(CheckConfig, t, only=("epsilon",))
        with st.popover(t("fields.values.label"), icon=":material/tune:", width="stretch"):
            choose_values(shown, t)
    found = gradient_check(shown.graph, config)
    with stage:
        choose(t, "row", {k: _name(row) for k, row in enumerate(found.rows)}, default=found.curve_row)
        figure(error_figure(found, t), key="autograd_error", alt=error_alt(found, t))
    _table(found, t)


def _name(row: CheckRow) -> str:
    return row.variable + (index_text(row.place) if row.place else "")


def _cell(row: CheckRow, twin: str, part: str, t: Words) -> str:
    if part == "verdict":
        return t(f"verdict.{getattr(row, f'{twin}_verdict')}")
    return f"{getattr(row, twin):.6g}" if part == "value" else f"{getattr(row, f'{twin}_{part}'):.1e}"


def _table(found: Check, t: Words) -> None:
    """The three columns, and in words how they compare."""
    twins = ("difference", "torch")
    rows = [
        {
            t("check.column_variable"): _name(row),
            t("check.column_engine"): f"{row.engine:.6g}",
            **{t(f"check.column_{twin}_{part}"): _cell(row, twin, part, t) for twin in twins for part in COLUMNS},
        }
        for row in found.rows
    ]  # fmt: skip
    st.dataframe(rows, hide_index=True, height=min(38 + 35 * len(rows), 320), key="autograd_check")
    if found.left_out:
        st.caption(t("check.left_out", count=found.left_out))
