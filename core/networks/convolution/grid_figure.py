"""The image with its window, the kernel and the output on one plane of cells, and the matrix with its lit row."""

import colorsys
from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import ACCENT, CLASS_A, CLASS_B, INK, NEUTRAL, PAPER, blank, translucent
from core.networks.convolution.grid import ConvolutionMatrix, GridConvolution, WindowSum

HEIGHT = 300
WIDE = 580  # pixels of the plane on a laptop; where it is narrower, it is lower
GAP = 1.2  # cells between two grids
TEXT = "#14181d"  # on the colors of the weights, in both themes
NAMES = 24  # pixels above the cells
NARROW = 5  # columns under which a name may be wider than its grid
VALUES = ((0.0, translucent(CLASS_A, 0.62)), (0.5, translucent(NEUTRAL, 0.06)), (1.0, translucent(CLASS_B, 0.62)))
NO_WEIGHT = "rgba(0,0,0,0)"
SMALLEST = 6.0  # pixels of a text that can be read
DIGITS = (4, 3, 2)  # of the numbers in a grid: as many as there is room for


def weight_hues(shape: tuple[int, ...]) -> list[str]:
    """A color for each weight of a kernel (k, l), row by row: the hue tells the column, the lightness the row."""
    rows, columns = shape
    hues = []
    for a, b in np.ndindex(rows, columns):
        light = 0.70 if rows == 1 else 0.62 + 0.20 * a / (rows - 1)
        red, green, blue = colorsys.hls_to_rgb((0.56 + 0.86 * b / max(columns, 3)) % 1, light, 0.75)
        hues.append(f"#{round(255 * red):02x}{round(255 * green):02x}{round(255 * blue):02x}")
    return hues


def grid_places(found: GridConvolution) -> tuple[float, float, float]:
    """Where image, kernel and output begin on the horizontal axis of the plane."""
    kernel = found.padded.shape[1] + GAP
    return 0.0, kernel, kernel + found.window.shape[1] + GAP


def plane_figure(found: GridConvolution, here: WindowSum, t: Say) -> Figure:
    """Padded image (H, W), kernel (k, l) and output (m, n); the window, its weights and the output cell are lit.

    There is room for the output at stride 1 and dilation 1: with another nothing but the output changes its place.
    """
    at_image, at_kernel, at_output = grid_places(found)
    high = max(found.padded.shape[0], found.output.shape[0], found.window.shape[0])
    wide = at_output + max(found.output.shape[1], found.padded.shape[1] - found.window.shape[1] + 1)
    cell = cell_pixels(wide, high)
    figure = cell_plane(wide, high)
    add_grid(figure, found.padded, at_image, cell, _pixel_hover(found, t))
    hues = weight_hues(found.window.shape)
    add_grid(figure, found.window, at_kernel, cell, _weight_hover(found.window, t), hues)
    add_grid(figure, found.output, at_output, cell, _sum_hover(found, t))
    _names(figure, found, t)
    _padding(figure, found)
    _window(figure, found, here, hues, cell)
    x, y = at_output + here.column, here.row
    figure.add_shape(type="rect", x0=x, x1=x + 1, y0=y, y1=y + 1, line={"color": INK, "width": 3})
    return figure


def cell_plane(wide: float, high: float, full_width: int = WIDE) -> Figure:
    """An empty plane of square cells, with room for names above; rows count downward.

    It has its full height from so many pixels of width on.
    """
    figure = blank(height=HEIGHT, showlegend=False, hovermode="closest", shapes=[], annotations=[])
    figure.shrink_below(full_width)
    hidden: dict[str, Any] = {"visible": False, "fixedrange": True, "automargin": False, "constrain": "domain"}
    figure.update_layout(margin={"l": 2, "r": 2, "t": NAMES, "b": 4})
    figure.update_xaxes(range=[-0.2, wide + 0.2], **hidden)
    return figure.update_yaxes(range=[high + 0.3, -0.1], scaleanchor="x", constraintoward="top", **hidden)


def cell_pixels(wide: float, high: float, room: float = WIDE) -> float:
    """Side of a cell in a plane that has so many pixels of width."""
    return min(room / (wide + 0.4), (HEIGHT - NAMES - 4) / (high + 0.4))


def add_name(figure: Figure, left: float, columns: int, name: str, last: bool = False) -> None:
    """The name of a grid, above its middle; the `last` grid, where it is narrow, has it end at its right edge.

    The label of a line, which moves without the grids drawn anew; an annotation would not.
    """
    at_end = last and columns <= NARROW
    label = {"text": name, "textposition": "end" if at_end else "middle", "xanchor": "right" if at_end else "center",
             "yanchor": "bottom", "padding": 2, "font": {"size": 13, "color": INK}}  # fmt: skip
    figure.add_shape(
        type="line", x0=left, x1=left + columns, y0=1, y1=1, yref="paper", line={"width": 0}, label=label
    )  # fmt: skip


