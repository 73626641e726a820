"""A hundred intervals for a share under the exact coverage curve."""

import streamlit as st

from core.probability.estimation.challenges import broken_promise, wilson_dips
from core.probability.estimation.share import (
    INTERVALS,
    LevelConfig,
    ShareConfig,
    coverage_curve,
    coverage_in_scipy,
    share_samples,
)
from core.probability.estimation.share_figure import share_figure
from core.probability.estimation.share_report import (
    hand_lines,
    no_width,
    over_the_border,
)
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
    field_handle,
    figure,
    live_formula,
)

START = {"tab": "interval", "quantity": "share", "level": 0.95, "share_seed": 0}
EXPERIMENTS = {
    "rare": Experiment({**START, "method": "Wald", "trials": 30, "p": 0.1}, right=2),
    "one_more": Experiment({**START, "method": "Wald", "trials": 592, "p": 0.005}, right=1),
    "exact": Experiment({**START, "method": "Clopper-Pearson", "trials": 20, "p": 0.1}, right=2),
}
CHALLENGES = {
    "broken_promise": Challenge(broken_promise, solution={"method": "Wald", "trials": 592, "p": 0.005}),
    "wilson_dips": Challenge(wilson_dips, solution={"method": "Wilson", "trials": 50, "p": 0.011}),
}


def show(t: Words) -> None:
    """The controls, the coverage curve with a hundred intervals, and what both say."""
    controls, stage = st.columns([1, 3.4], gap="medium")

    def draw() -> None:
        with controls:
            level_config, config = ask(LevelConfig, t), ask(ShareConfig, t, segments=2)
        found = share_samples(level_config, config)
        curves = [cached(coverage_curve, name, config.trials, level_config.level) for name in INTERVALS]
        said = {"coverage": found.coverage, "level": level_config.level, "hits": found.hits}
        with stage:
            figure(
                share_figure(curves, found, level_config, config, t), key="estimation_share",
                handles=[field_handle(ShareConfig, "p", level_config.level, label="p")],
                alt=t("alt.coverage", p=config.p, n=config.trials, method=t(f"options.method.{config.method}"), **said),
            )  # fmt: skip
            live_formula(t, "promise", p=config.p, n=config.trials, **said)
            if count := over_the_border(found):
                live_formula(t, "over_the_border", count=count)
            if count := no_width(found):
                st.warning(t("no_width", count=count), icon=":material/warning:")
        by_hand(t, "estimation_share_by_hand", hand_lines(level_config, config, found))
        judged = (found, level_config, config)
        challenges(t, CHALLENGES, broken_promise=judged, wilson_dips=judged)
        code_panel(
            t, {"NumPy": Made(share_samples, level_config, config),
                "SciPy": Made(coverage_in_scipy, level_config, config)},
            shown={"coverage": found.coverage},
        )  # fmt: skip

    drawing(t, draw)
