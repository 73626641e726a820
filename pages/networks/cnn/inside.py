"""The inside: maps, filters and Grad-CAM of every layer, of a trained network beside its first weights."""

from functools import partial

import streamlit as st

from core.networks.cnn.challenges import small_and_good, surely_wrong
from core.networks.cnn.inside import (
    Inside,
    chosen_image,
    first_filters,
    first_layer,
    first_maps,
    first_maps_in_torch,
    look_inside,
)
from core.networks.cnn.inside_figure import filters_figure, inside_figure
from core.networks.cnn.inside_report import cam_terms, inside_lines, training_lines
from core.networks.cnn.settings import CnnClassifierConfig, InputConfig
from core.practice.workbench.images import ImageSet
from core.practice.workbench.trained import Training, majority_share
from pages.networks.cnn.source import ask_classifier, class_names, images_of, trained
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    choose,
    code_panel,
    current_config,
    draw_box,
    drawing,
    figure,
    folded,
    live_formula,
    put,
    sentences,
)

USUAL = {
    "tab": "inside", "images": "mnist", "network": "LeNet-5", "size": 2000, "epochs": 5, "learning_rate": 2e-3,
    "dropout": 0.0, "shifted": False, "training_seed": 0,
}  # fmt: skip
EXPERIMENTS = {
    "random": Experiment(USUAL | {"source": "test", "image": 0}, right=1),
    "left_out": Experiment(USUAL | {"dropout": 0.5}, right=2),
    "empty": Experiment(USUAL | {"source": "drawn", "drawing": ""}, right=0),
}
CHALLENGES = {
    "wrong": Challenge(surely_wrong, solution={"image": 612}),
    "good": Challenge(small_and_good, solution={"network": "VGG-small", "size": 1000, "epochs": 6}),
}
SHEET_PIXELS = 240


def show(t: Words) -> None:
    """The image that goes in beside the maps of all layers."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with controls:
        config = ask_classifier(t)
    images = images_of(config)

    def draw() -> None:
        with controls:
            _input(t, images)
        with stage:
            training = trained(t, config, partial(_picture, t, config, images))
            _panels(t, config, images, training)

    drawing(t, draw)


def _input(t: Words, images: ImageSet) -> None:
    """What goes in, and of which class Grad-CAM speaks."""
    if ask(InputConfig, t, only=("source",)).source == "test":
        ask(InputConfig, t, only=("image",))
    else:
        draw_box(
            t("fields.drawing.label"), kind="digit", text=current_config(InputConfig, t).drawing, key="cnn_paper",
            on_change=lambda text: put({"drawing": text}), height=SHEET_PIXELS,
        )  # fmt: skip
    options = {-1: t("answer")} | dict(enumerate(class_names(t, images)))
    choose(t, "target", options, -1, segments=0)


def _picture(t: Words, config: CnnClassifierConfig, images: ImageSet, training: Training | None) -> None:
    """Maps and Grad-CAM of the network, as far as it is trained, above those of its first weights."""
    asked = current_config(InputConfig, t)
    pixels, _ = chosen_image(images, asked)
    bands = [("before", look_inside(config, images, None, pixels, asked.target))]
    if training is not None:
        key = "after" if training.ended else "learning"
        bands.insert(0, (key, look_inside(config, images, training, pixels, asked.target)))
    names, top = class_names(t, images), bands[0][1]
    figure(
        inside_figure(bands, names, t), key="cnn_inside",
        alt=t("alt.inside", count=len(top.stages), name=names[top.guess]),
    )  # fmt: skip


def _panels(t: Words, config: CnnClassifierConfig, images: ImageSet, training: Training | None) -> None:
    """What there is to say of the network, trained or not yet; its kernels, its numbers, its code."""
    asked = current_config(InputConfig, t)
    pixels, label = chosen_image(images, asked)
    found, names = look_inside(config, images, training, pixels, asked.target), class_names(t, images)
    if training is None:
        st.markdown(t("untrained"))
    else:
        majority = majority_share(images.train_labels, images.validation_labels)
        st.markdown(sentences(t, [*inside_lines(found, label, names), *training_lines(training, majority)]))
    before = first_filters(config, images, None)
    after = None if training is None else first_filters(config, images, training)
    figure(filters_figure(before, after, t), key="cnn_filters", alt=t("alt.filters", count=len(before)))
    _by_hand(t, found, names)
    challenges(t, CHALLENGES, wrong=(found, label, training is not None), good=(training, config))
    given = first_layer(config, images, training, pixels)
    code_panel(
        t, {"NumPy": Made(first_maps, *given), "PyTorch": Made(first_maps_in_torch, *given)}, shown=first_maps(*given)
    )


@folded("part.numbers", icon="calculate", key="cnn_inside_hand")
def _by_hand(t: Words, found: Inside, names: list[str]) -> None:
    """Grad-CAM of the last stage: the three maps that say most."""
    last = found.stages[-1]
    live_formula(t, "hand.cam", count=last.maps.shape[1] ** 2, name=names[found.target])
    for term in cam_terms(found, len(found.stages) - 1):
        live_formula(t, "hand.term", **term)
