"""Ten formulas worth walking through, with values, and the config that holds what is on the screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np

from core.computing.autograd.formula.build import variables_of
from core.computing.autograd.formula.values import MOST_OF_ALL, format_values, parse_values
from core.params import Interval, Len, config
from core.refusal import Refusal


@dataclass(frozen=True)
class Preset:
    """A formula as text and its variables' values as text."""

    formula: str
    values: str


def chain(length: int) -> Preset:
    """`length` sigmoids, each of the one before."""
    lines = [f"h{k} = sigmoid({f'h{k - 1}' if k > 1 else 'x'})" for k in range(1, length + 1)]
    return Preset("\n".join(lines), "x = 0.5")


PRESETS: dict[str, Preset | Callable[[int], Preset]] = {
    "product and sum": Preset("a*b + c", "a = 2\nb = -3\nc = 10"),
    "neuron": Preset(
        """z = w1*x1 + w2*x2 + b
p = sigmoid(z)
-y*log(p) - (1 - y)*log(1 - p)""",
        "w1 = 0.5\nw2 = -1\nx1 = 2\nx2 = 1.5\nb = 0.1\ny = 1",
    ),
    "used twice": Preset("u = w*x\nu*sigmoid(u)", "w = 0.8\nx = 1.5"),
    "two layers": Preset(
        """h = tanh(W1 @ x + b1)
y = W2 @ h + b2
sum((y - t)**2)/2""",
        """W1 = [[0.5, -0.3], [0.8, 0.2], [-0.6, 0.9]]
x = [1, -2]
b1 = [0.1, 0, -0.1]
W2 = [[0.7, -0.4, 0.2], [0.1, 0.6, -0.5]]
b2 = [0, 0.2]
t = [1, 0]""",
    ),
    "softmax": Preset("p = softmax(z)\n-sum(t*log(p))", "z = [2, 1, -1]\nt = [0, 1, 0]"),
    "batch norm": Preset(
        """m = mean(x)
v = mean((x - m)**2)
n = (x - m)/sqrt(v + 1e-5)
y = gamma*n + beta
sum(y*t)""",
        "x = [1, 3, -2, 4]\ngamma = 1.5\nbeta = 0.5\nt = [1, 0, -1, 2]",
    ),
    "LSTM": Preset(
        """i = sigmoid(wi*x + ui*h + bi)
f = sigmoid(wf*x + uf*h + bf)
o = sigmoid(wo*x + uo*h + bo)
g = tanh(wg*x + ug*h + bg)
c1 = f*c + i*g
o*tanh(c1)""",
        """x = 0.7
h = 0.3
c = -0.4
wi = 0.6
ui = -0.2
bi = 0
wf = 0.4
uf = 0.5
bf = 1
wo = -0.7
uo = 0.3
bo = 0.1
wg = 0.9
ug = -0.5
bg = 0""",
    ),
    "attention": Preset(
        """s = K @ q / sqrt(2)
a = softmax(s)
o = a @ V
sum((o - t)**2)/2""",
        "q = [1, 0.5]\nK = [[1, 0], [0, 1], [-1, 1]]\nV = [[1, 2], [0, -1], [2, 0]]\nt = [1, 1]",
    ),
    "chain": chain,
    "branch": Preset("where(x > 0, x, 0.1*x)", "x = -2"),
}
PresetName = Literal[
    "product and sum", "neuron", "used twice", "two layers", "softmax", "batch norm", "LSTM", "attention", "chain",
    "branch",
]  # fmt: skip


@config
class FormulaConfig:
    """The formula on the screen: a preset, or a typed one in its place; typed values in place of the preset's."""

    preset: PresetName = "used twice"
    length: Annotated[int, Interval(ge=1, le=20)] = 8
    formula: Annotated[str, Len(0, 2000)] = ""
    values: Annotated[str, Len(0, MOST_OF_ALL)] = ""
    precision: Literal["float64", "float32"] = "float64"


def preset_of(name: str, length: int = 8) -> Preset:
    """A preset by its name; `length` is the chain's."""
    found = PRESETS[name]
    return found if isinstance(found, Preset) else found(length)


def on_screen(config: FormulaConfig) -> tuple[str, dict[str, np.ndarray]]:
    """The formula and a value for each of its variables: typed, else the preset's, else a number of its own.

    Values: a scalar, (n,) or (rows, columns). Refusal where the formula or the values cannot be read.
    """
    preset = preset_of(config.preset, config.length)
    formula = config.formula or preset.formula
    given = parse_values(preset.values) | parse_values(config.values)
    names = variables_of(formula)
    return formula, {name: given.get(name, np.array(default_value(place))) for place, name in enumerate(names)}


def default_value(place: int) -> float:
    """A value for the variable at this place that makes it differ from its neighbours: 0.5, −1, 1.5, −2, 0.5 …"""
    return (0.5, -1.0, 1.5, -2.0)[place % 4]


def with_values(config: FormulaConfig, changed: Mapping[str, Any]) -> str:
    """The text for `FormulaConfig.values` after some variables were changed; the preset's own values are left out.

    Refusal where it would be longer than the field.
    """
    _, values = on_screen(config)
    usual = parse_values(preset_of(config.preset, config.length).values)
    values |= {name: np.asarray(value, np.float64) for name, value in changed.items() if name in values}
    differ = {k: v for k, v in values.items() if k not in usual or not np.array_equal(usual[k], v)}
    text = format_values(differ)
    if len(text) > MOST_OF_ALL:
        raise Refusal("values_long", limit=MOST_OF_ALL, got=len(text))
    return text
