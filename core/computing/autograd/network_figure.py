"""A whole small network with its gradients: units colored by δ, weights by their gradient; and the falling loss."""

from collections.abc import Sequence

import numpy as np

from core.computing.autograd.network import LearningStep
from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, DIVERGING, INK, NEUTRAL, blank

BANDS = 4  # widths of lines; more would be more traces than a drag can redraw


def network_figure(step: LearningStep, chosen: int, t: Say, *, height: int = 370) -> Figure:
    """Units from left to right with their δ, summed over the samples, lines with the gradient of their weight.

    Blue is positive, orange negative, wider is larger; the layer `chosen` (0 the first) is framed.
    """
    sizes = [step.x.shape[1], *(layer.values.shape[1] for layer in step.layers)]
    figure = blank(t("network.title"), height=height, showlegend=False, hovermode="closest")
    figure.update_xaxes(visible=False, range=[-0.35, len(sizes) - 0.65], fixedrange=True)
    figure.update_yaxes(visible=False, range=[-3.5, 4], fixedrange=True)
    figure.add_vrect(chosen + 0.16, chosen + 1.28, fillcolor="rgba(135,147,161,0.13)", line={"width": 0}, layer="below")
    room = min(1.7, 6 / max(sizes))
    places = [room * (np.arange(n) - (n - 1) / 2) for n in sizes]
    for k, layer in enumerate(step.layers):
        _lines(figure, k, places, layer.weight_gradient)
    _units(figure, 0, places[0], step.x.mean(axis=0), "x", NEUTRAL)
    for k, layer in enumerate(step.layers, 1):
        _units(figure, k, places[k], layer.bias_gradient, "δ", None)
    for k in range(len(sizes)):
        text = t("network.inputs") if k == 0 else t("network.layer", number=k)
        figure.add_annotation(x=k, y=3.7, text=text, showarrow=False, font={"size": 12})
    return figure


def _lines(figure: Figure, k: int, places: Sequence[np.ndarray], gradient: np.ndarray) -> None:
    """Every weight as a line; lines of one sign and about one size are one trace."""
    largest = np.abs(gradient[np.isfinite(gradient)]).max(initial=0) or 1.0
    bands = np.ceil(BANDS * np.minimum(1, np.nan_to_num(np.abs(gradient)) / largest)).astype(int)
    for band in range(BANDS + 1):
        for color, side in ((CLASS_B, gradient >= 0), (CLASS_A, gradient < 0)):
            to, start = np.nonzero((bands == band) & side)
            if len(to) == 0:
                continue
            x = np.stack([np.full(len(to), k + 0.11), np.full(len(to), k + 0.89), np.full(len(to), np.nan)], 1)
            y = np.stack([places[k][start], places[k + 1][to], np.full(len(to), np.nan)], 1)
            figure.add_scatter(
                x=x.ravel(), y=y.ravel(), mode="lines", hoverinfo="skip", opacity=0.25 + 0.18 * band,
                line={"color": color if band else NEUTRAL, "width": 0.6 + 1.1 * band},
            )  # fmt: skip


def _units(figure: Figure, k: int, y: np.ndarray, numbers: np.ndarray, sign: str, color: str | None) -> None:
    finite = np.nan_to_num(numbers, posinf=0, neginf=0)
    reach = 1.5 * float(np.abs(finite).max(initial=0)) or 1.0  # pale enough for the number to be read
    fill = {"color": color} if color else {"color": finite, "colorscale": DIVERGING, "cmin": -reach, "cmax": reach}
    figure.add_scatter(
        x=np.full(len(y), float(k)), y=y, mode="markers+text",
        text=[_short(number) for number in numbers],
        textfont={"size": 11, "color": "#1c2733"}, marker={**fill, "size": 36, "line": {"color": INK, "width": 1}},
        customdata=numbers, hovertemplate=f"{sign} = %{{customdata:.5g}}<extra></extra>",
    )  # fmt: skip


def _short(number: float) -> str:
    """What fits into a unit."""
    return (f"{number:.0e}" if 0 < abs(number) < 1e-3 else f"{number:.2g}").replace("-", "−")


def network_alt(step: LearningStep, t: Say) -> str:
    """The network and its loss in one sentence."""
    sizes = "–".join(str(n) for n in (step.x.shape[1], *(layer.values.shape[1] for layer in step.layers)))
    return t("network.alt", sizes=sizes, loss=step.loss, number=step.number + 1)


def losses_figure(losses: np.ndarray, t: Say, *, height: int = 190) -> Figure:
    """The loss before every step of learning, (steps,)."""
    figure = blank(t("network.losses"), t("network.step"), t("network.loss"), height=height, showlegend=False)
    shown = np.where(np.isfinite(losses) & (losses > 0), losses, np.nan)
    figure.update_yaxes(rangemode="tozero", fixedrange=True, exponentformat="power")
    figure.update_xaxes(range=[0.5, max(10, len(losses)) + 0.5], fixedrange=True)
    figure.add_scatter(
        x=np.arange(1, len(losses) + 1), y=shown, mode="lines+markers", line={"color": CLASS_B}, marker={"size": 5},
        hovertemplate="%{x}: %{y:.5g}<extra></extra>",
    )  # fmt: skip
    return figure


def losses_alt(losses: np.ndarray, t: Say) -> str:
    """From where to where the loss (steps,) went, in one sentence."""
    return t("network.losses_alt", first=float(losses[0]), last=float(losses[-1]), steps=len(losses))
