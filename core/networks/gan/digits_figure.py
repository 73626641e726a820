"""A wall of fakes, each beside the nearest training image, with the compass, the digits and the distances."""

from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Frames, Levels, Prefix
from core.figures.theme import GRADIENT, INK, NEUTRAL, blank, translucent
from core.networks.gan.compass import FIXED, add_balance, add_heading, add_way, compass_axes, compass_places
from core.networks.gan.digits import WALL, DigitsTraining, digit_weights
from core.networks.gan.digits_data import BRIGHTEST, SIDE, digit_points
from core.networks.gan.digits_walk import STOPS, LatentWalk
from core.networks.gan.game_figure import LAMP, REAL

HEIGHT, WALK_HEIGHT = 430, 190
COLUMNS, PAIR, STEP_DOWN = 5, 20, 12  # pairs in a row; pixels from pair to pair
WALL_WIDE, WALL_HIGH = COLUMNS * PAIR - 3, WALL // COLUMNS * STEP_DOWN
WALL_X, SIDE_X = (0.0, 0.57), (0.65, 1.0)  # from the left
COMPASS, LAMPS, COPIES = (0.66, 0.95), (0.42, 0.49), (0.0, 0.3)  # from below
FAKE_INK = ((0.0, "#fdf1f8"), (1.0, "#8e1f63"))
REAL_INK = ((0.0, "#f0f3f6"), (1.0, "#2f3b47"))
FARTHEST, BIN = 48.0, 2.0  # of the distances
BINS = np.arange(0, FARTHEST + BIN, BIN)
INKS = (FAKE_INK, REAL_INK)
MIXTURE_INK = ((0.0, "#fff6e6"), (1.0, "#8a5a00"))


def digits_figure(run: DigitsTraining, t: Say, look: int = -1) -> Figure:
    """The wall at a look, and what the losses, the digits and the distances tell of it."""
    look = range(len(run.look_steps))[look]
    figure = blank(height=HEIGHT, margin={"l": 4, "r": 8, "t": 42, "b": 40}, showlegend=False, shapes=[],
                   hovermode="closest")  # fmt: skip
    _axes(figure, run, t)
    for sheet, ink in zip(_sheets(run, look), INKS, strict=True):
        _images(figure, sheet, ink, {})
    x, y = _label_places()
    figure.add_scatter(x=x, y=y, mode="text", text=_labels(run.distances[look]), textfont={"size": 9, "color": INK},
                       hovertext=[t("hover.pair", number=k + 1) for k in range(WALL)],
                       hovertemplate="%{hovertext}<extra></extra>")  # fmt: skip
    add_way(figure, *compass_places(run.config.digit_loss, run.d_losses, run.g_losses), look, t)
    _lamps(figure, run, look, t)
    _copies(figure, run, look, t)
    return figure


def digits_film(run: DigitsTraining, t: Say) -> tuple[Figure, Frames]:
    """All looks, from the untrained players to the last."""
    looks = range(len(run.look_steps))
    sheets = np.stack([np.stack(_sheets(run, look)) for look in looks])  # (q, 2, high, wide)
    d, g = compass_places(run.config.digit_loss, run.d_losses, run.g_losses)
    changes: dict[str, Any] = {
        "traces[0].z": Levels(sheets[:, 0]), "traces[1].z": Levels(sheets[:, 1]),
        "traces[2].text": [_labels(distances) for distances in run.distances],
        "traces[3].x": Prefix(d, np.arange(1, len(looks) + 1)), "traces[3].y": Prefix(g, np.arange(1, len(looks) + 1)),
        "traces[4].x": d[:, None], "traces[4].y": g[:, None],
        "traces[5].marker.color": np.stack([_brightness(run, look) for look in looks]),
        "traces[7].y": np.stack([percents(distances) for distances in run.distances]),
    }  # fmt: skip
    return digits_figure(run, t), Frames(changes, labels=[t("film.step", step=int(step)) for step in run.look_steps])


def percents(distances: np.ndarray) -> np.ndarray:
    """(24,) percent of distances (n,) in bins of 2 from 0 to 48; those beyond count in the last."""
    counts = np.histogram(np.minimum(distances, FARTHEST - BIN / 2), BINS)[0]
    return 100 * counts / len(distances)


