"""Hyper-parameters, declared once: a frozen config whose fields carry their domain.

Widget bounds, URL keys, validation, error sentences, the tests' extremes, Hypothesis strategies and the
literals of exported scripts are all read from `domains(Config)`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache, partial
from typing import Annotated, Any, Literal, TypeVar, cast, dataclass_transform, get_args, get_origin, get_type_hints

import pydantic.dataclasses
from annotated_types import Interval, Len
from pydantic import ConfigDict, TypeAdapter, ValidationError

__all__ = [
    "Domain", "Interval", "Len", "Log", "Problem", "Step", "config", "domains", "extremes", "from_query",
    "problems_of", "to_query",
]  # fmt: skip

Class = TypeVar("Class")

URL_TEXT_LIMIT = 2000  # characters of one value; longer ones are refused before they are parsed


@dataclass_transform(frozen_default=True)
def config(cls: type[Class]) -> type[Class]:
    """A frozen dataclass whose values pydantic has checked against their domains."""
    rules = ConfigDict(extra="forbid", allow_inf_nan=False)
    return cast(type[Class], pydantic.dataclasses.dataclass(frozen=True, config=rules)(cls))


@dataclass(frozen=True)
class Step:
    """The grid of a slider; a typed value may lie off it."""

    size: float


@dataclass(frozen=True)
class Log:
    """The slider moves by factors, not by differences."""


@dataclass(frozen=True)
class Domain:
    """What one field may be: its kind, default, bounds and what only widgets need."""

    name: str
    kind: Literal["integer", "real", "choice", "choices", "switch", "text"]
    default: Any
    low: float | None = None
    high: float | None = None
    step: float | None = None
    log: bool = False
    options: tuple[Any, ...] = ()
    longest: int | None = None

    def parse(self, text: str) -> Any:
        """The value that a URL's text stands for; ValueError or KeyError where it stands for none."""
        if self.kind == "integer":
            return int(text)
        if self.kind == "real":
            return float(text)
        if self.kind == "switch":
            return {"1": True, "0": False}[text]
        if self.kind == "choice":
            return self._option(text)
        if self.kind == "choices":
            return tuple(self._option(part) for part in text.split(",") if part)
        return text

    def _option(self, text: str) -> Any:
        return {str(option): option for option in self.options}[text]

    def ends(self) -> tuple[Any, ...]:
        """The values at the edge: both bounds, every other option, the other side of a switch, a full text."""
        match self.kind:
            case "integer" | "real":
                assert self.low is not None and self.high is not None
                number = int if self.kind == "integer" else float
                return number(self.low), number(self.high)
            case "switch":
                return (not self.default,)
            case "choice":
                return tuple(option for option in self.options if option != self.default)
            case "choices":
                return self.options[: self.longest], self.options[: int(self.low or 0)]
        return ("", "x" * (self.longest or 0)) if not self.low else ("x" * (self.longest or 0),)

    def format(self, value: Any) -> str:
        """The URL's text for a value; the inverse of `parse`."""
        if self.kind == "switch":
            return "1" if value else "0"
        if self.kind == "choices":
            return ",".join(str(part) for part in value)
        return str(value)


@dataclass(frozen=True)
class Problem:
    """Why a value was refused: the field, the rule it broke and what came (shortened)."""

    field: str
    rule: Literal["type", "bounds", "option", "length", "together", "unknown"]
    got: str
    reason: str = ""


