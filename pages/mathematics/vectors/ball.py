"""An Lp ball that grows until it touches, and the ring of what every direction would give."""

from dataclasses import replace

import streamlit as st

from core.figures.theme import CLASS_B, GRADIENT, INK
from core.mathematics.vectors.ball import ball_numbers, touch, zero_ring
from core.mathematics.vectors.ball_figure import RING, ball_figure, length_figure, norm_figure
from core.mathematics.vectors.ball_report import ball_lines, length_line, norm_rows, touch_name
from core.mathematics.vectors.challenges import same_lengths, whole_side
from core.mathematics.vectors.library import touch_by_gradient
from core.mathematics.vectors.norms import BallConfig, NormConfig, norm_table
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
    folded,
    paragraphs,
)

LINE = {"tab": "ball", "loss": "linear", "growth": 1.0}
POINT = {"tab": "ball", "loss": "quadratic", "growth": 1.0}
EXPERIMENTS = {
    "corner": Experiment(LINE | {"p": "1", "line_angle": 26.565, "offset": 0.8944}, right=1),
    "every_line": Experiment(LINE | {"p": "1", "line_angle": 110.0, "offset": 2.0}, right=2),
    "round_loss": Experiment(POINT | {"p": "1", "line_angle": 30.0, "offset": 2.0}, right=1),
    "shrinks": Experiment({"tab": "ball", "p": "inf", "x1": 3.0, "x2": -4.0}, right=0),
}
CHALLENGES = {
    "whole_side": Challenge(whole_side, solution={"p": "1", "line_angle": 135.0}),
    "same_lengths": Challenge(same_lengths, solution={"x1": 1.5, "x2": -2.0}),
}


def show(t: Words) -> None:
    """The ball and what it touches, the ring around them, and one vector under the same norm."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        ask(BallConfig, t, only=("loss",))
        sliders = st.container()
    with stage:
        ask(BallConfig, t, only=("p",), segments=11)
        picture, beside = st.columns([1.5, 1], gap="medium")

    def draw() -> None:
        with sliders:
            config = ask(BallConfig, t, only=("growth", "line_angle", "offset"))
        vector = current_config(NormConfig, t)
        found, ring = cached(touch, config), cached(zero_ring, replace(config, line_angle=0.0, growth=1.0))
        center = (float(found.center[0]), float(found.center[1]))
        hands = [
            field_handle(BallConfig, angle="line_angle", circle=(0, 0, RING), label="θ", color=INK),
            field_handle(BallConfig, distance="offset", line=((0, 0), center), color=GRADIENT),
        ]
        with picture:
            (x, y), share = map(float, found.points[0]), 100 * ring.share
            touching = t(f"touch_alt.{touch_name(found, config)}", x=x, y=y, share=share)
            alt = t(f"alt.{config.loss}", p=config.p, touching=touching)
            figure(ball_figure(found, ring, config, t), key="vectors_ball", alt=alt, handles=hands)
        with beside:
            st.markdown(paragraphs(t, ball_lines(found, ring, config)))
            _length(t, config, vector)
        by_hand(t, vector)
        challenges(t, CHALLENGES, whole_side=(found, config), same_lengths=(cached(norm_table, vector),))
        calls = {"NumPy": Made(ball_numbers, config)}
        if config.loss == "linear" and found.zeros != "tie":  # where the dual norm has a kink it has no gradient
            calls["PyTorch"] = Made(touch_by_gradient, config)
        code_panel(t, calls, shown={"size": found.size, "points": found.points})

    drawing(t, draw)


def _length(t: Words, config: BallConfig, vector: NormConfig) -> None:
    key, values = length_line(vector, config)
    tip = field_handle(NormConfig, "x1", "x2", name="x", label="x", color=CLASS_B)
    st.markdown(t(key, **values))
    alt = t("alt.length", p=config.p, x1=vector.x1, x2=vector.x2)
    figure(norm_figure(config, vector, t), key="vectors_norm", alt=alt, handles=[tip])


@folded("part.numbers", icon="calculate", key="vectors_norms_by_hand")
def by_hand(t: Words, vector: NormConfig) -> None:
    """The vector under every norm, and how large every unit ball is."""
    table = cached(norm_table, vector)
    kind = "zero" if table.length.max() == 0 else "fall" if vector.x1 and vector.x2 else "stay"
    left, right = st.columns([1, 1.4], gap="medium")
    with left:
        st.markdown("\n".join([t("norms.head"), "|:-|:-|:-|", *norm_rows(table)]))
    with right:
        figure(length_figure(table.p, table.length, t), key="vectors_lengths", alt=t(f"alt.lengths_{kind}"))
        st.markdown(t("holder"))
