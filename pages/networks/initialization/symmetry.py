"""Four units that begin equal."""

import streamlit as st

from core.networks.initialization.challenges import small_spark, stays_alike
from core.networks.initialization.settings import SymmetryConfig
from core.networks.initialization.symmetry import symmetry_run, train_symmetric, train_symmetric_in_torch, units_of
from core.networks.initialization.symmetry_figure import symmetry_film
from core.networks.initialization.symmetry_report import Line, growth_by_hand, symmetry_lines, units_by_hand
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
    film,
    folded,
    live_formula,
    paragraphs,
)

USUAL = {"tab": "symmetry", "unit": "Tanh", "dataset": "circle", "rate": 0.3, "noise_seed": 0}
EXPERIMENTS = {
    "nothing": Experiment(USUAL | {"perturbed": False, "equal": 0.0}, right=1),
    "spark": Experiment(USUAL | {"perturbed": True, "equal": 0.5, "epsilon": 1e-8}, right=2),
    "sigmoid": Experiment(USUAL | {"perturbed": False, "equal": 0.0, "unit": "Sigmoid"}, right=0),
}
CHALLENGES = {
    "small_spark": Challenge(small_spark, solution={"perturbed": True, "epsilon": 1e-8, "rate": 1.0}),
    "stays_alike": Challenge(stays_alike, solution={"perturbed": True, "epsilon": 1e-4, "dataset": "xor"}),
}
NEEDED = {"epsilon": lambda now: now["perturbed"], "noise_seed": lambda now: now["perturbed"]}


def show(t: Words) -> None:
    """The settings beside the film of the units."""
    controls, stage = st.columns([1, 3.9], gap="medium")

    def draw() -> None:
        with controls:
            config = ask(SymmetryConfig, t, when=NEEDED)
        run = cached(symmetry_run, config)
        with stage:
            fig, frames = symmetry_film(run, config, t)
            film(fig, frames, key="initialization_symmetry", rate=12, frame=frames.count - 1,
                 alt=t("alt.symmetry", first=float(run.spread[0]), last=float(run.spread[-1])))  # fmt: skip
            st.markdown(paragraphs(t, [(f"said.{key}", values) for key, values in symmetry_lines(run, config)]))
        _by_hand(t, units_by_hand(run), growth_by_hand(run))
        challenges(t, CHALLENGES, small_spark=(run, config), stays_alike=(run, config))
        code_panel(
            t, {"NumPy": Made(train_symmetric, config), "PyTorch": Made(train_symmetric_in_torch, config)},
            shown={"units": units_of(run.parameters[-1]), "last_loss": float(run.losses[-1])},
        )  # fmt: skip

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="initialization_units_by_hand")
def _by_hand(t: Words, units: str, growth: Line | None) -> None:
    live_formula(t, "by_hand", units=units)
    if growth is not None:
        live_formula(t, growth[0], **growth[1])
