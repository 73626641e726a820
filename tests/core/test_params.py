import math
from dataclasses import dataclass
from typing import Annotated, Literal

import pytest
from hypothesis import given
from pydantic import ValidationError, model_validator

from core.code_export import config_source
from core.params import (
    Interval,
    Len,
    Log,
    Problem,
    Shape,
    Step,
    config,
    domains,
    extremes,
    from_query,
    problems_of,
    to_query,
)  # fmt: skip
from pages.shared.ask import sentence
from pages.shared.words import Words
from tests.strategies import configs

Weight = Annotated[float, Interval(ge=-10, le=10), Step(0.5)]


@config
class Lists:
    """Lists and matrices of numbers."""

    hidden: Annotated[tuple[Annotated[int, Interval(ge=1, le=64)], ...], Len(0, 10)] = (4, 2)
    point: Annotated[tuple[Weight, ...], Len(2, 3)] = (0.5, -1.0)
    matrix: Annotated[tuple[tuple[Weight, ...], ...], Shape(rows=(1, 6), columns=(2, 4))] = ((1.0, 0.0), (0.0, 1.0))
    counts: Annotated[
        tuple[tuple[Annotated[int, Interval(ge=0, le=99)], ...], ...], Shape((1, 3), (1, 3), square=True)
    ] = ((7,),)


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
        ("learning_rate", "-7", "bounds"), ("learning_rate", "abc", "type"), ("learning_rate", "nan", "type"),
        ("learning_rate", "1e999", "bounds"), ("steps", "1.5", "type"), ("steps", "501", "bounds"),
        ("steps", "9" * 10_000, "type"), ("optimizer", "Lion", "option"), ("shuffle", "yes", "type"),
        ("shuffle", "", "type"), ("formula", "y" * 31, "length"), ("shown", "a,z", "option"), ("shown", "", "length"),
        ("steps", "١٢", "type"), ("steps", "1_0", "type"), ("steps", " 5", "type"), ("steps", "5\n", "type"),
        ("learning_rate", "０.5", "type"), ("learning_rate", "1_0", "type"), ("learning_rate", " 1", "type"),
        ("learning_rate", "inf", "type"), ("learning_rate", "0x1", "type"), ("learning_rate", ".5e0", None),
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


# Lists and matrices of numbers


def test_a_list_and_a_matrix_carry_what_a_widget_needs():
    table = domains(Lists)
    assert [domain.kind for domain in table.values()] == ["numbers", "numbers", "matrix", "matrix"]
    hidden, point, matrix = table["hidden"], table["point"], table["matrix"]
    assert (hidden.low, hidden.high, hidden.shortest, hidden.longest, hidden.whole) == (1, 64, 0, 10, True)
    assert (point.step, point.shortest, point.longest, point.whole) == (0.5, 2, 3, False)
    assert (matrix.low, matrix.step, matrix.shape) == (-10, 0.5, Shape((1, 6), (2, 4)))
    assert all(domain.options == () for domain in table.values())


def test_their_texts_are_short():
    value = Lists(hidden=(8,), point=(1.0, 1e-20), matrix=((1.0, -0.5),), counts=((1, 2), (3, 4)))
    assert to_query(value, "t") == {
        "t_hidden": "8", "t_point": "1,1e-20", "t_matrix": "1,-0.5", "t_counts": "1,2;3,4",
    }  # fmt: skip
    assert to_query(Lists(hidden=()), "t") == {"t_hidden": ""}


@given(configs(Lists))
def test_lists_and_matrices_survive_the_trip_through_the_address(value):
    found, problems = from_query(Lists, "topic", to_query(value, "topic"))
    assert problems == []
    assert Lists(**found) == value
    assert all(type(number) is float for row in found.get("matrix", ()) for number in row)


@given(configs(Lists))
def test_their_literals_are_read_back_by_python(value):
    names = {"dataclass": dataclass}
    exec(config_source(value), names)
    assert vars(names["Lists"]()) == vars(value)


def test_their_ends_are_shortest_and_longest_low_and_high():
    ends = {name: domain.ends() for name, domain in domains(Lists).items()}
    assert ends["hidden"] == ((), (1,) * 10, (64,) * 10)
    assert ends["point"] == ((-10.0,) * 2, (10.0,) * 2, (-10.0,) * 3, (10.0,) * 3)
    assert ends["matrix"] == (((-10.0,) * 2,), ((10.0,) * 2,), ((-10.0,) * 4,) * 6, ((10.0,) * 4,) * 6)
    assert ends["counts"] == (((0,),), ((99,),), ((0,) * 3,) * 3, ((99,) * 3,) * 3)


@pytest.mark.parametrize(("field", "value"), extremes(Lists))
def test_every_end_of_a_list_or_matrix_is_accepted_and_travels(field, value):
    assert from_query(Lists, "t", to_query(Lists(**{field: value}), "t"))[1] == []


