"""Four units and the output as maps, and how far the units are apart, as a film over the epochs."""

from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Frames, Levels
from core.figures.theme import CLASS_A, CLASS_B, DIVERGING, GRID, INK, NEUTRAL, blank
from core.networks.initialization.settings import SymmetryConfig
from core.networks.initialization.symmetry import (
    EPOCHS,
    FRAMES,
    PARTED,
    REACH,
    SIDE,
    UNITS,
    SymmetryRun,
    symmetry_points,
    unit_maps,
)

HEIGHT = 372
FLOOR = 1e-10
PLACES = (((0.0, 0.135), (0.54, 0.95)), ((0.155, 0.29), (0.54, 0.95)), ((0.0, 0.135), (0.0, 0.41)),
          ((0.155, 0.29), (0.0, 0.41)), ((0.335, 0.625), (0.0, 0.95)))  # fmt: skip


def symmetry_film(run: SymmetryRun, config: SymmetryConfig, t: Say) -> tuple[Figure, Frames]:
    """Maps of the four units, of the output with the points, and the spread of the units over the epochs."""
    epochs = np.unique(np.round(np.linspace(0, len(run.losses) - 1, FRAMES)).astype(int))
    maps = unit_maps(run.parameters[epochs], config.unit)
    figure = blank("", "", "", height=HEIGHT, showlegend=False, shapes=[], annotations=[], hovermode="closest",
                   margin={"l": 8, "r": 10, "t": 24, "b": 44})  # fmt: skip
    changes: dict[str, Any] = {}
    reach = max(1.0, float(np.abs(maps[:, :UNITS]).max()))
    for k, (x, y) in enumerate(PLACES):
        _map(figure, k, x, y, t)
        low, high = (0.0, 1.0) if k == UNITS else (-reach, reach)
        side = np.linspace(-REACH, REACH, SIDE)
        figure.add_heatmap(
            x=side, y=side[::-1], z=maps[-1, k], zmin=low, zmax=high, colorscale=DIVERGING, showscale=False,
            zsmooth="fast", hovertemplate="%{z:.3f}<extra></extra>", **_axes(k),
        )  # fmt: skip
        changes[f"traces[{k}].z"] = Levels(maps[:, k])
    _points(figure, config)
    _spread(figure, run, t)
    figure.add_shape(type="line", x0=epochs[-1], x1=epochs[-1], y0=0, y1=1, xref="x6", yref="y6 domain",
                     line={"color": INK, "width": 2})  # fmt: skip
    here = len(figure.layout["shapes"]) - 1
    changes[f"shapes[{here}].x0"] = changes[f"shapes[{here}].x1"] = epochs
    labels = [t("frame", epoch=int(e), loss=f"{run.losses[e]:.3f}") for e in epochs]
    return figure, Frames(changes, labels)


def _axes(k: int) -> dict[str, str]:
    name = str(k + 1) if k else ""
    return {"xaxis": f"x{name}", "yaxis": f"y{name}"}


def _map(figure: Figure, k: int, x: tuple[float, float], y: tuple[float, float], t: Say) -> None:
    name = str(k + 1) if k else ""
    common = {"range": [-REACH, REACH], "visible": False, "fixedrange": True}
    figure.update_layout(**{f"xaxis{name}": {**common, "domain": list(x), "anchor": f"y{name}"},
                            f"yaxis{name}": {**common, "domain": list(y), "anchor": f"x{name}"}})  # fmt: skip
    figure.add_annotation(text=t("figure.output") if k == UNITS else t("figure.unit", number=k + 1), x=x[0], y=y[1],
                          xref="paper", yref="paper", xanchor="left", yanchor="bottom", showarrow=False,
                          font={"size": 12, "color": INK})  # fmt: skip


def _points(figure: Figure, config: SymmetryConfig) -> None:
    x, labels = symmetry_points(config.dataset)
    for label, color in ((-1, CLASS_A), (1, CLASS_B)):
        own = x[(labels == label) & (np.abs(x) <= REACH).all(axis=1)]
        marker = {"size": 4.5, "color": color, "line": {"width": 0.8, "color": "#1f2733"}}
        figure.add_scatter(x=own[:, 0], y=own[:, 1], mode="markers", hoverinfo="skip", marker=marker, **_axes(UNITS))


def _spread(figure: Figure, run: SymmetryRun, t: Say) -> None:
    figure.update_layout(
        xaxis6={"domain": [0.735, 1.0], "anchor": "y6", "range": [0, EPOCHS], "fixedrange": True, "gridcolor": GRID,
                "title": {"text": t("axis.epoch"), "standoff": 4}, "zeroline": False},
        yaxis6={"domain": [0.0, 0.95], "anchor": "x6", "type": "log", "range": [-10.3, 0.3], "fixedrange": True,
                "dtick": 2, "exponentformat": "power", "gridcolor": GRID, "title": {"text": t("axis.spread"),
                "standoff": 2}},
    )  # fmt: skip
    figure.add_scatter(
        x=np.arange(len(run.spread)), y=np.where(run.spread > 0, np.maximum(run.spread, FLOOR), np.nan), mode="lines",
        xaxis="x6", yaxis="y6", line={"color": CLASS_A, "width": 2.5}, customdata=run.spread,
        hovertemplate="%{x}: %{customdata:.3g}<extra></extra>",
    )  # fmt: skip
    figure.add_shape(type="line", x0=0, x1=EPOCHS, y0=PARTED, y1=PARTED, xref="x6", yref="y6",
                     line={"color": NEUTRAL, "width": 1.5, "dash": "dot"})  # fmt: skip
    if not (run.spread > 0).any():
        figure.add_annotation(text=t("figure.no_spread"), xref="x6 domain", yref="y6 domain", x=0.5, y=0.5,
                              showarrow=False, font={"size": 13, "color": INK})  # fmt: skip
