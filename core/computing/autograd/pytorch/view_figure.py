"""PyTorch's own backward graph: a box for every grad_fn, arrows the way a gradient goes."""

from typing import TYPE_CHECKING

from core.figures.figure import Figure, Say
from core.figures.theme import ACCENT, GRADIENT, GRID, INK, NEUTRAL, PANEL, blank

if TYPE_CHECKING:
    from core.computing.autograd.pytorch.view import TorchView

ROW = 58  # pixels


def torch_figure(view: "TorchView", names: dict[int, str], t: Say) -> Figure:
    """The grad_fn graph; `names` gives the names of our nodes, written below PyTorch's."""
    layout = view.layout
    assert layout is not None
    height = round(min(460, 90 + ROW * (layout.height + 1)))
    figure = blank(t("torch.title"), height=height, showlegend=False, hovermode="closest")
    figure.update_xaxes(visible=False, range=[-0.55, layout.width + 0.55], fixedrange=True)
    figure.update_yaxes(visible=False, range=[layout.height + 0.6, -0.6], fixedrange=True)
    for start, _, points in layout.edges:
        figure.add_scatter(
            x=[x for x, _ in points], y=[y for _, y in points], mode="lines", hoverinfo="skip",
            line={"color": NEUTRAL, "width": 1.3, "shape": "spline"},
        )  # fmt: skip
        figure.add_annotation(
            x=layout.x[start] + 0.34, y=layout.y[start], ax=14, ay=0, text="", showarrow=True, arrowhead=2, arrowsize=1,
            arrowwidth=1.5, arrowcolor=GRADIENT,
        )  # fmt: skip
    size = 11 if layout.width < 8 else 9
    for function in view.grad_fns:
        own = function.variable or (names.get(function.node, "") if function.node is not None else "")
        figure.add_annotation(
            x=layout.x[function.index], y=layout.y[function.index], showarrow=False, borderpad=4, borderwidth=1.5,
            text=f"{function.name.removesuffix('0')}<br><b>{own or '·'}</b>", bgcolor=PANEL,
            bordercolor=ACCENT if function.variable else GRID, font={"size": size, "color": INK},
        )  # fmt: skip
    return figure
