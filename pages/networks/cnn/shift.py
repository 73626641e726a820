"""The shift test: an image is moved, and the network that was sure of it is asked again."""

from functools import partial

import numpy as np
import streamlit as st

from core import tex
from core.networks.cnn.challenges import holds_four, holds_six
from core.networks.cnn.inside import chosen_image, first_layer
from core.networks.cnn.settings import CnnClassifierConfig, InputConfig, ShiftConfig
from core.networks.cnn.shift import (
    JUDGED,
    ShiftTest,
    moved,
    moved_maps,
    shift_accuracies,
    shift_numbers,
    shift_probabilities,
)
from core.networks.cnn.shift_figure import shift_figure
from core.practice.workbench.images import ImageSet
from core.practice.workbench.trained import Training
from pages.networks.cnn.source import ask_classifier, class_names, images_of, trained
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
    figure,
    folded,
    live_formula,
)

USUAL = {
    "tab": "shift", "images": "mnist", "network": "LeNet-5", "size": 2000, "epochs": 5, "learning_rate": 2e-3,
    "dropout": 0.0, "shifted": False, "training_seed": 0, "source": "test", "direction": "right",
}  # fmt: skip
EXPERIMENTS = {
    "invariant": Experiment(USUAL | {"shift": 5}, right=2),
    "learned": Experiment(USUAL | {"shift": 8, "shifted": True}, right=1),
    "averaged": Experiment(USUAL | {"shift": 6, "network": "ResNet-8"}, right=0),
}
CHALLENGES = {
    "four": Challenge(holds_four, solution={"shifted": True, "epochs": 8}),
    "six": Challenge(holds_six, solution={"network": "ResNet-8"}),
}


def show(t: Words) -> None:
    """The moved image beside the curves over all shifts."""
    controls, stage = st.columns([1, 3.3], gap="medium")
    with controls:
        config = ask_classifier(t)
    images = images_of(config)

    def draw() -> None:
        with controls:
            ask(ShiftConfig, t, only=("shift", "direction"))
            ask(InputConfig, t, only=("image",))
        with stage:
            training = trained(t, config, partial(_picture, t, config, images))
            _panels(t, config, images, training)

    drawing(t, draw)


def _tested(t: Words, config: CnnClassifierConfig, images: ImageSet, training: Training | None) -> ShiftTest:
    """The network at every shift; while it learns, that with its first weights."""
    asked = current_config(ShiftConfig, t)
    pixels, label = chosen_image(images, InputConfig(image=current_config(InputConfig, t).image))
    network = training if training is not None and training.ended else None
    shares = np.asarray(cached(shift_accuracies, config, images, network, asked.direction))
    answers = shift_probabilities(config, images, network, pixels, asked.direction)
    return ShiftTest(answers, shares, label, min(JUDGED, len(images.test_labels)))


def _picture(t: Words, config: CnnClassifierConfig, images: ImageSet, training: Training | None) -> None:
    """The curves of the network beside those of its first weights."""
    asked = current_config(ShiftConfig, t)
    pixels, label = chosen_image(images, InputConfig(image=current_config(InputConfig, t).image))
    found, first = (_tested(t, config, images, one) for one in (training, None))
    seen = moved(pixels[None], asked.shift, asked.direction)[0, ..., 0]
    figure(
        shift_figure(found, first.accuracies, seen, asked.shift, class_names(t, images)[label], t), key="cnn_shifts",
        alt=t("alt.shift", still=100 * found.at(0)[1], end=100 * found.at(8)[1]),
    )  # fmt: skip


def _panels(t: Words, config: CnnClassifierConfig, images: ImageSet, training: Training | None) -> None:
    """What there is to say of the network, trained or not yet; its numbers, its code."""
    found, asked = _tested(t, config, images, training), current_config(ShiftConfig, t)
    probability, share = found.at(asked.shift)
    if training is None:
        st.markdown(t("untrained"))
    else:
        values = {"still": 100 * found.at(0)[1], "probability": 100 * probability}
        if asked.shift == 0:
            st.markdown(t("still", **values))
        else:
            st.markdown(t("result", **values, now=100 * share, shift=asked.shift))
    given = _first_layer(t, config, images, training)
    apart = moved_maps(*given, asked.shift, asked.direction)
    _by_hand(t, found, asked.shift, apart)
    judged = (found.accuracies, config, training is not None)
    challenges(t, CHALLENGES, four=judged, six=judged)
    calls = {"NumPy": Made(moved_maps, *given, asked.shift, asked.direction)}
    shown: dict[str, object] = {"NumPy": apart}
    if images.made is not None:
        calls = {
            "PyTorch": Made(shift_numbers, config, images.made, training and training.made, asked.direction),
            **calls,
        }
        shown["PyTorch"] = {"accuracies": found.accuracies}
    code_panel(t, calls, shown=shown)


def _first_layer(
    t: Words, config: CnnClassifierConfig, images: ImageSet, training: Training | None
) -> tuple[np.ndarray, np.ndarray, int]:
    """The image (channels, side, side) with black as 0, and the weights and the padding of the first convolution."""
    pixels, _ = chosen_image(images, InputConfig(image=current_config(InputConfig, t).image))
    _, weight, _, padding = first_layer(config, images, training, pixels)
    return pixels.transpose(2, 0, 1) / 255, weight, padding


@folded("part.numbers", icon="calculate", key="cnn_shift_hand")
def _by_hand(t: Words, found: ShiftTest, shift: int, apart: dict[str, float]) -> None:
    """The share of right images at the shift on the screen, and how far the first maps have only moved."""
    live_formula(t, "hand.maps", apart=tex.number(apart["apart"]), reach=tex.number(apart["reach"]))
    share = found.at(shift)[1]
    live_formula(t, "hand.share", shift=shift, right=round(share * found.judged), count=found.judged, share=share)
