"""Two pictures that must be read together: the plane with its arrows, and the compass of the losses over the lamps."""

from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Frames, Levels, Prefix
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, INK, NEUTRAL, blank
from core.networks.gan.compass import FIXED, add_balance, add_heading, add_way, compass_axes, compass_places
from core.networks.gan.game import ARROWS, GanTraining, grid_axis, real_points
from core.networks.gan.target import REACH, Target, target_of

HEIGHT = 430
REAL = "#5b6b7a"  # of real points: seen over the surface, which is light in both themes, and beside it
SURFACE = ((0.0, "#f9be7c"), (0.5, "#ffffff"), (1.0, "#6baed6"))  # light, that points are seen on it
LAMP = ((0.0, "rgba(135,147,161,0.14)"), (0.25, "rgba(245,197,24,0.35)"), (1.0, "#f5c518"))
PLANE, SIDE = (0.0, 0.5), (0.6, 1.0)  # from the left
COMPASS, LAMPS = (0.6, 0.97), (0.0, 0.37)  # from below
ARROW_LENGTH, LONGEST = 0.25, 0.7  # of a gradient of 1; in the plane
FEW_LAMPS = 12
REALS = 256
RING = "#20262e"  # on the surface, which is light in both themes


def game_figure(run: GanTraining, t: Say, look: int = -1) -> Figure:
    """The plane, the compass and the lamps at a look."""
    target = target_of(run.target)
    figure = blank(height=HEIGHT, margin={"l": 34, "r": 8, "t": 40, "b": 30}, showlegend=False, shapes=[],
                   hovermode="closest")  # fmt: skip
    look = range(len(run.look_steps))[look]
    _axes(figure, run, target, t)
    axis = grid_axis()
    figure.add_heatmap(
        x=axis, y=axis, z=run.surfaces[look], zmin=0, zmax=1, colorscale=[list(pair) for pair in SURFACE],
        showscale=False, zsmooth="best", hovertemplate=t("hover.surface") + "<extra></extra>",
    )  # fmt: skip
    for points, color, size in ((real_points(target)[:REALS], REAL, 4), (run.fakes[look], GRADIENT, 4.5)):
        x, y = np.clip(points, -REACH, REACH).T
        figure.add_scatter(x=x, y=y, mode="markers", marker={"size": size, "color": color, "opacity": 0.75},
                           hoverinfo="skip")  # fmt: skip
    lines = arrow_lines(run)[look]
    figure.add_scatter(x=lines[0], y=lines[1], mode="lines", line={"color": GRADIENT, "width": 1.5}, hoverinfo="skip")
    add_way(figure, *compass_places(run.game.loss, run.d_losses, run.g_losses), look, t)
    _lamps(figure, run, target, look, t)
    x, y = ringed(run)[look].T
    ring = {"size": 13, "color": RING, "symbol": "circle-open", "line": {"width": 2}}
    figure.add_scatter(x=x, y=y, mode="markers", marker=ring, hoverinfo="skip")
    return figure


def game_film(run: GanTraining, t: Say) -> tuple[Figure, Frames]:
    """All looks, from the untrained players to the last."""
    target, figure = target_of(run.target), game_figure(run, t)
    count = np.arange(1, len(run.look_steps) + 1)
    fakes, lines = np.clip(run.fakes, -REACH, REACH), arrow_lines(run)
    d, g = compass_places(run.game.loss, run.d_losses, run.g_losses)
    brightness = run.shares / target.weights
    changes: dict[str, Any] = {
        "traces[0].z": Levels(run.surfaces),
        "traces[2].x": fakes[:, :, 0], "traces[2].y": fakes[:, :, 1],
        "traces[3].x": lines[:, 0], "traces[3].y": lines[:, 1],
        "traces[4].x": Prefix(d, count), "traces[4].y": Prefix(g, count),
        "traces[5].x": d[:, None], "traces[5].y": g[:, None],
        "traces[6].marker.color": np.minimum(brightness, 1),
        "traces[6].text": [_percents(shares) for shares in run.shares],
        "traces[7].x": ringed(run)[:, :, 0], "traces[7].y": ringed(run)[:, :, 1],
    }  # fmt: skip
    return figure, Frames(changes, labels=[t("film.step", step=int(step)) for step in run.look_steps])


