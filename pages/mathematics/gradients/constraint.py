"""The best place on a curve, and what the curve costs."""

from dataclasses import replace

import streamlit as st

from core.mathematics.gradients.challenges import costs_nothing, parallel
from core.mathematics.gradients.constraint import constrained, constrained_by_slsqp, nearest_s, span_of, walker_at
from core.mathematics.gradients.constraint_figure import along_figure, constraint_map
from core.mathematics.gradients.constraint_report import best_lines, walker_line
from core.mathematics.gradients.settings import ConstraintConfig
from pages.mathematics.gradients.plane import typed_surface
from pages.shared import (
    Challenge,
    Experiment,
    Handle,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    drawing,
    field_handle,
    figure,
    put,
)

CIRCLE = {"tab": "constraint", "constraint": "circle"}
SHIFTED = "x^2 + 2*x + y^2 - 2*y + 1"
EXPERIMENTS = {
    "price": Experiment(CIRCLE | {"formula": "x*y", "c": 8.0, "s": 45.0}, right=1),
    "free": Experiment(CIRCLE | {"formula": SHIFTED, "c": 2.0, "s": 135.0}, right=2),
    "cusp": Experiment({"tab": "constraint", "constraint": "cusp", "formula": "x", "s": 180.0}, right=2),
}
CHALLENGES = {
    "parallel": Challenge(parallel, solution={"constraint": "ellipse", "formula": "x^2 + 9*y^2", "c": 8.0, "s": 0.0}),
    "costs_nothing": Challenge(costs_nothing, solution={"constraint": "circle", "formula": SHIFTED, "c": 2.0}),
}
DELTA = 0.01  # by which c is changed to see what it is worth


def show(t: Words) -> None:
    """The curve on the map with both gradients, f along it, and the best places with their prices."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        surface = typed_surface(t)
        sliders = st.container()
    with stage:
        left, right = st.columns(2, gap="small")

    def draw() -> None:
        three, land = (surface.f, surface.f_x, surface.f_y), surface.land
        with sliders:
            config = ask(ConstraintConfig, t, when={"c": lambda now: now["constraint"] != "cusp"})
        on_curve = replace(config, s=0.0)
        found, walker = cached(constrained, *three, on_curve), walker_at(*three, config)
        delta = 0.0 if config.constraint == "cusp" else DELTA if config.c + DELTA <= 20 else -DELTA
        raised = cached(constrained, *three, replace(on_curve, c=config.c + delta))
        hand = Handle(
            name="walker", x=walker.x, y=walker.y, label="p", x_low=-5, x_high=5, y_low=-5, y_high=5,
            on_drag=lambda x, y: put({"s": nearest_s(config, x, y)}),
        )  # fmt: skip
        numbers = {"x": walker.x, "y": walker.y, "value": walker.value}
        ends = span_of(found)
        with left:
            figure(constraint_map(land, found, walker, t), key="gradients_curve", alt=t("alt.map", **numbers),
                   handles=[hand])  # fmt: skip
        with right:
            figure(
                along_figure(found, t),
                key="gradients_along",
                alt=t("alt.along", low=ends[0], high=ends[1]) if ends else t("said.nothing"),
                handles=[field_handle(ConstraintConfig, "s", walker.value, curve=0, label="p")],
            )
            key, values = walker_line(walker)
            st.markdown(t(f"said.{key}", **values))
        with stage:
            lines = best_lines(found, raised, delta)
            st.markdown("\n\n".join(t(f"said.{key}", **values) for key, values in lines))
        challenges(t, CHALLENGES, parallel=(found, walker, config.constraint), costs_nothing=(found, config.constraint))
        calls = {"NumPy": Made(constrained, *three, on_curve)}
        if found.minima and found.maxima:  # SLSQP also stops at the edge of the map
            calls["SciPy"] = Made(constrained_by_slsqp, *three, on_curve)
        code_panel(t, calls, shown={"minimum": found.minimum, "maximum": found.maximum})

    drawing(t, draw)
