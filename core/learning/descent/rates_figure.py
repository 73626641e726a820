"""The loss after the last step against the learning rate, for every optimizer."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import ACCENT, INK, blank
from core.learning.descent.race import SMALLEST, FairRace
from core.learning.descent.race_figure import loss_axis, name_beside
from core.learning.descent.terrain_figure import COLORS, thin_axis

HEIGHT = 480


def rates_figure(fair: FairRace, rate: float, t: Say) -> Figure:
    """A curve for each optimizer, its best rate as a dot, the loss at the start dotted, the present rate dashed."""
    figure = blank(t("figure.rates"), t("axis.rate"), "", height=HEIGHT, shapes=[])
    name_beside(figure, len(fair.methods), HEIGHT)
    figure.update_xaxes(**thin_axis(type="log", range=[-4.1, 1.1], dtick=1, exponentformat="power"))
    figure.update_yaxes(**thin_axis(**loss_axis(fair.first, fair.low, t)))
    floor = SMALLEST if fair.low is not None else -np.inf
    for k, method in enumerate(fair.methods):
        values = np.maximum(fair.final[k], floor)
        figure.add_scatter(
            x=fair.rates, y=values, mode="lines", name=method, line={"color": COLORS[method], "width": 2.5},
            hovertemplate=method + ", η = %{x:.3g}: %{y:.3g}<extra></extra>",
        )  # fmt: skip
        best = int(fair.best[k])
        if best >= 0 and method != "Newton":
            figure.add_scatter(
                x=fair.rates[best : best + 1], y=values[best : best + 1], mode="markers", showlegend=False,
                hoverinfo="skip", marker={"size": 12, "color": COLORS[method], "line": {"color": INK, "width": 1.5}},
            )  # fmt: skip
    figure.add_hline(fair.first, line={"color": INK, "width": 1, "dash": "dot"})
    figure.add_vline(rate, line={"color": ACCENT, "width": 2, "dash": "dash"})
    return figure


def handle_height(fair: FairRace) -> float:
    """Where the handle of the rate stands: low in the figure, above its edge."""
    return 1e-15 if fair.low is not None else fair.first
