"""Second derivatives at a point, and the surface that they make."""

import streamlit as st

from core.mathematics.gradients.challenges import bent_both_ways, summit
from core.mathematics.gradients.curvature import curvature_at, curvature_in_scipy, largest_error, taylor_patch
from core.mathematics.gradients.curvature_figure import curvature_map, curvature_surface
from core.mathematics.gradients.curvature_report import curvature_lines
from core.mathematics.gradients.settings import PatchConfig, PlaceConfig
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
ORIGIN = {"tab": "curvature", "x": 0.0, "y": 0.0}
EXPERIMENTS = {
    "peano": Experiment(ORIGIN | {"formula": "(y - x^2)*(y - 3*x^2)", "patch": 1.5}, right=2),
    "monkey": Experiment(ORIGIN | {"formula": "x^3 - 3*x*y^2", "patch": 2.0}, right=1),
    "mixed": Experiment(ORIGIN | {"formula": "x^2 + 3*x*y + y^2", "patch": 2.0}, right=1),
}
CHALLENGES = {
    "summit": Challenge(summit, solution={"formula": HIMMELBLAU, "x": -0.27, "y": -0.92}),
    "bent_both_ways": Challenge(bent_both_ways, solution={"formula": "x*y", "x": 0.0, "y": 0.0}),
}


def show(t: Words) -> None:
    """The axes of curvature on the map, the Taylor surface on the true one, and the verdict."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        surface = typed_surface(t)
        sliders = st.container()
    with stage:
        left, right = st.columns(2, gap="small")

    def draw() -> None:
        f, land = surface.f, surface.land
        with sliders:
            place, size = ask(PlaceConfig, t), ask(PatchConfig, t)
        found = curvature_at(*surface[:6], place)
        patch = taylor_patch(found, size)
        numbers = {"x": found.x, "y": found.y, "low": float(found.eigenvalues[0]), "high": float(found.eigenvalues[1])}
        with left:
            figure(curvature_map(land, found, patch, t), key="gradients_axes", alt=t("alt.map", **numbers),
                   handles=[point_handle()])  # fmt: skip
        with right:
            figure(curvature_surface(land, found, patch, t), key="gradients_taylor",
                   alt=t("alt.surface", value=found.value))  # fmt: skip
        with stage:
            lines = curvature_lines(found, largest_error(f, found, size))
            st.markdown("\n\n".join(t(f"said.{key}", **values) for key, values in lines))
        _by_hand(t, surface)
        challenges(t, CHALLENGES, summit=(f, found), bent_both_ways=(found,))
        code_panel(
            t, {"NumPy": Made(curvature_at, *surface[:6], place),
                "SciPy": Made(curvature_in_scipy, f, found.x, found.y)},
            shown={"eigenvalues": found.eigenvalues},
        )  # fmt: skip

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="gradients_hessian_by_hand")
def _by_hand(t: Words, surface: Surface) -> None:
    live_formula(t, "by_hand", xx=surface.f_xx.latex, xy=surface.f_xy.latex, yy=surface.f_yy.latex)
