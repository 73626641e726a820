"""A sheet on which a person draws points of several classes, a curve, or a digit."""

from collections.abc import Callable, Sequence
from typing import Literal

import streamlit as st

from core.data.drawings import (
    MOST_CLASSES,
    MOST_POINTS,
    MOST_VALUES,
    POINTS_TEXT,
    decode_curve,
    decode_digit,
    decode_points,
    encode_curve,
    encode_digit,
    encode_points,
)  # fmt: skip
from core.figures.theme import CATEGORICAL, CLASS_A, CLASS_B
from core.refusal import Refusal
from pages.shared.live.assets import loader
from pages.shared.state import moving
from pages.shared.words import words

_mount = st.components.v2.component("draw_box", js=loader("draw/draw.js"))

AROUND_PIXELS = 86  # label, tools and the line of what is pointed at


def draw_box(
    label: str,
    *,
    kind: Literal["points", "curve", "digit"],
    text: str,
    key: str,
    on_change: Callable[[str], None],
    classes: Sequence[str] = (),
    colors: Sequence[str] = (),
    size: int = 64,
    x_range: tuple[float, float] = (-1.0, 1.0),
    y_range: tuple[float, float] = (-1.0, 1.0),
    height: int = 300,
    help: str | None = None,
) -> None:
    """A sheet to draw on, with undo; `on_change(text)` is called before the script reruns, also while a stroke grows.

    The text is that of `core.data.drawings`, where it is decoded into arrays; a text that is no drawing shows an empty
    sheet. It keeps nothing: `text` is what it shows, and the caller stores what `on_change` tells. `classes` names the
    classes of points, `size` counts the values of a curve; a digit is as wide as it is high. ValueError where there are
    no classes, or more classes or values than a text can hold.
    """
    if kind == "points" and not 0 < len(classes) <= MOST_CLASSES:
        raise ValueError(f"{key}: points want 1 to {MOST_CLASSES} classes; got {len(classes)}.")
    if kind == "curve" and not 2 <= size <= MOST_VALUES:
        raise ValueError(f"{key}: a curve wants 2 to {MOST_VALUES} values; got {size}.")

    def changed() -> None:
        told = checked(_report(key).get("value"), kind, len(classes), size)
        if told is not None:
            with moving():
                on_change(told)

    shown = checked(text, kind, len(classes), size) or ""
    few = (CLASS_A, CLASS_B) if kind == "points" and len(classes) <= 2 else CATEGORICAL
    hues = list(colors) or [few[k % len(few)] for k in range(max(1, len(classes)))]
    _mount(
        key=key,
        data={
            "label": label, "help": help, "kind": kind, "text": shown, "classes": list(classes), "colors": hues,
            "size": size, "most": MOST_POINTS, "xRange": list(x_range), "yRange": list(y_range), "height": height,
            "words": words(__file__).group("draw"), "count": _report(key).get("count", 0),
        },
        height=height + AROUND_PIXELS,
        on_move_change=changed,
    )  # fmt: skip


def checked(text: object, kind: str, classes: int, size: int) -> str | None:
    """The shortest text of the same drawing, or None where it is none of this kind; what came is untrusted."""
    if not isinstance(text, str) or len(text) > POINTS_TEXT:
        return None
    try:
        if kind == "points":
            drawn = decode_points(text, classes)
            return encode_points(drawn.points, drawn.labels)
        if kind == "curve":
            return encode_curve(decode_curve(text, size)) if text else ""
        return encode_digit(decode_digit(text))
    except Refusal:
        return None


def _report(key: str) -> dict[str, object]:
    """What the browser has told last: the drawing and how many it has told."""
    state = st.session_state.get(key)
    report = state.get("move") if isinstance(state, dict) else None
    return report if isinstance(report, dict) else {}
