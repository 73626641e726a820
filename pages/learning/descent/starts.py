"""Which minimum each start leads to, and which minima the learning rate can hold."""

import streamlit as st

from core.expressions import Function
from core.learning.descent.challenges import past_the_nearest, two_minima
from core.learning.descent.settings import CountryConfig, RuleConfig, ScoutConfig, TerrainConfig
from core.learning.descent.starts import largest_rates, scout, start_map, start_numbers
from core.learning.descent.starts_figure import limits_figure, starts_map
from core.learning.descent.starts_report import map_lines, scout_lines
from core.learning.descent.terrain import Relief, reach_of, relief, terrain_of, typed_terrain
from core.learning.descent.walk import paths, quick_paths
from pages.learning.descent.ground import said
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
    field_handle,
    figure,
    function_box,
)

HIMMELBLAU = {"tab": "starts", "country": "himmelblau", "walker": "GD"}
EXPERIMENTS = {
    "dark": Experiment(HIMMELBLAU | {"pace": 0.015}, right=2),
    "momentum": Experiment(HIMMELBLAU | {"walker": "Momentum", "momentum": 0.9, "pace": 0.03}, right=0),
    "newton": Experiment(HIMMELBLAU | {"walker": "Newton", "pace": 0.01, "xs": 0.0, "ys": -1.0}, right=1),
}
CHALLENGES = {
    "two": Challenge(two_minima, solution=HIMMELBLAU | {"pace": 0.02}),
    "past": Challenge(past_the_nearest, solution=HIMMELBLAU | {"pace": 0.02, "xs": -1.0, "ys": -4.5}),
}
KEPT = {"Momentum": ("momentum",), "Nesterov": ("momentum",), "Adam": ("beta2",)}


def show(t: Words) -> None:
    """The map of starts with one path over it, and the rate at which each minimum gives out."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        country = ask(CountryConfig, t, only=("country",), segments=2).country
        f = function_box(t, TerrainConfig, "formula", variables=("x", "y"), orders=2) if country == "typed" else None
        sliders = st.container()
    with stage:
        left, right = st.columns(2, gap="small")

    def draw() -> None:
        terrain, land = _land(country, f)
        with sliders:
            config = ask(CountryConfig, t, only=("walker", "pace"))
            rule = ask(RuleConfig, t, only=KEPT.get(config.walker, ()))
            at = ask(ScoutConfig, t)
        found = cached(start_map, quick_paths, terrain, config, rule, land)
        walk = cached(scout, quick_paths, terrain, config, rule, land, at)
        limits = largest_rates(config.walker, rule.momentum, land.curvatures)
        with left:
            figure(starts_map(found, land, limits, config.pace, walk, t), key="descent_starts",
                   alt=t("alt.starts", rate=config.pace, arrived=int(found.counts.sum()), total=found.ends.size),
                   handles=[field_handle(ScoutConfig, "xs", "ys", name="scout")])  # fmt: skip
        with right:
            figure(limits_figure(found, limits, config.pace, t), key="descent_limits", alt=t("alt.limits"),
                   handles=[field_handle(CountryConfig, "pace", 30.0, name="pace", label="η")])  # fmt: skip
            st.markdown(said(t, scout_lines(walk, land)))
        with stage:
            st.markdown(said(t, map_lines(found, limits, land.curvatures, config, rule.momentum)))
        challenges(t, CHALLENGES, two=(limits, config), past=(walk, config))
        made = Made(start_numbers, paths, terrain, config, rule, land.made)
        code_panel(t, {"NumPy": made}, shown={"counts": found.counts, "lost": found.lost})

    drawing(t, draw)


def _land(country: str, f: Function | None) -> tuple[tuple[Function, ...], Relief]:
    terrain = terrain_of(country, 1.0) if f is None else typed_terrain(f)
    return terrain, cached(relief, terrain, reach_of(country))
