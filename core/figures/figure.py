"""A Plotly figure as plain data: traces and a layout, written without Plotly's classes.

Plotly's own `go.Figure` checks every property as it is set, 5–10 ms a figure; a page redraws several while a slider is
dragged. Here nothing is checked on the way: the tests put every figure that a page shows through `go.Figure`.
"""

import base64
import json
import math
import re
from collections.abc import Callable
from html import escape
from typing import Any

import numpy as np

from core.figures.message import compact

TYPES = {"float64": "f8", "float32": "f4", "int32": "i4", "int16": "i2", "int8": "i1", "uint8": "u1", "uint16": "u2"}
FEW = 8  # so many numbers are shorter as decimals
Say = Callable[..., str]  # the words of a tab: `t("key", number=3)`
LINK = re.compile(r"<(?=/?a[\s>/])", re.IGNORECASE)  # Plotly makes a link of it in any text; no figure of ours has one
LONGEST_NAME = 30


class Figure:
    """Traces and layout, with the methods of `go.Figure` that we use: `add_<trace type>(…)`, `update_layout(…)`."""

    def __init__(self, **layout: Any) -> None:
        self.data: list[dict[str, Any]] = []
        self.layout: dict[str, Any] = layout

    @property
    def height(self) -> int:
        """Pixels."""
        return int(self.layout.get("height", 320))

    def __getattr__(self, name: str) -> Callable[..., "Figure"]:
        """`add_scatter`, `add_heatmap` and so on: a trace of that type."""
        if not name.startswith("add_"):
            raise AttributeError(name)

        def add(**trace: Any) -> "Figure":
            self.data.append({"type": name.removeprefix("add_"), **trace})
            return self

        return add

    def update_layout(self, **layout: Any) -> "Figure":
        """Merge entries into the layout, dictionaries deeply."""
        _merge(self.layout, layout)
        return self

    def update_xaxes(self, **axis: Any) -> "Figure":
        """Merge entries into the horizontal axis."""
        return self.update_layout(xaxis=axis)

    def update_yaxes(self, **axis: Any) -> "Figure":
        """Merge entries into the vertical axis."""
        return self.update_layout(yaxis=axis)

    def when_narrow(self, **layout: Any) -> "Figure":
        """Axes, margins, the legend and the height as they are instead where it is less than 480 pixels wide."""
        return self.update_layout(meta={"narrow": layout})

    def shrink_below(self, width: int) -> "Figure":
        """Less high, in proportion, where it is less than so many pixels wide, so that no room stays empty below it."""
        return self.update_layout(meta={"full_width": width})

    def add_annotation(self, **annotation: Any) -> "Figure":
        """A text, with or without an arrow."""
        self.layout.setdefault("annotations", []).append(annotation)
        return self

    def add_shape(self, **shape: Any) -> "Figure":
        """A line, rectangle, circle or path."""
        self.layout.setdefault("shapes", []).append(shape)
        return self

    def add_dot(self, x: float, y: float, size: float, **shape: Any) -> "Figure":
        """A circle of `size` pixels where a slider stands; unlike a trace it moves without the curves drawn anew."""
        half = size / 2
        pixels = {"xsizemode": "pixel", "ysizemode": "pixel", "xanchor": x, "yanchor": y}
        return self.add_shape(type="circle", x0=-half, x1=half, y0=-half, y1=half, **pixels, **shape)

    def add_vline(self, x: float, **shape: Any) -> "Figure":
        """A vertical line over the full height."""
        return self.add_shape(type="line", x0=x, x1=x, y0=0, y1=1, yref="y domain", **shape)

    def add_hline(self, y: float, **shape: Any) -> "Figure":
        """A horizontal line over the full width."""
        return self.add_shape(type="line", y0=y, y1=y, x0=0, x1=1, xref="x domain", **shape)

    def add_vrect(self, x0: float, x1: float, **shape: Any) -> "Figure":
        """A band over the full height."""
        return self.add_shape(type="rect", x0=x0, x1=x1, y0=0, y1=1, yref="y domain", **shape)

    def add_hrect(self, y0: float, y1: float, **shape: Any) -> "Figure":
        """A band over the full width."""
        return self.add_shape(type="rect", y0=y0, y1=y1, x0=0, x1=1, xref="x domain", **shape)

    def to_dict(self) -> dict[str, Any]:
        """Plain Python values; arrays of numbers as Plotly's typed arrays (`dtype`, `bdata`, `shape`)."""
        return {"data": [plain(trace) for trace in self.data], "layout": plain(self.layout)}

    def to_json(self) -> str:
        """The text that Plotly.js reads."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def figure_text(name: str, longest: int = LONGEST_NAME) -> str:
    """A name from a visitor's file as a figure shows it: plain characters, at most `longest` of them."""
    name = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
    return escape(name if len(name) <= longest else name[: longest - 1] + "…")


def _merge(into: dict[str, Any], new: dict[str, Any]) -> None:
    for key, value in new.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


def plain(value: Any) -> Any:
    """A value as JSON knows it; what is not finite is null."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, str):
        return LINK.sub("&lt;", value) if "<" in value else value
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _array(array: np.ndarray) -> Any:
    if array.ndim > 1 and array.dtype in (np.float64, np.int64) and array.size > FEW:
        array = compact(array)  # a map: twice the bytes would not be seen
    if array.dtype == np.int64:
        small = array.size == 0 or (abs(array).max() < 2**31)
        array = array.astype(np.int32 if small else np.float64)
    code = TYPES.get(array.dtype.name)
    if code is None or array.size <= FEW:
        return [plain(item) for item in array] if array.ndim else plain(array.item())
    data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
    shape = {"shape": ", ".join(map(str, array.shape))} if array.ndim > 1 else {}
    return {"dtype": code, "bdata": data, **shape}
