"""Two boxes whose corners are dragged: areas, IoU, GIoU and Dice in pixels."""

import streamlit as st

from core.figures.theme import CLASS_A, CLASS_B
from core.networks.detection.challenges import distant, half
from core.networks.detection.overlap import (
    HIGH,
    WIDE,
    BoxOverlap,
    box_fields,
    moved_over,
    moved_to,
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

TAB = {"tab": "overlap"}
EXPERIMENTS = {
    "shifted": Experiment(TAB | box_fields(a=(6, 3, 16, 13), b=(11, 8, 21, 18)), right=1),
    "around": Experiment(TAB | box_fields(a=(6, 5, 16, 15), b=(5, 4, 17, 16)), right=2),
    "closer": Experiment(TAB | box_fields(a=(2, 5, 10, 13), b=(18, 5, 26, 13)), right=0),
}
CHALLENGES = {
    "half": Challenge(half, solution=TAB | box_fields(a=(4, 4, 16, 14), b=(8, 4, 20, 14))),
    "distant": Challenge(distant, solution=TAB | box_fields(a=(0, 0, 1, 1), b=(31, 19, 32, 20))),
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
    return [one for name, box, color in (("a", found.a, CLASS_B), ("b", found.b, CLASS_A)) for one in (
        field_handle(BoxPairConfig, f"{name}_left", f"{name}_top", name=f"{name}_left", color=color),
        field_handle(BoxPairConfig, f"{name}_right", f"{name}_bottom", name=f"{name}_right", color=color),
        middle_handle(name, box.tolist(), color),
    )]  # fmt: skip


def middle_handle(name: str, box: list[int], color: str) -> Handle:
    """The middle of a box."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    return Handle(
        name=f"{name}_middle", label=name.upper(), color=color, x=left + wide / 2, y=top + high / 2, snap=1.0,
        x_low=wide / 2, x_high=WIDE - wide / 2, y_low=high / 2, y_high=HIGH - high / 2,
        on_drag=lambda x, y: put(moved_to(name, wide, high, x, y)),
    )  # fmt: skip
