"""The same small number many times: one by one, and in pairs."""

from collections.abc import Sequence

import streamlit as st

from core.computing.tensors.challenges import pairs_fail
from core.computing.tensors.lines import sum_lines
from core.computing.tensors.numbers.numbers_figure import sums_figure
from core.computing.tensors.numbers.sums import (
    RepeatedSum,
    SumConfig,
    add_up,
    repeated_totals,
    repeated_totals_in_torch,
)
from pages.computing.tensors.cell_picker import table
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    figure,
    folded,
    live_formula,
)

EXPERIMENTS = {"stuck": Experiment({"tab": "numbers", "about": "sum", "summand": 1.0, "count": 10000}, right=0)}
CHALLENGES = {"pairs_fail": Challenge(pairs_fail, solution={"summand": 10.0, "count": 10_000})}


def show(t: Words) -> None:
    """The errors of the totals in each type, and which stood still."""
    controls, stage = st.columns([1, 3], gap="medium")
    with controls:
        config = ask(SumConfig, t)
    rows = cached(add_up, config)
    with stage:
        worst = max(rows, key=lambda row: row.relative_error)
        alt = t("alt.sums", format=worst.format, total=f"{worst.total:.6g}")
        figure(sums_figure(rows, t), key="tensors_sums", alt=alt)
        for row in rows:
            if row.stalled_after is not None:
                st.markdown(t("stalled", format=row.format, after=row.stalled_after, total=f"{row.total:.8g}"))
    _by_hand(t, config, rows)
    challenges(t, CHALLENGES, pairs_fail=(rows,))
    code_panel(
        t, {"NumPy": Made(repeated_totals, config), "PyTorch": Made(repeated_totals_in_torch, config)},
        shown={row.name: row.total for row in rows}, short=sum_lines(config),
    )  # fmt: skip


@folded("part.numbers", icon="calculate", key="tensors_sum_hand")
def _by_hand(t: Words, config: SumConfig, rows: Sequence[RepeatedSum]) -> None:
    """The true total beside every computed one."""
    live_formula(t, "sum_rule", summand=config.summand, count=config.count, exact=config.summand * config.count)
    totals = [
        (one.format, f"`{one.total:.10g}`", f"`{pair.total:.10g}`")
        for one, pair in zip(rows[::2], rows[1::2], strict=True)
    ]
    st.markdown(table((t("type"), t("way.one by one"), t("way.pairwise")), *totals))
