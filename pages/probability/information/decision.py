"""Two errors that cost differently, and the threshold that keeps the expected cost low."""

import streamlit as st

from core.figures.theme import INK
from core.probability.information.challenges import at_eighty, no_use
from core.probability.information.decision import Decision, decide, decision_numbers
from core.probability.information.decision_figure import answers_figure, costs_figure
from core.probability.information.decision_report import costs_tex, decision_lines
from core.probability.information.library import decision_in_scipy
from core.probability.information.settings import DecisionConfig
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
    folded,
    live_formula,
    paragraphs,
)

TEN = {"tab": "decision", "false_positive": 1.0, "false_negative": 10.0}
EXPERIMENTS = {
    "ten_times": Experiment(TEN | {"sharpness": 1.0, "prevalence": 0.3, "threshold": 0.5}, right=2),
    "rare": Experiment(TEN | {"sharpness": 1.0, "prevalence": 0.02, "threshold": 0.091}, right=1),
    "overconfident": Experiment(TEN | {"sharpness": 3.0, "prevalence": 0.3, "threshold": 0.091}, right=0),
}
CHALLENGES = {
    "at_eighty": Challenge(at_eighty, solution={"false_positive": 4.0, "false_negative": 1.0, "threshold": 0.8}),
    "no_use": Challenge(no_use, solution={"false_negative": 1.0, "prevalence": 0.01}),
}


def show(t: Words) -> None:
    """Costs and cases, what both answers cost, and the expected cost of every threshold."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        picture, beside = st.columns([1.8, 1], gap="medium")

    def draw() -> None:
        with controls:
            config = ask(DecisionConfig, t)
        found = cached(decide, config)
        with picture:
            figure(answers_figure(found, config, t), key="information_answers",
                   handles=[field_handle(DecisionConfig, "threshold", 0.0, name="answers", color=INK)],
                   alt=t("alt.answers", a=config.false_positive, b=config.false_negative))  # fmt: skip
            figure(costs_figure(found, config, t), key="information_costs",
                   handles=[field_handle(DecisionConfig, "threshold", 0.0, color=INK)],
                   alt=t("alt.costs", threshold=config.threshold, cost=found.cost, best=found.best_cost))  # fmt: skip
        with beside:
            st.markdown(paragraphs(t, decision_lines(found, config)))
        _by_hand(t, found, config)
        challenges(t, CHALLENGES, at_eighty=(found, config), no_use=(found, config))
        code_panel(
            t, {"NumPy": Made(decision_numbers, config), "SciPy": Made(decision_in_scipy, config)},
            shown=decision_numbers(config),
        )  # fmt: skip

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="information_decision_by_hand")
def _by_hand(t: Words, found: Decision, config: DecisionConfig) -> None:
    live_formula(t, "by_hand.rule")
    live_formula(t, "by_hand.cost", **costs_tex(found, config))
    live_formula(t, "by_hand.scores")
