"""The four columns as one sheet: the maps of every layer on one line, and between them the largest gap."""

import base64
import io
import math

import numpy as np

from core.computing.frameworks.rosetta import Gap, ProgramColumn, Rosetta
from core.figures.figure import Figure, Say
from core.figures.theme import ACCENT, BAD, GOOD, INK, NEUTRAL, blank, translucent

HEIGHT = 562
WIDE = 884  # pixels of the sheet
LABEL = 88  # of them for the names of the layers
CELL = 136
GAP = 76
HEAD = 26
FOOT = 24
HIGHEST_ROW = 92
MANY = 200  # numbers of a vector, from which they are drawn without lines between them
SHARP = 2  # pixels of the sheet for one of the screen
SHADES = 127  # of the palette to each side of zero
NONE = np.array([244.0, 246.0, 248.0])
PLUS = np.array([8.0, 94.0, 160.0])
MINUS = np.array([240.0, 130.0, 20.0])


def rosetta_figure(found: Rosetta, chosen: int, t: Say) -> Figure:
    """The image and every layer of all columns, from top to bottom; the chosen layer is framed."""
    rows = len(found.layers) + 1
    high = min((HEIGHT - HEAD - FOOT) / rows, HIGHEST_ROW)
    figure = blank(height=HEIGHT, showlegend=False, hovermode="closest", margin={"l": 0, "r": 0, "t": 0, "b": 0})
    hidden = {"visible": False, "fixedrange": True, "automargin": False}
    figure.update_xaxes(**hidden, range=[0, WIDE])
    figure.update_yaxes(**hidden, range=[HEIGHT, 0])
    top = HEAD + (chosen + 1) * high
    figure.add_shape(
        type="rect", x0=1, x1=WIDE - 1, y0=top + 1, y1=top + high - 1, line={"color": ACCENT, "width": 1.5},
        fillcolor="rgba(0,0,0,0)",
    )  # fmt: skip
    _names(figure, found, high, t)
    _gaps(figure, found, high)
    _answers(figure, found, HEAD + rows * high, t)
    _places(figure, found, high, t)
    image = {
        "source": _address(_sheet(found, high)), "xref": "x", "yref": "y", "x": 0, "y": 0, "sizex": WIDE,
        "sizey": HEIGHT, "sizing": "stretch", "layer": "below",
    }  # fmt: skip
    figure.update_layout(images=[image])
    figure.when_narrow(font={"size": 10})
    return figure.shrink_below(560)


def left_of(column: int) -> int:
    """Where a column begins."""
    return LABEL + column * (CELL + GAP)


def _sheet(found: Rosetta, high: float) -> np.ndarray:
    """All maps at twice the size as places of the palette, uint8 (HEIGHT, WIDE) times `SHARP`; 0 is transparent."""
    sheet = np.zeros((HEIGHT * SHARP, WIDE * SHARP), np.uint8)
    for k, column in enumerate(found.columns):
        if not column.outputs:
            continue
        for row, values in enumerate([found.image, *column.outputs]):
            _draw(sheet, _shades(values[0] / _most(found, row)), (HEAD + row * high, left_of(k), high))
    return sheet


def _most(found: Rosetta, row: int) -> float:
    """The largest size of a number on a line, over all columns, for one scale of colors."""
    if row == 0:
        return 1.0
    return max(float(np.abs(one.outputs[row - 1]).max()) for one in found.columns if one.outputs) or 1.0


def _shades(values: np.ndarray) -> np.ndarray:
    """The places in the palette of values from -1 to 1, in the same shape: `SHADES` for 0, and as many to each side."""
    share = np.abs(np.clip(values, -1, 1)) ** 0.7
    return np.asarray(np.rint(SHADES * (1 + np.sign(values) * share)), np.uint8) + 1


def _palette() -> bytes:
    """Red, green and blue of every place: one that is not seen, orange below zero, then blue above."""
    share = np.linspace(-1, 1, 2 * SHADES + 1)[:, None]
    colors = NONE + np.abs(share) * (np.where(share > 0, PLUS, MINUS) - NONE)
    return np.vstack([np.zeros((1, 3)), colors]).astype(np.uint8).tobytes()


def _draw(sheet: np.ndarray, shades: np.ndarray, place: tuple[float, float, float]) -> None:
    """Maps (c, h, w), states (t, h) or a vector (d,) as tiles in the cell at (top, left, height)."""
    if shades.ndim == 1 and len(shades) > MANY:
        shades = _as_grid(shades, place[2])
    maps = shades if shades.ndim == 3 else shades.T[None] if shades.ndim == 2 else shades[:, None, None]
    count, h, w = maps.shape
    top, left, high = (round(number * SHARP) for number in place)
    wide, high = CELL * SHARP, high - 4 * SHARP
    columns = max(range(1, count + 1), key=lambda n: (min(wide / n / w, high / math.ceil(count / n) / h), -n))
    lines = math.ceil(count / columns)
    size = min(wide / columns / w, high / lines / h)  # of one number
    apart = 1 if count > 20 else SHARP
    tiles = np.zeros((lines * columns, h, w), np.uint8)
    tiles[:count] = maps
    mosaic = np.pad(tiles.reshape(lines, columns, h, w).transpose(0, 2, 1, 3).reshape(lines * h, -1), ((0, 1), (0, 1)))
    x, y = _sources(columns, w, size, apart), _sources(lines, h, size, apart)
    start_x, start_y = left + round((wide - len(x)) / 2), top + 2 * SHARP + round((high - len(y)) / 2)
    sheet[start_y : start_y + len(y), start_x : start_x + len(x)] = mosaic[np.ix_(y, x)]


