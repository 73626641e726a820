"""A typed tensor expression, computed by NumPy and by PyTorch step by step, and compared."""

import math
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from core.computing.tensors.arrays import DTypeName, shape_of
from core.computing.tensors.expression.engines import Refused, line, numpy_engine, torch_engine
from core.computing.tensors.expression.reasons import (
    Agreement,
    Difference,
    LibraryRefusal,
    Value,
    agree,
    difference,
    explain,
    held,
    rounding,
)
from core.computing.tensors.expression.words import ARRAYS, DTYPES, TENSOR
from core.expressions import Attribute, Binary, Call, Index, Method, Name, Unary, parse, walk
from core.params import Interval, Len, config


@config
class ExpressionConfig:
    """The formula, and the arrays that it may use."""

    text: Annotated[str, Len(max_length=400)] = "a @ b.T + 1"
    shape_a: Annotated[str, Len(max_length=40)] = "2, 3"
    shape_b: Annotated[str, Len(max_length=40)] = "4, 3"
    shape_c: Annotated[str, Len(max_length=40)] = "3"
    dtype_a: DTypeName = "float32"
    dtype_b: DTypeName = "float32"
    dtype_c: DTypeName = "int64"
    seed: Annotated[int, Interval(ge=0, le=999)] = 0


@dataclass(frozen=True)
class Step:
    """One part of the formula and its value in both libraries; None where the library did not get there."""

    source: str
    start: int
    end: int
    numpy: Value | None
    torch: Value | None
    agreement: Agreement


@dataclass(frozen=True)
class Evaluation:
    """Both runs. `verdict` is about the result: the same; values equal but dtypes not; or who refused."""

    text: str
    arrays: dict[str, np.ndarray]
    steps: tuple[Step, ...]
    numpy_line: str
    torch_line: str
    numpy_refusal: LibraryRefusal | None
    torch_refusal: LibraryRefusal | None
    differences: tuple[Difference, ...]
    verdict: Agreement


def arrays_of(expression_config: ExpressionConfig) -> dict[str, np.ndarray]:
    """`a` counts from 0, `b` and `c` are small whole numbers drawn with the seed; each cast to its dtype."""
    generator = np.random.default_rng(expression_config.seed)
    shapes = [shape_of(getattr(expression_config, f"shape_{name}")) for name in ARRAYS]
    numbers = [
        np.arange(math.prod(shapes[0])).reshape(shapes[0]),
        generator.integers(-4, 6, shapes[1]),
        generator.integers(0, 4, shapes[2]),
    ]
    return {
        name: np.asarray(x).astype(getattr(expression_config, f"dtype_{name}"))
        for name, x in zip(ARRAYS, numbers, strict=True)
    }


def evaluate_expression(expression_config: ExpressionConfig) -> Evaluation:
    """Parse, run in both libraries, compare every step.

    Refusal where the formula is not allowed, a step would be too large, or a shape cannot be read.
    """
    program = parse(expression_config.text, TENSOR)
    arrays = arrays_of(expression_config)
    engines = numpy_engine(arrays), torch_engine(arrays)
    refusals: list[LibraryRefusal | None] = []
    for engine in engines:
        try:
            engine.run(program)
            refusals.append(None)
        except Refused as refused:
            refusals.append(explain(refused, engine))
    steps, differences = [], []
    seen: set[str] = set()
    for node in walk(program.result):
        if (
            not isinstance(node, Name | Unary | Binary | Call | Method | Attribute | Index)
            and node is not program.result
        ):
            continue
        if isinstance(node, Name) and (node.name in DTYPES or node.name in seen):
            continue
        seen.add(node.name if isinstance(node, Name) else "")
        numpy_value, torch_value = (held(engine, node) for engine in engines)
        agreement = agree(numpy_value, torch_value, rounding(engines, node))
        steps.append(Step(program.source(node), node.start, node.end, numpy_value, torch_value, agreement))
        if agreement in ("dtype", "value") and numpy_value and torch_value:
            differences.append(difference(node, engines, numpy_value, torch_value))
    numpy_line, torch_line = (line(engine, program.text) for engine in engines)
    return Evaluation(
        program.text, arrays, tuple(steps), numpy_line, torch_line, refusals[0], refusals[1], tuple(differences),
        steps[-1].agreement,
    )  # fmt: skip


def numpy_script(evaluation: Evaluation) -> str:
    """The line for NumPy as a script that runs alone and prints the result."""
    made = [f"{name} = np.array({array.tolist()}, dtype=np.{array.dtype})" for name, array in evaluation.arrays.items()]
    reshaped = [f"{text}.reshape({evaluation.arrays[text[0]].shape})" for text in made]
    return "\n".join(
        ["import numpy as np", "", *reshaped, "", f"result = {evaluation.numpy_line}", "print(result)", ""]
    )


def torch_script(evaluation: Evaluation) -> str:
    """The line for PyTorch as a script that runs alone and prints the result."""
    made = [
        f"{name} = torch.tensor({array.tolist()}, dtype=torch.{array.dtype}).reshape({array.shape})"
        for name, array in evaluation.arrays.items()
    ]
    return "\n".join(["import torch", "", *made, "", f"result = {evaluation.torch_line}", "print(result)", ""])
