"""A source of symbols: its entropy, and the code that Huffman gives it."""

from functools import partial

import streamlit as st

from core.probability.information.challenges import exact_code, wasteful_code
from core.probability.information.code import NAMES, SourceCode, code_numbers, source_code
from core.probability.information.code_figure import code_figure, lengths_figure
from core.probability.information.code_report import code_lines, code_tex, codeword_rows, rows_line
from core.probability.information.drag import with_boundary
from core.probability.information.library import code_in_scipy
from core.probability.information.settings import SourceConfig
from pages.probability.information.bars import edge_handles, tell_sum
from pages.shared import (
    Challenge,
    Experiment,
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
    paragraphs,
    put,
)

EXPERIMENTS = {
    "nine_to_one": Experiment({"tab": "code", "weights": (0.9, 0.1), "block": 1}, right=1),
    "blocks": Experiment({"tab": "code", "weights": (0.9, 0.1), "block": 3}, right=1),
    "more_symbols": Experiment({"tab": "code", "weights": (0.9, 0.02, 0.02, 0.02, 0.02, 0.02), "block": 1}, right=2),
}
CHALLENGES = {
    "exact_code": Challenge(exact_code, solution={"weights": (0.5, 0.25, 0.125, 0.125)}),
    "wasteful_code": Challenge(wasteful_code, solution={"weights": (0.99, 0.01)}),
}


def show(t: Words) -> None:
    """The weights, the codewords as bars, and the mean length of ever longer blocks."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        weights = st.container()  # above the picture: eight of them do not fit beside it
        picture, beside = st.columns([1.8, 1], gap="medium")

    def draw() -> None:
        with weights:
            names = tuple(NAMES[: len(current_config(SourceConfig, t).weights)])
            ask(SourceConfig, t, only=("weights",), column_names={"weights": names})
        with controls:
            now = ask(SourceConfig, t, only=("block",))
            found, (config,) = last_valid(t, source_code, now)
            tell_sum(t, found.total)
            st.markdown(paragraphs(t, code_lines(found)))
        with picture:
            hands = edge_handles(found.p, partial(_move, found)) if found.block == 1 else []
            figure(code_figure(found, t), key="information_bars", handles=hands,
                   alt=t("alt.code", H=found.entropy, L=found.mean_length, symbols=len(found.p)))  # fmt: skip
        with beside:
            figure(lengths_figure(found, t), key="information_lengths",
                   alt=t("alt.lengths", H=found.entropy, L=found.mean_length, block=found.block))  # fmt: skip
        _by_hand(t, found)
        challenges(t, CHALLENGES, exact_code=(found,), wasteful_code=(found,))
        code_panel(
            t, {"NumPy": Made(code_numbers, config), "SciPy": Made(code_in_scipy, config)},
            shown=code_numbers(config),
        )  # fmt: skip

    drawing(t, draw)


def _move(found: SourceCode, k: int, x: float) -> None:
    put({"weights": with_boundary(found.p, k, x)})


@folded("part.numbers", icon="calculate", key="information_code_by_hand")
def _by_hand(t: Words, found: SourceCode) -> None:
    live_formula(t, "by_hand.sums", **code_tex(found))
    rows = [t("row", **row) for row in codeword_rows(found)]
    st.markdown("\n".join([t("head"), "|:-|:-|:-|:-|:-|:-|", *rows]))
    if line := rows_line(found):
        st.caption(t(line[0], **line[1]))