def _sources(tiles: int, cells: int, size: float, apart: int) -> np.ndarray:
    """For each pixel along a row of tiles the cell that it shows, -1 in the lines between the tiles, (pixels,)."""
    ends = [round((k + 1) * cells * size) for k in range(tiles)]
    found = np.full(ends[-1], -1)
    for k, (start, end) in enumerate(zip([0, *ends], ends, strict=False)):
        wide = max(end - apart - start, 1)
        found[start : start + wide] = k * cells + np.arange(wide) * cells // wide
    return found


def _as_grid(values: np.ndarray, high: float) -> np.ndarray:
    """A vector (d,) as one map (1, rows, columns) with square places; what is left over stays empty."""
    columns = math.ceil(math.sqrt(len(values) * CELL / high))
    rows = math.ceil(len(values) / columns)
    return np.pad(values, (0, rows * columns - len(values))).reshape(1, rows, columns)


def _names(figure: Figure, found: Rosetta, high: float, t: Say) -> None:
    """The programs above, the layers on the left."""
    x = [left_of(k) + CELL / 2 for k in range(len(found.columns))]
    figure.add_scatter(
        x=x, y=[HEAD / 2] * len(x), mode="text", text=[f"<b>{one.name}</b>" for one in found.columns],
        hoverinfo="skip", textfont={"color": INK},
    )  # fmt: skip
    names = [t("input"), *(layer.name for layer in found.layers)]
    figure.add_scatter(
        x=[2] * len(names), y=[HEAD + (row + 0.5) * high for row in range(len(names))], mode="text", text=names,
        textposition="middle right", hoverinfo="skip", textfont={"color": INK},
    )  # fmt: skip


def _gaps(figure: Figure, found: Rosetta, high: float) -> None:
    """The gaps as numbers, on green within the tolerance, with a cross on red beyond it."""
    x, y, texts = [], [], []
    for row, gaps in enumerate(found.gaps):
        for between, gap in enumerate(gaps):
            center = left_of(between) + CELL + GAP / 2
            middle = HEAD + (row + 1.5) * high
            color = translucent(NEUTRAL, 0.12) if gap is None else translucent(GOOD if gap.close else BAD, 0.28)
            figure.add_shape(
                type="rect", x0=center - GAP / 2 + 3, x1=center + GAP / 2 - 3, y0=middle - 11, y1=middle + 11,
                line={"width": 0}, fillcolor=color, layer="below",
            )  # fmt: skip
            x.append(center)
            y.append(middle)
            texts.append(gap_text(gap))
    figure.add_scatter(x=x, y=y, mode="text", text=texts, hoverinfo="skip", textfont={"color": INK})


def gap_text(gap: Gap | None) -> str:
    """A gap in two digits."""
    if gap is None:
        return "–"
    if gap.largest == 0:
        return "0"
    number = f"{gap.largest:.2g}" if gap.largest >= 0.01 else f"{gap.largest:.1e}".replace("e-0", "e-")
    return number if gap.close else f"✗ <b>{number}</b>"


def _answers(figure: Figure, found: Rosetta, top: float, t: Say) -> None:
    """What every program says in the end."""
    x = [left_of(k) + CELL / 2 for k in range(len(found.columns))]
    texts = [f"→ <b>{answer(one)}</b>" if one.outputs else t(f"missing.{one.why}") for one in found.columns]
    figure.add_scatter(
        x=x, y=[top + FOOT / 2] * len(x), mode="text", text=texts, hoverinfo="skip", textfont={"color": INK}
    )


def answer(column: ProgramColumn) -> int:
    """The digit with the largest logit."""
    return int(column.outputs[-1][0].argmax())


def _places(figure: Figure, found: Rosetta, high: float, t: Say) -> None:
    """What is clicked, and what the mouse is told."""
    x, y, rows, told = [], [], [], []
    for k, column in enumerate(found.columns):
        for row, layer in enumerate(found.layers):
            x.append(left_of(k) + CELL / 2)
            y.append(HEAD + (row + 1.5) * high)
            rows.append(row)
            about = {"program": column.name, "layer": layer.name, "shape": " × ".join(map(str, layer.shape))}
            told.append(t("hover.cell" if column.outputs else "hover.nothing", **about))
    figure.add_scatter(
        x=x, y=y, mode="markers", text=told, customdata=rows, hovertemplate="%{text}<extra></extra>",
        marker={"size": 40, "opacity": 0, "symbol": "square"},
    )  # fmt: skip


def _address(pixels: np.ndarray) -> str:
    """A sheet (h, w) as the address of a PNG with the palette."""
    from PIL import Image

    image = Image.fromarray(pixels)
    image.putpalette(_palette())
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=1, transparency=0)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
