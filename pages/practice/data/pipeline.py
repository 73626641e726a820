"""Preparation and model as one pipeline: its diagram, its score, its tensors, its code."""

import streamlit as st

from core.practice.data.challenges import beats_raw, few_columns
from core.practice.data.features import PreparationConfig, fitting_config, prepare
from core.practice.data.features_figure import diagram_figure
from core.practice.data.frame import Frame
from core.practice.data.pipeline import FOLDS, ModelConfig, PipelineScores, pipeline_scores, scores_in_steps
from core.practice.data.pipeline_report import mean_tex, memory_rows, score_lines
from core.refusal import Refusal
from pages.practice.data.source import choose_table, computed
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
    refusal,
    sentences,
    tiles,
    with_progress,
)

IN_SCRIPT = 20_000  # numbers
WINE = {"tab": "pipeline", "table": "wine", "model": "neighbors", "keep": 0, "components": 0, "fill": "median",
        "as_class": (), "as_number": (), "left_out": (), "target": 0}  # fmt: skip
EXPERIMENTS = {
    "scaled": Experiment(WINE | {"scaling": "standard"}, right=2),
    "components": Experiment(WINE | {"scaling": "none", "model": "linear", "components": 2}, right=1),
    "trees": Experiment(WINE | {"scaling": "none", "model": "forest"}, right=0),
}
CHALLENGES = {
    "two": Challenge(beats_raw, solution={"table": "wine", "components": 2, "scaling": "standard"}),
    "few": Challenge(few_columns, solution={"table": "wine", "keep": 5}),
}


def show(t: Words) -> None:
    """The steps beside the diagram."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        frame = choose_table(t)
        ask(PreparationConfig, t, only=("fill", "scaling", "encoding"), segments=1)
        model = ask(ModelConfig, t, only=("model",), segments=1)
        place = st.container()

    def draw() -> None:
        with place:
            config = ask(PreparationConfig, t, only=("keep", "components"))
        with stage:
            try:
                _show(t, frame, config, model)
            except Refusal as error:
                refusal(t, error)

    drawing(t, draw)


def _show(t: Words, frame: Frame, config: PreparationConfig, model: ModelConfig) -> None:
    found = computed(prepare, frame, config)
    fitting = fitting_config(found.arrays, config, len(found.rows) * (FOLDS - 1) // FOLDS)
    name = t(f"options.model.{model.model}")
    alt = t("alt.diagram", columns=found.widths[0][1], width=found.matrix.shape[1], model=name)
    figure(diagram_figure(found, config, name, t), key="data_diagram", alt=alt)
    scores: PipelineScores = with_progress(
        scores_in_steps, found.arrays, fitting, model, share=lambda state: len(state.scores) / FOLDS,
        said=t("computing"), own=True,
    )  # fmt: skip
    st.markdown(sentences(t, score_lines(scores, found.arrays.classes > 0)))
    live_formula(t, "by_hand", **mean_tex(scores))
    tiles({t(f"memory.{key}"): value for key, value in memory_rows(found)})
    table = "" if frame.own else frame.name
    challenges(t, CHALLENGES, two=(table, scores, found), few=(table, scores, found, config))
    if found.arrays.numbers.size + found.arrays.codes.size <= IN_SCRIPT and len(scores.scores) == FOLDS:
        made = Made(pipeline_scores, found.arrays, fitting, model)
        code_panel(t, {"scikit-learn": made}, shown={"scores": scores.scores})