def _domain(name: str, hint: Any, default: Any) -> Domain:
    notes: tuple[Any, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *rest = get_args(hint)
        notes = tuple(rest)
    find = partial(_note, notes)
    if get_origin(hint) is Literal:
        return Domain(name, "choice", default, options=get_args(hint))
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        length: Len | None = find(Len)
        return Domain(
            name, "choices", default, options=get_args(inner), low=length.min_length if length else 0,
            longest=length.max_length if length else None,
        )  # fmt: skip
    if hint is bool:
        return Domain(name, "switch", default)
    if hint is str:
        limit: Len | None = find(Len)
        if limit is None or limit.max_length is None:
            raise TypeError(f"{name}: text wants Len(max_length=…), it comes from the URL.")
        return Domain(name, "text", default, low=limit.min_length, longest=limit.max_length)
    bounds: Interval | None = find(Interval)
    if hint not in (int, float) or bounds is None or bounds.ge is None or bounds.le is None:
        raise TypeError(f"{name}: a field is bool, Literal, text with Len, or a number with Interval(ge=…, le=…).")
    step: Step | None = find(Step)
    low, high = float(bounds.ge), float(bounds.le)  # type: ignore[arg-type]
    kind: Literal["integer", "real"] = "integer" if hint is int else "real"
    grid = step.size if step else (1.0 if kind == "integer" else (high - low) / 100)
    return Domain(name, kind, default, low=low, high=high, step=grid, log=find(Log) is not None)


def _note(notes: tuple[Any, ...], kind: type) -> Any:
    return next((note for note in notes if isinstance(note, kind)), None)


def domains(config_class: Any) -> dict[str, Domain]:
    """The domain of every field, in the order of declaration; TypeError where a field has none."""
    return _domains(config_class)


@cache
def _domains(config_class: Any) -> dict[str, Domain]:
    hints = get_type_hints(config_class, include_extras=True)
    return {f.name: _domain(f.name, hints[f.name], _default(f)) for f in fields(config_class)}


def _default(field: Any) -> Any:
    default = field.default
    return getattr(default, "default", default)  # pydantic wraps defaults given by Field


def to_query(value: Any, prefix: str) -> dict[str, str]:
    """`{prefix_field: text}` of every field that differs from its default."""
    return {
        f"{prefix}_{name}": domain.format(getattr(value, name))
        for name, domain in domains(type(value)).items()
        if getattr(value, name) != domain.default
    }


def from_query(config_class: type, prefix: str, query: Mapping[str, str]) -> tuple[dict[str, Any], list[Problem]]:
    """The field values that a URL carries, and what was wrong; a refused field is absent.

    Every value has passed the field's own domain. Rules between fields are the constructor's.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, domain in domains(config_class).items():
        text = query.get(f"{prefix}_{name}")
        if text is None:
            continue
        try:
            if len(text) > URL_TEXT_LIMIT:
                raise ValueError("too long")
            value = domain.parse(text)
        except (ValueError, KeyError):
            rule: Literal["option", "type"] = "option" if domain.options else "type"
            problems.append(Problem(name, rule, _short(text)))
            continue
        wrong = problems_of(config_class, {name: value})
        problems += wrong
        if not wrong:
            values[name] = value
    return values, problems


def problems_of(config_class: type, values: Mapping[str, Any]) -> list[Problem]:
    """What the config refuses in these field values; each value on its own, then all together."""
    found = []
    for name, value in values.items():
        try:
            _adapter(config_class, name).validate_python(value)
        except ValidationError as error:
            found.append(Problem(name, _rule(error.errors()[0]["type"]), _short(str(value))))
    if not found:
        try:
            config_class(**values)
        except ValidationError as error:
            first = error.errors()[0]
            reason = str(first.get("ctx", {}).get("error", first["msg"]))
            found.append(Problem("", "together", _short(str(dict(values))), reason))
    return found


@cache
def _adapter(config_class: Any, name: str) -> TypeAdapter[Any]:
    hint = get_type_hints(config_class, include_extras=True)[name]
    return TypeAdapter(hint, config=ConfigDict(allow_inf_nan=False))


def _rule(kind: str) -> Literal["type", "bounds", "option", "length"]:
    if kind.startswith(("greater", "less", "finite")):
        return "bounds"
    if "too_long" in kind or "too_short" in kind:
        return "length"
    return "option" if kind == "literal_error" else "type"


def _short(text: str) -> str:
    text = "".join(c if c.isprintable() else "�" for c in text)
    return text if len(text) <= 40 else text[:37] + "…"


def extremes(config_class: Any) -> list[tuple[str, Any]]:
    """Every field at every end of its domain: `(field, value)`, for tests at the edges."""
    return [(name, value) for name, domain in domains(config_class).items() for value in domain.ends()]
