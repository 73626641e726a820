"""How many seeds it would take to find a difference."""

import numpy as np
import streamlit as st

from core.practice.runs.seeds import SeedComparison, plan_seeds
from core.practice.runs.seeds_figure import plan_figure
from core.practice.runs.seeds_report import plan_lines
from core.practice.runs.settings import PlanConfig, SeedsConfig
from pages.shared import Words, figure, sentences


def plan_of(t: Words, found: SeedComparison, plan: PlanConfig, config: SeedsConfig) -> None:
    """How many seeds each setting wants, for the difference and the spread that were found, or for one's own."""
    gap, spread = (plan.gap, plan.spread) if plan.own_numbers else (abs(found.difference), found.spread)
    if not (np.isfinite(spread) and spread > 0 and gap > 0):
        st.caption(t("plan.none"))
        return
    seeds_now = min(len(found.first), len(found.second))
    result = plan_seeds(gap, spread, seeds_now, config)
    figure(
        plan_figure(result, config.power_percent, seeds_now, t), key="runs_plan",
        alt=t("alt.plan", power=config.power_percent, needed=result.needed or "> 100 000"),
    )  # fmt: skip
    st.markdown(sentences(t, plan_lines(result, config, seeds_now, plan.own_numbers)))
