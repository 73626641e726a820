"""Tests on numbers of one's own."""

from math import isnan

import streamlit as st

from core.probability.estimation.challenges import far_out, rough_square
from core.probability.estimation.dataset import (
    COUNTED,
    MEASURED,
    DatasetConfig,
    evidence,
    evidence_in_scipy,
    rivals,
    short_of_five,
)
from core.probability.estimation.dataset_figure import evidence_figure
from core.probability.estimation.dataset_permutations import MOST_SPLITS
from core.probability.estimation.dataset_report import hand_lines, permutation_lines, rival_rows
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
    sentences,
)

START = {"tab": "significance", "question": "dataset"}
TEA = ((3, 1), (1, 3))
EXPERIMENTS = {
    "patients": Experiment({**START, "test": "Welch", "groups": DatasetConfig().groups}, right=1),
    "tea": Experiment({**START, "test": "Fisher", "counts": TEA}, right=2),
    "peas": Experiment({**START, "test": "fit", "kinds": DatasetConfig().kinds}, right=1),
}
FAR = ((2.0, 3.0, 1.0, 4.0, 2.5, 1.5, 40.0), (0.0,) * 7)
CHALLENGES = {
    "rough_square": Challenge(rough_square, solution={"test": "chi-square", "counts": ((3, 0), (2, 5))}),
    "far_out": Challenge(far_out, solution={"test": "Wilcoxon", "groups": FAR}),
}


def show(t: Words) -> None:
    """The test and its table, and the distribution of its statistic under H₀."""
    controls, stage = st.columns([1, 1.25], gap="medium")

    def draw() -> None:
        with controls:
            ask(DatasetConfig, t, only=("test",))
            config = ask(DatasetConfig, t, when={
                "test": lambda now: False,
                "groups": lambda now: now["test"] in MEASURED,
                "counts": lambda now: now["test"] in COUNTED,
                "kinds": lambda now: now["test"] == "fit",
            })  # fmt: skip
        found, others = cached(evidence, config), cached(rivals, config)
        with stage:
            live_formula(t, f"asks.{config.test}")
            if found.reason:
                st.warning(t(f"nothing.{found.reason}"), icon=":material/block:")
            else:
                figure(
                    evidence_figure(found, config, t), key="estimation_evidence",
                    alt=t("alt.evidence", test=t(f"options.test.{config.test}"), statistic=found.statistic, p=found.p),
                )  # fmt: skip
                live_formula(t, "p_said", p=found.p)
                if lines := permutation_lines(found):
                    st.markdown(sentences(t, lines))
                if found.p == 0:
                    st.info(t("p_tiny"), icon=":material/exposure_zero:")
            if short_of_five(found):
                st.warning(t("rough", least=found.expected), icon=":material/warning:")
            if others:
                names = {name: t(f"options.test.{name}") for name in others}
                st.markdown(f"{t('rivals')}\n|-|-|\n{rival_rows(others, names, t('none'))}")
        by_hand(t, "estimation_dataset_by_hand", hand_lines(found, config))
        challenges(t, CHALLENGES, rough_square=(found, others, config), far_out=(found, others))
        ours = isnan(found.statistic) or config.test in ("Fisher", "Wilcoxon")  # SciPy has no statistic, or another one
        code_panel(
            t, {"NumPy": Made(evidence, config), "SciPy": Made(evidence_in_scipy, config)},
            shown={"p": found.p} if ours else {"statistic": found.statistic, "p": found.p},
            note=(lambda: t("other_splits")) if found.parts.get("every", 0) > MOST_SPLITS else None,
        )  # fmt: skip

    drawing(t, draw)
