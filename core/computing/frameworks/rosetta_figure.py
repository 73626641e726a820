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
    """All maps, uint8 (HEIGHT, WIDE, 4) at twice the size; what is beside them is transparent."""
    sheet = np.zeros((HEIGHT * SHARP, WIDE * SHARP, 4), np.uint8)
    for k, column in enumerate(found.columns):
        if not column.outputs:
            continue
        for row, values in enumerate([found.image, *column.outputs]):
            most = _most(found, row)
            place = (HEAD + row * high, left_of(k), high)
            _draw(sheet, np.clip(values[0] / most, -1, 1), place)
    return sheet


def _most(found: Rosetta, row: int) -> float:
    """The largest size of a number on a line, over all columns, for one scale of colors."""
    if row == 0:
        return 1.0
    return max(float(np.abs(one.outputs[row - 1]).max()) for one in found.columns if one.outputs) or 1.0


def _draw(sheet: np.ndarray, values: np.ndarray, place: tuple[float, float, float]) -> None:
    """Maps (c, h, w), states (t, h) or a vector (d,) as tiles in the cell at (top, left, height)."""
    if values.ndim == 1 and len(values) > MANY:
        values = _as_grid(values, place[2])
    maps = values if values.ndim == 3 else values.T[None] if values.ndim == 2 else values[:, None, None]
    count, h, w = maps.shape
    top, left, high = (round(number * SHARP) for number in place)
    wide, high = CELL * SHARP, high - 4 * SHARP
    columns = max(range(1, count + 1), key=lambda n: (min(wide / n / w, high / math.ceil(count / n) / h), -n))
    lines = math.ceil(count / columns)
    size = min(wide / columns / w, high / lines / h)  # of one number
    apart = 1 if count > 20 else SHARP
    start_x = left + (wide - columns * w * size) / 2
    start_y = top + 2 * SHARP + (high - lines * h * size) / 2
    for k in range(count):
        y0, y1 = (round(start_y + (k // columns + one) * h * size) for one in (0, 1))
        x0, x1 = (round(start_x + (k % columns + one) * w * size) for one in (0, 1))
        y1, x1 = max(y1 - apart, y0 + 1), max(x1 - apart, x0 + 1)
        part = maps[k][np.ix_(np.arange(y1 - y0) * h // (y1 - y0), np.arange(x1 - x0) * w // (x1 - x0))]
        sheet[y0:y1, x0:x1, :3] = _colored(part)
        sheet[y0:y1, x0:x1, 3] = 255


def _as_grid(values: np.ndarray, high: float) -> np.ndarray:
    """A vector (d,) as one map (1, rows, columns) with square places; what is left over is zero."""
    columns = math.ceil(math.sqrt(len(values) * CELL / high))
    rows = math.ceil(len(values) / columns)
    return np.pad(values, (0, rows * columns - len(values))).reshape(1, rows, columns)


def _colored(values: np.ndarray) -> np.ndarray:
    """Blue above zero, orange below, for values (h, w) from -1 to 1: (h, w, 3)."""
    share = np.abs(values)[..., None] ** 0.7
    return np.asarray((NONE + share * (np.where(values[..., None] > 0, PLUS, MINUS) - NONE)).astype(np.uint8))


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
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=1)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
