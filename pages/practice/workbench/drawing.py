"""A sheet to draw on, and what the trained model says of it while the pen moves."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.practice.workbench.challenges import on_the_fence, place_matters
from core.practice.workbench.drawing import drawing_numbers, read_drawing
from core.practice.workbench.drawing_figure import seen_figure
from core.practice.workbench.judgment_figure import answer_figure, neighbors_figure
from core.practice.workbench.neighbors import nearest_images
from core.practice.workbench.settings import DrawingConfig
from core.refusal import Refusal
from pages.practice.workbench.source import ModelOnScreen, class_names, model_on_screen, offer_code
from pages.shared import (
    Challenge,
    Experiment,
    Words,
    ask,
    challenges,
    current_config,
    draw_box,
    drawing,
    figure,
    put,
    quotable,
    refusal,
)

USUAL = {
    "tab": "drawing", "images": "mnist", "size": 1000, "held_out": 20, "network": "LeNet-5", "epochs": 3, "batch": 64,
    "optimizer": "Adam", "learning_rate": 2e-3, "schedule": "constant", "augmentation": (), "standardize": "set",
}  # fmt: skip
MOVED = (  # the three of the first visit, three pixels up and two to the left
    "37AR3iRR20Ai7ziR17Ai10z16Ai3ziRARRizzi15A3zR6A3z15ARiR7A3z24Aizzi21ARi4z22A5zR21AR5zR22Ai5zR24Ai3zR2"
    "4Aizzi25Azzi14ARR9Azzi13ARzzR7AizzR13AR3ziRAARR4z15Ai11z17AR8zi20AR4iR210A"
)
PALE = (  # the three of the first visit in gray ink
    "123AF3KFF20AK7PKF17AK10P16AK3PKFAFFKPPK15A3PF6A3P15AFKF7A3P24AKPPK21AFK4P22A5PF21AF5PF22AK5PF24AK3PF24AKPPK25A"
    "PPK14AFF9APPK13AFPPF7AKPPF13AF3PKFAAFF4P15AK11P17AF8PK20AF4KF124A"
)
EXPERIMENTS = {
    "moved": Experiment(USUAL | {"drawing": MOVED, "centered": False}, right=2),
    "blank": Experiment(USUAL | {"drawing": ""}, right=2),
    "pale": Experiment(USUAL | {"drawing": PALE, "centered": True}, right=1),
}
BETWEEN = (  # half a three and half an eight
    "100AMmI20AR3iRmoa18Ai7zoR17Ai10z16Ai3ziRnpmizzi15A3zRDiopeA3z15ARiRAQoolIA3z18ABiooSAizzi18AP3oi4z19AUoo5zR18"
    "AKnpp5zR18Ag4o5zR17Ag4opoo3zR16AgoomVCLoozzi15AGmooL3Aeozzi14ARRlomH3AQozzi13ARzzRmogDAARozzR13AR3zimobZd4z15"
    "Ai11z17AR8ziC19AR4iR124A"
)
CHALLENGES = {
    "place": Challenge(place_matters, solution={"drawing": MOVED}),
    "fence": Challenge(on_the_fence, solution={"drawing": BETWEEN}),
}
SHEET_PIXELS = 330


def show(t: Words) -> None:
    """The sheet, and beside it the answer, what is seen, and the training images most like it."""
    screen = model_on_screen(t)
    if screen is None:
        return
    names = class_names(t, screen.images)
    sheet, stage = st.columns([1, 2], gap="medium")

    def draw() -> None:
        with sheet:
            config = current_config(DrawingConfig, t)
            draw_box(
                t("fields.drawing.label"), kind="digit", text=config.drawing, key="workbench_sheet_of_paper",
                on_change=lambda text: put({"drawing": text}), height=SHEET_PIXELS,
            )  # fmt: skip
            config = ask(DrawingConfig, t, only=("centered",))
        _answer(t, stage, screen, names, config)

    drawing(t, draw)


def _answer(t: Words, stage: DeltaGenerator, screen: ModelOnScreen, names: list[str], config: DrawingConfig) -> None:
    training, images = screen.training, screen.images
    with stage:
        try:
            found = read_drawing(training, config)
        except Refusal as error:
            refusal(t, error)
            return
        guess, share = int(found.probabilities.argmax()), 100 * float(found.probabilities.max())
        key = "nothing" if found.is_empty else "sure" if share >= 90 else "likely" if share >= 50 else "unsure"
        st.markdown(t(key, name=quotable(names[guess]), share=share))
        left, right = st.columns([1.25, 1], gap="small")
        with left:
            fig = answer_figure(found.probabilities, names, -1, t)
            figure(fig, key="workbench_answer", alt=t("alt.answer", name=quotable(names[guess]), share=share))
        nearest, distances = nearest_images(images, found.image)
        with right:
            labels = [names[label] for label in images.train_labels[nearest]]
            fig = neighbors_figure(found.image, images.train_images[nearest], labels, distances, t)
            figure(fig, key="workbench_neighbors", alt=t("alt.neighbors", count=len(nearest)))
        figure(seen_figure(found, t), key="workbench_seen", alt=t("alt.seen"), caption=t("cover"))
    challenges(t, CHALLENGES, place=(found, training, config), fence=(found,))
    offer_code(t, screen, drawing_numbers, config)
