"""Two distributions as bars: what the wrong code costs, and why the other way round costs something else."""

from functools import partial

import numpy as np
import streamlit as st

from core.figures.theme import CLASS_B
from core.probability.information.challenges import lopsided, quarter_bit
from core.probability.information.divergence import CrossEntropy, divergence, divergence_numbers
from core.probability.information.divergence_figure import axis_top, divergence_figure, tops
from core.probability.information.divergence_report import divergence_lines, saving_line, sums_tex, term_rows
from core.probability.information.drag import with_boundary, with_probability
from core.probability.information.library import divergence_in_scipy, divergence_in_torch, log_loss_in_sklearn
from core.probability.information.settings import DivergenceConfig
from pages.probability.information.bars import edge_handles, tell_sum
from pages.shared import (
    Challenge,
    Experiment,
    Handle,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    current_config,
    drawing,
    figure,
    folded,
    last_valid,
    live_formula,
    put,
)

BITS = {"tab": "divergence", "unit": "bits"}
EXPERIMENTS = {
    "swapped": Experiment(BITS | {"pair": ((0.5, 0.5), (0.9, 0.1))}, right=1),
    "three_savings": Experiment(BITS | {"pair": ((0.7, 0.1, 0.1, 0.1), (0.4, 0.2, 0.2, 0.2))}, right=2),
    "never": Experiment(BITS | {"pair": ((0.99, 0.01), (1.0, 0.0))}, right=2),
}
CHALLENGES = {
    "lopsided": Challenge(lopsided, solution={"pair": ((0.9999, 0.0001), (0.82, 0.18))}),
    "quarter_bit": Challenge(
        quarter_bit, solution={"pair": ((0.5, 0.25, 0.125, 0.125), (0.25, 0.25, 0.25, 0.25))}
    ),
}  # fmt: skip


def show(t: Words) -> None:
    """The two distributions, the bars, and the areas as numbers."""
    controls, stage = st.columns([1.5, 3.2], gap="medium")
    with controls:
        ask(DivergenceConfig, t, only=("unit",))
        weights = st.container()
    with stage:
        picture, beside = st.columns([2.2, 1], gap="medium")

    def draw() -> None:
        with weights:
            ask(DivergenceConfig, t, only=("pair",))
            found, (config,) = last_valid(t, divergence, current_config(DivergenceConfig, t, warn=False))
            for row, total in zip("pq", found.totals, strict=True):
                tell_sum(t, total, row)
            st.button(t("swap"), icon=":material/swap_vert:", key="information_swap", on_click=put,
                      args=({"pair": config.pair[::-1]},))  # fmt: skip
        unit_name = t.option("unit", config.unit)
        with picture:
            figure(divergence_figure(found, unit_name, t), key="information_divergence", handles=_hands(t, found),
                   alt=t("alt.divergence", unit=unit_name, **_numbers(found)))  # fmt: skip
        with beside:
            lines = [*divergence_lines(found), saving_line(found)]
            st.markdown("\n\n".join(t(line[0], unit=unit_name, **line[1]) for line in lines if line))
            if found.kind == "never":
                st.markdown(t("clipped", nats=log_loss_in_sklearn(found.p, found.q)))
        _by_hand(t, found)
        challenges(t, CHALLENGES, lopsided=(found,), quarter_bit=(found,))
        code_panel(
            t, {"NumPy": Made(divergence_numbers, config), "SciPy": Made(divergence_in_scipy, config),
                "PyTorch": Made(divergence_in_torch, config)}, shown=divergence_numbers(config),
        )  # fmt: skip

    drawing(t, draw)


def _numbers(found: CrossEntropy) -> dict[str, float]:
    return {"H": found.entropy, "cross": found.cross_entropy, "kl": found.kl, "reverse": found.kl_reverse}


def _hands(t: Words, found: CrossEntropy) -> list[Handle]:
    """The edges of the bars set p, their tops q."""

    def move_edge(k: int, x: float) -> None:
        put({"pair": (with_boundary(found.p, k, x), tuple(found.q.tolist()))})

    def move_top(k: int, x: float, y: float) -> None:
        share = float(np.exp2(-y / found.scale))
        put({"pair": (tuple(found.p.tolist()), with_probability(found.q, k, share))})

    return edge_handles(found.p, move_edge) + [
        Handle(
            name=f"top_{k}", x=x, y=y, along="y", color=CLASS_B, y_low=0.0, y_high=axis_top(found),
            on_drag=partial(move_top, k),
        ) for k, x, y in tops(found)
    ]  # fmt: skip


@folded("part.numbers", icon="calculate", key="information_divergence_by_hand")
def _by_hand(t: Words, found: CrossEntropy) -> None:
    live_formula(t, "by_hand.sum", **sums_tex(found))
    rows = [t("row", **row) for row in term_rows(found)]
    st.markdown("\n".join([t("head"), "|:-|:-|:-|:-|:-|:-|", *rows]))
    st.markdown(t("by_hand.order"))
