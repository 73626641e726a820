"""The digits that survive: NIST's certified coefficients by every route, as thermometers."""

import streamlit as st

from core.learning.linear_models.challenges import single_step, six_digits
from core.learning.linear_models.digits import (
    DigitReport,
    digit_report,
    digits_by_descent,
    digits_by_fractions,
    digits_by_numpy,
    digits_in_sklearn,
    digits_in_torch,
)
from core.learning.linear_models.digits_figure import descent_figure, thermometer_figure
from core.learning.linear_models.digits_report import digit_lines, digit_table, digits_tex
from core.learning.linear_models.samples import certified_problem
from core.learning.linear_models.settings import CertifiedConfig
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
    figure,
    folded,
    live_formula,
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
            _by_hand(t, found, names)
        challenges(t, CHALLENGES, six=(found, config), single=(found, config))
        _code(t, config)

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="linear_models_digits_by_hand")
def _by_hand(t: Words, found: DigitReport, names: list[str]) -> None:
    live_formula(t, "by_hand", **digits_tex(found))
    live_formula(t, "table", rows=digit_table(found, names))


def _code(t: Words, config: CertifiedConfig) -> None:
    design, y = certified_problem(config.problem)
    code_panel(t, {
        "fractions": Made(digits_by_fractions, design, y), "NumPy": Made(digits_by_numpy, design, y),
        "gradient descent": Made(digits_by_descent, design, y, config), "PyTorch": Made(digits_in_torch, design, y),
        "scikit-learn": Made(digits_in_sklearn, design, y),
    })  # fmt: skip
