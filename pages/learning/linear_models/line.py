"""A line through points that are dragged: squares on the residuals, and descent in the bowl of the loss."""

import streamlit as st

from core.learning.linear_models.challenges import line_by_hand, raw_descent, sign_turned
from core.learning.linear_models.line import LINE_WAYS, line_fit, points_of_line
from core.learning.linear_models.line_figure import bowl_figure, ends_of_bowl, ends_of_plane, is_sheet, points_figure
from core.learning.linear_models.line_report import hand_lines, line_lines, line_rows
from core.learning.linear_models.routes import route_calls
from core.learning.linear_models.settings import GradientStepsConfig, LineFitConfig, LinePointsConfig
from pages.learning.linear_models.hands import bowl_handle, keep_points, line_handles, sheet_points
from pages.learning.linear_models.routes import routes
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    by_hand,
    cached,
    challenges,
    current_config,
    drawing,
    figure,
    live_formula,
    paragraphs,
)

START = {"tab": "line", "intercept": 7.0, "slope": 0.0, "through_origin": False}
RAW = {"data": "Anscombe I", "standardize": False}
TURNED = ((3.0, 3.4), (5.0, 4.3), (7.0, 7.2), (9.0, 5.5), (11.0, 8.2), (13.0, 7.3), (20.0, 0.0))
EXPERIMENTS = {
    "largest_rate": Experiment(START | RAW | {"learning_rate": 0.0109, "steps": 1000}, right=2),
    "standardized": Experiment(START | RAW | {"standardize": True, "learning_rate": 0.5, "steps": 1}, right=0),
    "origin": Experiment({"tab": "line", "data": "NoInt1", "through_origin": True, "best": True}, right=1),
}
CHALLENGES = {
    "by_hand": Challenge(line_by_hand, solution={"intercept": 2.43, "slope": 0.455}),
    "turned": Challenge(sign_turned, solution={"points": TURNED}),
    "raw": Challenge(raw_descent, solution=RAW | {"learning_rate": 0.0108, "steps": 3000}),
}


def show(t: Words) -> None:
    """The points and the line beside the bowl; the controls of both stand first."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with stage:
        left, right = st.columns([1.35, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            line = ask(LineFitConfig, t, only=("data",))
            settings = ask(GradientStepsConfig, t)
            line = ask(LineFitConfig, t, only=("best", "through_origin"))
        dragged = current_config(LinePointsConfig, t)
        found = cached(line_fit, line, settings, dragged)
        said, free = line_rows(found), is_sheet(line.data)
        with left:
            plane = points_figure(found, line, not free, (t("axis.x"), t("axis.y")), t)
            ends = ends_of_plane(line.data)
            figure(plane, key=f"linear_models_points_{free}", alt=t("alt.points", **said),
                   handles=line_handles(t, found, ends, line.through_origin),
                   points=sheet_points(t, found.points) if free else None, on_points=keep_points)  # fmt: skip
        with right:
            ends = ends_of_bowl(line.data, settings.standardize, found)
            figure(bowl_figure(found, line, settings.standardize, t), key="linear_models_bowl",
                   alt=t("alt.bowl", **said), handles=[bowl_handle(t, found, ends, line.through_origin)])  # fmt: skip
        with below:
            live_formula(t, "lines", **said)
            st.markdown(paragraphs(t, line_lines(found, line, settings)))
            by_hand(t, "linear_models_line_by_hand", hand_lines(found, line, settings))
        challenges(t, CHALLENGES, by_hand=(found, line), turned=(found, line), raw=(found, line, settings))
        calls = route_calls(LINE_WAYS, (Made(points_of_line, line, dragged),), line, settings)
        routes(t, calls, {name: t(f"number.{name}") for name in ("intercept", "slope", "loss")})

    drawing(t, draw)
