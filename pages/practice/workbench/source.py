"""What every tab begins with: the images, and the model that was trained on them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.code_export import Made
from core.data.tables import FILES
from core.practice.workbench.baseline import baseline_images, baseline_training
from core.practice.workbench.images import ImageSet, OwnImages, image_set
from core.practice.workbench.judgment import judgment_numbers, numbers_by_hand
from core.practice.workbench.library import plain_numbers
from core.practice.workbench.settings import ImageModelConfig, ImagesConfig, ImageTrainingConfig
from core.practice.workbench.trained import Training, settings_in_use, training_numbers
from core.practice.workbench.training import train_images
from core.refusal import Refusal
from pages.shared import Words, cached, code_panel, current_config, job, refusal
from pages.shared.panels import below
from pages.shared.uploads import kept

PLACE = "workbench__images"


@dataclass(frozen=True)
class ModelOnScreen:
    """A trained model with the images that it was trained on, and their config."""

    training: Training
    images: ImageSet
    config: ImagesConfig
    is_baseline: bool = False


def own_images(config: ImagesConfig) -> OwnImages | None:
    """The visitor's own images, where these are asked for and there are some."""
    found: OwnImages | None = kept(PLACE) if config.images == "own" else None
    return found


def chosen_images(t: Words) -> ImageSet | None:
    """The images on the screen; where there are none, one sentence says why."""
    config = current_config(ImagesConfig, t)
    try:
        if config.images == "own":
            return image_set(config, own_images(config))
        return cached(image_set, config)
    except Refusal as error:
        refusal(t, error)
        return None


def chosen_settings(t: Words) -> tuple[ImagesConfig, ImageModelConfig, ImageTrainingConfig]:
    """The three configs of a run, without the knobs that its model does not read."""
    return (
        current_config(ImagesConfig, t),
        *settings_in_use(current_config(ImageModelConfig, t), current_config(ImageTrainingConfig, t)),
    )


def trained(
    t: Words, show: Callable[[Training], None] | None = None, before: Callable[[], object] | None = None
) -> Training | None:
    """The training on the screen once it is done; until then its buttons, its progress and its newest snapshot."""
    images, model, learning = chosen_settings(t)
    return job(t, train_images, images, model, learning, own_images(images), show=show, before=before)


def model_on_screen(t: Words) -> ModelOnScreen | None:
    """The training on the screen once it is done; until then the baseline, fitted at once and named as such."""
    images = chosen_images(t)
    if images is None:
        return None
    config = current_config(ImagesConfig, t, warn=False)
    training = trained(t)
    if training is not None:
        return ModelOnScreen(training, images, config)
    config, own = baseline_images(config), own_images(config)
    if config.images == "own":
        training, images = baseline_training(config, own), image_set(config, own)
    else:
        training, images = cached(baseline_training, config), cached(image_set, config)
    network = t.option("network", current_config(ImageModelConfig, t, warn=False).network)
    st.info(t("baseline", count=len(images.train_labels), network=network), icon=":material/hourglass_empty:")
    return ModelOnScreen(training, images, config, is_baseline=True)


def class_names(t: Words, images: ImageSet) -> list[str]:
    """The classes in the reader's language; those of a visitor's file as they are there."""
    own = current_config(ImagesConfig, t, warn=False).images == "own"
    return [name if own else t.get(f"data.class.{name}") or t.get(f"class_names.{name}") or name
            for name in images.classes]  # fmt: skip


def offer_code(t: Words, screen: ModelOnScreen, function: Callable[..., Any], *more: Any) -> None:
    """The script that trains and prints these numbers; of a visitor's own images it would be larger than they are.

    `more` are further arguments of the function: configs, or the set of images on the screen.
    """
    training, config = screen.training, screen.config
    if training.made is None or config.images == "own":
        return
    calls = [Made(image_set, config) if isinstance(one, ImageSet) else one for one in more]
    ways = {"Gradus": Made(function, training.made, *calls)}
    if function is training_numbers and training.model.network != "Random forest" and not training.learning.patience:
        ways["PyTorch"] = Made(plain_numbers, Made(image_set, config), training.model, training.learning)
    if function is judgment_numbers:
        ways["NumPy"] = Made(numbers_by_hand, training.made, *calls)
    code_panel(t, ways, shown=function(training, *more))
    if config.images in ("mnist", "fashion_mnist"):
        with below():
            file = f"{config.images}.npz"
            st.download_button(
                t("data_file", file=file), (FILES / file).read_bytes, file, "application/octet-stream",
                icon=":material/download:", key="workbench_file", on_click="ignore", type="tertiary",
            )  # fmt: skip
