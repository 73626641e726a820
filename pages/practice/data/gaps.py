"""Known cells are hidden and filled again, and the truth judges the imputers."""

import streamlit as st

from core.practice.data.challenges import good_repair, unseen_lie
from core.practice.data.frame import Frame
from core.practice.data.from_scratch import SINGLE, gap_from_scratch
from core.practice.data.gaps import Gaps, GapsConfig, gap_numbers, gap_values, gaps_in_steps
from core.practice.data.repair_figure import column_figure, errors_figure
from core.practice.data.repair_report import best_imputer, error_tex, gap_lines
from core.refusal import Refusal
from pages.practice.data.source import called, choose_table, said
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    choose,
    code_panel,
    drawing,
    figure,
    live_formula,
    quotable,
    refusal,
    sentences,
    with_progress,
)

USUAL = {"tab": "repair", "repair": "gaps", "gap_seed": 0}
WINE = USUAL | {"table": "wine", "as_class": (), "as_number": (), "left_out": (), "target": 0}
EXPERIMENTS = {
    "mean": Experiment(
        WINE | {"hidden_percent": 30, "mechanism": "MCAR", "imputer": "mean", "gap_column": 1}, right=1
    ),
    "own_value": Experiment(
        WINE | {"hidden_percent": 30, "mechanism": "MNAR", "imputer": "iterative", "gap_column": 1}, right=1
    ),
    "nearest": Experiment(
        WINE | {"table": "penguins", "hidden_percent": 20, "mechanism": "MCAR", "imputer": "neighbors", "neighbors": 1},
        right=2,
    ),
}  # fmt: skip
CHALLENGES = {
    "repair": Challenge(good_repair, solution={"table": "wine", "imputer": "neighbors"}),
    "lie": Challenge(unseen_lie, solution={"mechanism": "MNAR", "imputer": "iterative", "hidden_percent": 50}),
}
IN_SCRIPT = 20_000


def show(t: Words) -> None:
    """What is hidden and what fills it, beside the column and the errors."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        frame = choose_table(t, target=False)
        config = ask(GapsConfig, t, only=("mechanism", "imputer"), segments=3)
        place = st.container()
    with stage:
        picture = st.container()

    def draw() -> None:
        with place:
            asked = ("hidden_percent", *(("neighbors",) if config.imputer == "neighbors" else ()), "gap_seed")
            now = ask(GapsConfig, t, only=asked)
        with picture:
            try:
                _show(t, frame, now)
            except Refusal as error:
                refusal(t, error)

    drawing(t, draw)


def _show(t: Words, frame: Frame, config: GapsConfig) -> None:
    found: Gaps = with_progress(
        gaps_in_steps, frame, config, share=lambda state: len(state.spreads) / 5, said=t("computing"), own=frame.own
    )
    with st.columns([1, 2.2])[0]:
        places = {k: called(t, frame, one.name) for k, one in enumerate(frame.columns, 1) if one.name in found.names}
        shown = next(k for k, one in enumerate(frame.columns, 1) if one.name == found.column)
        choose(t, "gap_column", places, default=shown)
    name = called(t, frame, found.column)
    figure(column_figure(found, name, t), key="data_gaps", alt=t("alt.column", column=name[:40], rows=found.rows))
    if found.errors:
        best = t(f"options.imputer.{best_imputer(found)}")
        figure(errors_figure(found, config.imputer, t), key="data_errors", alt=t("alt.errors", best=best))
    lines = gap_lines(found, config)
    names = {"driver": said(t, frame, found.driver), "imputer": t(f"options.imputer.{config.imputer}")}
    st.markdown(sentences(t, ((key, names | values) for key, values in lines)))
    if written := error_tex(found):
        live_formula(t, "by_hand", name=quotable(name), **written)
    challenges(t, CHALLENGES, repair=("" if frame.own else frame.name, found, config), lie=(found, config))
    values, mask = gap_values(frame, found.names, config)
    if found.errors and 2 * values.size <= IN_SCRIPT:
        ways = {"scikit-learn": Made(gap_numbers, values, mask, config.imputer, config.neighbors)}
        if config.imputer in SINGLE:
            ways["NumPy"] = Made(gap_from_scratch, values, mask, config.imputer)
        code_panel(t, ways, shown={"error": found.errors[config.imputer]})
