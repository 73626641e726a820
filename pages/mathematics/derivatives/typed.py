"""The function that all tabs share."""

from core.expressions import Function
from core.mathematics.derivatives.settings import PRESETS, FunctionConfig
from pages.shared import Words, function_box


def typed_function(t: Words) -> Function:
    """The function on the screen, after drawing its box; it can be differentiated twice."""
    return function_box(t, FunctionConfig, "formula", presets=PRESETS, orders=2)
