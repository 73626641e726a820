"""What PyTorch's autograd refuses or does silently, reproduced: each lesson is a few lines that are run and shown.

Shapes: every lesson takes x, a scalar, and returns a gradient, a scalar.
"""

# mypy: disable-error-code="no-untyped-call"

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import torch

Outcome = Literal["value", "error"]
_VERSION = re.compile(r"output \d+ of (\w+), is at version (\d+); expected version (\d+)")


@dataclass(frozen=True)
class Lesson:
    """One experiment: its code as it was run, and what came: a value, or an error in PyTorch's own words.

    `saved_by`, `version` and `expected` are read from an in-place error, else empty.
    """

    key: str
    code: str
    outcome: Outcome
    value: float
    error: str
    message: str
    saved_by: str = ""
    version: int = 0
    expected: int = 0


def changed_in_place(x: torch.Tensor) -> torch.Tensor | None:
    """A value that the backward pass needs is overwritten: refused."""
    y = torch.exp(x)  # exp keeps its result: it is its own slope
    y.add_(1)  # in place: the kept number is overwritten
    y.backward()
    return x.grad


def changed_out_of_place(x: torch.Tensor) -> torch.Tensor | None:
    """The same sum into a new tensor: allowed."""
    y = torch.exp(x)
    y = y + 1  # a new tensor: the kept number stays
    y.backward()
    return x.grad


def harmless_in_place(x: torch.Tensor) -> torch.Tensor | None:
    """A value that nobody needs again is overwritten: allowed."""
    y = 3 * x  # a product by a constant keeps nothing of its result
    y.add_(1)
    y.backward()
    return x.grad


def leaf_in_place(x: torch.Tensor) -> torch.Tensor | None:
    """A leaf that requires a gradient is overwritten: refused."""
    x.add_(1)
    return x.grad


def leaf_under_no_grad(x: torch.Tensor) -> torch.Tensor | None:
    """A leaf is changed while nothing is recorded: allowed."""
    with torch.no_grad():
        x -= 0.1  # how an optimizer steps
    y = x * x
    y.backward()
    return x.grad


def backward_twice(x: torch.Tensor) -> torch.Tensor | None:
    """The backward pass a second time over one graph: refused."""
    y = x * x
    y.backward()
    y.backward()  # the kept numbers have been freed
    return x.grad


def gradients_add_up(x: torch.Tensor) -> torch.Tensor | None:
    """Two backward passes: the leaf holds the sum of both gradients."""
    for _ in range(2):
        y = x * x
        y.backward()  # without zero_grad between
    return x.grad


def detached(x: torch.Tensor) -> torch.Tensor | None:
    """Half of the paths are cut: half of the gradient is left."""
    y = x * x.detach()  # the second x counts as a constant
    y.backward()
    return x.grad


def no_path(x: torch.Tensor) -> torch.Tensor | None:
    """All paths are cut: there is nothing to walk back."""
    y = x.detach() * x.detach()
    y.backward()
    return x.grad


def not_a_number(x: torch.Tensor) -> torch.Tensor | None:
    """A result of two numbers has no single gradient: refused."""
    y = torch.stack([x, 2 * x])
    y.backward()  # of which of the two?
    return x.grad


def gradient_of_a_non_leaf(x: torch.Tensor) -> torch.Tensor | None:
    """A value between leaf and result keeps its gradient on request."""
    u = x * x
    u.retain_grad()  # without this, u.grad stays None
    y = torch.exp(u)
    y.backward()
    return u.grad


LESSONS: tuple[Callable[[torch.Tensor], torch.Tensor | None], ...] = (
    changed_in_place, changed_out_of_place, harmless_in_place, leaf_in_place, leaf_under_no_grad, backward_twice,
    gradients_add_up, detached, no_path, not_a_number, gradient_of_a_non_leaf,
)  # fmt: skip


def torch_lessons(x: float) -> tuple[Lesson, ...]:
    """All lessons, run at this value of x."""
    return tuple(_run(function, x) for function in LESSONS)


def lesson_source(function: Callable[..., object]) -> str:
    """The lines of a lesson, with PyTorch's leaf x."""
    _, _, *body, last = inspect.getsource(function).splitlines()  # without def and docstring
    return "\n".join([*(line.removeprefix("    ") for line in body), f"print({last.split()[-1]})"])


def _run(function: Callable[[torch.Tensor], torch.Tensor | None], x: float) -> Lesson:
    leaf = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    key, code = function.__name__, lesson_source(function)
    try:
        gradient = function(leaf)
    except RuntimeError as error:
        message = str(error).splitlines()[0]
        found = _VERSION.search(message)
        details = (found[1], int(found[2]), int(found[3])) if found else ("", 0, 0)
        return Lesson(
            key=key, code=code, outcome="error", value=float("nan"), error=type(error).__name__, message=message,
            saved_by=details[0], version=details[1], expected=details[2],
        )  # fmt: skip
    value = float("nan") if gradient is None else gradient.item()
    return Lesson(key=key, code=code, outcome="value", value=value, error="", message="")
