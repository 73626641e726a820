"""The gradient check: our engine, the central difference and PyTorch, number by number."""

import streamlit as st

from core.computing.autograd.check import CheckConfig, GradientComparison, gradient_check
from core.computing.autograd.curves_figure import error_alt, error_figure
from core.computing.autograd.formula.presets import FormulaConfig
from pages.computing.autograd.formula_on_screen import formula_beside
from pages.shared import Experiment, Words, ask, choose, figure

NEURON = {"tab": "check", "preset": "neuron", "formula": "", "values": ""}
EXPERIMENTS = {
    "smaller": Experiment({**NEURON, "epsilon": 1e-13, "precision": "float64"}, right=2),
    "precision": Experiment({**NEURON, "epsilon": 1e-5, "precision": "float32"}, right=1),
    "kink": Experiment({**NEURON, "preset": "branch", "values": "x = 0", "epsilon": 1e-5}, right=0),
}


def show(t: Words) -> None:
    """The formula and ε on the left, the curve on the right, the table below."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        shown = formula_beside(t)
        ask(FormulaConfig, t, only=("precision",))
        config = ask(CheckConfig, t, only=("epsilon",))
    found = gradient_check(shown.graph, config)
    with stage:
        choose(t, "row", {k: row.name for k, row in enumerate(found.rows)}, default=found.curve_row)
        figure(error_figure(found, t), key="autograd_error", alt=error_alt(found, t))
    rows = [
        {t("check.column_variable"): row.name, t("check.column_engine"): f"{row.engine:.6g}"}
        | _cells("difference", row.difference, t)
        | _cells("torch", row.torch, t)
        for row in found.rows
    ]
    st.dataframe(rows, hide_index=True, height=min(38 + 35 * len(rows), 320), key="autograd_check")
    if found.left_out:
        st.caption(t("check.left_out", count=found.left_out))


def _cells(way: str, found: GradientComparison, t: Words) -> dict[str, str]:
    texts = {"value": f"{found.value:.6g}", "absolute": f"{found.absolute:.1e}", "relative": f"{found.relative:.1e}"}
    texts["verdict"] = t(f"verdict.{found.verdict}")
    return {t(f"check.column_{way}_{part}"): text for part, text in texts.items()}
