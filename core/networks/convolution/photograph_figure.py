"""A photograph, its response to a kernel, and the kernel itself."""

import base64
import io

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, INK, NEUTRAL, blank, translucent
from core.networks.convolution.grid_figure import VALUES, cell_text
from core.networks.convolution.photograph import (
    PhotographConfig,
    Response,
    contrast_limit,
    fitting_view,
    shown_pixels,
)

PICTURE_HEIGHT, KERNEL_HEIGHT = 330, 190
QUALITY = 88  # of JPEG: what goes to the screen; the numbers are of the values themselves
WRITTEN = 7  # so many rows or columns still have room for their numbers
SIGNS = ((0.0, CLASS_A), (0.5, translucent(NEUTRAL, 0.06)), (1.0, CLASS_B))


def jpeg(pixels: np.ndarray) -> str:
    """Pixels (m, n) or (m, n, 3) uint8 as a JPEG file in base64."""
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=QUALITY)
    return base64.b64encode(file.getvalue()).decode()


def picture_figure(pixels: np.ndarray, title: str) -> Figure:
    """Pixels (m, n) or (m, n, 3) uint8 as a picture that fills the figure and keeps its shape."""
    m, n = pixels.shape[:2]
    figure = blank(title, height=PICTURE_HEIGHT, margin={"l": 0, "r": 0, "t": 28, "b": 0})
    figure.update_layout(title={"font": {"size": 13}})
    hidden = {"visible": False, "fixedrange": True, "constrain": "domain", "automargin": False}
    figure.update_xaxes(range=[0, n], **hidden)
    figure.update_yaxes(range=[m, 0], scaleanchor="x", constraintoward="top", **hidden)
    image = {
        "source": "data:image/jpeg;base64," + jpeg(pixels), "xref": "x",
        "yref": "y", "x": 0, "y": 0, "sizex": n, "sizey": m, "sizing": "stretch", "layer": "above",
    }  # fmt: skip
    figure.add_shape(type="rect", x0=0, x1=n, y0=0, y1=m, line={"color": NEUTRAL, "width": 1})  # also around white
    return figure.update_layout(images=[image])


def shown_view(response: Response, config: PhotographConfig) -> str:
    """How the response is shown, where that is left to the kernel."""
    return fitting_view(response.kernel) if config.shown_as == "fitting" else config.shown_as


def response_figure(response: Response, config: PhotographConfig, t: Say) -> Figure:
    """The response as a picture; its title says what its grays mean."""
    view = shown_view(response, config)
    limit = cell_text(float(f"{contrast_limit(response.values):.3g}"))
    return picture_figure(shown_pixels(response.values, view), t(f"figure.{view}", limit=limit))


def kernel_figure(kernel: np.ndarray, t: Say) -> Figure:
    """The weights (k, l) of a kernel: blue above 0, orange below, with their numbers where there is room."""
    rows, columns = kernel.shape
    title = t("figure.kernel", rows=rows, columns=columns)
    figure = blank(title, height=KERNEL_HEIGHT, margin={"l": 0, "r": 0, "t": 28, "b": 4}, hovermode="closest")
    figure.update_layout(title={"font": {"size": 13}})
    hidden = {"visible": False, "fixedrange": True, "constrain": "domain", "automargin": False}
    figure.update_xaxes(range=[-0.5, columns - 0.5], **hidden)
    figure.update_yaxes(range=[rows - 0.5, -0.5], scaleanchor="x", **hidden)
    most = float(np.abs(kernel).max()) or 1.0
    short = [[cell_text(float(f"{weight:.2g}")) for weight in row] for row in kernel.tolist()]
    written = max(rows, columns) <= WRITTEN
    return figure.add_heatmap(
        z=kernel, zmin=-most, zmax=most, colorscale=VALUES, showscale=False, xgap=1 if written else 0,
        ygap=1 if written else 0, text=short if written else None, texttemplate="%{text}" if written else "",
        textfont={"color": INK, "size": 12 if max(rows, columns) <= 5 else 9},
        hovertemplate="w[%{y}, %{x}] = %{z:.4g}<extra></extra>",
    )  # fmt: skip
