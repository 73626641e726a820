"""Area under the curve by bars, and the area as a function of its end."""

from math import isnan, pi

import streamlit as st

from core.mathematics.derivatives.area import (
    TrueArea,
    area_errors,
    area_in_scipy,
    area_sum,
    running_area,
    true_area,
)
from core.mathematics.derivatives.area_figure import area_errors_figure, area_figure, running_figure
from core.mathematics.derivatives.area_report import AreaReport, area_report, sum_in_tex
from core.mathematics.derivatives.challenges import as_much_below, cheap_area
from core.mathematics.derivatives.settings import AreaConfig
from core.mathematics.derivatives.window import HIGH, LOW, told, window_of
from pages.mathematics.derivatives.typed import typed_function
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
    folded,
    live_formula,
)

EXPERIMENTS = {
    "root": Experiment({"tab": "area", "formula": "sqrt(x)", "a": 0.0, "b": 1.0, "n": 8, "rule": "midpoint"}, right=1),
    "limit": Experiment({"tab": "area", "formula": "x^2", "a": 0.0, "b": 1.0, "n": 1000, "rule": "left"}, right=2),
    "period": Experiment({"tab": "area", "formula": "exp(cos(x))", "a": -pi, "b": pi, "n": 8, "rule": "trapezoid"}),
}  # fmt: skip
CHALLENGES = {
    "cheap_area": Challenge(cheap_area, solution={"formula": "exp(x)", "a": 0.0, "b": 1.0, "n": 5, "rule": "Simpson"}),
    "as_much_below": Challenge(as_much_below, solution={"a": -2.0, "b": 2.0, "rule": "midpoint"}),
}


def show(t: Words) -> None:
    """The curve with its bars, the running area, and the errors of the five rules."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        f = typed_function(t)
        sliders = st.container()
    window, gaps = window_of(f), tuple(f.gaps(LOW - 1, HIGH + 1).tolist())
    with stage:
        upper, lower = st.container(), st.columns(2, gap="small")

    def draw() -> None:
        with sliders:
            config = ask(AreaConfig, t)
        found, truth = area_sum(f, config), cached(true_area, f, gaps, config.a, config.b)
        report = area_report(f, found, truth, config)
        errors = cached(area_errors, f, truth.value, config.a, config.b)
        x, running = running_area(f, config.a, LOW, HIGH)
        ends = [field_handle(AreaConfig, name, 0.0, label=name) for name in ("a", "b")]
        said = {"n": config.n, "total": told(report.total, t), "error": told(report.error, t, 3)}
        with upper:
            figure(
                area_figure(f, window, found, config, t), key="derivatives_area", handles=ends,
                alt=t("alt.area", **said),
            )  # fmt: skip
        with lower[0]:
            figure(
                running_figure(x, running, config, float(f(config.b)), t), key="derivatives_running",
                alt=t("alt.running", a=config.a, b=config.b, slope=told(float(f(config.b)), t)),
            )  # fmt: skip
        with lower[1]:
            figure(
                area_errors_figure(errors, config, report.error, t), key="derivatives_area_errors",
                alt=t("alt.area_errors", **said),
            )  # fmt: skip
        _verdict(t, report, truth, found.missing, config)
        _by_hand(t, sum_in_tex(found, config), config)
        challenges(t, CHALLENGES, cheap_area=(f, found, report, config), as_much_below=(found, config))
        code_panel(
            t, {"NumPy": Made(area_sum, f, config), "SciPy": Made(area_in_scipy, f, config)},
            shown={"total": found.total},
        )  # fmt: skip

    drawing(t, draw)


def _verdict(t: Words, report: AreaReport, truth: TrueArea, missing: int, config: AreaConfig) -> None:
    if missing:
        st.warning(t("missing", missing=missing, n=config.n), icon=":material/warning:")
    if truth.reason:
        st.warning(t(f"no_area.{truth.reason}", place=truth.place), icon=":material/warning:")
    elif not missing:
        live_formula(t, "error", total=f"{report.total:.10g}", truth=f"{report.truth:.10g}", error=report.error)
        if not isnan(report.order):
            live_formula(t, "order", ratio=report.ratio, order=report.order, expected=report.expected)


@folded("part.numbers", icon="calculate", key="derivatives_area_by_hand")
def _by_hand(t: Words, numbers: dict[str, str], config: AreaConfig) -> None:
    live_formula(t, f"height.{config.rule}")
    live_formula(t, "sum", **numbers)
