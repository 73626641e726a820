"""The training: its knobs, the wall of images that are not learned from, and the curves."""

from functools import partial

import streamlit as st

from core.practice.workbench.challenges import beyond_linear, quick_start
from core.practice.workbench.images import ImageSet
from core.practice.workbench.settings import ImageModelConfig, ImagesConfig, ImageTrainingConfig
from core.practice.workbench.trained import Training, majority_share, training_numbers
from core.practice.workbench.training_figure import (
    blank_wall,
    curves_figure,
    wall_alt_numbers,
    wall_figure,
    wall_film,
)
from core.practice.workbench.training_report import training_lines
from pages.practice.workbench.source import ModelOnScreen, chosen_images, class_names, offer_code, trained
from pages.shared import (
    Challenge,
    Experiment,
    Words,
    ask,
    challenges,
    current_config,
    figure,
    film,
    paragraphs,
    put,
)

USUAL = {
    "tab": "training", "images": "mnist", "size": 1000, "network": "LeNet-5", "epochs": 3, "batch": 64,
    "optimizer": "Adam", "learning_rate": 2e-3, "schedule": "constant", "augmentation": (), "standardize": "set",
}  # fmt: skip
EXPERIMENTS = {
    "too_fast": Experiment(USUAL | {"images": "fashion_mnist", "learning_rate": 0.1}, right=2),
    "linear": Experiment(USUAL | {"network": "Logistic regression"}, right=0),
    "forest": Experiment(USUAL | {"network": "Random forest"}, right=0),
}
CHALLENGES = {
    "beyond_linear": Challenge(beyond_linear, solution={"network": "LeNet-5", "epochs": 8}),
    "quick_start": Challenge(quick_start, solution={"network": "MLP", "epochs": 2}),
}
MORE = ("optimizer", "schedule", "weight_decay", "dropout", "patience", "standardize", "augmentation", "training_seed")


def show(t: Words) -> None:
    """Knobs beside the wall and the curves."""
    controls, stage = st.columns([1, 3.3], gap="medium")
    with controls:
        network = ask(ImageModelConfig, t, only=("network",)).network
        own = {"MLP": ("hidden",), "Random forest": ("trees",)}.get(network, ())
        ask(ImagesConfig, t, only=("size",))
        ask(ImageModelConfig, t, only=own)
        if network != "Random forest":
            ask(ImageTrainingConfig, t, only=("learning_rate", "epochs", "batch"))
        with st.popover(t("more"), icon=":material/tune:", width="stretch"):
            ask(ImageModelConfig, t, only=() if network == "Random forest" else ("dropout",))
            ask(ImageTrainingConfig, t, only=MORE if network != "Random forest" else ("training_seed",), columns=2)
    with stage:
        images = chosen_images(t)
        if images is None:
            return
        names = class_names(t, images)
        training = trained(t, partial(_progress, t, images, names), partial(_before, t, images))
        if training is not None:
            _result(t, training, images, names)
    config = current_config(ImagesConfig, t)
    challenges(t, CHALLENGES, beyond_linear=(training, config), quick_start=(training, config))
    if training is not None:
        offer_code(t, ModelOnScreen(training, images, config), training_numbers)


def _before(t: Words, images: ImageSet) -> None:
    figure(blank_wall(images, t), key="workbench_wall", alt=t("alt.wall_blank", count=len(images.validation_labels)))
    st.markdown(t("before"))


def _progress(t: Words, images: ImageSet, names: list[str], state: Training) -> None:
    alt = t("alt.wall", **wall_alt_numbers(state, images))
    figure(wall_figure(state, images, names, t), key="workbench_wall", alt=alt)
    _curves(t, state, images, names)


def _curves(t: Words, state: Training, images: ImageSet, names: list[str]) -> None:
    majority = majority_share(images.train_labels, images.validation_labels)
    fig = curves_figure(state, names, majority, t)
    figure(fig, key="workbench_curves", alt=t("alt.curves", epochs=state.epochs, step=state.step))


def _result(t: Words, training: Training, images: ImageSet, names: list[str]) -> None:
    fig, frames = wall_film(training, images, names, t)
    alt = t("alt.wall", **wall_alt_numbers(training, images))
    film(fig, frames, key="workbench_film", alt=alt, frame=frames.count - 1, rate=3)
    _curves(t, training, images, names)
    st.markdown(paragraphs(t, training_lines(training, images, current_config(ImagesConfig, t))))
    with st.container(horizontal=True):
        for tab, icon in (("judgment", "gavel"), ("drawing", "draw"), ("advice", "trending_up")):
            st.button(t(f"go.{tab}"), icon=f":material/{icon}:", on_click=put, args=({"tab": tab},), key=f"go_{tab}")