def walk_figure(found: LatentWalk, t: Say) -> Figure:
    """Both ways from A to B in eleven stops, and the place on them, large, with its nearest training image."""
    figure = blank(height=WALK_HEIGHT, margin={"l": 4, "r": 4, "t": 8, "b": 4}, showlegend=False, shapes=[],
                   hovermode=False)  # fmt: skip
    hidden = {"visible": False, "fixedrange": True, "constrain": "domain", "constraintoward": "left"}
    wide, high = STOPS * 9 - 1, 32
    big = {"constraintoward": "center"}
    figure.update_layout(
        xaxis={**hidden, "range": [-1, wide], "domain": [0, 0.6]},
        yaxis={**hidden, "range": [high, 0], "scaleanchor": "x", "domain": [0, 1]},
        xaxis2={**hidden, **big, "range": [-0.5, 38], "domain": [0.64, 1], "anchor": "y2"},
        yaxis2={**hidden, **big, "range": [12.5, -3.5], "scaleanchor": "x2", "domain": [0, 1], "anchor": "x2"},
    )
    figure.when_narrow(
        xaxis={"domain": [0, 1]}, yaxis={"domain": [0.38, 1]}, xaxis2={"domain": [0, 1]}, yaxis2={"domain": [0, 0.34]}
    )
    strips: list[np.ndarray] = []
    for top, images in ((7, found.path), (23, found.mixtures)):
        sheet = np.full((high, wide), np.nan)
        for k in range(STOPS):
            sheet[top : top + SIDE, 9 * k : 9 * k + SIDE] = images[k].reshape(SIDE, SIDE)
        strips.append(sheet)
    generated, mixture, nearest = (np.full((9, 38), np.nan) for _ in range(3))
    for left, sheet, images in (
        (0, generated, found.path), (9, nearest, found.path_nearest), (20, mixture, found.mixtures),
        (29, nearest, found.mixture_nearest),
    ):  # fmt: skip
        sheet[:SIDE, left : left + SIDE] = images[-1].reshape(SIDE, SIDE)
    second = {"xaxis": "x2", "yaxis": "y2"}
    for sheet, ink, axes in ((strips[0], FAKE_INK, {}), (strips[1], MIXTURE_INK, {}), (generated, FAKE_INK, second),
                             (mixture, MIXTURE_INK, second), (nearest, REAL_INK, second)):  # fmt: skip
        _images(figure, sheet, ink, axes)
    x = found.config.walk * 9 * (STOPS - 1) + SIDE / 2 - 0.5
    figure.add_shape(type="line", x0=x, x1=x, y0=6.5, y1=31.5, line={"color": INK, "width": 2})
    _walk_texts(figure, found, t)
    return figure


def _walk_texts(figure: Figure, found: LatentWalk, t: Say) -> None:
    style = {"showarrow": False, "font": {"size": 12}, "align": "left", "xanchor": "left", "yanchor": "bottom"}
    for y, key in ((6.3, "figure.path"), (22.3, "figure.mixture")):
        figure.add_annotation(x=-0.5, y=y, text=t(key), **style)
    for x, key, distance in (
        (-0.5, "figure.place", found.path_distances[-1]), (19.5, "figure.mixed", found.mixture_distances[-1])
    ):  # fmt: skip
        figure.add_annotation(x=x, y=-0.8, xref="x2", yref="y2", text=t(key), **style)
        text = t("figure.apart", distance=float(distance))
        figure.add_annotation(x=x, y=7.8, xref="x2", yref="y2", text=text, **{**style, "yanchor": "top"})


def _images(figure: Figure, sheet: np.ndarray, ink: tuple[tuple[float, str], ...], axes: dict[str, str]) -> None:
    figure.add_heatmap(z=sheet, zmin=0, zmax=BRIGHTEST, colorscale=[list(pair) for pair in ink], showscale=False,
                       hoverinfo="skip", hoverongaps=False, **axes)  # fmt: skip


def _sheets(run: DigitsTraining, look: int) -> tuple[np.ndarray, np.ndarray]:
    """The fakes and their nearest training images, each a sheet (72, 97) with NaN between the images."""
    train = digit_points(run.config.digit_images).train
    sheets = []
    for shift, images in ((0, run.walls[look]), (SIDE + 1, train[run.wall_nearest[look]])):
        sheet = np.full((WALL_HIGH, WALL_WIDE), np.nan, np.float32)
        for k, image in enumerate(images):
            top, left = k // COLUMNS * STEP_DOWN, k % COLUMNS * PAIR + shift
            sheet[top : top + SIDE, left : left + SIDE] = image.reshape(SIDE, SIDE)
        sheets.append(sheet)
    return sheets[0], sheets[1]


