"""Intervals for a mean, and how often they hold it."""

import numpy as np
import streamlit as st

from core.probability.estimation.challenges import normal_enough, z_at_last
from core.probability.estimation.mean import (
    MeanConfig,
    counting_interval,
    exact_coverage,
    first_mean,
    first_mean_in_scipy,
    mean_samples,
)
from core.probability.estimation.mean_figure import mean_figure, size_figure
from core.probability.estimation.mean_report import hand_lines
from core.probability.estimation.share import LevelConfig
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

START = {"tab": "interval", "quantity": "mean", "level": 0.95, "mean_seed": 0}
EXPERIMENTS = {
    "three": Experiment({**START, "mean_method": "z", "population": "normal", "size": 3}, right=0),
    "resample": Experiment({**START, "mean_method": "bootstrap", "population": "normal", "size": 5}, right=2),
    "skewed": Experiment({**START, "mean_method": "t", "population": "exponential", "size": 10}, right=1),
}
CHALLENGES = {
    "normal_enough": Challenge(normal_enough, solution={"population": "exponential", "size": 100, "level": 0.95}),
    "z_at_last": Challenge(z_at_last, solution={"mean_method": "z", "population": "normal", "size": 57}),
}


def show(t: Words) -> None:
    """The controls, a hundred intervals, and the coverage over the size of a sample."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns(2, gap="small")

    def draw() -> None:
        with controls:
            level_config, config = ask(LevelConfig, t), ask(MeanConfig, t, segments=2)
        found = cached(mean_samples, level_config, config)
        said = {"n": config.size, "counted": found.counted, "level": level_config.level}
        method, single = t(f"options.mean_method.{config.mean_method}"), f"single.{config.mean_method}"
        with left:
            alt = t(single) if config.size == 1 else t("alt.means", method=method, **said)
            figure(mean_figure(found, config, t), key="estimation_means", alt=alt)
        with right:
            alt = t(single) if config.size == 1 else t("alt.sizes", **said)
            figure(size_figure(found, level_config, config, t), key="estimation_sizes", alt=alt)
        with stage:
            if config.size == 1:
                st.warning(t(single), icon=":material/warning:")
            else:
                low, high = counting_interval(found.counted)
                live_formula(t, "counted", low=low, high=high, **said)
                exact = float(exact_coverage(np.array(config.size), level_config.level, config.mean_method))
                live_formula(t, f"why.{config.mean_method}_{config.population}", exact=exact, n=config.size)
        by_hand(t, "estimation_mean_by_hand", hand_lines(level_config, config, found))
        challenges(t, CHALLENGES, normal_enough=(found.counted, level_config, config), z_at_last=(level_config, config))
        code_panel(
            t, {"NumPy": Made(first_mean, level_config, config),
                "SciPy": Made(first_mean_in_scipy, level_config, config)},
            shown={"low": float(found.low[0]), "high": float(found.high[0])},
            note=(lambda: t("other_resamples")) if config.mean_method == "bootstrap" else None,
        )  # fmt: skip

    drawing(t, draw)
