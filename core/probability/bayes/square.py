"""Two events as areas of the unit square: what is known of one when the other has happened, and independence."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, Literal

import numpy as np

from core.params import Interval, Step, config

Share = Annotated[float, Interval(ge=0, le=1), Step(0.01)]
Relation = Literal["independent", "certain", "exclusive", "more", "less"]


@config
class UnitSquareConfig:
    """The width of A, the height of B within A and outside of A, and what is known to have happened."""

    a: Share = 0.3
    b_in_a: Share = 0.7
    b_outside: Share = 0.2
    given: Literal["nothing", "A", "not_A", "B", "not_B"] = "B"


@dataclass(frozen=True, kw_only=True)
class UnitSquare:
    """The four areas, and the shares that a condition leaves; None where it has probability 0.

    areas (2, 2): rows A and not A, columns B and not B. a, b: P(A), P(B). known: P(condition). a_given, b_given:
    probabilities under the condition on the screen. a_given_b: P(A | B).
    """

    areas: np.ndarray
    a: float
    b: float
    known: float
    a_given: float | None
    b_given: float | None
    a_given_b: float | None
    relation: Relation


def unit_square(square_config: UnitSquareConfig) -> UnitSquare:
    """The areas, what the condition makes of P(A) and P(B), and how the events are related."""
    c = square_config
    areas = areas_of(c)
    kept = areas * mask_of(c.given)
    known, b = float(kept.sum()), float(areas[:, 0].sum())
    return UnitSquare(
        areas=areas, a=c.a, b=b, known=known, a_given=float(kept[0].sum()) / known if known > 0 else None,
        b_given=float(kept[:, 0].sum()) / known if known > 0 else None,
        a_given_b=float(areas[0, 0]) / b if b > 0 else None, relation=_relation(areas, c),
    )  # fmt: skip


def areas_of(square_config: UnitSquareConfig) -> np.ndarray:
    """The areas (2, 2): rows A and not A, columns B and not B."""
    width = np.array([[square_config.a], [1 - square_config.a]])
    height = np.array([square_config.b_in_a, square_config.b_outside])
    areas: np.ndarray = width * np.stack([height, 1 - height], axis=1)
    return areas


def mask_of(given: str) -> np.ndarray:
    """Which areas a condition leaves, (2, 2)."""
    mask = np.ones((2, 2), bool)
    if given in ("A", "not_A"):
        mask[1 if given == "A" else 0] = False
    if given in ("B", "not_B"):
        mask[:, 1 if given == "B" else 0] = False
    return mask


def _relation(areas: np.ndarray, square_config: UnitSquareConfig) -> Relation:
    """From the lengths of the edges, where no rounding blurs it."""
    c = square_config
    if min(c.a, 1 - c.a, float(areas[:, 0].sum()), float(areas[:, 1].sum())) == 0:
        return "certain"
    if c.b_in_a == c.b_outside:
        return "independent"
    return "exclusive" if c.b_in_a == 0 else "more" if c.b_in_a > c.b_outside else "less"


def square_numbers(square_config: UnitSquareConfig) -> dict[str, Any]:
    """P(B), P(A and B), and P(A | B), which is None where B cannot happen."""
    found = unit_square(square_config)
    return {"b": found.b, "both": float(found.areas[0, 0]), "a_given_b": found.a_given_b}


def square_by_fractions(square_config: UnitSquareConfig) -> dict[str, Any]:
    """The same with exact fractions of the numbers as they are written."""
    c = square_config
    a, b_in_a, b_outside = (Fraction(str(value)) for value in (c.a, c.b_in_a, c.b_outside))
    both = a * b_in_a
    b = both + (1 - a) * b_outside
    return {"b": float(b), "both": float(both), "a_given_b": float(both / b) if b > 0 else None}
