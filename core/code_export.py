"""Stand-alone source of what drew the screen: the same call, with the values on the screen.

`Made(function, *arguments)` is a value together with the call that makes it. `script(made)` collects the function,
all that it uses from `core`, and its arguments into one file that needs only what the functions import: configs become
plain frozen dataclasses whose defaults are the screen's values, arrays and frozen results become literals, a typed
function becomes a `def`, and an argument that is itself `Made` becomes a nested call.
"""

import ast
import builtins
import hashlib
import inspect
import json
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from core.expressions import Function

PRINTER = '''
def show(numbers):
    """Print every named number in full."""
    for name, value in (numbers if isinstance(numbers, dict) else vars(numbers)).items():
        print(name, "=", value.tolist() if hasattr(value, "tolist") else value)
'''


@dataclass(frozen=True)
class Made:
    """A value as the call that makes it: a function of core, and its arguments.

    These are configs, plain values, arrays, functions of core, typed functions or further `Made`s.
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...]

    def __init__(self, function: Callable[..., Any], *arguments: Any) -> None:
        object.__setattr__(self, "function", function)
        object.__setattr__(self, "arguments", arguments)

    def value(self) -> Any:
        """The value, computed now."""
        return self.function(*(one.value() if isinstance(one, Made) else one for one in self.arguments))


def with_made(function: Callable[..., Any], *arguments: Any) -> Any:
    """`function(*arguments)`; a result with an empty field `made` carries the call.

    An argument that carries its own call stands in it as such. Where an argument has the field and it is empty, as for
    what a visitor uploads, the field of the result stays empty.
    """
    result = function(*arguments)
    origins = [getattr(argument, "made", argument) for argument in arguments]
    unknown = any(origin is None and argument is not None for origin, argument in zip(origins, arguments, strict=True))
    if unknown or not is_dataclass(result) or getattr(result, "made", result) is not None:
        return result
    return replace(result, made=Made(function, *origins))  # type: ignore[type-var]


def script(made: Made, *, heading: str = "") -> str:
    """Python source that makes the value and prints its named numbers, on its own.

    Everything is taken from the running code, nothing is retyped. TypeError where the call uses an object whose source
    cannot be given.
    """
    parts = _Collector()
    call = parts.call(made)
    comment = "".join(f"# {line}\n" for line in heading.splitlines())
    body = "\n\n\n".join(parts.blocks)
    main = f'\n\nif __name__ == "__main__":\n    show({call})\n'
    return f"{comment}{_sorted_imports(parts.imports)}\n\n\n{body}\n\n{PRINTER}{main}"


def notebook(source: str, title: str) -> str:
    """A notebook (format 4.5, JSON) with the script's parts as cells; equal source gives equal text."""
    import nbformat
    from nbformat import v4

    cells = [v4.new_markdown_cell(f"# {title}")]
    cells += [v4.new_code_cell(text) for text in _cells(source)]
    for number, cell in enumerate(cells):
        cell["id"] = hashlib.sha256(f"{number}{cell['source']}".encode()).hexdigest()[:8]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    document = v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.validate(document)
    return str(nbformat.writes(document)) + "\n"


def _cells(source: str) -> list[str]:
    lines = source.splitlines()
    nodes = ast.parse(source).body
    imports = [n for n in nodes if isinstance(n, ast.Import | ast.ImportFrom)]
    after = max((n.end_lineno or 0 for n in imports), default=0)
    groups = ["\n".join(lines[:after])] if after else []
    previous = after
    for node in nodes[len(imports) :]:
        text = "\n".join(lines[previous : node.end_lineno])
        previous = node.end_lineno or previous
        if isinstance(node, ast.If) and "__name__" in ast.unparse(node.test):
            text = textwrap.dedent("\n".join(lines[node.lineno : node.end_lineno]))
        groups.append(text.strip("\n"))
    return [text for text in groups if text]


