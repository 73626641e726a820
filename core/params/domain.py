"""What one field may be, its text in a link, and its values at the edge."""

import re
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

URL_TEXT_LIMIT = 4000  # characters of one value; longer ones are refused before they are parsed
INTEGER = re.compile(r"[+-]?[0-9]+")
REAL = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?", re.I)


@dataclass(frozen=True)
class Step:
    """The grid of a slider; a typed value may lie off it."""

    size: float


@dataclass(frozen=True)
class Log:
    """The slider moves by factors, not by differences."""


@dataclass(frozen=True)
class Shape:
    """The sizes of a matrix, as (fewest, most) rows and columns; all rows are equally long."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    square: bool = False

    def __post_init__(self) -> None:
        if not (1 <= self.rows[0] <= self.rows[1] and 1 <= self.columns[0] <= self.columns[1]):
            raise ValueError(f"{self}: sizes are (fewest, most), from 1 on.")
        if self.square and self.rows != self.columns:
            raise ValueError(f"{self}: a square matrix has as many rows as columns.")

    def holds(self, matrix: tuple[tuple[Any, ...], ...]) -> bool:
        """Whether the sizes of a matrix are allowed."""
        lengths = {len(row) for row in matrix} or {0}
        rows, columns = len(matrix), min(lengths)
        fit = self.rows[0] <= rows <= self.rows[1] and self.columns[0] <= columns <= self.columns[1]
        return fit and len(lengths) == 1 and (rows == columns or not self.square)

    def ends(self) -> list[tuple[int, int]]:
        """The smallest and the largest sizes."""
        return list(zip(self.rows, self.columns, strict=True))

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def _checked(self, matrix: tuple[tuple[Any, ...], ...]) -> tuple[tuple[Any, ...], ...]:
        if not self.holds(matrix):
            raise PydanticCustomError("matrix_shape", "The matrix has a size that is not allowed.")
        return matrix


def integer(text: str) -> int:
    """The whole number that a text is, in the digits 0 to 9 alone; ValueError where it is none."""
    if not INTEGER.fullmatch(text):
        raise ValueError("no whole number")
    return int(text)


def real(text: str) -> float:
    """The number that a text is, such as `-0.5` or `1e3`; ValueError where it is none."""
    if not REAL.fullmatch(text):
        raise ValueError("no number")
    return float(text)


def _short_number(value: float) -> str:
    return str(value).removesuffix(".0").replace("e+", "e")


@dataclass(frozen=True)
class Domain:
    """What one field may be: its kind, default, bounds and what only widgets need.

    `low`, `high` and `step` are those of each number of a list or matrix; `low` of texts and choices is the fewest.
    """

    name: str
    kind: Literal["integer", "real", "choice", "choices", "switch", "text", "numbers", "matrix"]
    default: Any
    low: float | None = None
    high: float | None = None
    step: float | None = None
    log: bool = False
    options: tuple[Any, ...] = ()
    longest: int | None = None
    shortest: int = 0
    whole: bool = False
    shape: Shape | None = None

    def parse(self, text: str) -> Any:
        """The value that a URL's text stands for; ValueError or KeyError where it stands for none."""
        if self.kind == "integer":
            return integer(text)
        if self.kind == "real":
            return real(text)
        if self.kind == "numbers":
            return self._row(text) if text else ()
        if self.kind == "matrix":
            return tuple(self._row(row) for row in text.split(";"))
        if self.kind == "switch":
            return {"1": True, "0": False}[text]
        if self.kind == "choice":
            return self._option(text)
        if self.kind == "choices":
            return tuple(self._option(part) for part in text.split(",") if part)
        return text

    def _option(self, text: str) -> Any:
        return {str(option): option for option in self.options}[text]

    def _row(self, text: str) -> tuple[float, ...]:
        return tuple((integer if self.whole else real)(number) for number in text.split(","))

    def _bounds(self) -> tuple[float, float]:
        assert self.low is not None and self.high is not None
        number = int if self.whole else float
        return number(self.low), number(self.high)

    def ends(self) -> tuple[Any, ...]:
        """The values at the edge: both bounds, every other option, the other side of a switch, a full text.

        Lists and matrices: the smallest and the largest, with all numbers low and with all numbers high.
        """
        match self.kind:
            case "integer" | "real":
                return self._bounds()
            case "numbers":
                lengths = (self.shortest, self.longest or 0)
                return tuple(dict.fromkeys((number,) * n for n, number in product(lengths, self._bounds())))
            case "matrix":
                assert self.shape is not None
                every = product(self.shape.ends(), self._bounds())
                return tuple(dict.fromkeys(((number,) * columns,) * rows for (rows, columns), number in every))
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
        if self.kind == "numbers":
            return ",".join(map(_short_number, value))
        if self.kind == "matrix":
            return ";".join(",".join(map(_short_number, row)) for row in value)
        return str(value)
