"""The gradient on the map, beside the surface."""

import numpy as np
import streamlit as st

from core.mathematics.gradients.challenges import backwards, worst_place
from core.mathematics.gradients.settings import MapConfig, PlaceConfig
from core.mathematics.gradients.slope import PointGradient, miss_map, miss_of, slope_at, slope_in_scipy
from core.mathematics.gradients.slope_figure import slope_map, slope_surface
from core.mathematics.gradients.slope_report import angle_lines, by_hand, slope_lines
from pages.mathematics.gradients.plane import Surface, point_handle, typed_surface
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    drawing,
    figure,
    folded,
    live_formula,
)

HIMMELBLAU = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
EXPERIMENTS = {
    "narrow": Experiment({"tab": "slope", "formula": "x^2 + 100*y^2", "x": 4.0, "y": 0.4}, right=1),
    "on_axis": Experiment({"tab": "slope", "formula": "x^2 + 9*y^2", "x": 4.0, "y": 0.0}, right=0),
    "cone": Experiment({"tab": "slope", "formula": "sqrt(x^2 + y^2)", "x": 0.0, "y": 0.0}, right=2),
}
CHALLENGES = {
    "worst_place": Challenge(worst_place, solution={"formula": "x^2 + 9*y^2", "x": 3.0, "y": 1.0}),
    "backwards": Challenge(backwards, solution={"formula": HIMMELBLAU, "x": -0.25, "y": -1.75}),
}


def show(t: Words) -> None:
    """The map and the surface side by side, and what the gradient at the point says."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        surface = typed_surface(t)
        sliders = st.container()
    with stage:
        left, right = st.columns(2, gap="small")

    def draw() -> None:
        f, f_x, f_y, land = surface.f, surface.f_x, surface.f_y, surface.land
        with sliders:
            place, colors = ask(PlaceConfig, t), ask(MapConfig, t)
        found = slope_at(f, f_x, f_y, place)
        miss = miss_of(found, land.minima)
        angles = miss_map(f_x, f_y, land.minima, land.axis) if colors.coloring == "angle" else None
        numbers = {"x": found.x, "y": found.y, "steepness": found.steepness, "uphill": found.uphill}
        alt = "alt.map_flat" if np.isnan(found.uphill) else "alt.map"
        with left:
            figure(slope_map(land, found, miss, angles, t), key="gradients_map", alt=t(alt, **numbers),
                   handles=[point_handle()])  # fmt: skip
        with right:
            figure(slope_surface(land, found, t), key="gradients_surface", alt=t("alt.surface", value=found.value))
        with stage:
            lines = slope_lines(found, miss, land) + angle_lines(angles, miss, surface[3:6])
            st.markdown("\n\n".join(t(f"said.{key}", **values) for key, values in lines))
        _by_hand(t, surface, found)
        challenges(t, CHALLENGES, worst_place=(f, found, miss), backwards=(f, miss))
        shown = {name: getattr(found, name) for name in ("value", "partial_x", "partial_y", "steepness")}
        code_panel(t, {"NumPy": Made(slope_at, f, f_x, f_y, place), "SciPy": Made(slope_in_scipy, f, place)},
                   shown=shown)  # fmt: skip

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="gradients_slope_by_hand")
def _by_hand(t: Words, surface: Surface, found: PointGradient) -> None:
    live_formula(t, "by_hand", **by_hand(found, surface.f_x.latex, surface.f_y.latex))
