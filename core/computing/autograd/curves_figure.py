"""Pictures of gradients: the tangent along one variable, what is left along a chain, the error of a difference."""

from collections.abc import Sequence

import numpy as np

from core.computing.autograd.chains import ChainRun
from core.computing.autograd.check import EPSILONS, Check
from core.computing.autograd.slices import ResultSlice
from core.figures.figure import Figure, Say
from core.figures.theme import CATEGORICAL, CLASS_B, GOOD, GRADIENT, INK, NEUTRAL, POINT, blank, mark_here

TWO_LINES = {"l": 8, "r": 12, "t": 58, "b": 8}  # title, and below it the legend
# Room for any number at the axes: fitted to the numbers, they would move with every value.
STILL = {**TWO_LINES, "l": 70, "r": 24, "b": 46}


def slice_figure(curve: ResultSlice, t: Say, *, height: int = 270) -> Figure:
    """The result along one number, and the tangent at the value on the screen; its slope is the gradient."""
    figure = blank(
        t("slice.title", name=curve.name), curve.name, t("slice.result"), height=height, margin=dict(STILL),
        showlegend=False,
    )  # fmt: skip
    known = curve.results[np.isfinite(curve.results)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
    room = 0.12 * (high - low) or 1.0
    figure.update_xaxes(range=[curve.x[0], curve.x[-1]], fixedrange=True, automargin=False)
    figure.update_yaxes(range=[low - room, high + room], fixedrange=True, automargin=False)
    figure.add_scatter(
        x=curve.x, y=curve.results, mode="lines", name="", line={"color": CLASS_B, "width": 2.5},
        hovertemplate="%{x:.4g}: %{y:.5g}<extra></extra>",
    )  # fmt: skip
    if curve.has_tangent:
        first, last = curve.tangent
        figure.add_shape(
            type="line", x0=curve.x[0], y0=first, x1=curve.x[-1], y1=last,
            line={"color": GRADIENT, "width": 2, "dash": "dash"},
        )  # fmt: skip
        mark_here(figure, curve.here, curve.result)
    figure.add_shape(  # a shape, for it moves with the tangent: a note would have the whole figure drawn anew
        type="rect", xref="paper", yref="paper", x0=0, x1=1, y0=1, y1=1.12, line={"width": 0},
        label={
            "text": t("slice.tangent", slope=curve.slope) if curve.has_tangent else t("slice.no_tangent"),
            "textposition": "bottom right", "font": {"color": INK, "size": 13}, "padding": 0,
        },
    )  # fmt: skip
    return figure


def slice_alt(curve: ResultSlice, t: Say) -> str:
    """The tangent in one sentence; where result or slope are infinite or undefined, that there is none."""
    key = "slice.alt" if curve.has_tangent else "slice.alt_undefined"
    return t(key, name=curve.name, here=curve.here, result=curve.result, slope=curve.slope)


def chains_figure(runs: Sequence[ChainRun], t: Say, *, height: int = 330) -> Figure:
    """How much of a gradient of 1 is left at every layer, going back from the result, for each activation."""
    figure = blank(t("chains.title"), t("chains.layer"), t("chains.left"), height=height, margin=dict(TWO_LINES))
    depth = len(runs[0].factors)
    figure.update_xaxes(range=[depth + 0.5, -0.5], fixedrange=True)
    figure.update_yaxes(type="log", range=[-15, 9], dtick=3, exponentformat="power", fixedrange=True)
    layers = np.arange(depth + 1)
    for run, color, symbol in zip(runs, CATEGORICAL, ("circle", "square", "diamond"), strict=False):
        sizes = np.abs(run.gradients)
        figure.add_scatter(
            x=layers, y=np.where(np.isfinite(sizes) & (sizes > 0), sizes, np.nan), mode="lines+markers",
            name=run.activation, line={"color": color, "width": 2.2}, marker={"symbol": symbol, "size": 7},
            customdata=run.gradients,
            hovertemplate=f"{run.activation}, h%{{x}}: %{{customdata:.4g}}<extra></extra>",
        )  # fmt: skip
    figure.add_hline(1.0, line={"color": NEUTRAL, "dash": "dot", "width": 1})
    return figure


def chains_alt(runs: Sequence[ChainRun], t: Say) -> str:
    """What is left of each chain's gradient, in one sentence."""
    parts = [
        t("chains.alt_part", function=run.activation, left=f"{run.gradients[0]:.3g}", depth=len(run.factors))
        for run in runs
    ]
    return " ".join(parts)


def error_figure(check: Check, t: Say, *, height: int = 330) -> Figure:
    """The error of the central difference over its step: a valley between truncation and round-off."""
    row = check.rows[check.curve_row]
    figure = blank(
        t("check.curve", variable=row.name), t("check.epsilon_axis"), t("check.error_axis"), height=height,
        showlegend=False,
    )  # fmt: skip
    figure.update_xaxes(type="log", range=[-1, -16], dtick=3, exponentformat="power", fixedrange=True)
    figure.update_yaxes(type="log", range=[-16, 2], dtick=3, exponentformat="power", fixedrange=True)
    errors = np.maximum(check.curve_errors, 1e-16)
    figure.add_scatter(
        x=EPSILONS, y=errors, mode="lines+markers", line={"color": CLASS_B, "width": 2},
        marker={"size": 4}, customdata=check.curve_errors,
        hovertemplate="ε = %{x:.1e}: %{customdata:.2e}<extra></extra>",
    )  # fmt: skip
    figure.add_vline(check.epsilon, line={"color": INK, "width": 2})
    if np.isfinite(check.best_epsilon):
        figure.add_scatter(
            x=[check.best_epsilon], y=[np.nanmin(errors)], mode="markers", marker={**POINT, "color": GOOD},
            hovertemplate="ε = %{x:.1e}<extra></extra>",
        )  # fmt: skip
    for x, key in ((3e-3, "check.truncation"), (1e-13, "check.round_off")):
        figure.add_annotation(x=float(np.log10(x)), y=1.2, text=t(key), showarrow=False, font={"size": 12})
    return figure


def error_alt(check: Check, t: Say) -> str:
    """Where the error is smallest, in one sentence."""
    name = check.rows[check.curve_row].name
    if np.isnan(check.best_epsilon):
        return t("check.alt_undefined", variable=name)
    return t("check.alt", variable=name, best=check.best_epsilon, error=float(np.nanmin(check.curve_errors)))
