"""Configs as the texts of a link, and what is wrong with such texts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError

from core.params.declaration import domains
from core.params.domain import URL_TEXT_LIMIT


@dataclass(frozen=True)
class Problem:
    """Why a value was refused: the field, the rule it broke and what came (shortened)."""

    field: str
    rule: Literal["type", "bounds", "option", "length", "shape", "together", "unknown", "repeated"]
    got: str
    reason: str = ""


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
        problems += [replace(problem, got=_short(text)) if problem.field else problem for problem in wrong]
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


def _rule(kind: str) -> Literal["type", "bounds", "option", "length", "shape"]:
    if kind == "matrix_shape":
        return "shape"
    if kind.startswith(("greater", "less", "finite")):
        return "bounds"
    if "too_long" in kind or "too_short" in kind:
        return "length"
    return "option" if kind == "literal_error" else "type"


def _short(text: str) -> str:
    text = "".join(c if c.isprintable() else "�" for c in text)
    return text if len(text) <= 40 else text[:37] + "…"