def _label_places() -> tuple[np.ndarray, np.ndarray]:
    """Below the middle of each pair, both (30,)."""
    k = np.arange(WALL)
    return k % COLUMNS * PAIR + SIDE, k // COLUMNS * STEP_DOWN + SIDE + 1.2


def _labels(distances: np.ndarray) -> list[str]:
    """The distances (n,) of the fakes on the wall."""
    return [f"{distance:.1f}" for distance in distances[:WALL]]


def _brightness(run: DigitsTraining, look: int) -> np.ndarray:
    """(10,) the share of each digit by its share among the training images, at most 1."""
    fair = digit_weights(digit_points(run.config.digit_images))
    found: np.ndarray = np.minimum(run.digit_shares[look] / np.maximum(fair, 1e-9), 1) * (fair > 0)
    return found


def _axes(figure: Figure, run: DigitsTraining, t: Say) -> None:
    title = {"standoff": 4, "font": {"size": 12}}
    hidden = {"fixedrange": True, "visible": False}
    figure.update_layout(
        xaxis={**hidden, "domain": list(WALL_X), "range": [-0.5, WALL_WIDE], "constrain": "domain",
               "constraintoward": "left"},
        yaxis={**hidden, "domain": [0, 1], "range": [WALL_HIGH - 0.5, -0.5], "scaleanchor": "x", "constrain": "domain",
               "constraintoward": "top"},
        **compass_axes(run.config.digit_loss, t, SIDE_X, COMPASS, **title),
        xaxis3={**hidden, "domain": list(SIDE_X), "anchor": "y3", "range": [-0.6, 9.6]},
        yaxis3={**hidden, "domain": list(LAMPS), "anchor": "x3", "range": [-1, 1]},
        xaxis4={**FIXED, "domain": list(SIDE_X), "anchor": "y4", "range": [0, FARTHEST], "dtick": 8,
                "title": {"text": t("axis.distance"), **title}},
        yaxis4={**FIXED, "domain": list(COPIES), "anchor": "x4", "range": [0, 40], "tickvals": [0, 20, 40],
                "ticktext": ["0 %", "20 %", "≥ 40 %"]},
    )  # fmt: skip
    add_balance(figure, run.config.digit_loss)
    colors = {"real": REAL, "fake": GRADIENT}
    for number, key in (("", "wall"), ("2", "compass"), ("3", "lamps"), ("4", "copies")):
        add_heading(figure, f"x{number}", f"y{number}", t(f"figure.{key}", **colors), 12)
    figure.when_narrow(
        xaxis={"domain": [0, 1]}, yaxis={"domain": [0.46, 1]}, xaxis3={"domain": [0, 1]},
        yaxis3={"domain": [0.29, 0.39]}, xaxis2={"domain": [0.1, 0.46]}, yaxis2={"domain": [0, 0.2]},
        xaxis4={"domain": [0.62, 1]}, yaxis4={"domain": [0, 0.2]},
    )  # fmt: skip


def _lamps(figure: Figure, run: DigitsTraining, look: int, t: Say) -> None:
    figure.add_scatter(
        x=np.arange(10), y=np.full(10, 0.5), xaxis="x3", yaxis="y3", mode="markers+text",
        text=[str(k) for k in range(10)], textposition="bottom center", textfont={"size": 11, "color": INK},
        marker={
            "size": 13, "color": _brightness(run, look), "cmin": 0, "cmax": 1,
            "colorscale": [list(pair) for pair in LAMP], "line": {"color": NEUTRAL, "width": 1},
        },
        hovertemplate=t("hover.lamp") + "<extra></extra>",
    )  # fmt: skip


def _copies(figure: Figure, run: DigitsTraining, look: int, t: Say) -> None:
    places = BINS[:-1] + BIN / 2
    baseline = digit_points(run.config.digit_images).baseline
    for distances, color in ((baseline, REAL), (run.distances[look], GRADIENT)):
        figure.add_scatter(x=places, y=percents(distances), xaxis="x4", yaxis="y4", mode="lines", fill="tozeroy",
                           line={"color": color, "width": 2}, fillcolor=translucent(color, 0.2),
                           hovertemplate=t("hover.copies") + "<extra></extra>")  # fmt: skip
