"""A network by hand: beads that are dragged, and the staircase of what each unit adds."""

import streamlit as st

from core.networks.approximation.axes import EDGE
from core.networks.approximation.challenges import close, tower
from core.networks.approximation.hinges import (
    hinge_numbers,
    hinge_sum,
    hinges_in_torch,
    value_at,
)
from core.networks.approximation.hinges_figure import color_of, hinges_figure, strength_reach
from core.networks.approximation.hinges_report import hinges_lines, value_tex
from core.networks.approximation.settings import HingesConfig, TargetConfig
from core.networks.approximation.target import Target
from pages.networks.approximation.beads import bead_buttons
from pages.networks.approximation.chosen import chosen_target
from pages.shared import (
    Challenge,
    Experiment,
    Handle,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    current_config,
    drawing,
    field_handle,
    figure,
    folded,
    live_formula,
    paragraphs,
    put,
)

SIXTEEN = (tuple(round(-0.94 + 0.125 * k, 3) for k in range(16)), (6.0, -6.0) * 8)
PLAIN = {"tab": "hinges", "target": "sine", "unit": "ReLU", "level": -0.1}
EXPERIMENTS = {
    "sixteen": Experiment(PLAIN | {"beads": SIXTEEN, "slope": -3.0}, right=1),
    "one": Experiment(PLAIN | {"beads": ((-0.6, 0.2, 0.6), (3.0, -3.0, -3.0)), "slope": -2.2}, right=2),
    "pair": Experiment(PLAIN | {"beads": ((-0.2, 0.0), (5.0, -5.0)), "slope": 0.0, "level": -0.5}, right=0),
}
CHALLENGES = {
    "close": Challenge(close, solution={
        "target": "typed", "formula": "abs(sin(3*x))", "unit": "ReLU", "level": 0.14, "slope": 2.8,
        "beads": ((-0.8, -0.55, -0.3, 0.0, 0.3, 0.55, 0.8), (-1.43, -2.26, -1.77, 5.33, -1.77, -2.26, -1.43)),
    }),
    "tower": Challenge(tower, solution={
        "unit": "ReLU", "level": 0.0, "slope": 0.0, "beads": ((-0.5, 0.0, 0.5), (2.0, -4.0, 2.0)),
    }),
}  # fmt: skip


def show(t: Words) -> None:
    """The target and the units beside the staircase with its beads."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with controls:
        target = chosen_target(t)
        below = st.container()

    def draw() -> None:
        with below:
            config = ask(HingesConfig, t, only=("unit", "level"))
            config = ask(HingesConfig, t, only=("slope",)) if config.unit == "ReLU" else config
            bead_buttons(t, config, target)
        found = hinge_sum(config, target)
        with stage:
            said = {"units": len(found.kinks), "pieces": found.pieces, "largest": found.largest}
            figure(
                hinges_figure(found, config, target, t), key="approximation_hinges_figure",
                alt=t(f"alt.{config.unit}", **said), handles=_handles(t, config, target),
            )  # fmt: skip
            live_formula(t, "value", **value_tex(config, found))
            st.markdown(paragraphs(t, hinges_lines(found, config, target)))
            _cells(t)
        challenges(t, CHALLENGES, close=(current_config(TargetConfig, t), found), tower=(config,))
        calls = {"NumPy": Made(hinge_numbers, config, target), "PyTorch": Made(hinges_in_torch, config, target)}
        code_panel(t, calls, shown=hinge_numbers(config, target))

    drawing(t, draw)


@folded("part.beads", icon="table", key="approximation_cells")
def _cells(t: Words) -> None:
    ask(HingesConfig, t, only=("beads",))


def _handles(t: Words, config: HingesConfig, target: Target) -> list[Handle]:
    """One bead a unit, the level at the left edge, and the place whose value is read."""
    reach = strength_reach(target, config.unit)
    beads = [
        Handle(
            name=f"bead_{k}", x=max(-EDGE, min(EDGE, kink)), y=max(-reach, min(reach, strength)), color=color_of(k),
            label=t("mark.bead", number=k + 1), axes=("x", "y2"), snap=0.01, x_low=-EDGE, x_high=EDGE, y_low=-reach,
            y_high=reach, on_drag=lambda x, y, k=k: _move(t, k, x, y),
        )  # fmt: skip
        for k, (kink, strength) in enumerate(zip(*config.beads, strict=True))
    ]
    level = field_handle(HingesConfig, -1.0, "level", label="c")
    return [*beads, level, field_handle(HingesConfig, "at", value_at(config), label="x")]


def _move(t: Words, unit: int, x: float, y: float) -> None:
    kinks, strengths = (list(row) for row in current_config(HingesConfig, t, warn=False).beads)
    kinks[unit], strengths[unit] = round(x, 2), round(y, 2)
    put({"beads": (tuple(kinks), tuple(strengths))})
