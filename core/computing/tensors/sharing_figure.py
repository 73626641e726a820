"""An array and a tensor: one piece of memory or two."""

import numpy as np

from core.computing.tensors.cells_figure import CHANGED, FROM_A, FROM_B, cell_text
from core.computing.tensors.sharing import Sharing
from core.figures.figure import Figure, Say
from core.figures.theme import INK, blank


def sharing_figure(found: Sharing, written_to: str, t: Say, *, height: int = 250) -> Figure:
    """The array above, the tensor below; joined by lines where both lie in one memory, what changed is marked."""
    figure = blank(t("figure.sharing"), height=height, hovermode="closest", barmode="overlay", showlegend=False)
    before = np.array(found.before)
    for name, values, level, color in (
        ("array", found.array, 1.5, FROM_A),
        ("tensor", found.tensor, 0.0, FROM_B),
    ):
        changed = np.array(values) != before
        edges = np.where(np.arange(len(values)) == 0, 2.5 if name == written_to else 0.0, 0.0)
        figure.add_bar(
            x=np.arange(len(values)), y=np.full(len(values), 0.8), base=level, width=0.94,
            marker={"color": [CHANGED if mark else color for mark in changed], "line": {"width": edges, "color": INK}},
            text=[cell_text(value) for value in values], textposition="inside", insidetextanchor="middle",
            insidetextfont={"size": 18, "color": INK}, hovertemplate=f"{name}[%{{x}}] = %{{text}}<extra></extra>",
        )  # fmt: skip
        figure.add_annotation(
            x=-0.7, y=level + 0.4, text=f"<b>{name}</b>" + ("[0] = 99" if name == written_to else ""), showarrow=False,
            xanchor="right", font={"size": 14},
        )  # fmt: skip
    for k in range(len(found.array)):
        if found.shared:
            figure.add_shape(type="line", x0=k, x1=k, y0=0.8, y1=1.5, line={"color": INK, "width": 2})
    text = t("figure.one_memory" if found.shared else "figure.two_memories")
    figure.add_annotation(x=3.75, y=1.15, text=text, showarrow=False, xanchor="left", font={"size": 13, "color": INK})
    figure.update_xaxes(visible=False, fixedrange=True, range=[-2.4, 6.0])
    figure.update_yaxes(visible=False, fixedrange=True, range=[-0.2, 2.5])
    return figure
