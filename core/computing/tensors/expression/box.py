"""A typed tensor expression, computed by NumPy and by PyTorch step by step, and compared."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from core.computing.tensors.arrays import DTypeName, shape_of
from core.computing.tensors.expression.engines import StepError, line, numpy_engine, torch_engine
from core.computing.tensors.expression.losses import StepLoss, loss_of
from core.computing.tensors.expression.reasons import (
    Difference,
    LibraryRefusal,
    LibraryValue,
    StepAgreement,
    agree,
    difference,
    explain,
    held,
    rounding,
)
from core.computing.tensors.expression.words import ARRAYS, DTYPES, TENSOR
from core.expressions import Attribute, Binary, Call, Index, Method, Name, Node, Program, Unary, parse, walk
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
    expression_seed: Annotated[int, Interval(ge=0, le=999)] = 0


@dataclass(frozen=True)
class ExpressionStep:
    """One part of the formula and its value in both libraries; None where the library did not get there."""

    source: str
    start: int
    end: int
    numpy: LibraryValue | None
    torch: LibraryValue | None
    agreement: StepAgreement


@dataclass(frozen=True)
class Evaluation:
    """Both runs, step by step.

    arrays: a, b and c, of any shape; `verdict` is about the result: the same; values equal but dtypes not; or who
    refused; `losses` are the steps of NumPy whose dtype has not held the exact numbers.
    """

    text: str
    arrays: dict[str, np.ndarray]
    steps: tuple[ExpressionStep, ...]
    numpy_line: str
    torch_line: str
    numpy_refusal: LibraryRefusal | None
    torch_refusal: LibraryRefusal | None
    differences: tuple[Difference, ...]
    losses: tuple[StepLoss, ...]
    verdict: StepAgreement


def arrays_of(expression_config: ExpressionConfig) -> dict[str, np.ndarray]:
    """`a` counts from 0, `b` and `c` are small whole numbers drawn with the seed; of any shape.

    Each is cast to its dtype.
    """
    generator = np.random.default_rng(expression_config.expression_seed)
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
        except StepError as refused:
            refusals.append(explain(refused, engine))
    steps, differences, losses = [], [], []
    for node in shown_nodes(program):
        numpy_value, torch_value = (held(engine, node) for engine in engines)
        agreement = agree(numpy_value, torch_value, rounding(engines, node))
        steps.append(
            ExpressionStep(
                source=program.source(node), start=node.start, end=node.end, numpy=numpy_value, torch=torch_value,
                agreement=agreement,
            )
        )  # fmt: skip
        if agreement in ("dtype", "value") and numpy_value and torch_value:
            differences.append(difference(node, engines, numpy_value, torch_value))
        if numpy_value and (loss := loss_of(node, engines[0], program.source(node))):
            losses.append(loss)
    numpy_line, torch_line = (line(engine, program.text) for engine in engines)
    return Evaluation(
        text=program.text, arrays=arrays, steps=tuple(steps), numpy_line=numpy_line, torch_line=torch_line,
        numpy_refusal=refusals[0], torch_refusal=refusals[1], differences=tuple(differences), losses=tuple(losses),
        verdict=steps[-1].agreement,
    )  # fmt: skip


def shown_nodes(program: Program) -> Iterator[Node]:
    """The parts of a formula that are steps: arrays once each, and what is computed; the result is the last."""
    seen: set[str] = set()
    for node in walk(program.result):
        steps = Name | Unary | Binary | Call | Method | Attribute | Index
        if not isinstance(node, steps) and node is not program.result:
            continue
        if isinstance(node, Name) and (node.name in DTYPES or node.name in seen):
            continue
        seen.add(node.name if isinstance(node, Name) else "")
        yield node


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
