"""What is said of a threshold: keys of the words files with their numbers."""

from collections.abc import Iterator

from core.practice.metrics.binary_report import BinaryReport, Line
from core.practice.metrics.threshold import TheoryThreshold


def remark_lines(report: BinaryReport, ties: int) -> Iterator[Line]:
    """What a reader must know of the metrics; `ties` are the samples that the model may decide otherwise."""
    for remark in dict.fromkeys(row.remark for row in report.rows if row.remark):
        yield f"remark.{remark}", {}
    if report.remark:
        yield f"remark.{report.remark}", {}
    if ties:
        yield "remark.ties", {"count": ties}


def theory_line(theory: TheoryThreshold) -> Line:
    """The threshold of theory with its costs, and with its weights where they differ."""
    if theory.value is None:
        return "no_theory", {}
    weighted = theory.negative_weight != theory.positive_weight
    return "theory_weighted" if weighted else "theory", vars(theory)
