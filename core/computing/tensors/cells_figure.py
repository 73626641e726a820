"""An array as cells: a line, a grid, or a stack of planes seen from the side; every cell can be hovered and clicked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, INK, NEUTRAL, blank, translucent

LIT = translucent(CLASS_B, 0.42)
FAINT = translucent(NEUTRAL, 0.12)
CHANGED = translucent(GRADIENT, 0.6)
FROM_A = translucent(CLASS_A, 0.5)
FROM_B = LIT
GHOST_A = translucent(CLASS_A, 0.14)
GHOST_B = translucent(CLASS_B, 0.12)

SHEAR, LOW_ROW = 0.34, 0.74  # of a plane in a stack: how far a row moves to the right, how high it is
GAP_X, GAP_Y = 0.9, 0.72  # between planes, in cells
LONGEST_LINE = 32  # cells; a longer vector goes on in the next line
LARGEST_CELL = 46  # pixels
NAME = 16  # pixels of a plane's name
STACKED = 0.72  # planes stand below each other as long as cells keep this share of the size they could have


@dataclass(frozen=True)
class Geometry:
    """The lower left corner of every cell, in C order, and the planes' upper left corners; a cell is 1 wide."""

    x: np.ndarray  # (cells,)
    y: np.ndarray  # (cells,)
    high: float
    shear: float
    wide: float
    tall: float
    planes: tuple[tuple[float, float], ...]


