"""The loss compass: both losses as a place, the way that it has come, and the balance at which nobody can tell."""

from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_B, GRADIENT, GRID, NEUTRAL
from core.networks.gan.losses import GAN_LOSSES

FIXED = {"fixedrange": True, "automargin": False, "zeroline": False, "gridcolor": GRID}
ON_COMPASS = {"xaxis": "x2", "yaxis": "y2"}


def compass_places(name: str, d_losses: np.ndarray, g_losses: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both losses (q,) of all looks, those beyond the compass at its rim."""
    loss = GAN_LOSSES[name]
    return np.clip(d_losses, *loss.d_range), np.clip(g_losses, *loss.g_range)


def compass_axes(
    name: str, t: Say, across: tuple[float, float], up: tuple[float, float], /, **title: Any
) -> dict[str, Any]:
    """The second pair of axes, over these parts of the figure; `title` holds further entries of both titles."""
    loss = GAN_LOSSES[name]
    return {
        f"{axis}axis2": {
            **FIXED, "domain": list(domain), "anchor": f"{other}2", "range": list(ends), "nticks": 5,
            "title": {"text": t(f"axis.{player}_loss"), **title},
        }
        for axis, other, player, domain, ends in (
            ("x", "y", "d", across, loss.d_range), ("y", "x", "g", up, loss.g_range)
        )
    }  # fmt: skip


def add_balance(figure: Figure, name: str) -> None:
    """Dashed lines at the losses of players of whom nobody can tell real from fake."""
    loss, line = GAN_LOSSES[name], {"color": CLASS_B, "width": 1.2, "dash": "dash"}
    d, g = loss.d_balance, loss.g_balance
    figure.add_shape(type="line", x0=d, x1=d, y0=0, y1=1, xref="x2", yref="y2 domain", line=line)
    if g is not None:
        figure.add_shape(type="line", x0=0, x1=1, y0=g, y1=g, xref="x2 domain", yref="y2", line=line)


def add_way(figure: Figure, d: np.ndarray, g: np.ndarray, look: int, t: Say) -> None:
    """The places (q,) up to a look as a line, and the last of them as a dot."""
    figure.add_scatter(x=d[: look + 1], y=g[: look + 1], mode="lines", line={"color": NEUTRAL, "width": 1.2},
                       hoverinfo="skip", **ON_COMPASS)  # fmt: skip
    figure.add_scatter(
        x=d[look : look + 1], y=g[look : look + 1], mode="markers", marker={"size": 12, "color": GRADIENT},
        hovertemplate=t("hover.compass") + "<extra></extra>", **ON_COMPASS,
    )  # fmt: skip


def add_heading(figure: Figure, x: str, y: str, text: str, size: float) -> None:
    """What stands over a part of the figure, from the left end of its x axis on and above its y axis."""
    figure.add_annotation(x=0, y=1, xref=f"{x} domain", yref=f"{y} domain", xanchor="left", yanchor="bottom", yshift=3,
                          showarrow=False, text=text, font={"size": size}, align="left")  # fmt: skip
