"""The interval of a test accuracy, and two classifiers on one test set."""

import streamlit as st

from core.probability.estimation.accuracy import (
    AccuracyConfig,
    AccuracyReport,
    DisagreementConfig,
    accuracy_in_scipy,
    accuracy_numbers,
    accuracy_report,
)
from core.probability.estimation.accuracy_figure import accuracy_figure, disagreement_figure
from core.probability.estimation.accuracy_report import agreement_cells, conclusion, hand_lines
from core.probability.estimation.challenges import overlap, two_points
from core.probability.estimation.share import LevelConfig
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    by_hand,
    challenges,
    code_panel,
    drawing,
    field_handle,
    figure,
    link_to,
    live_formula,
)

START = {"tab": "accuracy", "level": 0.95}
EXPERIMENTS = {
    "all_right": Experiment({**START, "hit_share": 1.0, "total": 50, "only_first": 0, "only_second": 0}, right=1),
    "digits": Experiment({**START, "hit_share": 0.9, "total": 1000}, right=2),
    "disagree": Experiment({**START, "hit_share": 0.9, "total": 10_000, "only_first": 25, "only_second": 10}, right=1),
}
CHALLENGES = {
    "two_points": Challenge(two_points, solution={"level": 0.95, "hit_share": 0.9, "total": 3461}),
    "overlap": Challenge(overlap, solution={"hit_share": 0.9, "total": 1000, "only_first": 25, "only_second": 8}),
}


def show(t: Words) -> None:
    """The accuracy with its interval, and the disagreements of two classifiers."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns([1.3, 1], gap="small")

    def draw() -> None:
        with controls:
            level_config = ask(LevelConfig, t)
            config, pair = ask(AccuracyConfig, t), ask(DisagreementConfig, t)
        found = accuracy_report(level_config, config, pair)
        said = {"k": found.correct, "n": found.total, "low": found.low, "high": found.high, "level": level_config.level}
        share = found.correct / found.total
        with left:
            figure(
                accuracy_figure(found, level_config, config, t), key="estimation_accuracy",
                handles=[field_handle(AccuracyConfig, "total", "hit_share", label="A")],
                alt=t("alt.band", share=share, **said),
            )  # fmt: skip
        with right:
            figure(
                disagreement_figure(found, pair, t), key="estimation_coins",
                alt=t("alt.coins", b=pair.only_first, c=pair.only_second, p=found.p),
            )  # fmt: skip
        with stage:
            live_formula(t, "interval", share=share, width=100 * found.width, **said)
            if found.correct in (0, found.total):
                st.warning(t("edge"), icon=":material/warning:")
            _comparison(t, found, level_config, pair)
            if st.button(t("metrics"), icon=":material/target:", key="estimation__metrics"):
                link_to("metrics", tab="certainty", doubt="comparison")
        by_hand(t, "estimation_accuracy_by_hand", hand_lines(found, level_config, pair))
        challenges(t, CHALLENGES, two_points=(found, level_config), overlap=(found,))
        arguments = level_config, config, pair
        code_panel(
            t, {"NumPy": Made(accuracy_numbers, *arguments), "SciPy": Made(accuracy_in_scipy, *arguments)},
            shown={"correct": found.correct, "low": found.low, "high": found.high, "p": found.p},
        )  # fmt: skip

    drawing(t, draw)


def _comparison(t: Words, found: AccuracyReport, level_config: LevelConfig, pair: DisagreementConfig) -> None:
    if found.possible:
        cells = agreement_cells(found, pair)
        live_formula(t, "table", **cells)
    said = {
        "b": pair.only_first, "c": pair.only_second, "p": found.p, "alpha": 1 - level_config.level,
        "share": found.second_correct / found.total, "wrong": found.total - found.correct, "correct": found.correct,
    }  # fmt: skip
    live_formula(t, f"compare.{conclusion(found, level_config, pair)}", **said)
