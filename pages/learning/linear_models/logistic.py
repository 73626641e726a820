"""Logistic regression on one column: cases dragged between 0 and 1, the risk, and the penalty that makes it exist."""

import streamlit as st

from core.figures.theme import CLASS_A, CLASS_B, INK
from core.learning.linear_models.challenges import half_risk, made_apart
from core.learning.linear_models.logistic import LogisticFit, cases_of, logistic_fit
from core.learning.linear_models.logistic_figure import cases_figure, slopes_figure
from core.learning.linear_models.logistic_report import logistic_lines, logistic_table, risk_tex
from core.learning.linear_models.logistic_routes import (
    cases_by_descent,
    cases_by_newton,
    cases_in_sklearn,
    cases_in_torch,
    with_moved,
)
from core.learning.linear_models.routes import route_table
from core.learning.linear_models.settings import (
    HOURS,
    MOST_POINTS,
    CasesConfig,
    ClassStepsConfig,
    LogisticFitConfig,
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
    paragraphs,
    put,
)

APART = ((1.0, 0.0), (2.0, 0.0), (2.5, 0.0), (4.0, 1.0), (5.0, 1.0), (5.5, 1.0))
EXPERIMENTS = {
    "cold": Experiment({"tab": "logistic", "cases": "O-rings", "penalized": False, "place": 0.018}, right=2),
    "separable": Experiment({"tab": "logistic", "cases": "separable", "penalized": False}, right=1),
    "default": Experiment({"tab": "logistic", "cases": "hours", "penalized": True, "c": 1.0}, right=2),
}
CHALLENGES = {
    "half": Challenge(half_risk, solution={"cases": "O-rings", "place": 0.633}),
    "apart": Challenge(made_apart, solution={"cases": "points", "case_rows": APART}),
}


def show(t: Words) -> None:
    """The cases and their curve beside the slope for every penalty."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with stage:
        left, right = st.columns([1.35, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            config = ask(LogisticFitConfig, t, only=("cases", "penalized"), segments=3)
            config = ask(LogisticFitConfig, t, only=("c", "threshold") if config.penalized else ("threshold",))
            settings = ask(ClassStepsConfig, t)
        own = current_config(CasesConfig, t)
        found, free = cached(logistic_fit, config, settings, own), config.cases != "O-rings"
        name = t("axis.fahrenheit") if not free else t("axis.hours") if config.cases == "hours" else t("axis.x")
        with left:
            figure(cases_figure(found, config, not free, name, t), key=f"linear_models_cases_{free}",
                   alt=t("alt.cases", n=len(found.y), place=found.place, p=found.p), handles=[_place(t, found)],
                   points=_hand(t, found) if free else None,
                   on_points=lambda moved: _keep(moved, found))  # fmt: skip
        with right:
            alt = t("alt.slopes", low=float(found.slopes[0]), high=float(found.slopes[-1]))
            figure(slopes_figure(found, config, t), key="linear_models_slopes", alt=alt)
        with below:
            st.markdown(paragraphs(t, logistic_lines(found, config, settings)))
            live_formula(t, "table", **logistic_table(found))
            _by_hand(t, found)
        challenges(t, CHALLENGES, half=(found, config), apart=(found, config))
        _code(t, found, config, settings, own)

    drawing(t, draw)


def _place(t: Words, found: LogisticFit) -> Handle:
    low, high = found.axis
    return Handle(
        name="place", x=found.place, y=found.p, label=t("handle.place"), color=INK, along="x", curve=0, x_low=low,
        x_high=high, on_drag=lambda x, y: put({"place": round((x - low) / (high - low), 3)}),
    )  # fmt: skip


def _hand(t: Words, found: LogisticFit) -> Points:
    """The cases, to be dragged along and from 0 to 1 and back."""
    classes = (PointClass(t("case_0"), CLASS_A, "diamond"), PointClass(t("case_1"), CLASS_B))
    return Points(
        x=found.x.tolist(), y=found.y.tolist(), labels=found.y.astype(int).tolist(), classes=classes, x_low=0.0,
        x_high=HOURS, y_low=-0.1, y_high=1.1, snap=0.05, most=MOST_POINTS,
    )  # fmt: skip


def _keep(moved: Points, found: LogisticFit) -> None:
    rows = with_moved(moved.x, moved.y, moved.labels, len(found.y))
    if rows:
        put({"case_rows": rows, "cases": "points"})


@folded("part.numbers", icon="calculate", key="linear_models_logistic_by_hand")
def _by_hand(t: Words, found: LogisticFit) -> None:
    live_formula(t, "by_hand", **risk_tex(found))


def _code(
    t: Words, found: LogisticFit, config: LogisticFitConfig, settings: ClassStepsConfig, own: CasesConfig
) -> None:
    rows = Made(cases_of, config, own)
    calls = {"NumPy": Made(cases_by_descent, rows, config, settings),
             "PyTorch": Made(cases_in_torch, rows, config, settings)}  # fmt: skip
    if found.kind in ("", "apart", "touching") and found.best[0] == found.best[0]:  # else there is no maximum
        calls = {"Newton": Made(cases_by_newton, rows, config), **calls,
                 "scikit-learn": Made(cases_in_sklearn, rows, config)}  # fmt: skip
    _four_routes(t, calls)
    code_panel(t, calls)


@folded("routes.title", icon="view_column", key="linear_models_logistic_routes")
def _four_routes(t: Words, calls: dict[str, Made]) -> None:
    nothing = dict.fromkeys(("intercept", "slope", "log_likelihood"), float("nan"))
    names = {name: t(f"number.{name}") for name in nothing}
    routes = {
        key: calls[key].value() if key in calls else nothing for key in ("Newton", "NumPy", "PyTorch", "scikit-learn")
    }
    live_formula(t, "routes.table", rows=route_table(routes, names))
