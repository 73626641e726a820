"""What G pays for a fake of each score, and how strongly each loss pulls at that score."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CATEGORICAL, GRID, INK, blank
from core.networks.gan.loss_table import LossTable
from core.networks.gan.losses import GAN_LOSSES

HEIGHT = 380
SCORES = np.linspace(-6, 6, 241)
NAMES = tuple(GAN_LOSSES)
COLORS = dict(zip(NAMES, CATEGORICAL, strict=False))
DASHES = dict(zip(NAMES, ("solid", "dash", "solid", "dot", "dashdot"), strict=True))


def losses_figure(found: LossTable, t: Say) -> Figure:
    """The loss of G by the score of a fake; the line stands at the score on the screen."""
    figure = _empty(t("figure.losses"), t, (-6.3, 6.3))
    for name, loss in GAN_LOSSES.items():
        figure.add_scatter(x=SCORES, y=loss.generator(SCORES), **_line(name, t))
    return _marked(figure, found)


def slopes_figure(found: LossTable, t: Say) -> Figure:
    """Minus the slope of each loss of G: the pull towards a higher score."""
    figure = _empty(t("figure.slopes"), t, (-0.3, 2.4))
    figure.update_layout(showlegend=False)
    for name, loss in GAN_LOSSES.items():
        figure.add_scatter(x=SCORES, y=-loss.slope(SCORES), **_line(name, t))
    return _marked(figure, found)


def _empty(title: str, t: Say, y_range: tuple[float, float]) -> Figure:
    figure = blank(title, t("axis.score"), "", height=HEIGHT, margin={"l": 40, "r": 10, "t": 34, "b": 92}, shapes=[])
    fixed = {"fixedrange": True, "automargin": False, "gridcolor": GRID, "zeroline": True, "zerolinecolor": GRID}
    figure.update_layout(legend={"y": -0.2, "yanchor": "top", "x": 0, "xanchor": "left", "font": {"size": 11}})
    figure.update_xaxes(**fixed, range=[-6.1, 6.1], dtick=2)
    return figure.update_yaxes(**fixed, range=list(y_range))


def _line(name: str, t: Say) -> dict[str, object]:
    return {"mode": "lines", "name": t(f"legend.{name}"), "line": {"color": COLORS[name], "width": 2.2,
            "dash": DASHES[name]}, "hovertemplate": t(f"legend.{name}") + ": %{y:.4g}<extra></extra>"}  # fmt: skip


def _marked(figure: Figure, found: LossTable) -> Figure:
    return figure.add_vline(found.config.fake_logit, line={"color": INK, "width": 1.5, "dash": "dot"})
