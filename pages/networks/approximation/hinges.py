"""A network by hand: beads that are dragged, and the staircase of what each unit adds."""

import streamlit as st

from core.networks.approximation.challenges import close, tower
from core.networks.approximation.hinges import (
    hinge_numbers,
    hinge_sum,
    hinges_in_torch,
)
from core.networks.approximation.hinges_figure import hinges_figure
from core.networks.approximation.hinges_report import hinges_lines, value_tex
from core.networks.approximation.settings import HingesConfig
from pages.networks.approximation.beads import bead_buttons, bead_handles
from pages.networks.approximation.chosen import chosen_target
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
    paragraphs,
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
                alt=t(f"alt.{config.unit}", **said), handles=bead_handles(t, config, target),
            )  # fmt: skip
            live_formula(t, "value", **value_tex(config, found))
            st.markdown(paragraphs(t, hinges_lines(found, config, target)))
            _cells(t)
        challenges(t, CHALLENGES, close=(target, found), tower=(config,))
        calls = {"NumPy": Made(hinge_numbers, config, target), "PyTorch": Made(hinges_in_torch, config, target)}
        code_panel(t, calls, shown=hinge_numbers(config, target))

    drawing(t, draw)


@folded("part.beads", icon="table", key="approximation_cells")
def _cells(t: Words) -> None:
    ask(HingesConfig, t, only=("beads",))
