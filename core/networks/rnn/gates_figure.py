"""Every gate and state of a small cell over time, below the numbers that it reads.

Shapes: states are (T, 3) each.
"""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import GRADIENT, GRID, INK, NEUTRAL, blank
from core.networks.rnn.cells import CellStates
from core.networks.rnn.gates import ROWS, UNITS
from core.networks.rnn.settings import GatesConfig

HEIGHT = 470
INPUT_DOMAIN = (0.8, 1.0)
PALE = ((0.0, "#f8b871"), (0.5, "#ffffff"), (1.0, "#86bfe6"))  # under dark digits in both themes


def gates_figure(states: CellStates, config: GatesConfig, chosen: tuple[int, int], t: Say) -> Figure:
    """A heat map with a row for each gate of each unit; chosen: row and column of the number looked at, from 0."""
    names = ROWS[config.cell]
    table = np.concatenate([states[name].T for name in names])
    steps = np.arange(1, len(config.values) + 1)
    figure = blank(t("figure.gates"), t("axis.time"), height=HEIGHT, margin={"l": 58, "r": 8, "t": 34, "b": 38},
                   showlegend=False, shapes=[], annotations=[])  # fmt: skip
    figure.update_xaxes(range=[0.5, len(steps) + 0.5], fixedrange=True, dtick=1, automargin=False, showgrid=False)
    ticks = [f"{name}{'₁₂₃'[unit]}" for name in names for unit in range(UNITS)]
    figure.update_yaxes(
        domain=[0, INPUT_DOMAIN[0] - 0.05], range=[len(table) - 0.5, -0.5], fixedrange=True, showgrid=False,
        tickvals=list(range(len(ticks))), ticktext=ticks, automargin=False,
    )  # fmt: skip
    figure.update_layout(yaxis2={
        "domain": list(INPUT_DOMAIN), "range": [-2.3, 2.3], "fixedrange": True, "zeroline": True, "zerolinecolor": INK,
        "gridcolor": GRID, "tickvals": [-2, 0, 2], "title": {"text": "x", "standoff": 2}, "automargin": False,
    })  # fmt: skip
    scale = [list(pair) for pair in PALE]
    figure.add_heatmap(
        x=steps, y=np.arange(len(table)), z=np.clip(table, -1, 1), zmin=-1, zmax=1, colorscale=scale, showscale=False,
        text=[[f"{round(float(value), 2) + 0.0:.2f}" for value in row] for row in table], texttemplate="%{text}",
        textfont={"size": 12, "color": "#1b2530"}, xgap=1, ygap=1, customdata=table,
        hovertemplate="%{y}, t = %{x}: %{customdata:.4f}<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=steps, y=list(config.values), yaxis="y2", mode="lines", line={"color": NEUTRAL, "width": 2}, hoverinfo="skip"
    )
    for block in range(1, len(names)):
        figure.add_hline(UNITS * block - 0.5, line={"color": INK, "width": 2})
    row, column = chosen
    figure.add_shape(type="rect", x0=column + 0.52, x1=column + 1.48, y0=row - 0.48, y1=row + 0.48,
                     line={"color": GRADIENT, "width": 3})  # fmt: skip
    return figure
