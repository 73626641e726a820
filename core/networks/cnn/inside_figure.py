"""The maps and Grad-CAM of all stages as one sheet, the trained network above the one with its first weights."""

import base64
import io
import math

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, INK, blank
from core.networks.cnn.inside import Inside

HEIGHT = 566  # of two networks
USUAL_WIDTH = 850  # pixels of the screen; more stages are drawn smaller, and the figure is lower
CELL = 128  # pixels of the sheet for the maps of a stage
CAM = 72  # for Grad-CAM
GAP = 10
HEAD = 22  # above the maps, for names
BAND = HEAD + CELL + 4 + CAM + 12  # of one network
FILTER_HEIGHT = 112
DARK = np.array([8.0, 38.0, 66.0])
LIGHT = np.array([240.0, 244.0, 248.0])
HEAT = np.array([245.0, 130.0, 20.0])


def inside_figure(bands: list[tuple[str, Inside]], names: list[str], t: Say) -> Figure:
    """One band for each network: the image, and for every stage its maps and Grad-CAM below them."""
    wide = (max(len(found.stages) for _, found in bands) + 1) * (CELL + GAP)
    height = min(HEIGHT * len(bands) // 2, len(bands) * BAND * USUAL_WIDTH // wide)
    figure = blank(height=height, showlegend=False, hovermode="closest", margin={"l": 0, "r": 0, "t": 12, "b": 2})
    hidden = {"visible": False, "fixedrange": True, "automargin": False, "constrain": "domain"}
    figure.update_xaxes(**hidden, range=[0, wide])
    figure.update_yaxes(**hidden, range=[len(bands) * BAND, 0], scaleanchor="x", constraintoward="top")
    sheet = np.zeros((len(bands) * BAND, wide, 4), np.uint8)
    x, y, told = [], [], []
    for row, (key, found) in enumerate(bands):
        top = row * BAND
        _paste(sheet, _gray(found.image, CELL), top + HEAD, 0)
        _write(figure, 0, top + HEAD - 2, f"<b>{t(f'figure.{key}')}</b>")
        share = 100 * float(found.probabilities[found.guess])
        said = t("figure.says", name=names[found.guess], share=share)
        _write(figure, 0, top + HEAD + CELL + 22, said)
        for k, stage in enumerate(found.stages):
            left = (k + 1) * (CELL + GAP)
            _paste(sheet, maps_sheet(stage.maps), top + HEAD, left)
            _paste(sheet, _heated(found.image, stage.cam), top + HEAD + CELL + 4, left + (CELL - CAM) // 2)
            if row == 0:
                _write(figure, left, top + HEAD - 2, f"{t(f'stage.{stage.kind}')} {stage.number}", 12)
            count, high = stage.maps.shape[:2]
            told.append(t("hover.stage", count=count, side=high, dead=stage.dead))
            x.append(left + CELL / 2)
            y.append(top + HEAD + CELL / 2)
    figure.add_scatter(
        x=x, y=y, mode="markers", text=told, hovertemplate="%{text}<extra></extra>",
        marker={"size": 60, "opacity": 0, "symbol": "square"},
    )  # fmt: skip
    image = {
        "source": image_address(sheet), "xref": "x", "yref": "y", "x": 0, "y": 0, "sizex": wide,
        "sizey": len(bands) * BAND, "sizing": "stretch", "layer": "below",
    }  # fmt: skip
    return figure.update_layout(images=[image])


def maps_sheet(maps: np.ndarray) -> np.ndarray:
    """Maps (c, h, h) as tiles of one square, CELL wide, (…, CELL, 3) uint8; the largest value of all is the darkest.

    It ends with the last row that has a tile.
    """
    count, columns = len(maps), math.ceil(math.sqrt(len(maps)))
    sheet = np.full((CELL, CELL, 3), 255, np.uint8)
    edges = np.linspace(0, CELL, columns + 1).astype(int)
    shares = np.clip(maps / max(float(maps.max()), 1e-12), 0, 1)
    for k in range(count):
        top, bottom = edges[k // columns], edges[k // columns + 1] - 1
        left, right = edges[k % columns], edges[k % columns + 1] - 1
        tile = _resized(shares[k], bottom - top, right - left)
        sheet[top:bottom, left:right] = (LIGHT + tile[..., None] * (DARK - LIGHT)).astype(np.uint8)
    return sheet[: edges[-(-count // columns)]]


def filters_figure(before: np.ndarray, after: np.ndarray | None, t: Say) -> Figure:
    """The first kernels (filters, k, k) before training and after: blue above zero, orange below."""
    rows = [before] if after is None else [before, after]
    most = max(float(np.abs(one).max()) for one in rows)
    count, k = before.shape[:2]
    wide = count * (k + 1) - 1
    z = np.full((2 * (k + 1) - 1, wide), np.nan)
    for row, kernels in enumerate(rows):
        for place, kernel in enumerate(kernels):
            z[row * (k + 1) : row * (k + 1) + k, place * (k + 1) : place * (k + 1) + k] = kernel
    key = "figure.filters" if after is not None else "figure.filters_before"
    figure = blank(t(key), height=FILTER_HEIGHT, margin={"l": 0, "r": 0, "t": 26, "b": 2})
    figure.update_layout(title={"font": {"size": 13}})
    figure.add_heatmap(
        z=z, zmin=-most, zmax=most, colorscale=[[0, CLASS_A], [0.5, "#ffffff"], [1, CLASS_B]], showscale=False,
        hoverongaps=False, hovertemplate="%{z:.3f}<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(visible=False, fixedrange=True, constrain="domain", range=[-0.5, wide - 0.5])
    figure.update_yaxes(visible=False, fixedrange=True, range=[len(z) - 0.5, -0.5], scaleanchor="x")
    return figure


def _write(figure: Figure, x: float, y: float, text: str, size: int = 13) -> None:
    figure.add_annotation(
        x=x, y=y, text=text, showarrow=False, xanchor="left", yanchor="bottom", align="left",
        font={"size": size, "color": INK},
    )  # fmt: skip


def _paste(sheet: np.ndarray, part: np.ndarray, top: int, left: int) -> None:
    high, wide = part.shape[:2]
    sheet[top : top + high, left : left + wide, :3] = part
    sheet[top : top + high, left : left + wide, 3] = 255


def _gray(image: np.ndarray, size: int) -> np.ndarray:
    """An image (side, side) uint8 in white on black, (size, size, 3)."""
    return np.repeat(_resized(image, size, size)[..., None], 3, axis=2).astype(np.uint8)


def _heated(image: np.ndarray, cam: np.ndarray) -> np.ndarray:
    """Grad-CAM (side, side) in orange over the image (side, side), (CAM, CAM, 3)."""
    gray = 0.65 * _gray(image, CAM).astype(float)
    heat = 0.85 * _resized(cam, CAM, CAM)[..., None]
    return np.asarray((gray * (1 - heat) + heat * HEAT).astype(np.uint8))


def _resized(values: np.ndarray, high: int, wide: int) -> np.ndarray:
    """Values (h, w) at another size (high, wide), each place the nearest."""
    rows = np.arange(high) * values.shape[0] // max(high, 1)
    columns = np.arange(wide) * values.shape[1] // max(wide, 1)
    return np.asarray(values[np.ix_(rows, columns)])


def image_address(pixels: np.ndarray) -> str:
    """Pixels uint8 (h, w, channels) as an address that a figure draws."""
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=1)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
