"""The pipe, and the split that is dragged through it."""

import streamlit as st

from core.practice.data.challenges import honest_copies, leak_alone
from core.practice.data.detector import leak_detection
from core.practice.data.pipe import PipeConfig
from core.practice.data.settings import DetectorState
from core.practice.data.split import PipeScores, pipe_in_steps, pipe_scores
from core.practice.data.split_figure import TOP, pipe_figure
from core.practice.data.split_report import detector_line, pipe_lines, scores_tex, seen_steps, sums
from pages.practice.data.listed import listed
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    drawing,
    field_handle,
    figure,
    live_formula,
    sentences,
    with_progress,
)

USUAL = {
    "tab": "split", "learner": "Logistic regression", "steps": ("deduplicate", "impute", "encode", "scale", "select"),
    "line": 1, "split": "random", "test_percent": 25, "best": 25, "pipe_seed": 0,
}  # fmt: skip
COPIES = {
    "world": "rare", "learner": "1-NN", "line": 6,
    "steps": ("deduplicate", "impute", "encode", "scale", "select", "oversample"),
}  # fmt: skip
EXPERIMENTS = {
    "noise": Experiment(USUAL | {"world": "noise", "line": 5}, right=2),
    "scaling": Experiment(USUAL | {"world": "signal", "line": 4}, right=0),
    "copies": Experiment(USUAL | COPIES, right=2),
    "passengers": Experiment(USUAL | {"world": "passengers", "learner": "Random forest"}, right=2),
}
CHALLENGES = {
    "leak_alone": Challenge(leak_alone, solution={"steps": ("select",), "line": 5, "best": 60}),
    "honest_copies": Challenge(honest_copies, start=COPIES, solution={"split": "group"}),
}


def show(t: Words) -> None:
    """The world and the way of splitting beside the pipe."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        ask(PipeConfig, t, only=("world", "learner", "split"), segments=1)
        place = st.container()
    with stage:
        ask(PipeConfig, t, only=("steps",))
        picture = st.container()

    def draw() -> None:
        with place:
            config = ask(PipeConfig, t, only=("line", "test_percent", "best", "pipe_seed"))
            garbage = ask(DetectorState, t).garbage
        with picture:
            scores = with_progress(pipe_in_steps, config, share=_share, said=t("computing"))
            detection = cached(leak_detection, config) if garbage else None
            hand = field_handle(PipeConfig, "line", TOP, label="", color="#d1495b")
            figure(
                pipe_figure(config, scores, detection, t), key="data_pipe", handles=[hand],
                alt=t("alt.pipe" if len(scores.reported) else "alt.pipe_none", line=config.line, **sums(scores)),
            )  # fmt: skip
            st.markdown(sentences(t, [*pipe_lines(config, scores), *_before(t, config)]))
            if len(scores.reported):
                live_formula(t, "by_hand", **scores_tex(scores))
            if detection is not None:
                key, values = detector_line(config, detection)
                steps = _names(t, detection.changed)
                (st.success if detection.clean else st.error)(t(key, steps=steps, **values))
            st.caption(t(f"about.{config.world}"))
        challenges(t, CHALLENGES, leak_alone=(config, scores), honest_copies=(config, scores))
        shown = {"reported": scores.reported, "fresh": scores.fresh} if len(scores.reported) else None
        if len(scores.reported) + scores.skipped == scores.repeats:  # else the clock has cut it
            code_panel(t, {"scikit-learn": Made(pipe_scores, config)}, shown=shown)

    drawing(t, draw)


def _share(scores: PipeScores) -> float:
    return (len(scores.reported) + scores.skipped) / scores.repeats


def _before(t: Words, config: PipeConfig) -> list[tuple[str, dict[str, str]]]:
    """Which steps came before the split, as a sentence."""
    steps = seen_steps(config)
    return [("before", {"steps": _names(t, steps)})] if steps else [("nothing_before", {})]


def _names(t: Words, steps: tuple[str, ...]) -> str:
    return listed(t, (t(f"options.steps.{step}") for step in steps))
