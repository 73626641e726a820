"""The slope in every direction from a point."""

import streamlit as st

from core.figures.theme import CLASS_A
from core.mathematics.gradients.challenges import half_as_steep, level_walk
from core.mathematics.gradients.direction import section, walk_from, walk_in_scipy
from core.mathematics.gradients.direction_figure import RING, direction_map, section_figure, turn_figure
from core.mathematics.gradients.direction_report import walk_lines
from core.mathematics.gradients.settings import DirectionConfig, PlaceConfig
from pages.mathematics.gradients.plane import point_handle, typed_surface
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    drawing,
    field_handle,
    figure,
)

BOWL = {"tab": "direction", "formula": "x^2 + 3*y^2", "x": 1.0, "y": 1.0}
EXPERIMENTS = {
    "diagonal": Experiment(BOWL | {"theta": 45.0}, right=1),
    "right_angle": Experiment(BOWL | {"x": -1.0, "y": 1.0, "theta": 18.0}, right=2),
    "crossing": Experiment({"tab": "direction", "formula": "x*y", "x": 0.0, "y": 0.0, "theta": 45.0}, right=0),
}
CHALLENGES = {
    "half_as_steep": Challenge(half_as_steep, solution={"formula": "x^2 + 9*y^2", "x": 3.0, "y": 0.0, "theta": 60.0}),
    "level_walk": Challenge(level_walk, solution={"formula": "x^2 + y^2", "x": 2.0, "y": 2.0, "theta": 135.0}),
}


def show(t: Words) -> None:
    """The direction on the map, the slope over the full turn, and the section along the walk."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        surface = typed_surface(t)
        sliders = st.container()
    with stage:
        left, right = st.columns(2, gap="small")

    def draw() -> None:
        f, land = surface.f, surface.land
        with sliders:
            direction, place = ask(DirectionConfig, t), ask(PlaceConfig, t)
        walk = walk_from(f, surface.f_x, surface.f_y, place, direction)
        tip = field_handle(
            DirectionConfig, angle="theta", circle=(place.x, place.y, RING), name="ring", label="u", color=CLASS_A
        )
        dot = field_handle(DirectionConfig, "theta", walk.slope, curve=0, label="θ", color=CLASS_A)
        numbers = {"theta": walk.theta, "slope": walk.slope, "steepness": walk.steepness, "value": walk.value}
        with left:
            figure(direction_map(land, walk, t), key="gradients_direction", alt=t("alt.map", **numbers),
                   handles=[point_handle(), tip])  # fmt: skip
        with right:
            figure(turn_figure(walk, t), key="gradients_turn", alt=t("alt.turn", **numbers), handles=[dot])
            figure(section_figure(*section(f, walk, walk.theta), walk, t), key="gradients_section",
                   alt=t("alt.section", **numbers))  # fmt: skip
        with stage:
            st.markdown("\n\n".join(t(f"said.{key}", **values) for key, values in walk_lines(walk)))
        challenges(t, CHALLENGES, half_as_steep=(walk,), level_walk=(walk,))
        code_panel(
            t, {"NumPy": Made(walk_from, f, surface.f_x, surface.f_y, place, direction),
                "SciPy": Made(walk_in_scipy, f, place, direction)},
            shown={"gradient": walk.gradient, "steepness": walk.steepness, "slope": walk.slope},
        )  # fmt: skip

    drawing(t, draw)
