"""Steps whose exact numbers their dtype cannot hold: whole numbers that wrap around, floats that overflow."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from core.computing.tensors.expression.engines import Engine
from core.computing.tensors.expression.reasons import operand_values
from core.expressions import Binary, Call, Method, Node, Unary
from core.expressions.evaluation import OPERATIONS

LARGEST_POWER = 64
REDUCTIONS = ("sum", "prod", "cumsum")
GROWING = (*REDUCTIONS, "exp", "square", "astype", "mean", "std", "var")


@dataclass(frozen=True)
class StepLoss:
    """How many cells of a step hold something else than the exact number, and the first of them."""

    source: str
    dtype: str
    fate: Literal["wrapped", "overflow"]
    cells: int
    exact: str
    stored: str


def loss_of(node: Node, engine: Engine, source: str) -> StepLoss | None:
    """What the dtype of a step of NumPy has lost; None where it holds every number, up to rounding."""
    stored = np.asarray(engine.results[node])
    if stored.dtype.kind == "f":
        return _overflow(node, engine, source, stored)
    exact = _exact(node, engine) if stored.dtype.kind in "iu" else None
    if exact is None or np.shape(exact) != stored.shape:
        return None
    wrong = np.flatnonzero(np.asarray(exact, dtype=object).ravel() != stored.ravel().astype(object))
    if not wrong.size:
        return None
    first = np.asarray(exact, dtype=object).ravel()[wrong[0]]
    return StepLoss(
        source=source,
        dtype=str(stored.dtype),
        fate="wrapped",
        cells=wrong.size,
        exact=_short(first),
        stored=str(stored.ravel()[wrong[0]]),
    )


def _overflow(node: Node, engine: Engine, source: str, stored: np.ndarray) -> StepLoss | None:
    """An infinite result of finite operands, where nothing was divided."""
    grows = isinstance(node, Binary) and node.operator in ("+", "-", "*", "**", "@")
    grows |= isinstance(node, Call) and node.function in GROWING
    grows |= isinstance(node, Method) and node.method in GROWING
    infinite = np.isinf(stored)
    if not grows or not infinite.any():
        return None
    operands = [np.asarray(value) for value in _operands(node, engine)]
    finite = all(np.isfinite(value).all() for value in operands if value.dtype.kind in "fiub")
    negative_power = isinstance(node, Binary) and node.operator == "**" and np.any(operands[-1] < 0)
    if not finite or negative_power:
        return None
    return StepLoss(
        source=source, dtype=str(stored.dtype), fate="overflow", cells=int(infinite.sum()), exact="", stored="\u221e"
    )


def _exact(node: Node, engine: Engine) -> Any:
    """The step of whole numbers in Python's, which have no end; None for other steps."""
    operands = _operands(node, engine)
    if any(np.asarray(value).dtype.kind not in "iub" for value in operands):
        return None
    values = [np.asarray(np.asarray(value), dtype=object) * 1 for value in operands]
    match node:
        case Binary(operator="**"):
            if np.any(np.asarray(operands[1]) < 0) or np.any(np.asarray(operands[1]) > LARGEST_POWER):
                return None
            return values[0] ** values[1]
        case Binary(operator=("+" | "-" | "*" | "@") as symbol):
            return OPERATIONS[symbol](*values)
        case Unary(operator="-"):
            return -values[0]
        case Call(function="square"):
            return values[0] ** 2
        case Method(method="astype"):
            return values[0]
        case Call(function=name, arguments=arguments) if name in REDUCTIONS:
            return _reduced(name, values[0], arguments[1:], node.keywords, engine)
        case Method(method=name, arguments=arguments) if name in REDUCTIONS:
            return _reduced(name, values[0], arguments, node.keywords, engine)
    return None


def _reduced(name: str, values: np.ndarray, arguments: Any, keywords: Any, engine: Engine) -> Any:
    places = [engine.results[argument] for argument in arguments]
    named = {keyword.name: engine.results[keyword.value] for keyword in keywords}
    return getattr(np, name)(values, *places, **named)


def _operands(node: Node, engine: Engine) -> list[Any]:
    """What a step was computed from, without the options of a function."""
    return operand_values(engine, node)[: 2 if isinstance(node, Binary) else 1]


def _short(number: int) -> str:
    return str(number) if abs(number) < 10**30 else f"{'-' * (number < 0)}10^{len(str(abs(number))) - 1}"
