"""Power iteration as a film: the arrow, and the error of every step."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Change, Frames, Prefix
from core.figures.plane import add_line, plane
from core.figures.theme import CLASS_B, INK, NEUTRAL, translucent
from core.mathematics.decompositions.plane_figure import LINE_COLORS, add_circle
from core.mathematics.decompositions.power import PowerIteration

HEIGHT = 400
REACH = 1.35
LEAST = 1e-15  # degrees: the lower edge of the axis of errors


def power_film(run: PowerIteration, t: Say) -> tuple[Figure, Frames]:
    """The unit circle with x and the way so far; beside it the angle to the dominant eigenline, or xᵀAx."""
    figure = plane("", ("x₁", "x₂"), REACH, height=HEIGHT, zerolinecolor=NEUTRAL)
    figure.update_layout(xaxis={"domain": [0, 0.44]}, margin={"r": 14, "t": 26})
    add_circle(figure, np.eye(2))
    for vector, color in zip(run.found.vectors, LINE_COLORS, strict=False):
        end = 2 * REACH * vector
        add_line(figure, -end, end, color, width=2, dash="dash", layer="below")
    steps = np.arange(len(run.x))
    figure.add_scatter(
        x=run.x[:, 0], y=run.x[:, 1], mode="markers", marker={"size": 8, "color": translucent(CLASS_B, 0.35)},
        customdata=steps, hovertemplate="x<sub>%{customdata}</sub> = (%{x:.6f}, %{y:.6f})<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=[0, run.x[0, 0]], y=[0, run.x[0, 1]], mode="lines+markers", line={"color": CLASS_B, "width": 4},
        marker={"size": [0, 14], "color": CLASS_B}, hoverinfo="skip",
    )  # fmt: skip
    values = _errors(figure, run, t)
    figure.add_scatter(
        x=steps[:1], y=values[:1], mode="lines+markers", xaxis="x2", yaxis="y2", cliponaxis=False,
        line={"color": INK, "width": 2}, marker={"size": 8, "color": CLASS_B},
        hovertemplate="%{x}: %{y:.6g}<extra></extra>",
    )  # fmt: skip
    lengths = steps + 1
    arrows = np.stack([np.zeros_like(run.x), run.x], axis=1)  # (frames, 2 ends, 2)
    last = len(figure.data) - 1
    changes: dict[str, Change] = {
        "traces[1].x": Prefix(run.x[:, 0], lengths), "traces[1].y": Prefix(run.x[:, 1], lengths),
        "traces[1].customdata": Prefix(steps, lengths),
        "traces[2].x": arrows[:, :, 0], "traces[2].y": arrows[:, :, 1],
        f"traces[{last}].x": Prefix(steps, lengths), f"traces[{last}].y": Prefix(values, lengths),
    }  # fmt: skip
    labels = [t("figure.step", step=int(step)) for step in steps]
    return figure, Frames(changes, labels)


def _errors(figure: Figure, run: PowerIteration, t: Say) -> np.ndarray:
    """The axes on the right, and the values (frames,) drawn in them: errors on factors of ten, or else xᵀAx."""
    known = not np.isnan(run.errors).any()
    grid = {key: figure.layout["xaxis"][key] for key in ("gridcolor", "linecolor", "showgrid", "ticks")}
    common = {**grid, "fixedrange": True, "zeroline": False, "automargin": False}
    steps = max(len(run.x) - 1, 1)
    figure.update_layout(
        xaxis2={**common, "domain": [0.56, 1], "anchor": "y2", "range": [-0.03 * steps, 1.03 * steps],
                "title": {"text": t("axis.step"), "standoff": 6}, "dtick": 1 if steps <= 10 else 5},
        yaxis2={**common, "anchor": "x2"},
    )  # fmt: skip
    figure.add_annotation(
        text=t("axis.error" if known else "axis.rayleigh"), x=1, y=1, xref="paper", yref="paper", xanchor="right",
        yanchor="bottom", showarrow=False, font={"size": 13},
    )  # fmt: skip
    if not known:
        reach = 1.1 * max(float(np.abs(run.rayleigh).max()), 1.0)
        figure.update_layout(yaxis2={"range": [-reach, reach]})
        return run.rayleigh
    values: np.ndarray = np.maximum(run.errors, LEAST)
    low = min(float(np.log10(values.min())) - 0.5, 0.0)
    figure.update_layout(
        yaxis2={"type": "log", "range": [low, 2.2], "exponentformat": "power", "dtick": max(1, round((2.2 - low) / 6))}
    )
    if 0 < run.ratio < 1:
        slope = np.array([0.0, steps])
        figure.add_scatter(
            x=slope, y=values[0] * run.ratio**slope, mode="lines", xaxis="x2", yaxis="y2", hoverinfo="skip",
            line={"color": NEUTRAL, "width": 2, "dash": "dash"},
        )  # fmt: skip
    return values


def power_alt(run: PowerIteration, t: Say) -> str:
    """What the film shows, in one sentence."""
    return t(
        "alt.power", steps=len(run.x) - 1, x=float(run.x[-1, 0]), y=float(run.x[-1, 1]), value=float(run.rayleigh[-1])
    )
