"""Softmax regression: the plane of three classes, points that are dragged, and descent step by step."""

import streamlit as st

from core.figures.theme import CATEGORICAL, INK
from core.learning.linear_models.challenges import quick_descent, torn_between
from core.learning.linear_models.routes import route_table
from core.learning.linear_models.settings import (
    HEIGHT,
    MOST_SPOTS,
    WIDTH,
    ClassStepsConfig,
    SoftmaxFitConfig,
    SpotsConfig,
)
from core.learning.linear_models.softmax import SoftmaxFit, softmax_fit
from core.learning.linear_models.softmax_figure import SYMBOLS, loss_figure, plane_figure
from core.learning.linear_models.softmax_report import route_numbers, softmax_lines, softmax_tex, weights_table
from core.learning.linear_models.softmax_routes import (
    plane_by_descent,
    plane_by_newton,
    plane_in_sklearn,
    plane_in_torch,
)
from pages.shared import (
    Challenge,
    Experiment,
    Handle,
    Made,
    PointClass,
    Points,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    current_config,
    drawing,
    figure,
    folded,
    live_formula,
    put,
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
            config = ask(SoftmaxFitConfig, t, only=("groups", "shrink"), segments=2)
            config = ask(SoftmaxFitConfig, t, only=("shrink_c",) if config.shrink else ())
            settings = ask(ClassStepsConfig, t)
        own = current_config(SpotsConfig, t)
        found, free = cached(softmax_fit, config, settings, own), config.groups == "spots"
        names = [t(f"data.column.{name}") for name in found.plane.columns] or [t("axis.x"), t("axis.y")]
        classes = [t(f"data.class.{one}") for one in found.plane.classes] or [t(f"class_{k}") for k in range(3)]
        alt = t("alt.plane", n=len(found.plane.labels), wrong=found.wrong, p=float(found.p.max()),
                name=classes[int(found.p.argmax())])  # fmt: skip
        with left:
            figure(plane_figure(found, names, classes, not free, t), key=f"linear_models_plane_{free}", alt=alt,
                   handles=[_new(t, found)], points=_hand(t, found, classes) if free else None,
                   on_points=_keep)  # fmt: skip
        with right:
            alt = t("alt.loss", steps=len(found.losses) - 1, loss=float(found.losses[-1]))
            figure(loss_figure(found, t), key="linear_models_loss", alt=alt)
        with below:
            live_formula(t, "new", **{f"name_{k}": name for k, name in enumerate(classes)},
                         **{f"p_{k}": float(p) for k, p in enumerate(found.p)})  # fmt: skip
            st.markdown(sentences(t, softmax_lines(found, config, settings)))
            _by_hand(t, found, names, classes)
        challenges(t, CHALLENGES, torn=(found,), quick=(found, config))
        _code(t, found, config, settings, names, classes)

    drawing(t, draw)


def _new(t: Words, found: SoftmaxFit) -> Handle:
    x0, x1, y0, y1 = found.plane.ends

    def move(x: float, y: float) -> None:
        put({"new_x": round((x - x0) / (x1 - x0), 3), "new_y": round((y - y0) / (y1 - y0), 3)})

    return Handle(
        name="new", x=float(found.new[0]), y=float(found.new[1]), label=t("handle.new"), color=INK, x_low=x0,
        x_high=x1, y_low=y0, y_high=y1, on_drag=move,
    )  # fmt: skip


def _hand(t: Words, found: SoftmaxFit, classes: list[str]) -> Points:
    kinds = zip(classes, CATEGORICAL, SYMBOLS, strict=False)
    return Points(
        x=found.plane.points[:, 0].tolist(), y=found.plane.points[:, 1].tolist(), labels=found.plane.labels.tolist(),
        classes=[PointClass(name, color, symbol) for name, color, symbol in kinds], x_low=0.0, x_high=WIDTH,
        y_low=0.0, y_high=HEIGHT, snap=0.1, most=MOST_SPOTS,
    )  # fmt: skip


def _keep(moved: Points) -> None:
    rows = zip(moved.x, moved.y, moved.labels, strict=True)
    if spots := tuple((round(x, 2), round(y, 2), float(label)) for x, y, label in rows):
        put({"spots": spots})


@folded("part.numbers", icon="calculate", key="linear_models_softmax_by_hand")
def _by_hand(t: Words, found: SoftmaxFit, names: list[str], classes: list[str]) -> None:
    known = softmax_tex(found)
    live_formula(t, "by_hand" if known else "by_hand_none", **known)
    live_formula(t, "two_forms", first=classes[0], x=names[0], y=names[1], rows=weights_table(found.end, classes))


def _code(
    t: Words, found: SoftmaxFit, config: SoftmaxFitConfig, settings: ClassStepsConfig, names: list[str],
    classes: list[str],
) -> None:  # fmt: skip
    data = found.plane.points, found.plane.labels
    calls = {"NumPy": Made(plane_by_descent, *data, config, settings),
             "PyTorch": Made(plane_in_torch, *data, config, settings)}  # fmt: skip
    if found.best_loss == found.best_loss:  # else there is no minimum
        calls = {"Newton": Made(plane_by_newton, *data, config), **calls,
                 "scikit-learn": Made(plane_in_sklearn, *data, config)}  # fmt: skip
    _four_routes(t, calls, [t("number.bias"), *names], classes)
    code_panel(t, calls)


@folded("routes.title", icon="view_column", key="linear_models_softmax_routes")
def _four_routes(t: Words, calls: dict[str, Made], columns: list[str], classes: list[str]) -> None:
    found = {key: route_numbers(made.value(), classes, columns) for key, made in calls.items()}
    nothing = dict.fromkeys(found["NumPy"], float("nan"))
    names = {name: t("number.loss") if name == "loss" else name for name in nothing}
    routes = {key: found.get(key, nothing) for key in ("Newton", "NumPy", "PyTorch", "scikit-learn")}
    live_formula(t, "routes.table", rows=route_table(routes, names, 8))
