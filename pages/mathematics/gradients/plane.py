"""The function that the tabs share with its partial derivatives and heights, and the point that is dragged."""

from typing import NamedTuple

from core.expressions import Function
from core.mathematics.gradients.landscape import Landscape, landscape
from core.mathematics.gradients.settings import MAPS, PRESETS, CompositionConfig, PlaceConfig, SurfaceConfig
from pages.shared import Handle, Words, cached, choose_example, current_config, field_handle, function_box


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


class Composition(NamedTuple):
    """Two typed functions of x and y, and one of their values, each followed by its partial derivatives."""

    u: Function
    u_x: Function
    u_y: Function
    v: Function
    v_x: Function
    v_y: Function
    f: Function
    f_u: Function
    f_v: Function


def typed_composition(t: Words) -> Composition:
    """The functions u, v and f on the screen, after drawing their boxes and the list of examples."""
    now = current_config(CompositionConfig, t)
    examples = {t(f"map.{name}"): texts for name, texts in MAPS.items()}
    choose_example(t("function.examples"), ("u", "v", "outer"), (now.u, now.v, now.outer), examples, t("map.own"))
    u = function_box(t, CompositionConfig, "u", variables=("x", "y"), name="u", orders=1)
    v = function_box(t, CompositionConfig, "v", variables=("x", "y"), name="v", orders=1)
    f = function_box(t, CompositionConfig, "outer", variables=("u", "v"), orders=1)
    return Composition(*_with_partials(u), *_with_partials(v), *_with_partials(f))


def _with_partials(f: Function) -> tuple[Function, Function, Function]:
    first, second = f.variables
    return f, f.derivative(first), f.derivative(second)


def point_handle() -> Handle:
    """The point of the map."""
    return field_handle(PlaceConfig, "x", "y", name="point", label="p")
