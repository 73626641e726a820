"""The function that the tabs share with its partial derivatives and heights, and the point that is dragged."""

from typing import NamedTuple

from core.expressions import Function
from core.mathematics.gradients.landscape import Landscape, landscape
from core.mathematics.gradients.settings import PRESETS, PlaceConfig, SurfaceConfig
from pages.shared import Handle, Words, cached, field_handle, function_box


class Surface(NamedTuple):
    """A typed function, its partial derivatives of first and second order, and its heights over the map."""

    f: Function
    f_x: Function
    f_y: Function
    f_xx: Function
    f_xy: Function
    f_yy: Function
    land: Landscape


def typed_surface(t: Words) -> Surface:
    """The function on the screen, after drawing its box; it can be differentiated twice."""
    f = function_box(t, SurfaceConfig, "formula", variables=("x", "y"), presets=PRESETS, orders=2)
    f_x, f_y = f.derivative("x"), f.derivative("y")
    second = f_x.derivative("x"), f_x.derivative("y"), f_y.derivative("y")
    return Surface(f, f_x, f_y, *second, cached(landscape, f, f_x, f_y))


def point_handle() -> Handle:
    """The point of the map."""
    return field_handle(PlaceConfig, "x", "y", name="point", label="p")
