"""Formulas in which something goes wrong: a value or a gradient is undefined, infinite or gone."""

from core.computing.autograd.formula.presets import Preset

TROUBLES: dict[str, Preset] = {
    "log of 0": Preset("p = relu(x)\n-y*log(p)", "x = -1\ny = 1"),
    "division by 0": Preset("n = x/(a - b)\nn**2", "x = 1\na = 2\nb = 2"),
    "root at 0": Preset("d = x**2 + y**2\nsqrt(d)", "x = 0\ny = 0"),
    "overflow": Preset("e = exp(x)\ne/(e + 1)", "x = 800"),
    "dead ReLU": Preset("h = relu(w*x + b)\n(v*h - t)**2", "w = -1\nx = 2\nb = 0.5\nv = 1.5\nt = 1"),
    "saturated": Preset("h = sigmoid(w*x)\n(h - t)**2", "w = 6\nx = 2\nt = 0"),
    "0 times infinity": Preset("where(x > 0, sqrt(x), 0*x)", "x = 0"),
}
