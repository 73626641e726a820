"""The walk drawn: the angle of two inputs on top, under it how large values and gradients are, layer by layer."""

from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import path
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, GRID, INK, NEUTRAL, blank, translucent
from core.networks.initialization.mean_field import MeanField
from core.networks.initialization.settings import MOST_LAYERS
from core.networks.initialization.waterfall import BINS, HIGH, LOW, Waterfall

HEIGHT = 462
VALUES = (-8.0, 4.0)  # powers of ten that are shown
ERRORS = (-22.0, 6.0)
MOST_BINS = 80  # of a violin: one is about two pixels high
HALF = 0.44  # of a violin, in layers
PANELS = {"yaxis": (0.70, 1.0), "yaxis2": (0.335, 0.645), "yaxis3": (0.0, 0.28)}
POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def waterfall_figure(found: Waterfall, theory: MeanField | None, layer: int, t: Say) -> Figure:
    """Angle, values and gradients over the layers; `theory` is what an infinitely wide network would do."""
    figure = blank(t("figure.waterfall"), "", "", height=HEIGHT, showlegend=False, shapes=[], hovermode="closest",
                   margin={"l": 62, "r": 10, "t": 30, "b": 40})  # fmt: skip
    figure.update_xaxes(range=[-1, MOST_LAYERS + 1], fixedrange=True, anchor="y3", title={"text": t("axis.layer")},
                        automargin=False, dtick=5)  # fmt: skip
    _axis(figure, "yaxis", t("axis.angle"), range=[-8, 188], tickvals=[0, 45, 90, 135, 180])
    _axis(figure, "yaxis2", t("axis.size"), **_powers(VALUES, 4))
    _axis(figure, "yaxis3", t("axis.gradient"), **_powers(ERRORS, 7))
    layers = np.arange(len(found.rms))
    figure.add_vline(layer, line={"color": NEUTRAL, "width": 1, "dash": "dot"}, layer="below")
    figure.layout["shapes"][-1]["yref"] = "paper"
    _violins(figure, found.counts, VALUES, CLASS_B, "y2")
    _violins(figure, found.error_counts, ERRORS, GRADIENT, "y3")
    _theory(figure, theory, len(layers))
    _line(figure, layers, found.angles, found.angles, CLASS_A, "y", "°")
    _line(figure, layers, _clipped(found.rms, VALUES), found.rms, INK, "y2", "")
    _line(figure, layers, _clipped(found.error_rms, ERRORS), found.error_rms, INK, "y3", "")
    return figure


def _axis(figure: Figure, name: str, title: str, **options: Any) -> None:
    own = {"domain": list(PANELS[name]), "fixedrange": True, "automargin": False, "anchor": "x", "gridcolor": GRID,
           "zeroline": False, "title": {"text": title, "standoff": 4, "font": {"size": 12}}, **options}  # fmt: skip
    figure.update_layout(**{name: own})


def _powers(ends: tuple[float, float], step: int) -> dict[str, Any]:
    """A linear axis of exponents, written as powers of ten."""
    ticks = [k for k in range(int(ends[0]), int(ends[1]) + 1) if k % step == 0]
    return {"range": [ends[0] - 0.4, ends[1] + 0.4], "tickvals": ticks, "ticktext": [power_of_ten(k) for k in ticks]}


def power_of_ten(exponent: int) -> str:
    """The power as text: 10⁻⁸."""
    return "10" + ("⁻" if exponent < 0 else "") + "".join(POWERS[int(digit)] for digit in str(abs(exponent)))


def _clipped(sizes: np.ndarray, ends: tuple[float, float]) -> np.ndarray:
    """Exponents (layers,) within the ends of the panel; NaN for 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        exponents = np.log10(sizes)
    return np.where(sizes > 0, np.clip(exponents, *ends), np.nan)


def _violins(figure: Figure, counts: np.ndarray, ends: tuple[float, float], color: str, axis: str) -> None:
    """One violin a layer, all of them one shape; what lies beyond the panel is counted at its edge."""
    per_unit = BINS / (HIGH - LOW)
    low, high = (round((min(max(end, LOW), HIGH) - LOW) * per_unit) for end in ends)
    shown = counts[:, low:high].astype(float)
    shown[:, 0] += counts[:, :low].sum(axis=1)
    shown[:, -1] += counts[:, high:].sum(axis=1)
    seen = next(k for k in (1, 2, 4, 5) if (high - low) / k <= MOST_BINS and (high - low) % k == 0)
    shown = shown.reshape(len(shown), -1, seen).sum(axis=2)
    edges = LOW + np.arange(low, high + 1, seen) / per_unit
    pieces = []
    for layer, row in enumerate(shown):
        there = np.flatnonzero(row)
        if there.size:
            first, last = there[0], there[-1] + 1
            half = HALF * row[first:last] / row.max()
            y = np.concatenate([edges[first : first + 1], (edges[first:last] + edges[first + 1 : last + 1]) / 2,
                                edges[last : last + 1]])  # fmt: skip
            right = layer + np.concatenate([[0.04], half, [0.04]])
            pieces.append(np.array([np.concatenate([right, 2 * layer - right[::-1]]), np.concatenate([y, y[::-1]])]))
    text = path(pieces, closed=True) or "M-9,0L-9,0Z"
    figure.add_shape(type="path", path=text, xref="x", yref=axis, line={"color": color, "width": 0.6},
                     fillcolor=translucent(color, 0.55), layer="below")  # fmt: skip


def _theory(figure: Figure, theory: MeanField | None, count: int) -> None:
    nothing = np.full(count, np.nan)
    angles = nothing if theory is None else np.rad2deg(np.arccos(theory.cosine))
    sizes = nothing if theory is None else _clipped(theory.rms, VALUES)
    for values, axis in ((angles, "y"), (sizes, "y2")):
        figure.add_scatter(x=np.arange(count), y=values, mode="lines", yaxis=axis, hoverinfo="skip",
                           line={"color": NEUTRAL, "width": 2, "dash": "dash"})  # fmt: skip


def _line(figure: Figure, x: np.ndarray, y: np.ndarray, told: np.ndarray, color: str, axis: str, unit: str) -> None:
    figure.add_scatter(
        x=x, y=y, mode="lines+markers", yaxis=axis, customdata=told, marker={"size": 4, "color": color},
        line={"color": color, "width": 2}, hovertemplate=f"%{{x}}: %{{customdata:.4g}}{unit}<extra></extra>",
    )  # fmt: skip
