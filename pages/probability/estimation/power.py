"""One study of two groups: α, power and p as areas, and the p-values of many studies."""

import streamlit as st

from core.probability.estimation.challenges import eighty_percent, missed
from core.probability.estimation.power import (
    AlphaConfig,
    StudyConfig,
    p_values,
    study,
    study_in_scipy,
)
from core.probability.estimation.power_figure import p_values_figure, power_figure
from core.probability.estimation.power_report import hand_lines, outside, study_key
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
    live_formula,
)

START = {"tab": "significance", "question": "power", "alpha": 0.05, "study_seed": 0}
EXPERIMENTS = {
    "nothing": Experiment({**START, "effect": 0.0, "group": 20}, right=2),
    "again": Experiment({**START, "effect": 0.5, "group": 64}, right=1),
    "tiny": Experiment({**START, "effect": 0.15, "group": 500}, right=0),
}
CHALLENGES = {
    "eighty_percent": Challenge(eighty_percent, solution={"effect": 0.5, "group": 64, "alpha": 0.05}),
    "missed": Challenge(missed, solution={"effect": 0.5, "group": 86, "study_seed": 9}),
}


def show(t: Words) -> None:
    """The controls, both densities with their areas, and the p-values."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns([1.5, 1], gap="small")

    def draw() -> None:
        with controls:
            config, alpha_config = ask(StudyConfig, t), ask(AlphaConfig, t)
        found, many = study(alpha_config, config), p_values(alpha_config, config)
        said = {
            "effect": config.effect, "n": config.group, "alpha": alpha_config.alpha, "power": found.power,
            "missed": 1 - found.power,
        }  # fmt: skip
        drag = field_handle(StudyConfig, "effect", 0.0, label="d")
        with left:
            figure(
                power_figure(found, config, t), key="estimation_power", handles=[drag],
                alt=t("alt.power", p=found.p, **said),
            )  # fmt: skip
        with right:
            figure(
                p_values_figure(many, alpha_config, t), key="estimation_p_values",
                alt=t("alt.p_values", count=many.significant, **said),
            )  # fmt: skip
        with stage:
            live_formula(t, "chances" if config.effect else "chances_nothing", **said)
            live_formula(t, f"study.{study_key(found, alpha_config, config)}", p=found.p, **said)
            for key, place in outside(found, config).items():
                live_formula(t, f"outside.{key}", **place)
            live_formula(t, "many", count=many.significant, alpha=alpha_config.alpha)
        by_hand(t, "estimation_power_by_hand", hand_lines(config, found))
        judged = (found, alpha_config, config)
        challenges(t, CHALLENGES, eighty_percent=judged, missed=judged)
        code_panel(
            t, {"NumPy": Made(study, alpha_config, config), "SciPy": Made(study_in_scipy, alpha_config, config)},
            shown={"t": found.t, "p": found.p, "critical": found.critical},
        )  # fmt: skip

    drawing(t, draw)
