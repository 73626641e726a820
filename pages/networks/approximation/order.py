"""How fast the largest error falls with the number of pieces."""

import streamlit as st

from core.networks.approximation.challenges import never_close, thrifty
from core.networks.approximation.order import (
    TrainedErrors,
    crowded_kinks,
    equal_kinks,
    interpolant,
    order_curves,
    order_in_scipy,
    order_numbers,
    trained_steps,
)
from core.networks.approximation.order_figure import interpolant_figure, order_figure, shown_error
from core.networks.approximation.order_report import bound_tex, order_lines
from core.networks.approximation.polynomial import polynomial_errors, polynomial_through
from core.networks.approximation.settings import OrderConfig, TargetConfig
from core.networks.approximation.target import Target
from pages.networks.approximation.chosen import chosen_target
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    current_config,
    drawing,
    field_handle,
    figure,
    live_formula,
    paragraphs,
    with_progress,
)

PLAIN = {"tab": "order", "target": "sine", "pieces": 8, "polynomial": False, "trained": False}
EXPERIMENTS = {
    "double": Experiment(PLAIN | {"target": "square", "pieces": 16}, right=2),
    "odd": Experiment(PLAIN | {"target": "absolute", "pieces": 9}, right=1),
    "runge": Experiment(PLAIN | {"target": "runge", "polynomial": True, "pieces": 16}, right=1),
    "trained": Experiment(PLAIN | {"trained": True, "pieces": 256}, right=0),
}
CHALLENGES = {
    "thrifty": Challenge(thrifty, solution={"target": "square", "pieces": 32}),
    "never": Challenge(never_close, solution={"target": "step", "pieces": 256}),
}


def show(t: Words) -> None:
    """The number of pieces beside the broken line and its error."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with controls:
        target = chosen_target(t)
        sliders = st.container()
    with stage:
        left, right = st.columns([1, 1.2], gap="small")
        below = st.container()

    def draw() -> None:
        with sliders:
            config = ask(OrderConfig, t)
        curves = cached(order_curves, target)
        found = interpolant(target, equal_kinks(config.pieces))
        crowded = interpolant(target, crowded_kinks(target, config.pieces)).largest
        polynomial = polynomial_through(target, config.pieces) if config.polynomial else None
        errors = cached(polynomial_errors, target) if config.polynomial else None
        with below:
            trained = _trained(t, target) if config.trained else None
        said = {"pieces": config.pieces, "largest": found.largest}
        with left:
            line = interpolant_figure(found, target, t, polynomial=polynomial)
            figure(line, key="approximation_interpolant", alt=t("alt.line", **said))
        with right:
            handle = field_handle(OrderConfig, "pieces", shown_error(found.largest, curves), label="n")
            figure(
                order_figure(curves, trained, config, t, polynomial=errors), key="approximation_order",
                alt=t("alt.order", **said), handles=[handle],
            )  # fmt: skip
        with below:
            key, values = bound_tex(curves, config)
            live_formula(t, key, **values)
            st.markdown(paragraphs(t, order_lines(found, crowded, polynomial, trained, curves, config, target)))
        chosen = current_config(TargetConfig, t)
        challenges(t, CHALLENGES, thrifty=(chosen, config, found), never=(config, found))
        calls = {"NumPy": Made(order_numbers, config, target), "SciPy": Made(order_in_scipy, config, target)}
        code_panel(t, calls, shown={"equal": found.largest})

    drawing(t, draw)


def _trained(t: Words, target: Target) -> TrainedErrors | None:
    """Errors of trained networks; None where the run was cut before the end."""
    last = with_progress(trained_steps, target, share=lambda step: step.share, said=t("trains"))
    return last if last is not None and last.errors.size else None
