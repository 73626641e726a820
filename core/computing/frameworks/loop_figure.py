"""The tape as a line that winds through the figure, and the number of its nodes for every starting number."""

import numpy as np

from core.computing.frameworks.loop import HIGHEST, LoopTape
from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GRID, INK, NEUTRAL, PAPER, TEST, blank, mark_here

TAPE_HEIGHT = 412
COUNT_HEIGHT = 150
ROW = 14  # nodes
ROWS = 11
COLORS = {"halve": CLASS_B, "triple": CLASS_A, "add": TEST}
SIGNS = {"halve": "÷2", "triple": "×3", "add": "+1"}


def tape_figure(tape: LoopTape, t: Say) -> Figure:
    """Every node with its operation, and below it the number that it has made."""
    figure = blank(t("figure.tape"), height=TAPE_HEIGHT, showlegend=False, margin={"l": 0, "r": 0, "t": 32, "b": 0})
    hidden = {"visible": False, "fixedrange": True, "automargin": False}
    figure.update_xaxes(**hidden, range=[-0.7, ROW - 0.3])
    figure.update_yaxes(**hidden, range=[ROWS - 0.3, -0.5])
    places = np.arange(tape.nodes)
    rows, columns = places // ROW, places % ROW
    columns = np.where(rows % 2 == 0, columns, ROW - 1 - columns)  # every other row runs back
    figure.add_scatter(x=columns, y=rows, mode="lines", line={"color": GRID, "width": 2}, hoverinfo="skip")
    names = np.array(["start", *tape.operations])
    values = np.array([float(tape.config.number), *tape.values])
    for name in ("start", *COLORS):
        at = names == name
        figure.add_scatter(
            x=columns[at], y=rows[at], mode="markers+text", text=[SIGNS.get(name, "x")] * int(at.sum()),
            textfont={"color": "#ffffff", "size": 10}, customdata=values[at],
            marker={"size": 20, "color": COLORS.get(name, NEUTRAL), "line": {"color": PAPER, "width": 1}},
            hovertemplate=t(f"hover.{name}") + " → %{customdata:d}<extra></extra>",
        )  # fmt: skip
    figure.add_scatter(
        x=columns, y=rows + 0.45, mode="text", text=[f"{value:.0f}" for value in values],
        textfont={"color": INK, "size": 10}, hoverinfo="skip",
    )  # fmt: skip
    return figure


def counts_figure(tape: LoopTape, counts: np.ndarray, static: int, t: Say) -> Figure:
    """Nodes of the tape for each start, counts (n,); the exported graph as a line, where it is known (not 0)."""
    title = t("figure.counts_and_static", calls=static) if static else t("figure.counts")
    figure = blank(
        title, t("axis.start"), t("axis.nodes"), height=COUNT_HEIGHT, showlegend=False,
        margin={"l": 8, "r": 8, "t": 32, "b": 8},
    )  # fmt: skip
    figure.update_xaxes(range=[0, HIGHEST + 1], fixedrange=True)
    figure.update_yaxes(range=[0, 165], fixedrange=True)
    figure.add_bar(
        x=np.arange(1, len(counts) + 1), y=counts, marker={"color": CLASS_B}, opacity=0.55,
        hovertemplate="%{x} → %{y}<extra></extra>",
    )  # fmt: skip
    if static:
        figure.add_hline(static, line={"color": CLASS_A, "width": 2})
    return mark_here(figure, tape.config.number, tape.nodes)
