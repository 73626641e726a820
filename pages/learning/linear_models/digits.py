"""The digits that survive: NIST's certified coefficients by every route, as thermometers."""

import streamlit as st

from core.learning.linear_models.challenges import single_step, six_digits
from core.learning.linear_models.digits import digit_calls, digit_report
from core.learning.linear_models.digits_figure import descent_figure, thermometer_figure
from core.learning.linear_models.digits_report import digit_lines, hand_lines
from core.learning.linear_models.settings import CertifiedConfig
from pages.shared import (
    Challenge,
    Experiment,
    Words,
    ask,
    by_hand,
    cached,
    challenges,
    code_panel,
    drawing,
    figure,
    paragraphs,
)

EXPERIMENTS = {
    "longley": Experiment({"tab": "digits", "problem": "Longley"}, right=2),
    "wampler": Experiment({"tab": "digits", "problem": "Wampler1"}, right=1),
    "raw": Experiment(
        {"tab": "digits", "problem": "Longley", "scaled": False, "rate_share": 0.99, "descent_steps": 10000}, right=2
    ),
}
CHALLENGES = {
    "six": Challenge(six_digits, solution={"scaled": True, "rate_share": 0.9, "descent_steps": 300}),
    "single": Challenge(single_step, solution={"scaled": True, "rate_share": 0.5, "descent_steps": 1}),
}


def show(t: Words) -> None:
    """The data set beside its thermometers; the descent along its steps."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with stage:
        left, right = st.columns([1.25, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            config = ask(CertifiedConfig, t, segments=2)
        found = cached(digit_report, config)
        names = [t(f"route.{name}") for name in found.routes]
        least = found.digits.min(axis=1)
        with left:
            alt = t(
                "alt.digits", normal=float(least[0]), qr=float(least[found.routes.index("qr")]), problem=config.problem
            )
            figure(thermometer_figure(found, names, t), key="linear_models_digits", alt=alt)
        with right:
            alt = t("alt.descent", steps=config.descent_steps, raw=float(found.raw_digits[-1]),
                    scaled=float(found.scaled_digits[-1]))  # fmt: skip
            figure(descent_figure(found, t), key="linear_models_descent", alt=alt)
        with below:
            st.markdown(paragraphs(t, digit_lines(found, config)))
            by_hand(t, "linear_models_digits_by_hand", hand_lines(found, names))
        challenges(t, CHALLENGES, six=(found, config), single=(found, config))
        code_panel(t, digit_calls(config))

    drawing(t, draw)
