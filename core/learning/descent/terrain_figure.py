"""The map of a surface with its level lines and minima, and the colors of the optimizers."""

from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import plane
from core.figures.theme import CATEGORICAL, CLASS_B, NEUTRAL, translucent
from core.learning.descent.terrain import Relief
from core.learning.descent.walk import METHODS

HEIGHT = 440
UNSEEN = 0.2  # of the way from one level line to the next
DARK = "#14202b"  # lines on the map, which is light in both themes
HEIGHTS = ((0.0, "#f7fafd"), (0.5, "#c3dcee"), (1.0, "#7fb4d8"))
COLORS = dict(zip(METHODS, (
    "#64748b", "#9a6a3c", CLASS_B, "#0a9b8e", "#b08a00", "#7a5fd0", "#c2408f", "#f59322", "#d1495b", "#5b7f2b",
), strict=True))  # fmt: skip
COUNTRIES = CATEGORICAL  # of the minima, in their order


def empty_map(t: Say, title: str, reach: float, height: int = HEIGHT) -> Figure:
    """The square of the map with equal units; gray shows through where f has no value."""
    axis = {"showgrid": False, "zeroline": False, "constrain": "domain", "dtick": 1 if reach < 4 else 2}
    figure = plane(title, (t("axis.x"), t("axis.y")), reach, height=height, **axis)
    return figure.update_layout(plot_bgcolor=translucent(NEUTRAL, 0.25))


def spacing(bands: np.ndarray) -> int:
    """2 where every second place of the map (n, n), n odd, is enough to draw it: its lines stay where they are."""
    between = np.concatenate([
        np.ravel(bands[1::2, ::2] - (bands[:-2:2, ::2] + bands[2::2, ::2]) / 2),
        np.ravel(bands[:, 1::2] - (bands[:, :-2:2] + bands[:, 2::2]) / 2),
    ])  # fmt: skip
    return 2 if np.abs(between).max() < UNSEEN else 1


def add_relief(figure: Figure, land: Relief, opacity: float = 0.5, coloring: str = "heatmap") -> None:
    """Level lines, over colors of the height or alone: as much of the map lies between any two neighbors."""
    every = slice(None, None, spacing(land.bands))
    bands, values = land.bands[every, every].astype(np.float32), land.values[every, every].astype(np.float32)
    figure.add_contour(
        x=land.axis[every], y=land.axis[every], z=bands, customdata=values,
        colorscale=HEIGHTS, zmin=0, zmax=max(1, land.levels - 1), showscale=False,
        contours={"start": 1, "end": max(1, land.levels - 2), "size": 1, "coloring": coloring},
        line={"width": 0.7, "color": translucent("#20405a", opacity)}, hoverongaps=False,
        hovertemplate="f(%{x:.2f}, %{y:.2f}) = %{customdata:.4g}<extra></extra>",
    )  # fmt: skip


def add_minima(figure: Figure, places: np.ndarray, colors: list[str], alive: np.ndarray, size: float = 11) -> None:
    """A dot in each of the minima (m, 2), hollow where it is not `alive`, (m,)."""
    for (x, y), color, there in zip(places.tolist(), colors, alive.tolist(), strict=True):
        fill = {"fillcolor": color, "line": {"color": "#ffffff", "width": 2}}
        hollow = {"fillcolor": "rgba(0,0,0,0)", "line": {"color": color, "width": 2.5}}
        figure.add_dot(x, y, size, **(fill if there else hollow))


def inside(places: np.ndarray, reach: float) -> np.ndarray:
    """Places (…, 2) drawn no farther than ten maps away, so that a lost walk is still drawn over the edge."""
    return np.asarray(np.clip(places, -20 * reach, 20 * reach))


def thin_axis(**axis: Any) -> dict[str, Any]:
    """An axis that does not move."""
    return {"fixedrange": True, "automargin": False, "zeroline": False, "tickfont": {"size": 11}, **axis}
