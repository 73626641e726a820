"""The formula on the screen as stand-alone scripts: with our engine, and with PyTorch.

The engine's source is taken from the running modules. Every script prints the result and each variable's gradient.
"""

import ast
import inspect
from collections.abc import Mapping
from typing import Any

import numpy as np

from core.computing.autograd import engine, tensors
from core.computing.autograd.formula.build import OPTIONED, Precision, build
from core.computing.autograd.formula.graph import Graph
from core.computing.autograd.scripts.writer import FormulaWriter, safe_names
from core.expressions import Attribute, Binary, Call, Index, List, walk


def script_engine(formula: str, values: Mapping[str, Any], precision: Precision = "float64") -> str:
    """The engine and this formula; the scalar engine alone where that is enough."""
    graph = build(formula, values, precision)
    plain = precision == "float64" and only_numbers(graph)
    modules = [engine] if plain else [engine, tensors]
    kind = "Value" if plain else "Tensor"
    dtype = "" if precision == "float64" else ", np.float32"
    taken = {name for module in modules for name in vars(module)}
    writer = FormulaWriter(
        graph=graph,
        names=safe_names(graph, taken),
        library="engine",
        constant=lambda text: f"{kind}({_array(text, dtype)})",
        kind=kind,
    )
    names, result = writer.names, writer.result
    lines = [f"{names[typed]} = {writer.constant(literal(values[typed]))}" for typed in graph.program.names]
    body = [*lines, *writer.statements(), "", f"for _ in backward(forward_order({result})):", "    pass"]
    prints = [f'print("{graph.result.name} =", {result}.value.tolist())']
    prints += [
        f'print("dL/d{typed} =", {_gradient(graph, typed, f"np.asarray({names[typed]}.gradient).tolist()")})'
        for typed in graph.variables
    ]
    return "\n".join([_sources(modules), "", "", "# the formula", *body, "", *prints, ""])


def only_numbers(graph: Graph) -> bool:
    """Whether a formula has single numbers only, so that the scalar engine can compute it."""
    parts = [part for statement in graph.program.statements for part in walk(statement.value)]
    arrays = any(
        isinstance(part, List | Index | Attribute)
        or (isinstance(part, Call) and part.function in OPTIONED)
        or (isinstance(part, Binary) and part.operator == "@")
        for part in parts
    )
    return not arrays and all(node.value.ndim == 0 for node in graph.nodes)


def script_torch(formula: str, values: Mapping[str, Any], precision: Precision = "float64") -> str:
    """This formula in PyTorch, with `backward` and `.grad`."""
    graph = build(formula, values, precision)
    kind = f"dtype=torch.{precision}"
    writer = FormulaWriter(graph, safe_names(graph, {"torch"}), "torch", lambda text: f"torch.tensor({text}, {kind})")
    names, result = writer.names, writer.result
    lines = ["import torch", ""]
    for typed in graph.program.names:
        lines.append(f"{names[typed]} = torch.tensor({literal(values[typed])}, {kind}, requires_grad=True)")
    lines += ["", *writer.statements(), *([f"{result}.backward()"] if graph.reached else []), ""]
    lines.append(f'print("{graph.result.name} =", {result}.tolist())')
    for typed in graph.variables:
        lines.append(f'print("dL/d{typed} =", {_gradient(graph, typed, f"{names[typed]}.grad.tolist()")})')
    return "\n".join([*lines, ""])


def literal(value: Any) -> str:
    """A value as Python writes it, in full precision."""
    return repr(np.asarray(value, np.float64).tolist())


def _array(text: str, dtype: str) -> str:
    return f"np.array({text}{dtype})" if dtype else text


def _gradient(graph: Graph, name: str, code: str) -> str:
    index = graph.variables[name]
    return code if index in graph.reached else literal(np.zeros(graph.nodes[index].value.shape))


def _sources(modules: list[Any]) -> str:
    """The modules' sources joined: docstring, imports, code; imports of `core` fall away."""
    imports, parts, heading = set(), [], ""
    for module in modules:
        source = inspect.getsource(module)
        lines, tree = source.splitlines(), ast.parse(source)
        first, *rest = tree.body
        heading = heading or "\n".join(lines[: first.end_lineno])
        last = 0
        for node in rest:
            if isinstance(node, ast.Import | ast.ImportFrom):
                last = node.end_lineno or last
                text = ast.unparse(node)
                imports |= set() if text.startswith("from core") else {text}
        parts.append("\n".join(lines[last:]).strip("\n"))
    standard = sorted(line for line in imports if "numpy" not in line)
    return "\n\n".join([heading, "\n".join(standard), "import numpy as np\n", "\n\n\n".join(parts)])
