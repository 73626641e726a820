"""Two decimal numbers added in each type, and the number that should have come out."""

import streamlit as st

from core.computing.tensors.lines import addition_lines
from core.computing.tensors.numbers.floats import (
    Addition,
    AdditionConfig,
    add_two,
    rounded_totals,
    rounded_totals_in_torch,
)
from core.computing.tensors.numbers.number_line import landings
from core.computing.tensors.numbers.numbers_figure import landing_figure
from pages.computing.tensors.number_panels import shortened
from pages.shared import Experiment, Made, Words, ask, code_panel, figure, folded, last_valid, live_formula

EXPERIMENTS = {
    "three_tenths": Experiment({"tab": "numbers", "about": "add", "addend_a": "0.1", "addend_b": "0.2"}, right=1)
}


def show(t: Words) -> None:
    """The numbers that exist around the true sum, and on which of them the computed one lands."""
    controls, stage = st.columns([1, 3], gap="medium")
    with controls:
        asked = ask(AdditionConfig, t)
        rows, configs = last_valid(t, add_two, asked)
    with stage:
        right = sum(row.as_expected for row in rows)
        drawn = landing_figure(landings(configs[0], rows), [row.format for row in rows], t)
        figure(drawn, key="tensors_landing", alt=t("alt.landing", right=right, types=len(rows)))
        lines = [f"| {t('type')} | {t('total')} | {t('nearest')} | |", "|:-|:-|:-|:-|"]
        lines += [
            f"| {row.format} | `{shortened(row.total_decimal)}` | `{shortened(row.nearest_decimal)}` |"
            f" {t('expected' if row.as_expected else 'unexpected')} |"
            for row in rows
        ]
        st.markdown("\n".join(lines))
    by_hand(t, rows[0])
    code_panel(
        t, {"NumPy": Made(rounded_totals, *configs), "PyTorch": Made(rounded_totals_in_torch, *configs)},
        shown={row.format: row.total for row in rows}, short=addition_lines(*configs),
    )  # fmt: skip


@folded("part.numbers", icon="calculate", key="tensors_addition_hand")
def by_hand(t: Words, row: Addition) -> None:
    """The three roundings in float64."""
    live_formula(t, "add_rule", a=f"{row.a:.20f}", b=f"{row.b:.20f}", total=f"{row.total:.20f}")
