from typing import Annotated

import streamlit as st

from core.data.drawings import (
    CURVE_TEXT,
    DIGIT_TEXT,
    POINTS_TEXT,
    decode_curve,
    decode_digit,
    decode_points,
    encode_curve,
    encode_points,
)  # fmt: skip
from core.params import Len, config, from_query, to_query
from core.refusal import Refusal
from pages.shared.live import draw_box, page_state


@config
class Drawings:
    """One drawing of every kind."""

    points: Annotated[str, Len(0, POINTS_TEXT)] = ""
    curve: Annotated[str, Len(0, CURVE_TEXT)] = ""
    digit: Annotated[str, Len(0, DIGIT_TEXT)] = ""


if "store" not in st.session_state:
    found, _ = from_query(Drawings, "x", st.query_params.to_dict())
    st.session_state["store"] = vars(Drawings(**found)).copy()
    st.session_state["moves"] = 0
store = st.session_state["store"]


def keep(name: str, text: str) -> None:
    store[name] = text
    st.session_state["moves"] += 1


def preset() -> None:
    store["points"] = encode_points([[0.5, 0.5], [-0.5, 0]], [0, 1])
    store["curve"] = encode_curve([k / 64 for k in range(64)], (-2, 2))


left, middle, right = st.columns(3)
with left:
    draw_box(
        "Points", kind="points", text=store["points"], key="points", classes=["cats", "dogs"],
        on_change=lambda text: keep("points", text), help="Of **two** classes.",
    )  # fmt: skip
with middle:
    draw_box(
        "Curve", kind="curve", text=store["curve"], key="curve", x_range=(0, 10), y_range=(-2, 2),
        on_change=lambda text: keep("curve", text),
    )  # fmt: skip
with right:
    draw_box(
        "Digit", kind="digit", text=store["digit"], key="digit", height=280, on_change=lambda text: keep("digit", text)
    )
st.button("Set", key="set", on_click=preset)
try:
    points = decode_points(store["points"])
    told = {
        "moves": st.session_state["moves"], "points": points.points.round(6).tolist(), "labels": points.labels.tolist(),
        "curve": decode_curve(store["curve"], 64, (-2, 2)).tolist(), "digit": decode_digit(store["digit"]).tolist(),
    }  # fmt: skip
    st.code(f"{told}", language=None)
except Refusal as refusal:
    st.error(str(refusal))
page_state(to_query(Drawings(**store), "x"), "en")
