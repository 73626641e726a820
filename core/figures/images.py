"""Many small images in one figure."""

from collections.abc import Sequence

import numpy as np

from core.figures.figure import Figure
from core.figures.theme import blank

COLUMNS = 15
GAP = 1  # pixels of the images between two of them
PIXEL = 8  # of the screen for each pixel of an image


def mosaic_figure(images: np.ndarray, hover: Sequence[str]) -> Figure:
    """Gray images (m, height, width) in rows of fifteen; `hover` holds a text for each."""
    count, high, wide = images.shape
    rows = -(-count // COLUMNS)
    sheet = np.full((rows * (high + GAP), COLUMNS * (wide + GAP)), np.nan)
    texts = np.full(sheet.shape, "", dtype=object)
    for k, (image, text) in enumerate(zip(images, hover, strict=True)):
        top, left = (k // COLUMNS) * (high + GAP), (k % COLUMNS) * (wide + GAP)
        sheet[top : top + high, left : left + wide] = image
        texts[top : top + high, left : left + wide] = text
    margin = {"l": 0, "r": 0, "t": 4, "b": 0}
    figure = blank(height=rows * (high + GAP) * PIXEL + 8, margin=margin, hovermode="closest")
    figure.add_heatmap(
        z=sheet, text=texts, colorscale="Greys", showscale=False, hoverongaps=False,
        hovertemplate="%{text}<extra></extra>", zmin=float(images.min()), zmax=float(images.max()),
    )  # fmt: skip
    figure.update_xaxes(visible=False, fixedrange=True, constrain="domain")
    figure.update_yaxes(visible=False, fixedrange=True, autorange="reversed", scaleanchor="x")
    return figure
