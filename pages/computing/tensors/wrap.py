"""A result that a whole-number type cannot hold."""

from collections.abc import Sequence

import streamlit as st

from core.computing.tensors.challenges import minus_hundred
from core.computing.tensors.lines import integer_lines
from core.computing.tensors.numbers.numbers_figure import wrap_figure
from core.computing.tensors.numbers.whole_numbers import (
    IntegerConfig,
    IntegerResult,
    wrap,
    wrapped_values,
    wrapped_values_in_torch,
)
from pages.computing.tensors.number_panels import presets
from pages.shared import Challenge, Experiment, Made, Words, ask, challenges, code_panel, figure, folded, live_formula

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
        head = " | ".join((t("type"), t("room"), t("true_result"), t("kept")))
        lines = [f"| {head} |", "|:-|:-|:-|:-|"]
        lines += [f"| {row.format} | {row.low} … {row.high} | {row.exact} | **{row.stored}** |" for row in rows]
        lines += [f"| bool | False … True | {rows[0].exact} | **{rows[0].exact != 0}** |"]
        st.markdown("\n".join(lines))
        st.caption(t("bool_rule"))
    by_hand(t, rows)
    challenges(t, CHALLENGES, minus_hundred=(rows, config))
    code_panel(
        t, {"NumPy": Made(wrapped_values, config), "PyTorch": Made(wrapped_values_in_torch, config)},
        shown={row.format: row.stored for row in rows} | {"bool": rows[0].exact != 0}, short=integer_lines(config),
    )  # fmt: skip


@folded("part.numbers", icon="calculate", key="tensors_wrap_hand")
def by_hand(t: Words, rows: Sequence[IntegerResult]) -> None:
    """The stored number of each type from the exact one."""
    for row in rows:
        live_formula(
            t, "wrap_rule", format=row.format, exact=row.exact, turns=row.turns, size=row.high - row.low + 1,
            stored=row.stored,
        )  # fmt: skip
