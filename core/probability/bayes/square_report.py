"""The areas of the square as arithmetic."""

from typing import Any

from core.probability.bayes.shares import inner_tex
from core.probability.bayes.square import UnitSquare, UnitSquareConfig

Line = tuple[str, dict[str, Any]]


def square_lines(found: UnitSquare, config: UnitSquareConfig) -> list[Line]:
    """How the events are related, what the condition makes of both, and Bayes' formula with its numbers."""
    said = {"a": inner_tex(config.a), "b": inner_tex(found.b), "both": inner_tex(float(found.areas[0, 0]))}
    lines: list[Line] = [(f"relation.{found.relation}", said)]
    if config.given != "nothing":
        lines.append(_condition_line(found, config))
    lines.append(_bayes_line(found, config))
    if min(config.a, 1 - config.a) == 0:
        lines.append(("no_column.a" if config.a == 0 else "no_column.not_a", {}))
    return lines


def _condition_line(found: UnitSquare, config: UnitSquareConfig) -> Line:
    """The probability of the other event before and under the condition."""
    if found.a_given is None or found.b_given is None:
        return f"impossible.{config.given}", {}
    before, after = (found.b, found.b_given) if config.given in ("A", "not_A") else (found.a, found.a_given)
    way = "stays"
    if found.relation not in ("independent", "certain"):
        way = "rises" if (found.relation == "more") == (config.given in ("A", "B")) else "falls"
    return f"moved.{way}_{config.given}", {"before": inner_tex(before), "after": inner_tex(after)}


def _bayes_line(found: UnitSquare, config: UnitSquareConfig) -> Line:
    said = {
        "a": inner_tex(config.a), "not_a": inner_tex(1 - config.a), "b_in_a": inner_tex(config.b_in_a),
        "b_outside": inner_tex(config.b_outside), "both": inner_tex(float(found.areas[0, 0])),
        "b": inner_tex(found.b),
    }  # fmt: skip
    if found.a_given_b is None:
        return "bayes.none", said
    return "bayes.some", said | {"a_given_b": inner_tex(found.a_given_b)}
