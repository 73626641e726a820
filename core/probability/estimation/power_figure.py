"""The outcome of a study without and with an effect, and the p-values of many studies."""

import numpy as np
from scipy import stats

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, GRID, INK, NEUTRAL, blank, translucent
from core.probability.estimation.power import BINS, REACH, AlphaConfig, PValues, Study, StudyConfig, noncentral_density

PLACES = 601
HEIGHT = 420
MARGIN = {"l": 12, "r": 12, "t": 36, "b": 88}
BELOW = {"y": -0.15, "yanchor": "top", "x": 0.5, "xanchor": "center"}


def power_figure(found: Study, study_config: StudyConfig, t: Say, *, height: int = HEIGHT) -> Figure:
    """Densities of the difference in units of s; α, power and p are areas under them."""
    figure = blank(t("figure.power"), t("axis.difference"), "", height=height, margin=dict(MARGIN), legend=dict(BELOW))
    scale = np.sqrt(study_config.group / 2)  # t of a difference of one s
    x = np.linspace(-REACH, REACH, PLACES)
    nothing = scale * stats.t.pdf(x * scale, found.freedom)
    something = scale * noncentral_density(x * scale, found.freedom, study_config.effect * scale)
    still = {"fixedrange": True, "automargin": False}
    figure.update_xaxes(range=[-REACH, REACH], dtick=1, zeroline=True, zerolinecolor=GRID, **still)
    top = 1.15 * scale * float(stats.t.pdf(0, found.freedom))
    figure.update_yaxes(range=[0, top], showticklabels=False, showgrid=False, **still)
    critical, seen = found.critical / scale, abs(found.t) / scale
    beyond = abs(x) >= critical
    _area(figure, x, something, beyond, CLASS_B, t("figure.found", power=found.power))
    _area(figure, x, nothing, beyond, CLASS_A, t("figure.alarm"))
    _area(figure, x, nothing, abs(x) >= seen, GRADIENT, t("figure.p", p=found.p))
    for y, color, name in ((nothing, CLASS_A, "nothing"), (something, CLASS_B, "something")):
        figure.add_scatter(
            x=x, y=y, mode="lines", line={"color": color, "width": 2.5}, name=t(f"figure.{name}"),
            showlegend=False, hovertemplate="%{x:.2f}<extra>" + t(f"figure.{name}") + "</extra>",
        )  # fmt: skip
    for edge in (-critical, critical):
        figure.add_vline(edge, line={"color": INK, "width": 1.2, "dash": "dash"})
    difference = float(np.clip(found.t / scale, -REACH, REACH))
    return figure.add_vline(difference, line={"color": GRADIENT, "width": 3})


def _area(figure: Figure, x: np.ndarray, y: np.ndarray, there: np.ndarray, color: str, name: str) -> None:
    figure.add_scatter(
        x=x, y=np.where(there, y, 0), mode="lines", line={"width": 0, "color": color, "shape": "linear"},
        fill="tozeroy",
        fillcolor=translucent(color, 0.35), name=name, hoverinfo="skip",
    )  # fmt: skip


def p_values_figure(found: PValues, alpha_config: AlphaConfig, t: Say, *, height: int = HEIGHT) -> Figure:
    """The p-values of 2000 studies in bins, what is expected of them, and the line of α."""
    figure = blank(t("figure.p_values"), "p", t("axis.studies"), height=height, margin={**MARGIN, "l": 56})
    figure.update_layout(bargap=0.06, legend=dict(BELOW))
    still = {"fixedrange": True, "automargin": False}
    figure.update_xaxes(range=[0, 1], dtick=0.2, **still)
    figure.update_yaxes(range=[0, 1.08 * max(300, float(found.counts.max()), float(found.expected.max()))], **still)
    middles = (np.arange(BINS) + 0.5) / BINS
    figure.add_bar(
        x=middles, y=found.counts, width=1 / BINS, marker={"color": translucent(NEUTRAL, 0.6)}, name=t("figure.drawn"),
        hovertemplate="p ≈ %{x:.3f}: %{y}<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=middles, y=found.expected, mode="lines", line={"color": CLASS_B, "width": 2, "shape": "hvh"},
        name=t("figure.expected"), hovertemplate="%{y:.1f}<extra></extra>",
    )  # fmt: skip
    return figure.add_vline(alpha_config.alpha, line={"color": INK, "width": 1.2, "dash": "dash"})