@dataclass
class _Collector:
    """Source blocks in the order in which Python must read them, and the imports they need."""

    blocks: list[str] = field(default_factory=list)
    imports: set[str] = field(default_factory=set)
    seen: dict[str, str] = field(default_factory=dict)
    configs: dict[str, Any] = field(default_factory=dict)  # of each class the instance that gives the defaults

    def add(self, thing: FunctionType | type | Callable[..., Any]) -> None:
        """A function or class of core, after all that it uses."""
        name = thing.__name__
        if is_config(thing):
            self.add_config(thing)
            return
        if not self._first(name, thing.__module__):
            return
        try:
            source = textwrap.dedent(inspect.getsource(thing))
        except (OSError, TypeError) as error:
            raise TypeError(f"The source of {name} cannot be given.") from error
        self._uses(source, sys.modules[thing.__module__])
        self.blocks.append(source.rstrip())

    def call(self, made: Made) -> str:
        """The source of the call, after all that it uses has been collected."""
        arguments = [self.argument(value) for value in made.arguments]
        self.add(made.function)
        return f"{made.function.__name__}({', '.join(arguments)})"

    def argument(self, value: Any) -> str:
        """The source of one argument: a nested call, a config, an array, a frozen result, or a plain value."""
        if isinstance(value, Made):
            return self.call(value)
        if isinstance(value, Function):
            return self.typed_function(value)
        if isinstance(value, FunctionType):
            self.add(value)
            return value.__name__
        if is_config(type(value)):
            self.add_config(value)
            return self._config_call(value)
        if isinstance(value, np.ndarray):
            self.imports.add("import numpy as np")
            return array_literal(value)
        if isinstance(value, tuple | list):
            inside = ", ".join(self.argument(one) for one in value)
            return f"[{inside}]" if isinstance(value, list) else f"({inside}{',' if len(value) == 1 else ''})"
        if is_dataclass(value) and not isinstance(value, type):
            self.add(type(value))
            given = {f.name: getattr(value, f.name) for f in fields(value) if f.init}
            plain = {f.name for f in fields(value) if f.init and given[f.name] is f.default}  # need not be written
            rows = ", ".join(f"{name}={self.argument(one)}" for name, one in given.items() if name not in plain)
            return f"{type(value).__name__}({rows})"
        return literal(value)

    def typed_function(self, function: Function) -> str:
        """The name of a typed function or a derivative of one, after its definition; TypeError for two of a name."""
        source = function.definition()
        if self._first(function.name, source):
            self.imports.add("import numpy as np")
            self.blocks.append(source)
        return function.name

    def add_config(self, value: Any) -> None:
        """A config as a stdlib dataclass; a class stands for its defaults, an instance for its values.

        The first instance of a class gives the defaults; a later one is written as a call with what differs.
        """
        kind = value if isinstance(value, type) else type(value)
        self.imports.add("from dataclasses import dataclass")
        if self._first(kind.__name__, kind.__module__):
            self.blocks.append(config_source(value))
        elif not isinstance(value, type) and kind.__name__ not in self.configs:
            place = next(k for k, text in enumerate(self.blocks) if f"\nclass {kind.__name__}:" in text)
            self.blocks[place] = config_source(value)
        if not isinstance(value, type):
            self.configs.setdefault(kind.__name__, value)

    def _config_call(self, value: Any) -> str:
        name, usual = type(value).__name__, self.configs[type(value).__name__]
        differing = [f.name for f in fields(value) if getattr(value, f.name) != getattr(usual, f.name)]
        return f"{name}({', '.join(f'{one}={literal(getattr(value, one))}' for one in differing)})"

    def _first(self, name: str, module: str) -> bool:
        """Whether this is the first time that a name is met; TypeError where it means two things."""
        first = name not in self.seen
        if self.seen.setdefault(name, module) != module:
            raise TypeError(f"{name} of {module} and of {self.seen[name]} cannot share one script.")
        return first

    def _uses(self, source: str, module: ModuleType) -> None:
        for name in _names(source):
            if hasattr(builtins, name) and name not in vars(module):
                continue
            if name not in vars(module):
                continue
            self._use(name, vars(module)[name], module)

    def _use(self, name: str, value: Any, module: ModuleType) -> None:
        if isinstance(value, ModuleType):
            package, _, last = value.__name__.rpartition(".")
            plain = f"import {name}" if value.__name__ == name else f"import {value.__name__} as {name}"
            self.imports.add(f"from {package} import {name}" if package and last == name else plain)
        elif getattr(value, "__module__", "").startswith("core.") and (
            isinstance(value, FunctionType | type) or hasattr(value, "__wrapped__")  # a function with a cache
        ):
            self.add(value)
        elif origin := _imported_from(name, module):
            if origin[0].startswith("core."):
                self._constant(origin[1], sys.modules[origin[0]], name)
            else:
                alias = "" if origin[1] == name else f" as {name}"
                self.imports.add(f"from {origin[0]} import {origin[1]}{alias}")
        else:
            self._constant(name, module, name)

    def _constant(self, name: str, module: ModuleType, alias: str) -> None:
        if not self._first(name, module.__name__):
            return
        text_of_module, tree = _parsed(module)
        for node in tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                text = ast.get_source_segment(text_of_module, node) or ""
                if "__file__" in text:  # a folder of files that ship with Gradus: the one of that name beside a script
                    text = f"{name} = Path({vars(module)[name].name!r})"
                self._uses(text, module)
                self.blocks.append(text if alias == name else f"{text}\n{alias} = {name}")
                return
        raise TypeError(f"The source of {module.__name__}.{name} cannot be given.")


