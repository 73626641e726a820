"""The images behind a cell of the confusion matrix, each with what it is and what it was taken for."""

import numpy as np

from core.figures.figure import Figure, Say, figure_text
from core.figures.theme import BAD, GOOD, NEUTRAL, blank
from core.practice.workbench.images import ImageSet
from core.practice.workbench.judgment import SHOWN, Judgment
from core.practice.workbench.tiles import sheet_source, tiles_figure

ROWS, COLUMNS = 5, 10
STRIP = 11  # pixels below a tile for its text
MISTAKES_HEIGHT, ANSWER_HEIGHT = 420, 250
LONGEST = 9  # letters of a class under a tile


def mistakes_figure(found: Judgment, images: ImageSet, places: np.ndarray, names: list[str], t: Say) -> Figure:
    """The images at `places` (m,) of the test set, the surest first, down the columns; red are wrong."""
    shown = places[:SHOWN]
    right = (found.labels[shown] == found.guesses[shown]).astype(int)
    source = sheet_source(images.test_images[shown], right, ROWS, STRIP)
    sure = found.probabilities[shown, found.guesses[shown]]
    hover = [
        t("told.mistake", place=int(place), true=figure_text(names[found.labels[place]]),
          guess=figure_text(names[found.guesses[place]]), sure=float(p))
        for place, p in zip(shown, sure, strict=True)
    ]  # fmt: skip
    figure = tiles_figure(source, len(shown), ROWS, COLUMNS, hover, height=MISTAKES_HEIGHT)
    side = images.test_images.shape[1]
    figure.update_yaxes(scaleratio=(side + STRIP + 2) / (side + 2))
    for k, place in enumerate(shown):
        true, guess = (figure_text(names[label[place]], LONGEST) for label in (found.labels, found.guesses))
        figure.add_annotation(
            x=k // ROWS + 0.5, y=k % ROWS + 1, yanchor="bottom", showarrow=False, font={"size": 11},
            text=f"{true} → {guess}" if true != guess else true,
        )  # fmt: skip
    return figure


def answer_figure(
    probabilities: np.ndarray, names: list[str], true: int, t: Say, *, height: int = ANSWER_HEIGHT
) -> Figure:
    """The probabilities (k,) of the classes for one image; `true` is its class, -1 where nobody knows."""
    figure = blank("", t("axis.probability"), "", height=height, showlegend=False)
    guess = int(probabilities.argmax())
    colors = [GOOD if k == true else BAD if k == guess and true >= 0 else GOOD if k == guess else NEUTRAL
              for k in range(len(names))]  # fmt: skip
    shown = [figure_text(name, 14) for name in names]
    figure.add_bar(
        x=probabilities, y=np.arange(len(names)), orientation="h", marker={"color": colors}, customdata=shown,
        text=[f"{p:.1%}" if p >= 0.005 else "" for p in probabilities], textposition="outside", cliponaxis=False,
        hovertemplate="%{customdata}: %{x:.4f}<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(range=[0, 1.12], fixedrange=True, tickformat=".0%", automargin=False)
    figure.update_yaxes(
        range=[len(names) - 0.4, -0.6], fixedrange=True, showgrid=False, automargin=False,
        tickvals=list(range(len(names))), ticktext=shown,
    )  # fmt: skip
    return figure.update_layout(margin={"l": 96, "r": 8, "t": 6, "b": 42})


def neighbors_figure(
    image: np.ndarray, nearest: np.ndarray, labels: list[str], distances: np.ndarray, t: Say
) -> Figure:
    """An image (side, side, channels), and the training images (m, side, side, channels) most like it.

    Under each of these stands its class; `distances` (m,) are told under the pointer.
    """
    tiles = np.concatenate([image[None], nearest])
    rows, columns = 3, -(-len(tiles) // 3)
    source = sheet_source(tiles, np.full(len(tiles), -1), rows, STRIP)
    hover = [t("told.own"), *(t("told.neighbor", name=figure_text(name), distance=float(distance))
                               for name, distance in zip(labels, distances, strict=True))]  # fmt: skip
    figure = tiles_figure(source, len(tiles), rows, columns, hover, height=ANSWER_HEIGHT, title=t("figure.neighbors"))
    side = image.shape[0]
    figure.update_yaxes(scaleratio=(side + STRIP + 2) / (side + 2))
    for k, name in enumerate([t("figure.own"), *labels]):
        text = f"<b>{name}</b>" if k == 0 else figure_text(name, LONGEST)
        figure.add_annotation(x=k // rows + 0.5, y=k % rows + 1, yanchor="bottom", showarrow=False, text=text,
                              font={"size": 11})  # fmt: skip
    return figure
