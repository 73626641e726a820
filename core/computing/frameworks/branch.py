"""A function with an `if`, recorded with one example: what the recording keeps, and what it has forgotten."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from core.code_export import Made
from core.computing.frameworks.settings import BranchConfig

REACH = 3.0  # of the inputs that are drawn


def leaky(x: Any) -> Any:
    """2x above zero, and -x / 2 elsewhere."""
    return 2 * x if x > 0 else -x / 2


Operation = tuple[str, Callable[[float], float]]


class Recorded:
    """A number that writes down what is done to it; asked whether it is above zero, it answers by its value."""

    def __init__(self, value: float, operations: tuple[Operation, ...] = ()) -> None:
        self.value, self.operations = value, operations

    def __rmul__(self, factor: float) -> "Recorded":
        return self._next(f"{factor:g} * x", lambda x: factor * x)

    def __neg__(self) -> "Recorded":
        return self._next("-x", lambda x: -x)

    def __truediv__(self, divisor: float) -> "Recorded":
        return self._next(f"x / {divisor:g}", lambda x: x / divisor)

    def __gt__(self, limit: float) -> bool:
        return self.value > limit  # a plain bool: nobody writes down that it was asked

    def _next(self, text: str, operation: Callable[[float], float]) -> "Recorded":
        return Recorded(operation(self.value), (*self.operations, (text, operation)))


@dataclass(frozen=True)
class BranchRecording:
    """The operations that were written down, and what they make of another number beside what is right."""

    config: BranchConfig
    operations: tuple[str, ...]
    replayed: float
    right: float
    made: Made | None = None

    @property
    def gap(self) -> float:
        """How far the recording is off at the input."""
        return abs(self.replayed - self.right)


def record_branch(config: BranchConfig) -> BranchRecording:
    """Record `leaky` with the example, and replay the recording with the input."""
    operations = leaky(Recorded(config.example)).operations
    return BranchRecording(
        config=config, operations=tuple(text for text, _ in operations),
        replayed=replay(operations, config.input_value), right=float(leaky(config.input_value)) + 0.0,  # no -0
    )  # fmt: skip


def replay(operations: tuple[Operation, ...], x: float) -> float:
    """What recorded operations make of a number."""
    for _, operation in operations:
        x = operation(x)
    return float(x) + 0.0  # no -0


def recorded_curve(config: BranchConfig, x: np.ndarray) -> np.ndarray:
    """The recording at all x (n,): (n,)."""
    operations = leaky(Recorded(config.example)).operations
    return np.array([replay(operations, float(one)) for one in x])


def branch_numbers(config: BranchConfig) -> dict[str, float]:
    """What is replayed and what is right, from scratch."""
    found = record_branch(config)
    return {"replayed": found.replayed, "right": found.right}


class RecordingMode(torch.overrides.TorchFunctionMode):
    """Writes down every function of PyTorch that is called, with all its arguments."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[Any, tuple[Any, ...], Any]] = []

    def __torch_function__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        result = func(*args, **(kwargs or {}))
        self.calls.append((func, args, result))
        return result


def branch_in_torch(config: BranchConfig) -> dict[str, float]:
    """The same with a recorder that PyTorch calls; tensors of the recording are replaced by those of the replay."""
    example = torch.tensor(config.example, dtype=torch.float64)
    with RecordingMode() as recorder:
        end = leaky(example)
    known = {id(example): torch.tensor(config.input_value, dtype=torch.float64)}
    for function, arguments, result in recorder.calls:
        known[id(result)] = function(*(known.get(id(one), one) for one in arguments))
    right = leaky(torch.tensor(config.input_value, dtype=torch.float64))
    return {"replayed": float(known[id(end)]), "right": float(right)}