def ringed(run: GanTraining) -> np.ndarray:
    """(q, 2, 2): the first real point and the first fake of each look, by which the sums are done by hand."""
    real = np.broadcast_to(real_points(target_of(run.target))[0], (len(run.fakes), 2))
    places: np.ndarray = np.clip(np.stack([real, run.fakes[:, 0]], axis=1), -REACH, REACH)
    return places


def arrow_lines(run: GanTraining) -> np.ndarray:
    """(q, 2, 192): from each of 64 fakes along its arrow, then a gap; arrows are a quarter as long as their number."""
    starts = np.clip(run.fakes[:, :ARROWS].astype(float), -REACH, REACH)
    arrows = ARROW_LENGTH * run.arrows.astype(float)
    length = np.maximum(np.linalg.norm(arrows, axis=2, keepdims=True), 1e-12)
    ends = np.clip(starts + arrows * np.minimum(1, LONGEST / length), -REACH, REACH)
    lines = np.stack([starts, ends, np.full_like(starts, np.nan)], axis=2)  # (q, 64, 3, 2)
    return lines.reshape(len(starts), -1, 2).transpose(0, 2, 1)


def _axes(figure: Figure, run: GanTraining, target: Target, t: Say) -> None:
    plane = {**FIXED, "range": [-REACH, REACH], "dtick": 1, "showgrid": False}
    lamps = {**FIXED, "range": [-REACH, REACH], "visible": False}
    figure.update_layout(
        xaxis={**plane, "domain": list(PLANE), "constrain": "domain", "constraintoward": "left"},
        yaxis={**plane, "domain": [0, 0.97], "scaleanchor": "x", "constrain": "domain", "constraintoward": "top"},
        **compass_axes(run.game.loss, t, SIDE, COMPASS, standoff=2),
        xaxis3={**lamps, "domain": list(SIDE), "anchor": "y3", "constrain": "domain"},
        yaxis3={**lamps, "domain": list(LAMPS), "anchor": "x3", "scaleanchor": "x3", "constrain": "domain",
                "constraintoward": "bottom"},
    )  # fmt: skip
    add_balance(figure, run.game.loss)
    colors = {"real": REAL, "fake": GRADIENT, "says_real": CLASS_B, "says_fake": CLASS_A}
    for x, y, key, values in (
        ("x", "y", "figure.plane", colors), ("x2", "y2", "figure.compass", {}),
        ("x2", "y3", "figure.lamps", {"count": target.modes}),
    ):  # fmt: skip
        add_heading(figure, x, y, t(key, **values), 12.5)


def _lamps(figure: Figure, run: GanTraining, target: Target, look: int, t: Say) -> None:
    few = target.modes <= FEW_LAMPS
    shares = run.shares[look]
    figure.add_scatter(
        x=target.centers[:, 0], y=target.centers[:, 1], xaxis="x3", yaxis="y3",
        mode="markers+text" if few else "markers", text=_percents(shares), textposition="middle center",
        textfont={"size": 10, "color": INK}, customdata=100 * target.weights,
        marker={
            "size": 27 if few else 14, "color": np.minimum(shares / target.weights, 1), "cmin": 0, "cmax": 1,
            "colorscale": [list(pair) for pair in LAMP], "line": {"color": NEUTRAL, "width": 1},
        },
        hovertemplate=t("hover.lamp") + "<extra></extra>",
    )  # fmt: skip


def _percents(shares: np.ndarray) -> list[str]:
    """Shares (k,) as whole percents."""
    return [f"{100 * share:.0f}" for share in shares]
