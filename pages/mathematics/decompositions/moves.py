"""The singular value decomposition as three moves."""

import streamlit as st

from core.mathematics.decompositions.challenges import stretched_but_turned, tilted_mirror
from core.mathematics.decompositions.moves import (
    FRAMES_A_MOVE,
    Moves,
    MovesConfig,
    moves_numbers,
    sigma_by_numpy,
    three_moves,
)
from core.mathematics.decompositions.moves_figure import moves_alt, moves_film
from core.mathematics.decompositions.moves_report import moves_lines, moves_tex
from pages.mathematics.decompositions.examples import choose_matrix
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
    put,
    sentences,
)

EXPERIMENTS = {
    "golden": Experiment({"tab": "moves", "moved": ((1.0, 1.0), (0.0, 1.0)), "t": 3.0}, right=2),
    "nilpotent": Experiment({"tab": "moves", "moved": ((0.0, 2.0), (0.0, 0.0)), "t": 3.0}, right=1),
    "minus": Experiment({"tab": "moves", "moved": ((-1.5, -1.0), (1.0, -1.0)), "t": 3.0}, right=1),
}
CHALLENGES = {
    "turned": Challenge(stretched_but_turned, solution={"moved": ((0.0, -3.0), (1.0, 0.0))}),
    "mirror": Challenge(tilted_mirror, solution={"moved": ((0.0, 1.0), (1.0, 0.0))}),
}


def show(t: Words) -> None:
    """The matrix beside the film."""
    controls, stage = st.columns([1, 3.4], gap="medium")

    def draw() -> None:
        with controls:
            config = ask(MovesConfig, t, only=("moved",))
            choose_matrix(t, "moved", config.moved)
            config = ask(MovesConfig, t, only=("t",))
        found = cached(three_moves, config)
        with stage:
            fig, frames = moves_film(found, t)
            film(fig, frames, key="decompositions_moves", alt=moves_alt(found, t), rate=15,
                 frame=round(config.t * FRAMES_A_MOVE), on_frame=_rest)  # fmt: skip
            st.markdown(sentences(t, moves_lines(found)))
        _by_hand(t, found)
        challenges(t, CHALLENGES, turned=(found,), mirror=(found,))
        code_panel(
            t, {"NumPy": Made(moves_numbers, config), "numpy.linalg.svd": Made(sigma_by_numpy, config)},
            shown={"sigma": found.sigma},
        )  # fmt: skip

    drawing(t, draw)


def _rest(frame: int) -> None:
    put({"t": frame / FRAMES_A_MOVE})


@folded("part.numbers", icon="calculate", key="decompositions_moves_by_hand")
def _by_hand(t: Words, found: Moves) -> None:
    written = moves_tex(found)
    live_formula(t, "by_hand.factors", **written)
    live_formula(t, "by_hand.gram", **written)
