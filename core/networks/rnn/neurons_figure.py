"""A text colored by the state of one unit."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, INK, blank, translucent
from core.networks.rnn.neurons import Following
from core.networks.rnn.text_figure import shown_character

ROWS = 9
COLUMNS, WIDE_COLUMNS = 40, 26  # of narrow letters, and of Chinese
FIRST = 20  # character that is shown: before it the network has read little
HEIGHT = 274
PALE = ((0.0, translucent(CLASS_A, 0.6)), (0.5, translucent(CLASS_A, 0.0)), (0.5, translucent(CLASS_B, 0.0)),
        (1.0, translucent(CLASS_B, 0.6)))  # fmt: skip


def neurons_figure(found: Following, t: Say) -> Figure:
    """Rows of characters, blue where the unit is positive, orange where it is negative."""
    wide = bool((found.codes > 0x2E80).mean() > 0.5)
    columns = WIDE_COLUMNS if wide else COLUMNS
    last = FIRST + ROWS * columns
    values = np.full(ROWS * columns, np.nan)
    shown = found.values[FIRST:last] / max(float(np.abs(found.values).max()), 1e-12)
    values[: len(shown)] = shown
    texts = [shown_character(int(code), t) for code in found.codes[FIRST:last]]
    texts += [""] * (ROWS * columns - len(texts))
    figure = blank(t("figure.neurons", unit=found.unit + 1), height=HEIGHT, margin={"l": 4, "r": 4, "t": 34, "b": 4},
                   showlegend=False)  # fmt: skip
    figure.update_xaxes(range=[-0.5, columns - 0.5], visible=False, fixedrange=True)
    figure.update_yaxes(range=[ROWS - 0.5, -0.5], visible=False, fixedrange=True)
    figure.add_heatmap(
        x=np.arange(columns), y=np.arange(ROWS), z=values.reshape(ROWS, columns), zmin=-1, zmax=1, showscale=False,
        colorscale=[list(pair) for pair in PALE], texttemplate="%{text}",
        text=[texts[row * columns : (row + 1) * columns] for row in range(ROWS)],
        textfont={"size": 13 if wide else 12, "color": INK, "family": "monospace"},
        hovertemplate="%{text}: %{z:.2f}<extra></extra>",
    )  # fmt: skip
    return figure