HOSTILE = [
    "nan", "inf", "-inf", "1,,2", ",", "1,2,", "٣,1", "1_0,1", " 5,1", "1, 2", "5,1\n", "[1,2]", "((1,2))", "1 2",
    "0x1,1", "--1,1", "1e,1", "\0", "１,2", "1.2.3,1", "9" * 5000, "1," * 3000, "None,1", "1+1,1", "__import__('os'),1",
]  # fmt: skip


@pytest.mark.parametrize("text", [*HOSTILE, *(f"{text};1,1" for text in HOSTILE), ";", "1,2;", "1,2;;3,4"])
@pytest.mark.parametrize("field", domains(Lists))
def test_a_hostile_text_is_no_list_and_no_matrix(field, text):
    found, [problem] = from_query(Lists, "t", {f"t_{field}": text})
    assert (found, problem.field, problem.rule) == ({}, field, "type")
    assert len(problem.got) <= 40


@pytest.mark.parametrize(
    ("field", "text", "rule"),
    [
        ("hidden", "0,1", "bounds"), ("hidden", "65", "bounds"), ("hidden", "1.5", "type"), ("hidden", "1e1", "type"),
        ("hidden", "1,1,1,1,1,1,1,1,1,1,1", "length"), ("hidden", "9" * 1999, "bounds"), ("hidden", "3,2", None),
        ("point", "1e400,1", "bounds"), ("point", "1", "length"), ("point", "", "length"), ("point", "1e1,0", None),
        ("matrix", "1,2;3", "shape"), ("matrix", "1;2", "shape"), ("matrix", "1,2,3,4,5", "shape"),
        ("matrix", "", "type"),
        ("matrix", ";".join(["1,2"] * 7), "shape"), ("matrix", "1,11", "bounds"), ("matrix", "1,-1e999", "bounds"),
        ("counts", "1,2", "shape"), ("counts", "1,2;3,4", None), ("counts", "1,2;3,4.0", "type"),
    ],
)  # fmt: skip
def test_a_list_or_matrix_outside_its_domain_is_refused(field, text, rule):
    found, problems = from_query(Lists, "t", {f"t_{field}": text})
    assert [problem.rule for problem in problems] == ([rule] if rule else [])
    assert [problem.got for problem in problems] == ([text if len(text) <= 40 else text[:37] + "…"] if rule else [])
    assert (field in found) == (rule is None)


def test_what_pydantic_takes_as_a_matrix_is_equally_strict():
    for matrix in ((), ((),), ((1.0, 2.0), (3.0,)), ((math.nan, 1.0),), (1.0, 2.0), ((1.0, 10.5),)):
        with pytest.raises(ValidationError):
            Lists(matrix=matrix)


@pytest.mark.parametrize(
    ("hint", "default", "said"),
    [
        (tuple[Weight, ...], (1.0,), "Len"), (Annotated[tuple[Weight, ...], Len(0)], (1.0,), "Len"),
        (Annotated[tuple[Weight, ...], Len(0, 161)], (1.0,), "at most 160"),
        (tuple[tuple[Weight, ...], ...], ((1.0,),), "Shape"), (Annotated[tuple[int, ...], Len(0, 3)], (1,), "Interval"),
        (Annotated[tuple[Weight, ...], Len(0, 3)], (1, 2), "no float"),
    ],
)  # fmt: skip
def test_a_list_without_a_domain_is_a_mistake_of_the_author(hint, default, said):
    wrong = config(type("Wrong", (), {"__annotations__": {"size": hint}, "size": default}))
    with pytest.raises(TypeError, match=f"size: .*{said}"):
        domains(wrong)


@pytest.mark.parametrize("sizes", [((0, 1), (1, 1)), ((2, 1), (1, 1)), ((1, 2), (1, 3), True)])
def test_a_shape_that_no_matrix_has_is_a_mistake_of_the_author(sizes):
    with pytest.raises(ValueError, match="Shape"):
        Shape(*sizes)


@pytest.mark.parametrize(("language", "spans"), [("en", ("0 to 10", "1 to 6")), ("zh", ("0 到 10", "1 到 6"))])
def test_one_sentence_tells_what_a_list_or_matrix_may_be_and_never_all_its_numbers(language, spans, tmp_path):
    rows = "\n".join(["[fields]", *(f'{name} = "{name}"' for name in domains(Lists))])
    (tmp_path / f"page.{language}.toml").write_text(rows, "utf-8")
    t = Words(tmp_path / "page", language)
    said = {name: sentence(Problem(name, "bounds", "`65`"), Lists, t) for name in domains(Lists)}
    assert spans[0] in said["hidden"] and "64" in said["hidden"] and "63" not in said["hidden"]
    assert spans[1] in said["matrix"] and "-10" in said["matrix"]
    assert all("'65'" in text and "«" not in text and name in text for name, text in said.items())
