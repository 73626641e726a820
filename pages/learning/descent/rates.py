"""The loss after the last step against the learning rate, for every optimizer."""

import streamlit as st

from core.learning.descent.challenges import momentum_wins, plain_is_easier
from core.learning.descent.race import fair_numbers, fair_race
from core.learning.descent.rates_figure import handle_height, rates_figure
from core.learning.descent.rates_report import one_curvature, rate_lines, rates_lines, sum_lines
from core.learning.descent.settings import RuleConfig, RunnersConfig
from core.learning.descent.walk import paths, quick_paths
from pages.learning.descent.ground import ask_walk, ground, keyed, layout, said
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
)

ROSENBROCK = {"tab": "rates", "surface": "rosenbrock", "x0": -1.2, "y0": 1.0, "steps": 200, "noise": 0.0}
EXPERIMENTS = {
    "rosenbrock": Experiment(ROSENBROCK | {"optimizers": ("GD", "Momentum", "Adam"), "momentum": 0.9}, right=1),
    "noisy": Experiment(
        {"tab": "rates", "surface": "bowl", "kappa": 10.0, "x0": 4.0, "y0": 1.0, "steps": 100, "noise": 1.0, "seed": 0,
         "optimizers": ("GD", "SGD")}, right=2
    ),
    "steeper": Experiment(
        {"tab": "rates", "surface": "bowl", "kappa": 1000.0, "x0": 4.0, "y0": 1.0, "steps": 100, "noise": 0.0,
         "optimizers": ("GD", "Adam")}, right=0
    ),
}  # fmt: skip
CHALLENGES = {
    "momentum": Challenge(momentum_wins, solution={
        "surface": "ravine", "kappa": 100.0, "optimizers": ("GD", "Momentum", "Adam"), "noise": 0.0, "momentum": 0.7,
    }),
    "easier": Challenge(plain_is_easier, solution={
        "surface": "bowl", "kappa": 2.0, "optimizers": ("GD", "Adam"), "noise": 0.0, "steps": 10, "x0": 4.0, "y0": 1.0,
    }),
}  # fmt: skip


def show(t: Words) -> None:
    """A curve for each optimizer over the grid of rates, and its best rate."""
    typed, sliders, stage = layout(t)

    def draw() -> None:
        with sliders:
            place = ground(t, typed)
            config = ask(RunnersConfig, t)
            rule, course, start = ask_walk(t, config.optimizers)
        settings = place.terrain, start, rule, course, config, place.land.low
        fair = cached(fair_race, quick_paths, *settings)
        curvature = one_curvature(place.terrain, place.land)
        handle = field_handle(RuleConfig, "learning_rate", handle_height(fair), name="rate", label="η")
        with stage:
            figure(rates_figure(fair, rule.learning_rate, t), key="descent_rates",
                   alt=t("alt.rates", names=", ".join(fair.methods)), handles=[handle])  # fmt: skip
            st.markdown(said(t, [*rate_lines(fair, rule.learning_rate), *rates_lines(fair, place.land, curvature)]))
            sums = sum_lines(fair, place.config, start, course, rule.learning_rate)
            by_hand(t, "descent_rates_by_hand", keyed(sums))
        challenges(t, CHALLENGES, momentum=(fair,), easier=(fair,))
        numbers = fair_numbers(quick_paths, *settings)
        code_panel(t, {"NumPy": Made(fair_numbers, paths, *settings)}, shown={"best_rate": numbers["best_rate"]})

    drawing(t, draw)
