"""One number in each floating-point type: what is stored, bit by bit."""

import streamlit as st

from core.computing.tensors.lines import store_lines
from core.computing.tensors.numbers.floats import RoundingConfig, rounded_values, rounded_values_in_torch, store
from core.computing.tensors.numbers.numbers_figure import bits_figure
from core.computing.tensors.numbers.numbers_report import float32_numbers
from pages.computing.tensors.cell_picker import table
from pages.computing.tensors.number_panels import presets, shortened
from pages.shared import Experiment, Made, Words, ask, by_hand, code_panel, figure, last_valid

NUMBERS = ("0.1", "0.5", "70000", "1e-7", "16777217", "1e39", "-0")
EXPERIMENTS = {
    "tenth": Experiment({"tab": "numbers", "about": "store", "number": "0.1"}, right=1),
    "large": Experiment({"tab": "numbers", "about": "store", "number": "70000"}, right=2),
}


def show(t: Words) -> None:
    """The number, its bits in four types, and how far each is off."""
    controls, stage = st.columns([1, 3], gap="medium")
    with controls:
        asked = ask(RoundingConfig, t)
        presets(t, "number", NUMBERS)
        rows, configs = last_valid(t, store, asked)
    with stage:
        figure(bits_figure(rows, t), key="tensors_bits", alt=t("alt.bits", bits=rows[1].bits))
        stored = [
            (row.format, f"`{shortened(row.decimal)}`", f"{row.error:.2g}", f"{row.spacing:.2g}", t(f"fate.{row.fate}"))
            for row in rows
        ]
        st.markdown(table((t("type"), t("stored"), t("error"), t("spacing"), ""), *stored))
    rule = "float_infinite" if rows[1].fate == "overflow" else "float_rule"
    by_hand(t, "tensors_bits_hand", [(rule, float32_numbers(rows[1]))])
    code_panel(
        t, {"NumPy": Made(rounded_values, *configs), "PyTorch": Made(rounded_values_in_torch, *configs)},
        shown={row.format: row.value for row in rows}, short=store_lines(*configs),
    )  # fmt: skip
