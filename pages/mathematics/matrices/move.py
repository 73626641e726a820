"""The move from the identity to A: grid, circle, photograph and columns, and the determinant on the way."""

import streamlit as st

from core.mathematics.matrices.challenges import flattens_to_target, third_of_a_turn
from core.mathematics.matrices.move import Move, MoveConfig, move
from core.mathematics.matrices.move_figure import move_alt, move_figure
from core.mathematics.matrices.move_report import move_arithmetic, move_lines, move_numbers, move_numbers_by_numpy
from core.mathematics.matrices.photograph import moved_photograph, square_pixels
from core.mathematics.matrices.plane_figure import COLUMN_COLORS
from core.mathematics.matrices.settings import MatricesState
from pages.mathematics.matrices.special import choose_special
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    column_handle,
    drawing,
    figure,
    folded,
    live_formula,
    pick_image,
    sentences,
)

MIRROR, HALF_TURN = ((1.0, 0.0), (0.0, -1.0)), ((-1.0, 0.0), (0.0, -1.0))
RANK_ONE = ((1.0, 1.0, 1.0), (2.0, 2.0, 2.0), (-1.0, -1.0, -1.0))
EXPERIMENTS = {
    "mirror": Experiment({"tab": "move", "a": MIRROR, "path": "turn", "t": 0.5}, right=1),
    "half_turn": Experiment({"tab": "move", "a": HALF_TURN, "path": "straight", "t": 0.5}, right=2),
    "rank": Experiment({"tab": "move", "a": RANK_ONE, "path": "straight", "t": 1.0}, right=2),
}
CHALLENGES = {
    "flatten": Challenge(flattens_to_target, solution={"a": ((1.0, 1.0), (2.0, 2.0))}),
    "third": Challenge(third_of_a_turn, solution={"a": ((0.0, -1.0), (1.0, -1.0))}),
}


def show(t: Words) -> None:
    """The matrix and the time beside the picture."""
    controls, stage = st.columns([1, 3], gap="medium")

    def draw() -> None:
        with controls:
            config = ask(MoveConfig, t, only=("a", "t"))
            choose_special(t, "a", config.a)
            config = ask(MoveConfig, t, only=("path",))
            plane = len(config.a) == 2
            picture = pick_image(t, MatricesState) if plane else None
        found = cached(move, config)
        photograph = moved_photograph(square_pixels(picture), found.now) if picture else None
        with stage:
            figure(
                move_figure(found, photograph, t), key="matrices_plane" if plane else "matrices_space",
                alt=move_alt(found, t), handles=_columns() if plane else (),
            )  # fmt: skip
            st.markdown(sentences(t, move_lines(found)))
        _by_hand(t, found)
        challenges(t, CHALLENGES, flatten=(found,), third=(found,))
        code_panel(
            t, {"NumPy": Made(move_numbers, config),
                "numpy.linalg": Made(move_numbers_by_numpy, found.a, found.now)},
            shown={"det": found.det, "det_now": found.det_now, "rank": found.rank},
        )  # fmt: skip

    drawing(t, draw)


def _columns() -> list:  # type: ignore[type-arg]
    return [column_handle(MoveConfig, "a", k, label=f"A e{'₁₂'[k]}", color=COLUMN_COLORS[k]) for k in (0, 1)]


@folded("part.numbers", icon="calculate", key="matrices_move_by_hand")
def _by_hand(t: Words, found: Move) -> None:
    written = move_arithmetic(found)
    live_formula(t, "by_hand.columns", columns=written.columns)
    live_formula(t, "by_hand.det", products=written.det, det=written.det_value)
    live_formula(t, "by_hand.straight", numbers=written.straight)
    live_formula(t, "by_hand.polar", rotation=written.rotation, stretch=written.stretch)
