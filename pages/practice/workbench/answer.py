"""What a model says of one image, beside the training images that are most like it."""

import numpy as np
import streamlit as st

from core.practice.workbench.images import ImageSet
from core.practice.workbench.judgment_figure import answer_figure, neighbors_figure
from core.practice.workbench.neighbors import nearest_images
from pages.shared import Words, figure, quotable


def answer(
    t: Words, probabilities: np.ndarray, images: ImageSet, image: np.ndarray, names: list[str], true: int
) -> None:
    """The probabilities of all classes, and the image with its nearest neighbors; `true` is -1 where nobody knows."""
    left, right = st.columns([1.2, 1], gap="medium")
    nearest, distances = nearest_images(images, image)
    labels = images.train_labels[nearest]
    guess = int(probabilities.argmax())
    with left:
        figure(
            answer_figure(probabilities, names, true, t), key="workbench_answer",
            alt=t("alt.answer", name=quotable(names[guess]), share=100 * float(probabilities[guess])),
        )  # fmt: skip
    with right:
        fig = neighbors_figure(image, images.train_images[nearest], [names[label] for label in labels], distances, t)
        figure(fig, key="workbench_neighbors", alt=t("alt.neighbors", count=len(nearest)))
