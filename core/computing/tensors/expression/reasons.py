"""Where NumPy and PyTorch part, and why: the rule behind a refusal or a difference."""

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from core.computing.tensors.expression.engines import Engine, StepError
from core.computing.tensors.expression.limits import shape_of_value
from core.expressions import Attribute, Binary, Call, Index, Method, Node, Slice, Unary, walk

StepAgreement = Literal["same", "dtype", "value", "numpy_only", "torch_only", "neither"]
TOLERANCES = {"float16": 5e-3, "float32": 1e-5, "float64": 1e-12}


@dataclass(frozen=True)
class LibraryValue:
    """What a library holds after a step; array: of `shape`; `dtype` is `int`, `float` or `tuple` for plain Python."""

    array: np.ndarray
    shape: tuple[int, ...]
    dtype: str


@dataclass(frozen=True)
class LibraryRefusal:
    """Where a library stopped, and why: `rule` is a key of the page's words, `message` the library's own sentence."""

    rule: str
    start: int
    end: int
    values: dict[str, object]
    message: str


@dataclass(frozen=True)
class Difference:
    """Why the libraries part at a step where both have a value; the rule is a key of the page's words."""

    rule: str
    start: int
    end: int
    values: dict[str, object]


def held(engine: Engine, node: Node) -> LibraryValue | None:
    """A step's value as NumPy numbers, whoever computed it."""
    if node not in engine.results:
        return None
    value = engine.results[node]
    if engine.is_array(value):
        array = value.numpy() if engine.torch else np.asarray(value)
        return LibraryValue(array, array.shape, str(array.dtype))
    if isinstance(value, tuple | list | int | float):
        return LibraryValue(np.asarray(value), np.shape(value), type(value).__name__)
    return LibraryValue(np.asarray(math.nan), (), "")


def rounding(engines: tuple[Engine, Engine], node: Node) -> float:
    """How far apart two values may lie: the rounding of the coarsest dtype on the way to a step."""
    dtypes = {
        _dtype(engine, engine.results[part]) for engine in engines for part in walk(node) if part in engine.results
    }
    return max((TOLERANCES.get(dtype, 0.0) for dtype in dtypes), default=0.0)


def agree(numpy_value: LibraryValue | None, torch_value: LibraryValue | None, tolerance: float) -> StepAgreement:
    """Whether two values are the same, up to rounding."""
    if numpy_value is None or torch_value is None:
        if numpy_value is torch_value:
            return "neither"
        return "torch_only" if numpy_value is None else "numpy_only"
    if numpy_value.shape != torch_value.shape:
        return "value"
    pair = numpy_value.array, torch_value.array
    if not (np.allclose(*pair, rtol=tolerance, atol=tolerance, equal_nan=True) if tolerance else np.array_equal(*pair)):
        return "value"
    return "same" if numpy_value.dtype == torch_value.dtype else "dtype"


def operand_values(engine: Engine, node: Node) -> list[Any]:
    """The arrays and numbers that a step was computed from."""
    match node:
        case Binary(left=left, right=right):
            parts: tuple[Node, ...] = (left, right)
        case Unary(operand=operand):
            parts = (operand,)
        case Call(arguments=arguments):
            parts = arguments
        case Method(owner=owner, arguments=arguments):
            parts = (owner, *arguments)
        case Attribute(owner=owner) | Index(owner=owner):
            parts = (owner,)
        case _:
            parts = ()
    return [engine.results[part] for part in parts if part in engine.results]


def difference(
    node: Node, engines: tuple[Engine, Engine], numpy_value: LibraryValue, torch_value: LibraryValue
) -> Difference:
    """The rule by which two results of one step differ, and the dtypes that it speaks of."""
    values: dict[str, object] = {"numpy": numpy_value.dtype, "torch": torch_value.dtype}
    pairs = list(zip(*(operand_values(engine, node) for engine in engines), strict=False))
    dtypes = [tuple(_dtype(engine, x) for engine, x in zip(engines, pair, strict=True)) for pair in pairs]
    before = next((pair for pair in dtypes if pair[0] != pair[1]), None)
    if before is not None:  # an earlier step differed already
        return Difference("inherited", node.start, node.end, {"numpy": before[0], "torch": before[1]})
    rule = _rule_of_values(node, engines, pairs) if numpy_value.dtype == torch_value.dtype else None
    return Difference(rule or _rule_of_dtypes(dtypes, pairs, numpy_value), node.start, node.end, values)


