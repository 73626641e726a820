"""The weights of a unit that fall to the nearest level, and right answers against bits."""

import numpy as np
from scipy.stats import binomtest

from core.computing.frameworks.quantize import BITS, JUDGED, SCALES, JudgedNetwork, QuantizedMatrix
from core.computing.frameworks.settings import QuantizeConfig
from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, INK, NEUTRAL, blank, mark_here, translucent

HEIGHT = 400
MOST = 120  # weights that are drawn
BESIDE = (-0.06, 0.06)  # bits by which both curves stand apart
STILL = {"fixedrange": True, "automargin": False, "zeroline": False}
MARGIN = {"l": 52, "r": 12, "t": 40, "b": 44}


def sieve_figure(found: QuantizedMatrix, unit: int, t: Say) -> Figure:
    """Weights of one unit as they are, above, and as they are read back, below; the levels stand at the bottom."""
    rows = len(found.weights)
    exact, back = (one[unit].ravel() for one in (found.weights, found.read_back))
    order = np.argsort(exact, kind="stable")
    some = order[np.unique(np.linspace(0, len(order) - 1, min(MOST, len(order))).round().astype(int))]
    exact, back = exact[some], back[some]
    gap = np.full(len(some), np.nan)
    reach = 1.05 * float(np.abs(found.weights).max())
    title = t("figure.sieve", name=found.name, unit=unit, rows=rows)
    figure = blank(title, t("axis.weight"), "", height=HEIGHT, showlegend=False, margin=MARGIN)
    figure.update_xaxes(range=[-reach, reach], **STILL)
    figure.update_yaxes(
        range=[-0.3, 1.15], tickvals=[1, 0, -0.2], ticktext=[t("axis.exact"), t("axis.back"), t("axis.levels")],
        showgrid=False, **STILL | {"automargin": True},
    )  # fmt: skip
    figure.add_scatter(
        x=np.column_stack([exact, back, gap]).ravel(), y=np.tile([1.0, 0.0, np.nan], len(some)), mode="lines",
        line={"color": translucent(NEUTRAL, 0.6), "width": 1, "simplify": False}, hoverinfo="skip",
    )  # fmt: skip
    for x, y, color in ((exact, 1.0, CLASS_B), (back, 0.0, CLASS_A)):
        figure.add_scatter(
            x=x, y=np.full(len(x), y), mode="markers", marker={"size": 8, "color": color, "opacity": 0.75},
            hovertemplate="%{x:.5g}<extra></extra>",
        )  # fmt: skip
    levels = found.scale[unit] * (np.arange(found.low, found.high + 1) - found.zero[unit])
    levels = levels[np.abs(levels) <= reach]
    figure.add_scatter(
        x=levels, y=np.full(len(levels), -0.2), mode="markers", hovertemplate="%{x:.5g}<extra></extra>",
        marker={"symbol": "line-ns-open", "size": 12, "color": INK},
    )  # fmt: skip
    return figure


def bits_figure(found: JudgedNetwork, config: QuantizeConfig, t: Say) -> Figure:
    """Right answers in percent for all numbers of bits, with 95 % intervals; dashed: in float32."""
    figure = blank(t("figure.bits", judged=JUDGED), t("axis.bits"), t("axis.right"), height=HEIGHT, margin=MARGIN)
    figure.update_layout(legend={"x": 0.98, "y": 0.05, "xanchor": "right", "yanchor": "bottom", "orientation": "v"})
    figure.update_xaxes(range=[1.7, 8.3], dtick=1, **STILL)
    figure.update_yaxes(range=[0, 103], **STILL)
    for k, (scales, color) in enumerate(zip(SCALES, (CLASS_A, CLASS_B), strict=True)):
        share = 100 * found.right[k] / JUDGED
        ends = np.array([right_interval(int(one)) for one in found.right[k]])
        figure.add_scatter(
            x=np.array(BITS) + BESIDE[k], y=share, mode="lines+markers", name=t(f"legend.{scales}"),
            line={"color": color, "width": 2.5}, hovertemplate="%{y:.1f} %<extra></extra>",
            error_y={"type": "data", "symmetric": False, "array": ends[:, 1] - share,
                     "arrayminus": share - ends[:, 0], "color": color, "thickness": 1},
        )  # fmt: skip
    figure.add_hline(100 * found.float32 / JUDGED, line={"color": NEUTRAL, "width": 1.5, "dash": "dash"})
    here = config.bits + BESIDE[SCALES.index(config.scales)]
    return mark_here(figure, here, 100 * found.at(config)[0] / JUDGED)


def right_interval(right: int) -> tuple[float, float]:
    """The interval of Wilson for the share of right answers, 95 %, in percent."""
    found = binomtest(right, JUDGED).proportion_ci(0.95, method="wilson")
    return 100 * float(found.low), 100 * float(found.high)
