"""The function that all tabs share, and the point that is dragged on its curve."""

from core.expressions import Function
from core.mathematics.derivatives.settings import PRESETS, FunctionConfig
from core.mathematics.derivatives.window import Window
from pages.shared import Handle, Words, field_handle, function_box


def typed_function(t: Words) -> Function:
    """The function on the screen, after drawing its box; it can be differentiated twice."""
    return function_box(t, FunctionConfig, "formula", presets=PRESETS, orders=2)


def curve_handle(config_class: type, field: str, value: float, window: Window, label: str) -> Handle:
    """A point of the curve, the first trace of its figure, that sets a field; it stays where the curve is in sight."""
    ends = (window.first, window.last)
    return field_handle(config_class, field, value, curve=0, label=label, x_low=ends[0], x_high=ends[1])
