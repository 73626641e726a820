"""Two decimal numbers added in each type, and the number that should have come out."""

import streamlit as st

from core.computing.tensors.lines import addition_lines
from core.computing.tensors.numbers.floats import (
    AdditionConfig,
    add_two,
    rounded_totals,
    rounded_totals_in_torch,
)
from core.computing.tensors.numbers.number_line import landings
from core.computing.tensors.numbers.numbers_figure import landing_figure
from pages.computing.tensors.cell_picker import table
from pages.computing.tensors.number_panels import shortened
from pages.shared import Experiment, Made, Words, ask, by_hand, code_panel, figure, last_valid

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
        right = sum(row.verdict == "expected" for row in rows)
        drawn = landing_figure(landings(configs[0], rows), [row.format for row in rows], t)
        figure(drawn, key="tensors_landing", alt=t("alt.landing", right=right, types=len(rows)))
        rounded = [
            (row.format, f"`{shortened(row.total_decimal)}`", f"`{shortened(row.nearest_decimal)}`", t(row.verdict))
            for row in rows
        ]
        st.markdown(table((t("type"), t("total"), t("nearest"), ""), *rounded))
    double = {name: f"{getattr(rows[0], name):.20f}" for name in ("a", "b", "total")}
    by_hand(t, "tensors_addition_hand", [("add_rule", double)])
    code_panel(
        t, {"NumPy": Made(rounded_totals, *configs), "PyTorch": Made(rounded_totals_in_torch, *configs)},
        shown={row.format: row.total for row in rows}, short=addition_lines(*configs),
    )  # fmt: skip