def _rule_of_values(node: Node, engines: tuple[Engine, Engine], pairs: list[tuple[Any, Any]]) -> str:
    """Why values of one dtype differ: a cast of what does not fit, an earlier step, or another order of rounding."""
    if isinstance(node, Method) and node.method == "astype":
        return "cast"
    numpy_engine, torch_engine = engines
    for first, second in pairs:
        both = numpy_engine.is_array(first) and torch_engine.is_array(second)
        if both and not np.array_equal(np.asarray(first), second.numpy(), equal_nan=first.dtype.kind == "f"):
            return "inherited_value"
    return "rounding"


def _rule_of_dtypes(dtypes: list[tuple[str, ...]], pairs: list[tuple[Any, Any]], numpy_value: LibraryValue) -> str:
    kinds = {_kind(first) for first, _ in dtypes}
    arrays = [first for first, _ in dtypes if first not in ("int", "float", "")]
    if not arrays:
        return "default_float"  # made of plain numbers: float64 in NumPy, float32 in PyTorch
    if "uint" in str(arrays) and numpy_value.dtype.startswith("uint"):
        return "unsigned_sum"
    dimensions = {np.ndim(first) > 0 for (first, _), (name, _) in zip(pairs, dtypes, strict=True) if name in arrays}
    if len(set(arrays)) > 1 and dimensions == {True, False}:
        return "scalar_tensor"  # in PyTorch a tensor without axes widens no dtype of its own kind
    if len({_kind(name) for name in arrays}) > 1:
        return "mixed_promotion"  # whole numbers meet floats: PyTorch keeps the float's width
    if kinds <= {"whole", "truth", "float_number", ""} and numpy_value.dtype.startswith("float"):
        return "whole_to_float"  # division or a function of whole numbers
    return "engine"


def _dtype(engine: Engine, value: Any) -> str:
    if engine.is_array(value):
        return str(value.dtype).removeprefix("torch.")
    return type(value).__name__ if isinstance(value, int | float) else ""


def _kind(dtype: str) -> str:
    if dtype == "bool":
        return "truth"
    if dtype == "float":
        return "float_number"
    return "float" if dtype.startswith("float") else "whole" if "int" in dtype else ""


def explain(refused: StepError, engine: Engine) -> LibraryRefusal:
    """The rule behind a library's refusal, worked out from the step and its operands."""
    node = refused.node
    operands = operand_values(engine, node)
    shapes = [shape_of_value(value) if engine.is_array(value) else () for value in operands]
    dtypes = [_dtype(engine, value) for value in operands]
    values: dict[str, object] = {"shapes": ", ".join(f"({', '.join(map(str, shape))})" for shape in shapes),
                                 "dtypes": ", ".join(filter(None, dtypes))}  # fmt: skip
    rule = "engine"
    match node:
        case Binary(operator="@"):
            mixed = engine.torch and len(set(dtypes)) > 1
            rule = "matmul_dtypes" if mixed else "matmul_shapes"
        case Binary(operator=operator):
            try:
                np.broadcast_shapes(*shapes)
                rule = "zero_division" if "Zero" in refused.message or "zero" in refused.message.lower() else "operand"
                if "integer powers" in refused.message:
                    rule = "negative_power"
                if "out of bounds" in refused.message:
                    rule = "number_out_of_bounds"
                if operator == "-" and "bool" in dtypes:
                    rule = "truth_subtraction"
            except ValueError:
                rule = "broadcast"
            values["operator"] = operator
        case Unary(operator="~"):
            rule = "inversion"
        case Unary():
            rule = "truth_negative" if "bool" in dtypes else "sign"
        case Attribute(attribute=name):
            values["name"] = name
            rule = "attribute"
        case Index(items=items):
            steps = [item.step for item in items if isinstance(item, Slice) and item.step is not None]
            negative = any(isinstance(engine.results.get(step), int) and engine.results[step] < 0 for step in steps)
            rule = "negative_step" if engine.torch and negative else "index"
        case Call(function=name) | Method(method=name):
            values["name"] = name
            rule = "argument"
            if engine.torch and name in ("mean", "std", "var") and not dtypes[0].startswith("float"):
                rule = "mean_of_whole_numbers"
            elif name == "reshape":
                rule = "reshape"
    return LibraryRefusal(rule=rule, start=node.start, end=node.end, values=values, message=refused.message)
