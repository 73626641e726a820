"""Walks of an optimizer over a surface z = f(x, y) from many starts at once, compiled with the rules of `optimizers`.

Shapes: p, places as (2n,), every x and then every y; registers of a tape, (instructions, n).
"""

import math
from typing import Any, NamedTuple

import numpy as np

from core.engine import optimizers
from core.engine.fast.compile import compiled, inlined
from core.engine.settings import TrainingConfig
from core.expressions.tape import CODES, Tape

BLOCK = 256  # starts that go together: their registers stay near the processor
FARTHEST = 1e6  # a coordinate beyond it has diverged
NEWTON = 8  # the number of Newton's method, behind those of the rules
(
    NUMBER, VARIABLE, MINUS, ADD, SUBTRACT, MULTIPLY, DIVIDE, POWER, SIN, COS, TAN, ARCTAN, SINH, COSH, TANH,
    EXP, ABS, SIGN, SIGMOID, RELU, MIN, MAX, LOG, SQRT, RAISE,
) = range(len(CODES))  # fmt: skip
_sgd: Any = inlined(optimizers.sgd)  # with a rate for each number, and `Hyper` in place of the settings
_momentum: Any = inlined(optimizers.momentum)
_nesterov: Any = inlined(optimizers.nesterov)
_adagrad: Any = inlined(optimizers.adagrad)
_adadelta: Any = inlined(optimizers.adadelta)
_rmsprop: Any = inlined(optimizers.rmsprop)
_adam: Any = inlined(optimizers.adam)


class Hyper(NamedTuple):
    """What the rules read of `TrainingConfig`."""

    momentum: float
    dampening: float
    rate_decay: float
    rho: float
    alpha: float
    rmsprop_momentum: float
    centered: bool
    beta1: float
    beta2: float
    amsgrad: bool
    epsilon: float
    weight_decay: float


def fast_walks(
    tape: Tape, training: TrainingConfig | None, starts: np.ndarray, rates: np.ndarray, noise: np.ndarray, every: bool
) -> np.ndarray:
    """Places after each step, (steps + 1, n, 2), or with `every` False the last alone, (1, n, 2); NaN for who is lost.

    tape: f_x and f_y, for Newton's method (no `training`) f_xx, f_xy and f_yy, too; starts: (n, 2); rates: (n,);
    noise: (steps, 2), added to the gradients.
    """
    settings = training or TrainingConfig()
    hyper = Hyper(*(getattr(settings, name) for name in Hyper._fields))
    method = optimizers.CODES[settings.optimizer] if training else NEWTON
    count = len(starts)
    found = np.empty((len(noise) + 1 if every else 1, 2, count))
    for begin in range(0, count, BLOCK):
        part = slice(begin, begin + BLOCK)
        p = starts[part].T.ravel().astype(float)
        memory = np.zeros((3, p.size))
        if method == optimizers.CODES["Adagrad"]:
            memory[0] = settings.initial_accumulator
        rate = np.tile(rates[part].astype(float), 2)
        places = np.empty((len(found), p.size))
        _run(tape.code, tape.numbers, tape.outputs, method, hyper, p, memory, rate, noise, every, places)
        found[:, :, part] = places.reshape(len(found), 2, -1)
    return found.swapaxes(1, 2)


@compiled
def _run(
    code: np.ndarray, numbers: np.ndarray, outputs: np.ndarray, method: int, s: Hyper, p: np.ndarray, m: np.ndarray,
    η: np.ndarray, noise: np.ndarray, every: bool, places: np.ndarray,
) -> None:  # fmt: skip
    n = p.shape[0] // 2
    registers = np.empty((code.shape[0], n))
    for k in range(code.shape[0]):
        registers[k, :] = numbers[k]
    g = np.empty(2 * n)
    places[0] = p
    for step in range(noise.shape[0]):
        _evaluate(code, p, registers, n)
        a, b = registers[outputs[0]], registers[outputs[1]]
        for i in range(n):
            g[i] = a[i] + noise[step, 0]
            g[n + i] = b[i] + noise[step, 1]
        t = step + 1
        if method == NEWTON:
            xx, xy, yy = registers[outputs[2]], registers[outputs[3]], registers[outputs[4]]
            for i in range(n):
                det = xx[i] * yy[i] - xy[i] * xy[i]
                p[i] -= (yy[i] * g[i] - xy[i] * g[n + i]) / det
                p[n + i] -= (xx[i] * g[n + i] - xy[i] * g[i]) / det
        elif method == 0:
            _sgd(p, g, m, t, η, s)
        elif method == 1:
            _momentum(p, g, m, t, η, s)
        elif method == 2:
            _nesterov(p, g, m, t, η, s)
        elif method == 3:
            _adagrad(p, g, m, t, η, s)
        elif method == 4:
            _adadelta(p, g, m, t, η, s)
        elif method == 5:
            _rmsprop(p, g, m, t, η, s)
        else:
            if method == 7:
                p *= 1 - η * s.weight_decay
            _adam(p, g, m, t, η, s)
        for i in range(n):
            if not (abs(p[i]) <= FARTHEST and abs(p[n + i]) <= FARTHEST):
                p[i] = p[n + i] = np.nan
        places[step + 1 if every else 0] = p


@compiled
def _evaluate(code: np.ndarray, p: np.ndarray, registers: np.ndarray, n: int) -> None:
    """All instructions of a tape at the places p; registers of numbers hold them already."""
    for k in range(code.shape[0]):
        operation, first, second = code[k, 0], code[k, 1], code[k, 2]
        if operation == NUMBER:
            continue
        z, a, b = registers[k], registers[first], registers[second]
        if operation == VARIABLE:
            for i in range(n):
                z[i] = p[first * n + i]
        elif operation == MINUS:
            for i in range(n):
                z[i] = -a[i]
        elif operation == ADD:
            for i in range(n):
                z[i] = a[i] + b[i]
        elif operation == SUBTRACT:
            for i in range(n):
                z[i] = a[i] - b[i]
        elif operation == MULTIPLY:
            for i in range(n):
                z[i] = a[i] * b[i]
        elif operation == DIVIDE:
            for i in range(n):
                z[i] = a[i] / b[i]
        elif operation == POWER:
            for i in range(n):
                z[i] = a[i] if second else 1.0
            for _ in range(1, second):
                for i in range(n):
                    z[i] *= a[i]
        else:
            for i in range(n):
                z[i] = _value(operation, a[i], b[i])


@compiled
def _value(operation: int, a: float, b: float) -> float:
    """A function of one number, or of two."""
    if operation == SIN:
        return math.sin(a)
    if operation == COS:
        return math.cos(a)
    if operation == TAN:
        return math.tan(a)
    if operation == ARCTAN:
        return math.atan(a)
    if operation == SINH:
        return math.sinh(a)
    if operation == COSH:
        return math.cosh(a)
    if operation == TANH:
        return math.tanh(a)
    if operation == EXP:
        return math.exp(a)
    if operation == ABS:
        return abs(a)
    if operation == SIGN:
        return float(np.sign(a))
    if operation == SIGMOID:
        return 1.0 / (1.0 + math.exp(-a))
    if operation == RELU:
        return a if not a <= 0 else 0.0
    if operation == LOG:
        return math.log(a) if a > 0 else -math.inf if a == 0 else math.nan
    if operation == SQRT:
        return math.sqrt(a) if a >= 0 else math.nan
    if operation == RAISE:
        return math.pow(a, b)
    if operation == MIN:
        return a if a <= b or math.isnan(a) else b
    return a if a >= b or math.isnan(a) else b
