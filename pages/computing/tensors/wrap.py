"""A result that a whole-number type cannot hold."""

import streamlit as st

from core.computing.tensors.challenges import minus_hundred
from core.computing.tensors.lines import integer_lines
from core.computing.tensors.numbers.numbers_figure import wrap_figure
from core.computing.tensors.numbers.numbers_report import wrap_lines
from core.computing.tensors.numbers.whole_numbers import IntegerConfig, wrap, wrapped_values, wrapped_values_in_torch
from pages.computing.tensors.cell_picker import table
from pages.computing.tensors.number_panels import presets
from pages.shared import Challenge, Experiment, Made, Words, ask, by_hand, challenges, code_panel, figure

WHOLE = (127, 255, 50_000, 100_000)
EXPERIMENTS = {
    "bright": Experiment(
        {"tab": "numbers", "about": "wrap", "whole_a": 200, "whole_b": 100, "whole_operation": "add"}, right=2
    )
}
CHALLENGES = {"minus_hundred": Challenge(minus_hundred, solution={"whole_a": 100, "whole_b": 56})}


def show(t: Words) -> None:
    """The range of each type, the true result, and what is stored of it."""
    controls, stage = st.columns([1, 3], gap="medium")
    with controls:
        config = ask(IntegerConfig, t)
        presets(t, "whole_a", WHOLE)
    rows = wrap(config)
    with stage:
        wrapped = sum(row.turns != 0 for row in rows)
        figure(wrap_figure(rows, t), key="tensors_wrap", alt=t("alt.wrap", exact=rows[0].exact, wrapped=wrapped))
        exact = rows[0].exact
        kept = [(row.format, f"{row.low} … {row.high}", exact, f"**{row.stored}**") for row in rows]
        kept.append(("bool", "False … True", exact, f"**{exact != 0}**"))
        st.markdown(table((t("type"), t("room"), t("true_result"), t("kept")), *kept))
        st.caption(t("bool_rule"))
    by_hand(t, "tensors_wrap_hand", wrap_lines(rows))
    challenges(t, CHALLENGES, minus_hundred=(rows, config))
    code_panel(
        t, {"NumPy": Made(wrapped_values, config), "PyTorch": Made(wrapped_values_in_torch, config)},
        shown={row.format: row.stored for row in rows} | {"bool": rows[0].exact != 0}, short=integer_lines(config),
    )  # fmt: skip
