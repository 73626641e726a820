import math
from typing import Annotated, Literal

import pytest
from hypothesis import given
from pydantic import ValidationError, model_validator

from core.params import (
    Interval,
    Len,
    Log,
    Step,
    config,
    domains,
    extremes,
    from_query,
    problems_of,
    to_query,
)  # fmt: skip
from tests.strategies import configs


@config
class Example:
    """One field of every kind."""

    optimizer: Literal["SGD", "Adam"] = "Adam"
    learning_rate: Annotated[float, Interval(ge=1e-4, le=10), Log()] = 0.1
    momentum: Annotated[float, Interval(ge=0, le=0.99), Step(0.01)] = 0.9
    steps: Annotated[int, Interval(ge=1, le=500)] = 100
    shuffle: bool = False
    formula: Annotated[str, Len(0, 30)] = "x"
    shown: Annotated[tuple[Literal["a", "b", "c"], ...], Len(1, 3)] = ("a",)

    @model_validator(mode="after")
    def _steps_fit_the_optimizer(self) -> "Example":
        if self.optimizer == "SGD" and self.steps == 500:
            raise ValueError("sgd_is_short")
        return self


def test_domains_carry_what_a_widget_needs():
    table = domains(Example)
    assert [table[name].kind for name in table] == ["choice", "real", "real", "integer", "switch", "text", "choices"]
    assert (table["learning_rate"].low, table["learning_rate"].high, table["learning_rate"].log) == (1e-4, 10, True)
    assert table["momentum"].step == 0.01
    assert table["steps"].step == 1
    assert table["shown"].options == ("a", "b", "c")


@given(configs(Example))
def test_a_config_survives_the_trip_through_the_address(value):
    found, problems = from_query(Example, "topic", to_query(value, "topic"))
    assert problems == []
    assert Example(**found) == value


def test_defaults_leave_the_address_empty():
    assert to_query(Example(), "topic") == {}


@pytest.mark.parametrize(
    ("field", "text", "rule"),
    [
        ("learning_rate", "-7", "bounds"), ("learning_rate", "abc", "type"), ("learning_rate", "nan", "bounds"),
        ("learning_rate", "1e999", "bounds"), ("steps", "1.5", "type"), ("steps", "501", "bounds"),
        ("steps", "9" * 10_000, "type"), ("optimizer", "Lion", "option"), ("shuffle", "yes", "type"),
        ("shuffle", "", "type"), ("formula", "y" * 31, "length"), ("shown", "a,z", "option"), ("shown", "", "length"),
        ("steps", "١٢", None),
    ],
)  # fmt: skip
def test_a_broken_address_is_refused_field_by_field(field, text, rule):
    found, problems = from_query(Example, "topic", {f"topic_{field}": text, "topic_momentum": "0.5"})
    assert found.pop("momentum") == 0.5
    assert [problem.rule for problem in problems] == ([rule] if rule else [])
    assert (field in found) == (rule is None)
    assert all(len(problem.got) <= 40 for problem in problems)


def test_rules_between_fields_are_told_as_a_reason():
    [problem] = problems_of(Example, {"optimizer": "SGD", "steps": 500})
    assert (problem.rule, problem.reason) == ("together", "sgd_is_short")


@pytest.mark.parametrize(("field", "value"), extremes(Example))
def test_every_extreme_is_accepted(field, value):
    assert getattr(Example(**{field: value}), field) == value


def test_a_number_beyond_its_bounds_is_refused():
    for value in (math.nextafter(10, 11), math.inf, math.nan):
        with pytest.raises(ValidationError):
            Example(learning_rate=value)


def test_a_field_without_a_domain_is_a_mistake_of_the_author():
    @config
    class Unbounded:
        size: int = 3

    with pytest.raises(TypeError, match="size"):
        domains(Unbounded)
