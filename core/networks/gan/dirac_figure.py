"""The phase portrait of the Dirac-GAN, and the distance from its equilibrium after every step."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import plane
from core.figures.theme import CLASS_B, GOOD, GRADIENT, GRID, NEUTRAL, blank
from core.networks.gan.dirac import DiracPath, velocity

HEIGHT = 390
REACH = 3.0
TICKS = np.linspace(-2.75, 2.75, 12)
DASH = 0.2  # half of the length of the longest arrow
LOW, HIGH = -6, 2  # exponents of ten of the distance


def phase_portrait(path: DiracPath, t: Say) -> Figure:
    """The velocity of (θ, ψ) as needles whose dot is their tail, and the path from the start."""
    figure = plane(t("figure.phase"), (t("axis.theta"), t("axis.psi")), REACH, height=HEIGHT)
    theta, psi = (axis.ravel() for axis in np.meshgrid(TICKS, TICKS))
    speed = np.stack(velocity(theta, psi, path.config.gamma), axis=1)
    needle = DASH * speed / np.linalg.norm(speed, axis=1).max()
    place = np.stack([theta, psi], axis=1)
    lines = np.stack([place, place + 3 * needle, np.full_like(place, np.nan)], axis=1).reshape(-1, 2)
    figure.add_scatter(x=lines[:, 0], y=lines[:, 1], mode="lines", line={"color": NEUTRAL, "width": 1.3},
                       hoverinfo="skip")  # fmt: skip
    figure.add_scatter(x=theta, y=psi, mode="markers", marker={"size": 3.5, "color": NEUTRAL}, hoverinfo="skip")
    shown = np.where(np.abs(path.places).max(axis=1, keepdims=True) <= 3 * REACH, path.places, np.nan)
    figure.add_scatter(
        x=shown[:, 0], y=shown[:, 1], mode="lines+markers", line={"color": GRADIENT, "width": 1.6},
        marker={"size": 4, "color": GRADIENT}, customdata=np.arange(len(shown)),
        hovertemplate=t("hover.dirac") + "<extra></extra>",
    )  # fmt: skip
    figure.add_dot(0, 0, 11, fillcolor=GOOD, line={"color": "#ffffff", "width": 1.5})
    return figure


def distance_figure(path: DiracPath, t: Say) -> Figure:
    """How far (θ, ψ) is from (0, 0) after every step, and what the largest factor near it would make of that."""
    steps = path.config.dirac_steps
    figure = blank(t("figure.distance"), t("axis.step"), "", height=HEIGHT, showlegend=False,
                   margin={"l": 46, "r": 10, "t": 34, "b": 40})  # fmt: skip
    fixed = {"fixedrange": True, "automargin": False, "gridcolor": GRID}
    figure.update_xaxes(**fixed, range=[0, steps])
    figure.update_yaxes(**fixed, type="log", range=[LOW, HIGH], dtick=1, exponentformat="power")
    count = np.arange(steps + 1)
    with np.errstate(all="ignore"):
        promised = path.distances[0] * path.largest**count
        promised = np.where((promised > 10.0**LOW) & (promised < 10.0**HIGH), promised, np.nan)
        seen = np.where((path.distances > 10.0**LOW) & (path.distances < 10.0**HIGH), path.distances, np.nan)
    figure.add_scatter(x=count, y=promised, mode="lines", line={"color": CLASS_B, "width": 1.3, "dash": "dot"},
                       hovertemplate="%{x}: %{y:.4g}<extra></extra>")  # fmt: skip
    figure.add_scatter(x=count, y=seen, mode="lines", line={"color": GRADIENT, "width": 2.2},
                       hovertemplate="%{x}: %{y:.4g}<extra></extra>")  # fmt: skip
    return figure
