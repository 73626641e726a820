"""A text colored by the state of one unit."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, translucent
from core.networks.rnn.neurons import Following
from core.networks.rnn.text_figure import COLUMNS, text_rows

ROWS = 9
FIRST = 20  # character that is shown: before it the network has read little
PALE = ((0.0, translucent(CLASS_A, 0.6)), (0.5, translucent(CLASS_A, 0.0)), (0.5, translucent(CLASS_B, 0.0)),
        (1.0, translucent(CLASS_B, 0.6)))  # fmt: skip


def neurons_figure(found: Following, t: Say) -> Figure:
    """Rows of characters, blue where the unit is positive, orange where it is negative."""
    shown = found.values / max(float(np.abs(found.values).max()), 1e-12)
    last = FIRST + ROWS * COLUMNS
    title = t("figure.neurons", unit=found.unit + 1)
    return text_rows(title, found.codes[FIRST:last], shown[FIRST:last], ROWS, ((-1, 1), PALE), t)
