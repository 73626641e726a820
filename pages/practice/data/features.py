"""One row on its way from cells to the numbers of a tensor."""

import streamlit as st

from core.practice.data.challenges import one_number_a_column, unit_interval
from core.practice.data.features import FollowedRowConfig, PreparationConfig, fitting_config, matrix_numbers, prepare
from core.practice.data.features_figure import row_figure
from core.practice.data.features_report import row_lines, scaling_tex, shape_lines, slot_class
from core.practice.data.frame import Frame
from core.practice.data.from_scratch import is_by_hand, matrix_from_scratch
from core.refusal import Refusal
from pages.practice.data.source import called, choose_table, computed, labels, short
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    drawing,
    figure,
    live_formula,
    quotable,
    refusal,
    sentences,
)

IN_SCRIPT = 20_000  # numbers
USUAL = {"tab": "features", "table": "penguins", "as_class": (), "as_number": (), "left_out": (), "target": 0,
         "keep": 0, "components": 0}  # fmt: skip
EXPERIMENTS = {
    "means": Experiment(USUAL | {"encoding": "target"}, right=2),
    "kilograms": Experiment(USUAL | {"scaling": "standard", "encoding": "onehot"}, right=1),
    "ordinal": Experiment(USUAL | {"encoding": "ordinal"}, right=2),
}
CHALLENGES = {
    "narrow": Challenge(one_number_a_column, solution={"encoding": "ordinal"}),
    "unit": Challenge(unit_interval, solution={"scaling": "minmax"}),
}


def show(t: Words) -> None:
    """What is done to the columns beside the row."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        frame = choose_table(t)
        ask(PreparationConfig, t, only=("fill", "scaling", "encoding"), segments=1)
        place = st.container()

    def draw() -> None:
        with place:
            config = ask(PreparationConfig, t, only=("keep", "components"))
        with stage:
            row = ask(FollowedRowConfig, t, only=("row",)).row
            try:
                _show(t, frame, config, row)
            except Refusal as error:
                refusal(t, error)

    drawing(t, draw)


def _show(t: Words, frame: Frame, config: PreparationConfig, row: int) -> None:
    found = computed(prepare, frame, config)
    row = min(row, len(found.rows)) - 1
    columns = [*found.number_names, *found.code_names]
    names = [short(t, frame, name) for name in columns]
    cells = [_cell(t, frame, name, int(found.rows[row])) for name in columns]
    alt = t("alt.row", row=int(found.rows[row]) + 1, columns=len(columns), width=len(found.origins))
    stands_for = [slot_class(found, k, frame.target) for k in range(len(found.origins))]
    classes = [labels(t, frame, one[0])[one[1]] if one else "" for one in stands_for]
    figure(row_figure(frame, found, row, names, cells, classes, t), key="data_row_figure", alt=alt)
    lines = [("this_row", {"row": int(found.rows[row]) + 1}), *row_lines(found, frame, row, config)]
    st.markdown(sentences(t, [*lines, *shape_lines(found, frame)]))
    if written := scaling_tex(found, row, config):
        first = quotable(called(t, frame, found.number_names[found.origins[0][1]]))
        live_formula(t, f"by_hand.{config.scaling}", name=first, **written)
    given = ("" if frame.own else frame.name, found, config)
    challenges(t, CHALLENGES, narrow=given, unit=given)
    if found.arrays.numbers.size + found.arrays.codes.size <= IN_SCRIPT:
        fitting = fitting_config(found.arrays, config, len(found.rows))
        shown = {"shape": found.matrix.shape, "row": found.matrix[row]}
        ways = {"scikit-learn": Made(matrix_numbers, found.arrays, fitting, row)}
        if is_by_hand(config):
            ways["NumPy"] = Made(matrix_from_scratch, found.arrays, fitting, row)
        code_panel(t, ways, shown=shown)


def _cell(t: Words, frame: Frame, name: str, row: int) -> str:
    column = frame.column(name)
    value = column.values[row]
    return labels(t, frame, name)[int(value)] if column.classes and value >= 0 else f"{value:.4g}"
