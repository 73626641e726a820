"""What the tabs with a classifier begin with: its knobs, its images, and the training as a job."""

from collections.abc import Callable

import streamlit as st

from core.networks.cnn.classifier import workbench_settings
from core.networks.cnn.settings import CnnClassifierConfig
from core.practice.workbench.images import ImageSet, image_set
from core.practice.workbench.trained import Training
from core.practice.workbench.training import train_images
from pages.shared import Words, ask, cached, job


def ask_classifier(t: Words) -> CnnClassifierConfig:
    """The knobs of the training; what is turned seldom stands in a panel of its own."""
    ask(CnnClassifierConfig, t, only=("images", "network"), segments=2)
    with st.popover(t("more"), icon=":material/tune:", width="stretch"):
        return ask(
            CnnClassifierConfig, t,
            only=("size", "epochs", "learning_rate", "dropout", "shifted", "training_seed"), columns=2,
        )  # fmt: skip


def images_of(config: CnnClassifierConfig) -> ImageSet:
    """The images of a classifier in their three parts."""
    return cached(image_set, workbench_settings(config)[0])


def trained(t: Words, config: CnnClassifierConfig, picture: Callable[[Training | None], None]) -> Training | None:
    """The training once it is done, below its picture; until then its buttons, its progress, and the newest snapshot.

    Before there is one, `picture` draws the network with its first weights.
    """
    training = job(t, train_images, *workbench_settings(config), None, before=lambda: picture(None), show=picture)
    if training is not None:
        picture(training)
    return training


def class_names(t: Words, images: ImageSet) -> list[str]:
    """The classes in the reader's language."""
    return [t.get(f"data.class.{name}") or name for name in images.classes]
