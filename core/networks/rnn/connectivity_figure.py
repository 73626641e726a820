"""A text colored by what one guess rests on."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_B, GRADIENT, translucent
from core.networks.rnn.connectivity import SHOWN, Connectivity
from core.networks.rnn.text_figure import columns_of, text_rows

PINK = ((0.0, translucent(GRADIENT, 0.0)), (1.0, translucent(GRADIENT, 0.75)))


def connectivity_figure(found: Connectivity, t: Say) -> Figure:
    """Characters, the pinker the longer the gradient, in parts of the longest; the guessed one is framed."""
    values = np.full(len(found.codes), np.nan)
    values[: found.at] = found.lengths / max(float(found.lengths.max()), 1e-300)
    columns = columns_of(found.codes)
    figure = text_rows(t("figure.connectivity"), found.codes, values, -(-SHOWN // columns), ((0, 1), PINK), t)
    row, column = divmod(found.at, columns)
    return figure.add_shape(type="rect", x0=column - 0.5, x1=column + 0.5, y0=row - 0.5, y1=row + 0.5,
                            line={"color": CLASS_B, "width": 2})  # fmt: skip
