"""Least squares: the best line through three points, and the same as a foot of a perpendicular in space."""

import streamlit as st

from core.figures.theme import CLASS_A, INK
from core.mathematics.matrices.challenges import by_hand, level_line
from core.mathematics.matrices.fit import Fit, FitConfig, fit_line, fit_numbers, fit_numbers_by_numpy
from core.mathematics.matrices.fit_figure import foot_alt, foot_figure, line_alt, line_figure
from core.mathematics.matrices.fit_report import (
    best_key,
    line_tex,
    normal_equations_tex,
    products_tex,
    pythagoras_tex,
    residual_tex,
    squares_tex,
)
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
    column_handle,
    drawing,
    field_handle,
    figure,
    folded,
    live_formula,
    put,
)

EXPERIMENTS = {
    "sum": Experiment({"tab": "fit", "points": ((0.5, 2.0, 4.5), (1.0, 4.0, 2.0)), "model": "line"}, right=0),
    "through": Experiment({"tab": "fit", "points": ((0.5, 2.0, 4.5), (4.0, 1.0, 3.0)), "model": "line"}, right=1),
    "same_x": Experiment({"tab": "fit", "points": ((2.0, 2.0, 2.0), (1.0, 2.0, 4.0)), "model": "line"}, right=2),
}
CHALLENGES = {
    "by_hand": Challenge(by_hand, solution={"own": True, "own_intercept": 2.0, "own_slope": 0.15}),
    "level": Challenge(level_line, solution={"points": ((1.0, 2.0, 4.0), (0.5, 3.0, 1.0)), "model": "line"}),
}
OWN = {"own_intercept": lambda now: now["own"] and now["model"] == "line", "own_slope": lambda now: now["own"]}
END = 4.0  # x of the point that turns one's own line


def show(t: Words) -> None:
    """The points beside both pictures."""
    controls, stage = st.columns([1, 3.6], gap="medium")

    def draw() -> None:
        with controls:
            names = {"points": ["1", "2", "3"]}
            config = ask(FitConfig, t, when=OWN, column_names=names)
        found = cached(fit_line, config)
        with stage:
            left, right = st.columns(2, gap="small")
            with left:
                figure(line_figure(found, t), key="matrices_line", alt=line_alt(found, t), handles=_handles(config))
            with right:
                figure(foot_figure(found, t), key="matrices_foot", alt=foot_alt(found, t))
            live_formula(t, best_key(found), line=line_tex(found), squares=squares_tex(found))
            if found.own_squares is not None:
                live_formula(t, "pythagoras", numbers=pythagoras_tex(found))
        _by_hand(t, found)
        challenges(t, CHALLENGES, by_hand=(found,), level=(found,))
        code_panel(
            t, {"NumPy": Made(fit_numbers, config), "numpy.linalg": Made(fit_numbers_by_numpy, config)},
            shown={"coefficients": found.coefficients, "squares": found.squares, "rank": found.rank},
        )  # fmt: skip

    drawing(t, draw)


def _handles(config: FitConfig) -> list[Handle]:
    """The points, and two points of one's own line."""
    handles = [column_handle(FitConfig, "points", k, label=str(k + 1), color=INK) for k in range(3)]
    if config.own:
        start = config.own_intercept if config.model == "line" else 0.0
        if config.model == "line":
            handles.append(field_handle(FitConfig, 0.0, "own_intercept", color=CLASS_A))
        handles.append(Handle(
            name="own_slope", x=END, y=start + END * config.own_slope, along="y", color=CLASS_A,
            y_low=start - 2 * END, y_high=start + 2 * END, snap=0.2,
            on_drag=lambda _, y: put({"own_slope": round(min(max((y - start) / END, -2.0), 2.0), 6)}),
        ))  # fmt: skip
    return handles


@folded("part.numbers", icon="calculate", key="matrices_fit_by_hand")
def _by_hand(t: Words, found: Fit) -> None:
    live_formula(t, "by_hand.normal", numbers=normal_equations_tex(found))
    live_formula(t, "by_hand.residual", residual=residual_tex(found), products=products_tex(found))
