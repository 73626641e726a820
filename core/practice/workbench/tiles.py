"""Small images as the tiles of one sheet: right ones on green ground, wrong ones on red."""

import base64
import io

import numpy as np

from core.figures.figure import Figure
from core.figures.theme import BAD, GOOD, NEUTRAL, blank

GAP = 2  # pixels between two tiles
FRAME = 3  # pixels around an image in color
GROUNDS = {1: GOOD, 0: BAD, -1: NEUTRAL}  # right, wrong, not judged


def sheet_source(images: np.ndarray, right: np.ndarray, rows: int, strip: int = 0) -> str:
    """A sheet as an address that a figure draws; images (m, side, side, channels), right (m,): 1, 0, or -1 unjudged.

    Tiles go down the columns, from left to right; `strip` pixels below each are left free.
    """
    m, side = len(images), images.shape[1]
    pitch, columns = side + GAP, max(1, -(-m // rows))
    sheet = np.zeros((rows * (pitch + strip), columns * pitch, 4), np.uint8)
    grounds = {key: np.array([int(color[k : k + 2], 16) for k in (1, 3, 5)]) for key, color in GROUNDS.items()}
    for k in range(m):
        top, left = k % rows * (pitch + strip), k // rows * pitch
        ground = grounds[int(right[k])]
        if images.shape[3] == 1:  # the ink is white, the ground tells
            ink = images[k] / 255
            tile = ink * 255 + (1 - ink) * ground * 0.78
        else:
            tile = images[k].astype(float)
            tile[:FRAME], tile[-FRAME:], tile[:, :FRAME], tile[:, -FRAME:] = ground, ground, ground, ground
        sheet[top : top + side, left : left + side] = np.concatenate([tile, np.full((side, side, 1), 255)], axis=2)
    return _address(sheet)


def tiles_figure(
    source: str, count: int, rows: int, columns: int, hover: list[str], *, height: int, title: str = ""
) -> Figure:
    """A sheet of `count` tiles with a text for each under the pointer; a tile is a unit wide."""
    top = 34 if title else 4
    figure = blank(title, height=height, margin={"l": 2, "r": 2, "t": top, "b": 2}, showlegend=False)
    figure.update_layout(hovermode="closest", title={"font": {"size": 14}})
    hidden = {"visible": False, "fixedrange": True, "automargin": False, "constrain": "domain"}
    figure.update_xaxes(**hidden, range=[0, columns])
    figure.update_yaxes(**hidden, range=[rows, 0], scaleanchor="x")
    places = np.arange(count)
    figure.add_scatter(
        x=places // rows + 0.5, y=places % rows + 0.5, mode="markers", customdata=list(range(count)), text=hover,
        marker={"size": 18, "opacity": 0, "symbol": "square"}, hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
    wide = max(1, -(-count // rows))
    image = {
        "source": source, "xref": "x", "yref": "y", "x": 0, "y": 0, "sizex": wide, "sizey": rows,
        "sizing": "stretch", "layer": "below",
    }  # fmt: skip
    return figure.update_layout(images=[image])


def _address(pixels: np.ndarray) -> str:
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "WEBP", quality=75, method=0)
    return "data:image/webp;base64," + base64.b64encode(file.getvalue()).decode()