def is_config(thing: Any) -> bool:
    """Whether a class was made by `core.params.config`."""
    return isinstance(thing, type) and is_dataclass(thing) and hasattr(thing, "__pydantic_validator__")


def config_source(value: Any) -> str:
    """A config as a frozen stdlib dataclass whose defaults are the values of `value`."""
    kind = value if isinstance(value, type) else type(value)
    held = value() if isinstance(value, type) else value
    first = (inspect.getdoc(kind) or "").splitlines()
    doc = [f'    """{first[0]}"""', ""] if first else []
    values = {f.name: getattr(held, f.name) for f in fields(kind)}
    rows = [f"    {name}: {type(value).__name__} = {literal(value)}" for name, value in values.items()]
    return "\n".join(["@dataclass(frozen=True)", f"class {kind.__name__}:", *doc, *rows])


def literal(value: Any) -> str:
    """The Python literal of a config's value."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, tuple):
        return f"({', '.join(map(literal, value))}{',' if len(value) == 1 else ''})"
    return repr(value.item() if isinstance(value, np.generic) else value)


def array_literal(array: np.ndarray) -> str:
    """An array of any shape as NumPy source that gives the same values and dtype; NaN and infinity included."""
    with np.printoptions(threshold=array.size + 1, floatmode="unique", linewidth=110):
        text = np.array2string(array, separator=", ").replace("\n", "\n    ")
    text = re.sub(r"\b(nan|inf)\b", r"np.\1", text)
    shaped = f".reshape({array.shape})" if array.size == 0 else ""
    return f"np.array({text}, dtype=np.dtype({array.dtype.str!r})){shaped}"


def _names(source: str) -> Iterable[str]:
    """The names a source reads, in order of appearance; annotations count too, a function's own parameters do not."""
    return dict.fromkeys(_reads(ast.parse(source), frozenset())).keys()


def _reads(node: ast.AST, parameters: frozenset[str]) -> Iterator[str]:
    if isinstance(node, ast.Name) and node.id not in parameters:
        yield node.id
    own = parameters
    if isinstance(node, ast.FunctionDef | ast.Lambda):
        own = parameters | {part.arg for part in ast.walk(node.args) if isinstance(part, ast.arg)}
    body = getattr(node, "body", ())
    for child in ast.iter_child_nodes(node):
        inside = child is body or (isinstance(body, list) and child in body)
        yield from _reads(child, own if inside else parameters)


def _imported_from(name: str, module: ModuleType) -> tuple[str, str] | None:
    """`(module, original name)` of a name that `module` imports by `from … import …`."""
    return _imports(module).get(name)


@cache
def _parsed(module: ModuleType) -> tuple[str, ast.Module]:
    text = inspect.getsource(module)
    return text, ast.parse(text)


@cache
def _imports(module: ModuleType) -> dict[str, tuple[str, str]]:
    return {
        item.asname or item.name: (node.module, item.name)
        for node in ast.walk(_parsed(module)[1])
        if isinstance(node, ast.ImportFrom) and node.module
        for item in node.names
    }


def _sorted_imports(lines: set[str]) -> str:
    """Standard library first, `import` before `from`, and one line for each module imported from."""
    named: dict[str, set[str]] = {}
    for line in lines:
        if line.startswith("from "):
            module, names = line[5:].split(" import ")
            named.setdefault(module, set()).add(names)
    merged = [line for line in lines if line.startswith("import ")]
    merged += [f"from {module} import {', '.join(sorted(names))}" for module, names in named.items()]
    ordered = sorted(merged, key=lambda line: (line.startswith("from "), line.lower()))
    own = [line for line in ordered if line.split()[1].split(".")[0] in sys.stdlib_module_names]
    groups = (own, [line for line in ordered if line not in own])
    return "\n\n".join("\n".join(group) for group in groups if group)
