"""Two boxes whose corners are dragged: areas, IoU, GIoU and Dice in pixels."""

from functools import partial

import streamlit as st

from core.figures.theme import CLASS_A, CLASS_B
from core.networks.detection.challenges import distant, half
from core.networks.detection.overlap import (
    HIGH,
    WIDE,
    BoxOverlap,
    moved_over,
    overlap_in_sklearn,
    overlap_numbers,
    overlap_of,
)
from core.networks.detection.overlap_figure import boxes_figure, moved_figure
from core.networks.detection.overlap_report import overlap_lines
from core.networks.detection.settings import BoxPairConfig
from pages.shared import (
    Challenge,
    Experiment,
    Handle,
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
    paragraphs,
    put,
)

SIDES = ("left", "top", "right", "bottom")


def pair(a: tuple[int, ...], b: tuple[int, ...]) -> dict[str, object]:
    """The fields of two boxes, each as left, top, right, bottom."""
    corners = {
        f"{name}_{side}": value for name, box in (("a", a), ("b", b)) for side, value in zip(SIDES, box, strict=True)
    }
    return {"tab": "overlap", **corners}


EXPERIMENTS = {
    "shifted": Experiment(pair((6, 3, 16, 13), (11, 8, 21, 18)), right=1),
    "around": Experiment(pair((6, 5, 16, 15), (5, 4, 17, 16)), right=2),
    "closer": Experiment(pair((2, 5, 10, 13), (18, 5, 26, 13)), right=0),
}
CHALLENGES = {
    "half": Challenge(half, solution=pair((4, 4, 16, 14), (8, 4, 20, 14))),
    "distant": Challenge(distant, solution=pair((0, 0, 1, 1), (31, 19, 32, 20))),
}


def show(t: Words) -> None:
    """The arithmetic beside the boxes with their handles."""
    numbers, stage = st.columns([1, 1.9], gap="medium")

    def draw() -> None:
        with numbers:
            words = st.container()
            sliders(t)
            config = ask(BoxPairConfig, t, only=())
        found, moved = cached(overlap_of, config), moved_over(config)
        with stage:
            alt = t("alt.boxes", iou=found.iou, intersection=found.intersection, union=found.union)
            figure(boxes_figure(found, t), key="detection_boxes", alt=alt, handles=handles(found))
            figure(moved_figure(moved, found, t), key="detection_moved", alt=t("alt.moved", left=int(found.b[0])))
        words.markdown(paragraphs(t, overlap_lines(found)))
        challenges(t, CHALLENGES, half=(found,), distant=(found,))
        calls = {"NumPy": Made(overlap_numbers, config), "scikit-learn": Made(overlap_in_sklearn, config)}
        code_panel(t, calls, shown={"iou": found.iou, "dice": found.dice})

    drawing(t, draw)


@folded("corners", icon="tune", key="detection_corners")
def sliders(t: Words) -> None:
    """The corners as numbers, for who would rather type or use the keyboard."""
    ask(BoxPairConfig, t, columns=2)


def handles(found: BoxOverlap) -> list[Handle]:
    """Two corners of each box, and its middle, which moves it as a whole."""
    made = []
    for name, box, color in (("a", found.a, CLASS_B), ("b", found.b, CLASS_A)):
        for across, down in (("left", "top"), ("right", "bottom")):
            made.append(
                field_handle(BoxPairConfig, f"{name}_{across}", f"{name}_{down}", name=f"{name}_{across}", color=color)
            )
        left, top, right, bottom = (int(value) for value in box)
        wide, high = right - left, bottom - top
        made.append(
            Handle(
                name=f"{name}_middle",
                label=name.upper(),
                color=color,
                x=left + wide / 2,
                y=top + high / 2,
                x_low=wide / 2,
                x_high=WIDE - wide / 2,
                y_low=high / 2,
                y_high=HIGH - high / 2,
                snap=1.0,
                on_drag=partial(move, name, wide, high),
            )
        )
    return made


def move(name: str, wide: int, high: int, x: float, y: float) -> None:
    """Put a box of this size around a middle."""
    left = min(max(round(x - wide / 2), 0), WIDE - wide)
    top = min(max(round(y - high / 2), 0), HIGH - high)
    put({f"{name}_{side}": value for side, value in zip(SIDES, (left, top, left + wide, top + high), strict=True)})
