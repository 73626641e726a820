"""Softmax regression: the plane of three classes, points that are dragged, and descent step by step."""

import streamlit as st

from core.learning.linear_models.challenges import quick_descent, torn_between
from core.learning.linear_models.routes import route_calls
from core.learning.linear_models.settings import ClassStepsConfig, SoftmaxFitConfig, SpotsConfig
from core.learning.linear_models.softmax import softmax_fit
from core.learning.linear_models.softmax_figure import loss_figure, plane_figure
from core.learning.linear_models.softmax_report import hand_lines, route_numbers, softmax_lines
from core.learning.linear_models.softmax_routes import PLANE_WAYS
from pages.learning.linear_models.hands import keep_spots, new_handle, spot_points
from pages.learning.linear_models.routes import routes
from pages.shared import (
    Challenge,
    Experiment,
    Words,
    ask,
    by_hand,
    cached,
    challenges,
    current_config,
    drawing,
    figure,
    live_formula,
    sentences,
)

TAB = {"tab": "softmax", "shrink": False}
EXPERIMENTS = {
    "meet": Experiment(TAB | {"groups": "spots", "new_x": 0.497, "new_y": 0.451, "class_steps": 1000}, right=1),
    "shift": Experiment(TAB | {"groups": "penguins"}, right=0),
    "parted": Experiment(TAB | {"groups": "iris", "class_rate": 2.0, "class_steps": 3000}, right=2),
}
CHALLENGES = {
    "torn": Challenge(torn_between, solution={"new_x": 0.497, "new_y": 0.451}),
    "quick": Challenge(quick_descent, solution={"class_rate": 6.0, "class_steps": 20}),
}


def show(t: Words) -> None:
    """The plane beside the loss of the descent; the controls stand first."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with stage:
        left, right = st.columns([1.35, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            config = ask(SoftmaxFitConfig, t, only=("groups", "shrink", "shrink_c"), segments=2,
                         when={"shrink_c": lambda now: now["shrink"]})  # fmt: skip
            settings = ask(ClassStepsConfig, t)
        own = current_config(SpotsConfig, t)
        found, free = cached(softmax_fit, config, settings, own), config.groups == "spots"
        names = [t(f"data.column.{name}") for name in found.plane.columns] or [t("axis.x"), t("axis.y")]
        classes = [t(f"data.class.{one}") for one in found.plane.classes] or [t(f"class_{k}") for k in range(3)]
        alt = t("alt.plane", n=len(found.plane.labels), wrong=found.wrong, p=float(found.p.max()),
                name=classes[int(found.p.argmax())])  # fmt: skip
        with left:
            figure(plane_figure(found, names, classes, not free, t), key=f"linear_models_plane_{free}", alt=alt,
                   handles=[new_handle(t, found)], points=spot_points(t, found, classes) if free else None,
                   on_points=keep_spots)  # fmt: skip
        with right:
            alt = t("alt.loss", steps=len(found.losses) - 1, loss=float(found.losses[-1]))
            figure(loss_figure(found, t), key="linear_models_loss", alt=alt)
        with below:
            live_formula(t, "new", **{f"name_{k}": name for k, name in enumerate(classes)},
                         **{f"p_{k}": float(p) for k, p in enumerate(found.p)})  # fmt: skip
            st.markdown(sentences(t, softmax_lines(found, config, settings)))
            by_hand(t, "linear_models_softmax_by_hand", hand_lines(found, names, classes))
        challenges(t, CHALLENGES, torn=(found,), quick=(found, config))
        data, columns = (found.plane.points, found.plane.labels), [t("number.bias"), *names]
        calls = route_calls(PLANE_WAYS, data, config, settings, found.solvable)
        routes(t, calls, {"loss": t("number.loss")}, numbers=lambda one: route_numbers(one, classes, columns), digits=8)

    drawing(t, draw)