def add_grid(
    figure: Figure, values: np.ndarray, left: float, cell: float, hover: list[list[str]],
    hues: list[str] | None = None,
) -> None:  # fmt: skip
    """One grid (rows, columns) of numbers, its left edge at a place of the horizontal axis.

    Colored by their values, or each cell in a hue of its own; all alike where there are no hues.
    """
    rows, columns = values.shape
    texts, size = grid_texts(values, cell)
    figure.add_heatmap(
        **(_values(values) if hues is None else _hues(values.shape, hues)), x0=left + 0.5, dx=1, y0=0.5, dy=1,
        showscale=False, xgap=1, ygap=1, hoverongaps=True, customdata=hover, text=texts, texttemplate="%{text}",
        textfont={"size": size, "color": TEXT if hues else INK}, hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    figure.add_shape(
        type="rect", x0=left, x1=left + columns, y0=0, y1=rows, line={"color": NEUTRAL, "width": 1}, layer="below"
    )


def _values(values: np.ndarray) -> dict[str, Any]:
    """Colors of a heat map by the values (rows, columns): orange below 0, blue above."""
    known = np.where(np.isfinite(values), values, np.nan)
    most = float(np.nanmax(np.abs(known))) or 1.0
    return {"z": known, "zmin": -most, "zmax": most, "colorscale": VALUES}


def _hues(shape: tuple[int, ...], hues: list[str]) -> dict[str, Any]:
    """Colors of a heat map (rows, columns) that has a hue for each cell, row by row, or none at all."""
    z = np.arange(len(hues) or np.prod(shape)).reshape(shape)
    return {"z": z, "zmin": -0.5, "zmax": max(len(hues), 1) - 0.5, "colorscale": hue_steps(hues or [NO_WEIGHT])}


def hue_steps(hues: list[str]) -> list[tuple[float, str]]:
    """A color scale of as many even steps as there are hues."""
    return [(edge / len(hues), hue) for k, hue in enumerate(hues) for edge in (k, k + 1)]


def grid_texts(values: np.ndarray, cell: float) -> tuple[list[list[str]], float]:
    """Numbers (rows, columns) as texts for cells of so many pixels, and their size; empty where none can be read."""
    for digits in DIGITS:
        texts = [[cell_text(value, digits) for value in row] for row in values.tolist()]
        longest = max(len(text) for row in texts for text in row)
        size = min(15.0, 0.42 * cell, 1.5 * cell / longest)
        if size >= SMALLEST:
            return texts, size
    return [[""] * values.shape[1]] * len(values), SMALLEST


def cell_text(value: float, digits: int = 4) -> str:
    """A number short enough for a cell, with a real minus sign."""
    if abs(value) < 1e4:
        digits = max(digits, len(f"{abs(value):.0f}"))  # all before the point
    text = f"{value:.{digits}g}".replace("e+0", "e").replace("e+", "e").replace("e-0", "e-")
    return text.replace("-", "−").replace("inf", "∞")


def _names(figure: Figure, found: GridConvolution, t: Say) -> None:
    padded = found.padded.shape != found.image.shape
    kernel = "figure.turned" if found.turned else "figure.kernel"
    titles = (
        t("figure.padded" if padded else "figure.image", rows=found.padded.shape[0], columns=found.padded.shape[1]),
        t(kernel, rows=found.window.shape[0], columns=found.window.shape[1]),
        t("figure.output", rows=found.output.shape[0], columns=found.output.shape[1]),
    )
    widths = (found.padded.shape[1], found.window.shape[1], found.output.shape[1])
    for left, columns, title in zip(grid_places(found), widths, titles, strict=True):
        add_name(figure, left, columns, title)
    middle = min(found.window.shape[0], found.padded.shape[0]) / 2
    for left, sign in zip(grid_places(found)[1:], ("∗", "="), strict=True):
        figure.add_annotation(
            x=left - GAP / 2, y=middle, text=sign, showarrow=False, font={"size": 20, "color": INK}
        )  # fmt: skip


def add_cell(figure: Figure, x: float, y: float, hue: str, text: str, cell: float) -> None:
    """A cell in the color of a weight, with a text where there is room for it."""
    size = min(0.4 * cell, 1.45 * cell / len(text), 15.0)
    font = {"size": max(size, 1.0), "color": TEXT}
    label = {"label": {"text": text, "font": font, "padding": 0}} if size >= SMALLEST else {}
    line = {"color": INK, "width": 1}
    figure.add_shape(type="rect", x0=x, x1=x + 1, y0=y, y1=y + 1, fillcolor=hue, line=line, **label)


def _padding(figure: Figure, found: GridConvolution) -> None:
    """The border of the image itself inside what was added around it, and the pixels that no window reads."""
    top, left = found.before
    rows, columns = found.image.shape
    if found.padded.shape != found.image.shape:
        figure.add_shape(
            type="rect", x0=left, x1=left + columns, y0=top, y1=top + rows, line={"color": ACCENT, "width": 2}
        )  # fmt: skip
    read = np.zeros(found.padded.shape, dtype=bool)
    for i, j in np.ndindex(*found.output.shape):
        here = found.stride * i, found.stride * j
        far = found.reaches
        read[here[0] : here[0] + far[0] : found.dilation, here[1] : here[1] + far[1] : found.dilation] = True
    crosses = "".join(f"M{x + 0.15},{y + 0.15}L{x + 0.85},{y + 0.85}" for y, x in np.argwhere(~read).tolist())
    if crosses:
        figure.add_shape(type="path", path=crosses, line={"color": NEUTRAL, "width": 1.5})


def _window(figure: Figure, found: GridConvolution, here: WindowSum, hues: list[str], cell: float) -> None:
    """The cells of the window in the colors of their weights, each with its product written out."""
    pairs = zip(found.window.ravel().tolist(), here.pixels.ravel().tolist(), strict=True)
    for (a, b), hue, (weight, pixel) in zip(np.ndindex(*found.window.shape), hues, pairs, strict=True):
        value = f"({cell_text(pixel)})" if pixel < 0 else cell_text(pixel)
        text = f"{cell_text(weight)}·{value}"
        add_cell(figure, float(here.columns[b]), float(here.rows[a]), hue, text, cell)


def _pixel_hover(found: GridConvolution, t: Say) -> list[list[str]]:
    top, left = found.before

    def said(i: int, j: int) -> str:
        place = {"row": i - top, "column": j - left}
        source = int(found.sources[i, j])
        if source < 0:
            return t("figure.hover_zero", **place)
        row, column = divmod(source, found.image.shape[1])
        return t("figure.hover_pixel", **place, value=cell_text(found.padded[i, j]), of_row=row, of_column=column)

    return [[said(i, j) for j in range(found.padded.shape[1])] for i in range(found.padded.shape[0])]


def _weight_hover(window: np.ndarray, t: Say) -> list[list[str]]:
    return [
        [t("figure.hover_weight", row=a, column=b, value=cell_text(value)) for b, value in enumerate(row)]
        for a, row in enumerate(window.tolist())
    ]


def _sum_hover(found: GridConvolution, t: Say) -> list[list[str]]:
    return [
        [t("figure.hover_sum", row=i, column=j, value=cell_text(value)) for j, value in enumerate(row)]
        for i, row in enumerate(found.output.tolist())
    ]


def whole_ticks(count: int) -> dict[str, int]:
    """Ticks at whole numbers alone, where there would be others between so few."""
    return {"dtick": 1} if count <= 6 else {}


def matrix_figure(found: GridConvolution, matrix: ConvolutionMatrix, here: WindowSum, t: Say) -> Figure:
    """The matrix (m n, h w): every weight in the color that it has in the kernel, and the row of the output cell."""
    rows, columns = matrix.weights.shape
    title = t("figure.matrix", rows=rows, columns=columns)
    figure = blank(title, t("axis.pixel"), t("axis.cell"), height=HEIGHT, showlegend=False, shapes=[])
    figure.update_layout(margin={"l": 48, "r": 6, "t": 30, "b": 38}, hovermode="closest", title={"font": {"size": 13}})
    axis: dict[str, Any] = {"fixedrange": True, "automargin": False, "showgrid": False, "zeroline": False}
    figure.update_xaxes(range=[-0.5, columns - 0.5], **axis, **whole_ticks(columns))
    figure.update_yaxes(range=[rows - 0.5, -0.5], **axis, **whole_ticks(rows))
    hues = [NO_WEIGHT, *weight_hues(found.window.shape), NEUTRAL]
    several = found.window.size
    figure.add_heatmap(
        z=matrix.places.astype(np.int8), zmin=-1.5, zmax=several + 0.5, colorscale=hue_steps(hues),
        showscale=False, customdata=matrix.weights.astype(np.float32),
        xgap=0.5 if columns <= 64 and rows <= 64 else 0, ygap=0.5 if rows <= 64 else 0,
        hovertemplate=t("figure.hover_matrix") + "<extra></extra>",
    )  # fmt: skip
    lit = here.row * found.output.shape[1] + here.column
    for y0, y1 in ((-0.5, lit - 0.5), (lit + 0.5, rows - 0.5)):
        figure.add_shape(
            type="rect", x0=-0.5, x1=columns - 0.5, y0=y0, y1=y1, fillcolor=PAPER, opacity=0.55, line={"width": 0}
        )  # fmt: skip
    return figure.add_shape(
        type="rect", x0=-0.5, x1=columns - 0.5, y0=lit - 0.5, y1=lit + 0.5, line={"color": INK, "width": 1.5}
    )
