"""Every color of Gradus, and the one layout that all figures start from.

Colours of data are the same in light and dark. Ink (text, grid, background) is written as a CSS variable and
is filled in by the browser from the theme that the reader has chosen.
"""

from collections.abc import Mapping
from typing import Any

from core.figures.figure import Figure

CLASS_A = "#f59322"  # orange: negative class, negative value
CLASS_B = "#0877bd"  # blue: positive class, positive value
NEUTRAL = "#8793a1"
TRAIN = "#8793a1"
TEST = "#0a9b8e"
GRADIENT = "#c2408f"
GOOD = "#2a9d5c"
BAD = "#d1495b"
CATEGORICAL = (
    "#0877bd", "#f59322", "#0a9b8e", "#c2408f", "#7a5fd0",
    "#b08a00", "#d1495b", "#5b7f2b", "#4aa3df", "#8a6d5b",
)  # fmt: skip
DIVERGING = ((0.0, CLASS_A), (0.5, "#ffffff"), (1.0, CLASS_B))  # give it a symmetric range: zero is in the middle
SEQUENTIAL = ((0.0, "rgba(8,119,189,0.04)"), (0.5, "rgba(8,119,189,0.5)"), (1.0, CLASS_B))

INK = "var(--st-text-color)"
GRID = "var(--st-border-color)"
PAPER = "var(--st-background-color)"
PANEL = "var(--st-secondary-background-color)"
ACCENT = "var(--st-primary-color)"
POINT: Mapping[str, Any] = {"size": 13, "color": INK, "line": {"width": 2, "color": PAPER}}


def translucent(color: str, opacity: float) -> str:
    """The same hue as `rgba(…)`, for areas and bands; `color` is `#rrggbb`."""
    red, green, blue = (int(color[k : k + 2], 16) for k in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def blank(title: str = "", x: str = "", y: str = "", *, height: int = 320, **layout: Any) -> Figure:
    """A figure without traces: our margins, axes and legend; further layout entries are merged in.

    `height` is in pixels and stays, so that nothing jumps. Zoom and camera are kept by `uirevision`.
    """
    axis = {
        "showgrid": True, "gridcolor": GRID, "zeroline": False, "linecolor": GRID, "ticks": "", "automargin": True,
        "ticklabeloverflow": "allow",
    }  # fmt: skip
    figure = Figure(
        title={"text": title, "font": {"size": 15}, "x": 0, "xref": "paper", "y": 0.98, "yanchor": "top"},
        height=height,
        margin={"l": 8, "r": 8, "t": 36 if title else 10, "b": 8},
        font={"color": INK, "size": 13},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        xaxis={**axis, "title": {"text": x, "standoff": 6}},
        yaxis={**axis, "title": {"text": y, "standoff": 6}},
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 1, "xanchor": "right", "font": {"size": 12}},
        hoverlabel={"bgcolor": PANEL, "bordercolor": GRID, "font": {"color": INK}},
        uirevision="keep",
        dragmode=False,
    )
    return figure.update_layout(**layout)


def mark_here(figure: Figure, x: float, y: float) -> Figure:
    """The dot where the screen stands on a curve; being a shape, it moves without the curve drawn anew."""
    return figure.add_dot(x, y, POINT["size"], fillcolor=POINT["color"], line=POINT["line"])
