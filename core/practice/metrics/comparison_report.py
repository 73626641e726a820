"""What two tests of two models say: keys of the words files with their numbers, in sentences and by hand."""

from collections.abc import Iterator
from typing import Any

from core.practice.metrics.binary_report import Line
from core.practice.metrics.comparison import Comparison

BETTER = ("first_better", "second_better")


def counts_of(result: Comparison) -> dict[str, int]:
    """How often both models, one or neither is right, by the names of the words files."""
    return {name: getattr(result.test, name) for name in ("both", "only_first", "only_second", "neither")}


def mcnemar_line(result: Comparison, names: tuple[str, str], level: float) -> Line:
    """What McNemar's test says of the two models."""
    counts = counts_of(result)
    judged = {"disagreements": counts["only_first"] + counts["only_second"], "p": result.test.p_exact, "level": level}
    return f"mcnemar_{result.conclusion}", {**counts, **judged, "first": names[0], "second": names[1]}


def difference_lines(result: Comparison, names: tuple[str, str], values: dict[str, Any]) -> Iterator[Line]:
    """What the bootstrap says of the metric's difference, and that the two answers differ where one sees evidence."""
    yield f"difference_{result.metric_conclusion}", {"first": names[0], "second": names[1], **values}
    if result.conclusion == "no_evidence" and result.metric_conclusion in BETTER:
        yield "tests_differ", {}
    if result.metric_conclusion == "no_evidence" and result.conclusion in BETTER:
        yield "tests_differ", {}


def comparison_by_hand(result: Comparison, resamples: int) -> Iterator[Line]:
    """McNemar's two p-values and the difference, with their numbers."""
    test = result.test
    counts = {"b": test.only_first, "c": test.only_second, "n": test.only_first + test.only_second}
    if test.chi2 is None:
        yield "nothing_to_test", {}
    else:
        yield "exact_by_hand", {**counts, "fewest": min(test.only_first, test.only_second), "p": test.p_exact}
        yield "chi2_by_hand", {**counts, "chi2": test.chi2, "p": test.p_chi2}
    if result.difference is not None:
        values = {"first": result.first, "second": result.second, "difference": result.difference}
        yield "difference_by_hand", {**values, "total": resamples}
