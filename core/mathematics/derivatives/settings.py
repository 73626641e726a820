"""The typed function that all tabs share, what each tab does with it, and the open tab."""

from typing import Annotated, Literal

from core.params import Interval, Len, Log, Step, config

Place = Annotated[float, Interval(ge=-5, le=5), Step(0.01)]
PRESETS = (
    "sin(x)", "exp(x)", "x^3 - 3*x", "x^4", "sqrt(1 + x^2)", "1/(1 + x^2)", "ln(1 + x)", "sqrt(x)", "abs(x)",
    "sin(x)/x", "exp(-1/x^2)", "x^4/4 - x^2 + 2*x",
)  # fmt: skip


@config
class DerivativesState:
    """Which tab is open."""

    tab: Literal["secant", "shape", "area", "taylor", "newton"] = "secant"


@config
class FunctionConfig:
    """The function of x, as it was typed or chosen."""

    formula: Annotated[str, Len(max_length=300)] = "sin(x)"


@config
class SecantConfig:
    """Where the slope is asked for, by which difference quotient, and with which step."""

    x: Place = 1.0
    h: Annotated[float, Interval(ge=1e-16, le=1), Log()] = 0.5
    scheme: Literal["forward", "central", "complex"] = "forward"


@config
class AreaConfig:
    """The interval, the number of bars and the rule that gives them their heights."""

    a: Place = 0.0
    b: Place = 3.0
    n: Annotated[int, Interval(ge=1, le=1000), Log()] = 8
    rule: Literal["left", "right", "midpoint", "trapezoid", "Simpson"] = "left"


@config
class TaylorConfig:
    """The center and order of the polynomial, and where it is compared with the function."""

    center: Place = 0.0
    order: Annotated[int, Interval(ge=0, le=20)] = 3
    x: Place = 1.0


@config
class NewtonConfig:
    """Where Newton's method starts, and how many steps it takes."""

    start: Place = -1.0
    newton_steps: Annotated[int, Interval(ge=0, le=20)] = 6


CONFIGS = (DerivativesState, FunctionConfig, SecantConfig, AreaConfig, TaylorConfig, NewtonConfig)