def geometry(shape: Sequence[int], room: tuple[float, float]) -> Geometry:
    """Cells of the last two axes as planes, one below the other, and side by side where cells would be too small."""
    cells = math.prod(shape)
    if len(shape) <= 1:
        lines = max(1, -(-cells // LONGEST_LINE))
        columns = -(-cells // lines) if cells else 1
        k = np.arange(cells)
        x, y = k % columns + 0.0, -(k // columns) * 1.3 - 1
        return Geometry(x=x, y=y, high=1, shear=0, wide=columns, tall=1.3 * lines - 0.3, planes=((0, 0),))
    rows, columns = shape[-2:]
    count = math.prod(shape[:-2])
    stacked = len(shape) > 2
    high, shear = (LOW_ROW, SHEAR) if stacked else (1.0, 0.0)
    wide, tall = columns + shear * rows, rows * high

    def extent(across: int, gap: float = GAP_Y) -> tuple[float, float]:
        down = -(-count // across)
        return across * (wide + GAP_X) - GAP_X, down * (tall + gap) - gap

    def cell(across: int) -> float:
        wide, tall = extent(across)
        return min(room[0] / max(wide, 0.1), room[1] / max(tall, 0.1), LARGEST_CELL)

    largest = max(map(cell, range(1, count + 1)), default=0.0)
    across = next((k for k in range(1, count + 1) if cell(k) >= STACKED * largest), 1)
    gap = max(GAP_Y, NAME / max(cell(across), 1))  # room for the name of a plane
    corners = [((k % across) * (wide + GAP_X), -(k // across) * (tall + gap)) for k in range(count)]
    plane, row, column = (axis.ravel() for axis in np.indices((count, rows, columns)))
    left, top = np.array(corners).reshape(-1, 2).T if corners else np.zeros((2, 1))
    x = left[plane] + column + shear * (rows - 1 - row)
    y = top[plane] - (row + 1) * high
    wide_all, tall_all = extent(across, gap)
    planes = tuple((a + shear * rows, b) for a, b in corners)
    return Geometry(x=x, y=y, high=high, shear=shear, wide=wide_all, tall=tall_all, planes=planes)


def cell_text(value: object) -> str:
    """A number short enough for a cell."""
    if isinstance(value, bool | np.bool_):
        return "T" if value else "F"
    if isinstance(value, int | np.integer):
        return str(value)
    if isinstance(value, complex | np.complexfloating):
        return f"{cell_text(value.real)}{'' if value.imag < 0 else '+'}{cell_text(value.imag)}j"
    number = float(value)  # type: ignore[arg-type]
    if not math.isfinite(number):
        return "?" if math.isnan(number) else "∞" if number > 0 else "−∞"
    return f"{number:.3g}".replace("e+", "e").replace("e0", "e").replace("e-0", "e-")


def cells_figure(
    title: str,
    array: np.ndarray,
    fill: np.ndarray,
    hover: Sequence[str],
    t: Say,
    *,
    bold: np.ndarray | None = None,
    texts: Sequence[str] | None = None,
    height: int = 300,
    wide: int = 560,
) -> Figure:
    """The array; `fill` holds a color and `bold` a heavy outline for every cell, `hover` a text, all in C order.

    array: any shape; fill and bold: same shape as array. A clicked cell tells its flat number as `customdata`.
    `wide` is how many pixels the figure usually has.
    """
    place = geometry(array.shape, (wide, height - 60))
    figure = blank(title, height=height, hovermode="closest", barmode="overlay", showlegend=False)
    figure.update_layout(margin={"l": 4, "r": 4, "t": 34, "b": 4}, uniformtext={"mode": "hide", "minsize": 7})
    colors = np.broadcast_to(np.asarray(fill, dtype=object), array.shape).ravel()
    for color in dict.fromkeys(colors.tolist()):
        _outline(figure, place, np.flatnonzero(colors == color), color, NEUTRAL, 0.7, "below")
    if bold is not None and bold.any():
        _outline(figure, place, np.flatnonzero(bold.ravel()), "rgba(0,0,0,0)", INK, 2.5, "above")
    figure.add_bar(
        x=place.x + 0.5 + place.shear / 2, width=0.98,
        y=np.full(array.size, place.high * 0.92), base=place.y + place.high * 0.04,
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}}, customdata=np.arange(array.size),
        text=list(texts) if texts is not None else [cell_text(value) for value in array.ravel().tolist()],
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="both",
        insidetextfont={"size": 15, "color": INK}, hovertext=list(hover), hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip
    _names(figure, place, array.shape, t)
    span_x, span_y = max(place.wide, wide / LARGEST_CELL), max(place.tall, (height - 60) / LARGEST_CELL)
    center = place.wide / 2, -place.tall / 2
    hidden = {"visible": False, "fixedrange": True, "constrain": "domain"}  # the ranges stay as they are given
    figure.update_xaxes(range=[center[0] - span_x / 2 - 0.7, center[0] + span_x / 2 + 0.1], **hidden)
    figure.update_yaxes(range=[center[1] - span_y / 2 - 0.1, center[1] + span_y / 2 + 0.65], scaleanchor="x", **hidden)
    return figure


def _outline(
    figure: Figure, place: Geometry, cells: np.ndarray, fill: str, line: str, width: float, layer: str
) -> None:
    """All cells of one look as one path."""
    high, shear = place.high, place.shear
    corners = (
        f"M{x:g},{y:g}L{x + 1:g},{y:g}L{x + 1 + shear:g},{y + high:g}L{x + shear:g},{y + high:g}Z"
        for x, y in zip(place.x[cells].tolist(), place.y[cells].tolist(), strict=True)
    )
    figure.add_shape(
        type="path", path="".join(corners), fillcolor=fill, layer=layer, line={"color": line, "width": width}
    )


def _names(figure: Figure, place: Geometry, shape: Sequence[int], t: Say) -> None:
    """Which index each plane has, and which way the last two axes run."""
    small: dict[str, Any] = {"showarrow": False, "font": {"size": 11, "color": INK}}
    if len(shape) > 2:
        stacked = len({x for x, _ in place.planes}) == 1
        for number, (index, (x, y)) in enumerate(zip(np.ndindex(*shape[:-2]), place.planes, strict=True)):
            name = f"[{', '.join(map(str, index))}, :, :]"
            if number == 0 and (stacked or shape[-1] > 3) and 0 not in shape:
                name += f"   {t('figure.axis', axis=len(shape) - 1)} →"
            figure.add_annotation(x=x, y=y, text=name, xanchor="left", yanchor="bottom", **small)
        if math.prod(shape):
            _axes_of_stack(figure, place, shape, t, small)
    elif len(shape) and 0 not in shape:
        along = t("figure.axis", axis=len(shape) - 1)
        figure.add_annotation(x=0, y=0, text=f"{along} →", xanchor="left", yanchor="bottom", **small)
        if len(shape) == 2:
            down = f"← {t('figure.axis', axis=0)}"
            small |= {"xanchor": "right", "yanchor": "top", "xshift": -2}
            figure.add_annotation(x=0, y=0, text=down, textangle=-90, **small)


def _axes_of_stack(figure: Figure, place: Geometry, shape: Sequence[int], t: Say, small: dict[str, Any]) -> None:
    """The names of a stack's rows and planes, beside the first plane and before the name of the second."""
    (x, y), axes = place.planes[0], len(shape)
    middle = {"x": x - place.shear * shape[-2] / 2, "y": y - place.high * shape[-2] / 2, "yanchor": "middle"}
    small = {**small, "xanchor": "right", "xshift": -6}
    figure.add_annotation(text=f"{t('figure.axis', axis=axes - 2)} ↙", **small, **middle)
    if len(place.planes) > 1:
        below = place.planes[1][1] < y
        names = ", ".join(t("figure.axis", axis=axis) for axis in range(axes - 2))
        x, y = place.planes[1]
        figure.add_annotation(x=x, y=y, text=f"{names} {'↓' if below else '→'}", yanchor="bottom", **small)


def memory_hue(share: float) -> str:
    """A color for a place in memory: blue at the start, through violet, to orange at the end."""
    stops = ((8, 119, 189), (194, 64, 143), (245, 147, 34))
    at = min(max(share, 0.0), 1.0) * 2
    k = min(int(at), 1)
    red, green, blue = (a + (b - a) * (at - k) for a, b in zip(stops[k], stops[k + 1], strict=True))
    return f"rgba({red:.0f},{green:.0f},{blue:.0f},0.42)"


def memory_hues(offsets: np.ndarray, cells: int, *, steps: int = 12) -> np.ndarray:
    """The color of every cell, in the shape of `offsets`, by its place among `cells` places, in so many steps."""
    share = np.floor(offsets * steps / max(cells, 1)) / max(min(steps, cells) - 1, 1)
    table = {value: memory_hue(value) for value in np.unique(share).tolist()}
    return np.array([table[value] for value in share.ravel().tolist()], dtype=object).reshape(offsets.shape)


def value_hues(values: np.ndarray) -> np.ndarray:
    """The color of every cell, in the same shape: the larger the number, the deeper; in twelve steps.

    Complex numbers by their size.
    """
    numbers = np.abs(values) if np.iscomplexobj(values) else np.asarray(values)
    numbers = numbers.astype(float) / 2  # the largest number less the smallest is finite, too
    known = numbers[np.isfinite(numbers)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 0.0)
    numbers = np.nan_to_num(numbers, nan=low, posinf=high, neginf=low)
    share = np.round((numbers - low) / ((high - low) or 1.0) * 11) / 11
    table = {level: translucent(CLASS_B, 0.06 + 0.74 * level) for level in np.unique(share).tolist()}
    return np.array([table[level] for level in share.ravel().tolist()], dtype=object).reshape(numbers.shape)
