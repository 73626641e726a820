"""Typed functions with their partial derivatives, and the words in which a report speaks."""

import torch

from core.expressions import read_function

HIMMELBLAU = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
ROSENBROCK = "(1 - x)^2 + 100*(y - x^2)^2"
PEANO = "(y - x^2)*(y - 3*x^2)"
IN_TORCH = {
    "x^2 + 9*y^2": lambda x, y: x**2 + 9 * y**2,
    HIMMELBLAU: lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    ROSENBROCK: lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    "sin(x)*cos(y)": lambda x, y: torch.sin(x) * torch.cos(y),
    "4*x*exp(-(x^2 + y^2)/4)": lambda x, y: 4 * x * torch.exp(-(x**2 + y**2) / 4),
}


def first(text):
    """A typed function and its two partial derivatives."""
    f = read_function(text, ("x", "y"))
    return f, f.derivative("x"), f.derivative("y")


def second(text):
    """The partial derivatives of second order: by xx, xy and yy."""
    _, f_x, f_y = first(text)
    return f_x.derivative("x"), f_x.derivative("y"), f_y.derivative("y")


def say(key, **values):
    """Words that name what they were given."""
    return " ".join([key, *(f"{name}={value}" for name, value in values.items())])
