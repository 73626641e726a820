"""Running means in a narrowing band, and the sums behind them in a widening one."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_A, CLASS_B, INK, NEUTRAL, blank, translucent
from core.probability.distributions.averages import MOST, RunningMeans
from core.probability.distributions.window import MARGIN, STILL, rung

NAN = float("nan")
SHOWN = np.unique(np.round(np.logspace(0, 4, 240)).astype(int))
EVENLY = np.unique(np.append(np.arange(0, MOST + 1, 50)[1:], 1))
STRAY = 3.5  # standard deviations of the sum after 10,000 draws that are in sight


def averages_figure(found: RunningMeans, n: int, cauchy: bool, t: Say, *, height: int = 290) -> Figure:
    """The running means by the number of draws, and the band of two standard errors."""
    figure = blank(t("figure.means"), t("axis.draws"), t("axis.mean"), height=height, margin={**MARGIN, "l": 62})
    figure.update_layout(legend={"y": 0.99, "yanchor": "top"})
    usual = np.isfinite(found.sd) and np.isfinite(found.mean)
    center = found.mean if usual else 0.0
    reach = rung(2.5 * found.sd) if usual and found.sd > 0 else 1.0 if usual else 8.0
    figure.update_xaxes(type="log", range=[0, 4.02], tickvals=[1, 10, 100, 1000, 10000], **STILL)
    figure.update_yaxes(range=[center - reach, center + reach], **STILL)
    if usual and found.sd > 0:
        width = 2 * found.sd / np.sqrt(SHOWN)
        _add_band(figure, SHOWN, center - width, center + width, t("legend.band_means"))
    _add_paths(figure, SHOWN, np.clip(found.means[:, SHOWN - 1], center - 9 * reach, center + 9 * reach), t)
    if cauchy and len(found.cauchy):
        figure.add_scatter(
            x=SHOWN, y=np.clip(found.cauchy[SHOWN - 1], center - 9 * reach, center + 9 * reach), mode="lines",
            name="Cauchy", line={"color": BAD, "width": 2}, hoverinfo="skip",
        )  # fmt: skip
    if np.isfinite(found.mean):
        figure.add_hline(found.mean, line={"color": INK, "width": 1.5, "dash": "dot"})
    figure.add_vline(n, line={"color": INK, "width": 1, "dash": "dot"})
    return figure


def sums_figure(found: RunningMeans, n: int, t: Say, *, height: int = 250) -> Figure:
    """How far the sums are from nμ, by the number of draws, and the band of two standard deviations."""
    figure = blank(t("figure.sums"), t("axis.draws"), t("axis.stray"), height=height, margin={**MARGIN, "l": 62})
    figure.update_layout(legend={"y": 0.99, "yanchor": "top", "x": 0.01, "xanchor": "left"})
    reach = rung(STRAY * found.sd * np.sqrt(MOST)) if found.sd > 0 else 1.0
    figure.update_xaxes(range=[0, MOST], **STILL)
    figure.update_yaxes(range=[-reach, reach], **STILL)
    width = 2 * found.sd * np.sqrt(EVENLY)
    if found.sd > 0:
        _add_band(figure, EVENLY, -width, width, t("legend.band_sums"))
    _add_paths(figure, EVENLY, (found.means[:, EVENLY - 1] - found.mean) * EVENLY, t)
    figure.add_hline(0, line={"color": INK, "width": 1.5, "dash": "dot"})
    figure.add_vline(n, line={"color": INK, "width": 1, "dash": "dot"})
    return figure


def _add_band(figure: Figure, n: np.ndarray, low: np.ndarray, high: np.ndarray, name: str) -> None:
    figure.add_scatter(
        x=np.concatenate([n, n[::-1]]), y=np.concatenate([high, low[::-1]]), mode="lines", fill="toself", name=name,
        fillcolor=translucent(NEUTRAL, 0.25), line={"width": 0}, hoverinfo="skip",
    )  # fmt: skip


def _add_paths(figure: Figure, n: np.ndarray, paths: np.ndarray, t: Say) -> None:
    """All paths but the first as one blue trace, and the first in orange."""
    rest = paths[1:]
    if len(rest):
        gaps = np.full((len(rest), 1), NAN)
        figure.add_scatter(
            x=np.tile(np.append(n, NAN), len(rest)), y=np.hstack([rest, gaps]).ravel(), mode="lines",
            showlegend=False, line={"color": translucent(CLASS_B, 0.75), "width": 1.2}, hoverinfo="skip",
        )  # fmt: skip
    figure.add_scatter(
        x=n, y=paths[0], mode="lines", name=t("legend.first"), line={"color": CLASS_A, "width": 2},
        hovertemplate="%{x}: %{y:.4g}<extra></extra>",
    )  # fmt: skip
