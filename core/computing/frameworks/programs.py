"""What `torch.export` makes of a loop and of an `if`: a static graph where it can, a refusal where it cannot."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.computing.frameworks.branch import leaky
from core.jobs.registry import register

FREED = re.compile(r";  [^\n]*= None")  # what the code says of memory
NAMES = ("while", "while_loop", "if", "cond")


@dataclass(frozen=True)
class ExportedProgram:
    """One program: the graph as code and the number of its calls, or the first line of the refusal."""

    name: str
    code: str
    calls: int
    refusal: str = ""


@dataclass(frozen=True)
class Programs:
    """All of them, as far as they are done."""

    programs: tuple[ExportedProgram, ...]

    @property
    def share(self) -> float:
        """How much of the work is done."""
        return len(self.programs) / len(NAMES)


class PlainLoop(nn.Module):
    """Collatz as a Python loop."""

    def forward(self, x: Tensor) -> Tensor:
        """A whole number of no axis, down to 1."""
        while x != 1:
            x = x // 2 if x % 2 == 0 else 3 * x + 1
        return x


class OperatorLoop(nn.Module):
    """Collatz with the loop as an operator of the graph."""

    def forward(self, x: Tensor) -> Tensor:
        """A whole number of no axis; how many steps it takes to 1."""
        from torch._higher_order_ops.while_loop import while_loop

        def goes_on(x: Tensor, steps: Tensor) -> Tensor:
            return x.ne(1)

        def step(x: Tensor, steps: Tensor) -> tuple[Tensor, Tensor]:
            return torch.where(x % 2 == 0, x // 2, 3 * x + 1), steps + 1

        steps: Tensor = while_loop(goes_on, step, (x, torch.zeros_like(x)))[1]  # type: ignore[no-untyped-call]
        return steps


class PlainIf(nn.Module):
    """The function with an `if` in Python."""

    def forward(self, x: Tensor) -> Tensor:
        """A number of no axis to one of no axis."""
        value: Tensor = leaky(x)
        return value


class OperatorIf(nn.Module):
    """The same with both branches in the graph."""

    def forward(self, x: Tensor) -> Tensor:
        """A number of no axis to one of no axis."""
        value: Tensor = torch.cond(x > 0, lambda x: 2 * x, lambda x: -x / 2, (x,))
        return value


PROGRAMS: dict[str, tuple[type[nn.Module], float | int]] = {
    "while": (PlainLoop, 6), "while_loop": (OperatorLoop, 6), "if": (PlainIf, 1.0), "cond": (OperatorIf, 1.0),
}  # fmt: skip


def export_programs() -> Iterator[Programs]:
    """Export one program after the other."""
    found: tuple[ExportedProgram, ...] = ()
    for name in NAMES:
        kind, example = PROGRAMS[name]
        found = (*found, exported(name, kind(), torch.tensor(example)))
        yield Programs(found)


def exported(name: str, module: nn.Module, example: Tensor) -> ExportedProgram:
    """What `torch.export` makes of a module with this example."""
    try:
        graph = torch.export.export(module, (example,)).graph_module
    except RuntimeError as error:  # torch's GuardOnDataDependentSymNode is one
        return ExportedProgram(name, "", 0, str(error).splitlines()[0])
    parts = [("forward", graph), *((label, part) for label, part in graph.named_children())]
    calls = sum(node.op == "call_function" for _, part in parts for node in part.graph.nodes)
    texts = [f"# {label}\n{FREED.sub('', part.code).strip()}" for label, part in parts]
    return ExportedProgram(name, "\n\n".join(texts), calls)


register(export_programs, share=lambda state: state.share, seconds=120)
