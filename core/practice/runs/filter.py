"""A small grammar to choose runs by: `learning_rate<0.1 & optimizer=Adam`."""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.practice.runs.records import RunRecord, score, shown
from core.refusal import Refusal

CONDITION = re.compile(r"\s*([^<>=!~&]+?)\s*(<=|>=|!=|=|<|>|~)\s*([^<>=!~&]+?)\s*")
NUMBERS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True)
class Condition:
    """A name, one of `< <= > >= = != ~`, and what it is compared with; `~` asks whether a text holds another."""

    name: str
    sign: str
    value: str

    def holds(self, found: Any) -> bool:
        """Whether a value meets it; what a run does not have meets `!=` alone."""
        if found is None:
            return self.sign == "!="
        if self.sign == "~":
            return self.value.casefold() in shown(found).casefold()
        if self.sign in NUMBERS:
            is_number = isinstance(found, int | float) and not isinstance(found, bool)
            return is_number and NUMBERS[self.sign](found, float(self.value))
        return _equal(found, self.value) == (self.sign == "=")


def parse_filter(text: str) -> tuple[Condition, ...]:
    """The conditions of a filter, all of which must hold; Refusal where it is none."""
    conditions = []
    for part in text.split("&") if text.strip() else ():
        found = CONDITION.fullmatch(part)
        if found is None:
            raise Refusal("filter_part", got=part.strip())
        condition = Condition(*found.groups())
        if condition.sign in NUMBERS and _number(condition.value) is None:
            raise Refusal("filter_number", sign=condition.sign, got=condition.value)
        conditions.append(condition)
    return tuple(conditions)


def filtered(records: tuple[RunRecord, ...], text: str) -> tuple[RunRecord, ...]:
    """The runs that a filter leaves; Refusal where it is none, or names what no run has."""
    conditions = parse_filter(text)
    for condition in conditions:
        if records and all(condition.name not in facts(record) for record in records):
            raise Refusal("filter_name", got=condition.name)
    return tuple(one for one in records if all(c.holds(facts(one).get(c.name)) for c in conditions))


def facts(record: RunRecord) -> dict[str, Any]:
    """All that a filter may ask a run for: state, name, note, kind, seconds, the last metrics, the settings."""
    own = {"state": record.state, "name": record.name, "note": record.note, "kind": record.kind}
    took = {} if record.seconds is None else {"seconds": record.seconds}
    last = {name: score(record, name, "last") for name in record.curves}
    return own | took | last | dict(record.settings)


def _equal(found: Any, text: str) -> bool:
    number = _number(text)
    if isinstance(found, int | float) and not isinstance(found, bool) and number is not None:
        return float(found) == number
    return shown(found).casefold() == text.casefold()


def _number(text: str) -> float | None:
    try:
        return float(text) if re.fullmatch(r"[-+0-9.eE]+", text) else None
    except ValueError:
        return None
