"""What to try next: where the mistakes come from, and rules that say what they compare."""

from functools import partial

import streamlit as st

from core.practice.workbench.advice import Advice, advice, advice_numbers
from core.practice.workbench.advice_figure import parts_figure
from core.practice.workbench.challenges import closed_gap, louder_and_better
from core.practice.workbench.trained import Training
from pages.practice.workbench.source import model_on_screen, offer_code
from pages.shared import Challenge, Experiment, Words, challenges, figure, put

USUAL = {
    "tab": "advice", "images": "mnist", "size": 1000, "held_out": 20, "network": "LeNet-5", "epochs": 3, "batch": 64,
    "optimizer": "Adam", "learning_rate": 2e-3, "schedule": "constant", "augmentation": (), "standardize": "set",
}  # fmt: skip
EXPERIMENTS = {
    "by_heart": Experiment(USUAL | {"network": "MLP", "epochs": 20}, right=2),
    "weak": Experiment(USUAL | {"network": "Logistic regression"}, right=0),
    "harder": Experiment(USUAL | {"epochs": 15, "augmentation": ("shift", "rotate")}, right=1),
}
CHALLENGES = {
    "closed_gap": Challenge(
        closed_gap, start={"network": "MLP", "epochs": 20},
        solution={"network": "LeNet-5", "epochs": 15, "augmentation": ("shift", "rotate")},
    ),
    "louder": Challenge(louder_and_better, solution={"network": "MLP", "epochs": 20, "learning_rate": 0.01}),
}  # fmt: skip


def show(t: Words) -> None:
    """The parts of the mistakes beside the rules."""
    screen = model_on_screen(t)
    if screen is None:
        return
    training, images = screen.training, screen.images
    left, right = st.columns([1, 1.15], gap="medium")
    found = advice_numbers(training)
    shares = {"right": 100 * found["validation_accuracy"], "gap": 100 * found["gap"],
              "unlearned": 100 * found["train_error"]}  # fmt: skip
    with left:
        figure(parts_figure(training, t), key="workbench_parts", alt=t("alt.parts", **shares))
        st.markdown(t("parts" if found["gap"] >= 0 else "parts_below", **shares))
    rules = advice(training, images)
    with right:
        speaking = [rule for rule in rules if rule.speaks]
        st.markdown(t("speaking", count=len(speaking), of=len(rules)) if speaking else t("silent"))
        for rule in speaking:
            _rule(t, rule, training)
        quiet = "\n".join(f"- {t(f'quiet.{rule.key}', **rule.values)}" for rule in rules if not rule.speaks)
        st.caption(f"{t('others')}\n{quiet}")
    challenges(t, CHALLENGES, closed_gap=(training, screen.config), louder=(training,))
    offer_code(t, screen, advice_numbers)


def _rule(t: Words, rule: Advice, training: Training) -> None:
    """What a rule says, and a button that takes the model on the screen with what the rule changes in it."""
    start = {"network": training.model.network, "epochs": training.learning.epochs, "tab": "training"}
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"rule_{rule.key}"):
        st.markdown(t(f"rule.{rule.key}", **rule.values), width="stretch")
        st.button(
            t("try"), icon=":material/play_arrow:", key=f"try_{rule.key}",
            on_click=partial(put, {**start, **rule.settings}),
        )  # fmt: skip
