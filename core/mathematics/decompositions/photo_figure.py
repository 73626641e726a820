"""A picture, the same at rank k, and the singular values."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_B, NEUTRAL, blank, translucent
from core.mathematics.decompositions.photo import PhotoConfig, PictureFactors, RankK, encoded, shown_pixels

PICTURE_HEIGHT, SPECTRUM_HEIGHT = 300, 165
QUALITY = 90  # of JPEG: what goes to the screen; the numbers are of the pixels themselves
FLOOR = 1e-6  # of the largest singular value: the lower edge of the axis


def picture_figure(pixels: np.ndarray, title: str) -> Figure:
    """Gray values (m, n) uint8 as a picture that fills the figure and keeps its shape."""
    m, n = pixels.shape
    figure = blank(title, height=PICTURE_HEIGHT, margin={"l": 0, "r": 0, "t": 30, "b": 0})
    figure.update_layout(title={"font": {"size": 14}})
    figure.update_xaxes(visible=False, range=[0, n], fixedrange=True, constrain="domain", automargin=False)
    figure.update_yaxes(
        visible=False, range=[m, 0], fixedrange=True, scaleanchor="x", constrain="domain", automargin=False,
    )  # fmt: skip
    image = {
        "source": "data:image/jpeg;base64," + encoded(pixels, "JPEG", quality=QUALITY), "xref": "x", "yref": "y",
        "x": 0, "y": 0, "sizex": n, "sizey": m, "sizing": "stretch", "layer": "above",
    }  # fmt: skip
    return figure.update_layout(images=[image])


def original_figure(pixels: np.ndarray, t: Say) -> Figure:
    """The picture itself, gray values (m, n)."""
    m, n = pixels.shape
    return picture_figure(pixels, t("figure.original", width=n, height=m))


def rank_figure(found: PictureFactors, config: PhotoConfig, now: RankK, t: Say) -> Figure:
    """The picture at rank k, one layer, or what is missing."""
    return picture_figure(shown_pixels(found, config), t(f"figure.{config.view}", k=now.k))


def spectrum_figure(found: PictureFactors, now: RankK, t: Say) -> Figure:
    """All singular values over their number, both axes in factors of ten; what is kept lies on blue ground."""
    figure = blank("", t("axis.layer"), t("axis.sigma"), height=SPECTRUM_HEIGHT, showlegend=False, shapes=[])
    figure.update_layout(margin={"l": 62, "r": 14, "t": 8, "b": 38}, hovermode="closest")
    ends = [1.0, float(max(len(found.s), 2))]
    top = max(float(found.s[0]), 1.0)
    low, high = np.log10([max(top * FLOOR, 0.1), top * 2])
    figure.update_xaxes(
        type="log", range=[-0.02, np.log10(ends[1]) + 0.03], fixedrange=True, automargin=False, dtick=1,
        tickvals=[one for one in (1, 2, 5, 10, 20, 50, 100, 200, 500) if one <= ends[1]],
    )  # fmt: skip
    figure.update_yaxes(type="log", range=[float(low), float(high)], fixedrange=True, automargin=False, dtick=1)
    floor = 10.0 ** float(low)
    figure.add_scatter(
        x=np.arange(1, len(found.s) + 1), y=np.maximum(found.s, floor), mode="lines", customdata=found.s,
        line={"color": CLASS_B, "width": 2}, hovertemplate="σ<sub>%{x}</sub> = %{customdata:.4g}<extra></extra>",
    )  # fmt: skip
    figure.add_shape(
        type="rect", x0=0.9, x1=now.k, y0=0, y1=1, yref="y domain", fillcolor=translucent(CLASS_B, 0.14),
        line={"width": 0}, layer="below",
    )  # fmt: skip
    return figure.add_vline(now.k, line={"color": NEUTRAL, "width": 1.5, "dash": "dot"}, layer="below")


def handle_height(found: PictureFactors, now: RankK) -> float:
    """Where the dot of k stands on the curve."""
    return max(now.sigma, max(float(found.s[0]), 1.0) * FLOOR, 0.1)
