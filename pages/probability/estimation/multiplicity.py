"""Many tests at once, and the corrections."""

import streamlit as st

from core.probability.estimation.challenges import fair_price, no_find_left
from core.probability.estimation.multiplicity import (
    CORRECTIONS,
    EFFECT,
    GROUP,
    MultiplicityConfig,
    chance_of_an_alarm,
    family_in_scipy,
    family_numbers,
    family_of_tests,
)
from core.probability.estimation.multiplicity_figure import corrections_figure, family_figure
from core.probability.estimation.multiplicity_report import hand_lines
from core.probability.estimation.power import AlphaConfig
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    by_hand,
    cached,
    challenges,
    code_panel,
    drawing,
    figure,
    live_formula,
)

START = {"tab": "significance", "question": "multiplicity", "alpha": 0.05, "family_seed": 0}
EXPERIMENTS = {
    "twenty": Experiment({**START, "comparisons": 20, "real": 0, "correction": "none"}, right=2),
    "price": Experiment({**START, "comparisons": 100, "real": 10, "correction": "Bonferroni"}, right=0),
    "discovery": Experiment({**START, "comparisons": 100, "real": 20, "correction": "BH"}, right=1),
}
CHALLENGES = {
    "fair_price": Challenge(fair_price, solution={"comparisons": 20, "real": 10, "correction": "BH"}),
    "no_find_left": Challenge(no_find_left, solution={"comparisons": 20, "correction": "Holm", "family_seed": 1}),
}


def show(t: Words) -> None:
    """The controls, one family of tests, and what the corrections give."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns([1.2, 1], gap="small")

    def draw() -> None:
        with controls:
            config, alpha_config = ask(MultiplicityConfig, t, segments=2), ask(AlphaConfig, t)
        found = cached(family_of_tests, alpha_config, config)
        m, chosen = config.comparisons, CORRECTIONS.index(config.correction)
        said = {"m": m, "real": min(config.real, m), "count": int(found.significant.sum())}
        with left:
            figure(family_figure(found, alpha_config, config, t), key="estimation_family", alt=t("alt.family", **said))
        with right:
            figure(
                corrections_figure(found, config, t), key="estimation_corrections",
                alt=t("alt.corrections", none=float(found.any_alarm[0]), chosen=float(found.any_alarm[chosen])),
            )  # fmt: skip
        with stage:
            live_formula(
                t, "family_said" if said["real"] else "family_null", group=GROUP, effect=EFFECT,
                false=int((found.significant & ~found.real).sum()), **said,
            )  # fmt: skip
            live_formula(t, f"rule.{config.correction}")
            kind = "mixed" if said["real"] else "all"
            live_formula(t, f"false_finds.{kind}", false_share=float(found.false_share[chosen]))
        by_hand(t, "estimation_multiplicity_by_hand", hand_lines(found, alpha_config, config))
        judged = (found, alpha_config, config)
        challenges(t, CHALLENGES, fair_price=judged, no_find_left=judged)
        code_panel(
            t, {"NumPy": Made(family_numbers, alpha_config, config),
                "SciPy": Made(family_in_scipy, alpha_config, config)},
            shown={"passed": float(found.significant.sum()), "chance": chance_of_an_alarm(m, alpha_config.alpha)},
        )  # fmt: skip

    drawing(t, draw)
