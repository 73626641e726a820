"""The domains of a config, read from its annotations."""

from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache, partial
from typing import Annotated, Any, Literal, TypeVar, cast, dataclass_transform, get_args, get_origin, get_type_hints

import pydantic.dataclasses
from annotated_types import Interval, Len
from pydantic import ConfigDict

from core.params.domain import URL_TEXT_LIMIT, Domain, Log, Shape, Step

Class = TypeVar("Class")

NUMBER_LENGTH = 25  # characters of the longest float and a comma


@dataclass_transform(frozen_default=True)
def config(cls: type[Class]) -> type[Class]:
    """A frozen dataclass whose values pydantic has checked against their domains."""
    rules = ConfigDict(extra="forbid", allow_inf_nan=False)
    return cast(type[Class], pydantic.dataclasses.dataclass(frozen=True, config=rules)(cls))


def _domain(name: str, hint: Any, default: Any) -> Domain:
    inner, notes = _unwrapped(hint)
    find = partial(_note, notes)
    if get_origin(inner) is Literal:
        return Domain(name, "choice", default, options=get_args(inner))
    if get_origin(inner) is tuple:
        return _several(name, get_args(inner)[0], find, default)
    if inner is bool:
        return Domain(name, "switch", default)
    if inner is str:
        limit: Len | None = find(Len)
        if limit is None or limit.max_length is None:
            raise TypeError(f"{name}: text wants Len(max_length=…), it comes from the URL.")
        return Domain(name, "text", default, low=limit.min_length, longest=limit.max_length)
    return _number(name, inner, find, default)


def _unwrapped(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type without its `Annotated`, and the notes that it held."""
    return (get_args(hint)[0], get_args(hint)[1:]) if get_origin(hint) is Annotated else (hint, ())


def _number(name: str, hint: Any, find: Callable[[type], Any], default: Any) -> Domain:
    bounds: Interval | None = find(Interval)
    if hint not in (int, float) or bounds is None or bounds.ge is None or bounds.le is None:
        raise TypeError(f"{name}: a field is bool, Literal, text with Len, or a number with Interval(ge=…, le=…).")
    step: Step | None = find(Step)
    low, high = float(bounds.ge), float(bounds.le)  # type: ignore[arg-type]
    kind: Literal["integer", "real"] = "integer" if hint is int else "real"
    grid = step.size if step else (1.0 if kind == "integer" else (high - low) / 100)
    return Domain(
        name, kind, default, low=low, high=high, step=grid, log=find(Log) is not None, whole=hint is int
    )  # fmt: skip


def _several(name: str, hint: Any, find: Callable[[type], Any], default: Any) -> Domain:
    """The domain of a tuple: of choices, of numbers, or of rows of numbers."""
    inner, notes = _unwrapped(hint)
    length: Len | None = find(Len)
    if get_origin(inner) is Literal:
        return Domain(
            name, "choices", default, options=get_args(inner), low=length.min_length if length else 0,
            longest=length.max_length if length else None,
        )  # fmt: skip
    shape: Shape | None = find(Shape)
    if get_origin(inner) is tuple:
        inner, notes = _unwrapped(get_args(inner)[0])
    number = _number(name, inner, partial(_note, notes), default)
    most = shape.rows[1] * shape.columns[1] if shape else (length.max_length or 0) if length else 0
    if not 0 < most * NUMBER_LENGTH <= URL_TEXT_LIMIT:
        limit = URL_TEXT_LIMIT // NUMBER_LENGTH
        raise TypeError(f"{name}: a list wants Len(…, most), a matrix Shape(…), of at most {limit} numbers.")
    if any(type(entry) is not inner for row in default for entry in (row if shape else (row,))):
        raise TypeError(f"{name}: the default holds numbers that are no {inner.__name__}.")
    if shape:
        return replace(number, kind="matrix", shape=shape)
    assert length is not None
    return replace(number, kind="numbers", shortest=length.min_length, longest=length.max_length)


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


def extremes(config_class: Any) -> list[tuple[str, Any]]:
    """Every field at every end of its domain: `(field, value)`, for tests at the edges."""
    return [(name, value) for name, domain in domains(config_class).items() for value in domain.ends()]
