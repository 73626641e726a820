"""One number in each floating-point type: what is stored, bit by bit."""

import streamlit as st

from core.computing.tensors.lines import store_lines
from core.computing.tensors.numbers.floats import RoundingConfig, rounded_values, rounded_values_in_torch, store
from core.computing.tensors.numbers.floats_report import float32_numbers
from core.computing.tensors.numbers.numbers_figure import bits_figure
from pages.computing.tensors.number_panels import presets, shortened
from pages.shared import Experiment, Made, Words, ask, code_panel, figure, folded, last_valid, live_formula

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
        lines = [f"| {t('type')} | {t('stored')} | {t('error')} | {t('spacing')} | |", "|:-|:-|:-|:-|:-|"]
        lines += [
            f"| {row.format} | `{shortened(row.decimal)}` | {row.error:.2g} | {row.spacing:.2g} "
            f"| {t('fate.' + row.fate)} |"
            for row in rows
        ]
        st.markdown("\n".join(lines))
    by_hand(t, float32_numbers(rows[1]), endless=rows[1].fate == "overflow")
    code_panel(
        t, {"NumPy": Made(rounded_values, *configs), "PyTorch": Made(rounded_values_in_torch, *configs)},
        shown={row.format: row.value for row in rows}, short=store_lines(*configs),
    )  # fmt: skip


@folded("part.numbers", icon="calculate", key="tensors_bits_hand")
def by_hand(t: Words, numbers: dict[str, object], *, endless: bool) -> None:
    """The float32 from its bits."""
    live_formula(t, "float_infinite" if endless else "float_rule", **numbers)
