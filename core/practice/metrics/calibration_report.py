"""The calibration error and the parts of the Brier score as arithmetic, with the numbers on the screen."""

from collections.abc import Iterator

import numpy as np

from core.practice.metrics.binary_report import TERMS_SHOWN, Line
from core.practice.metrics.calibration import Calibration, Recalibration
from core.practice.metrics.predictions import Kind
from core.tex import fraction, number, total

PARTS = {  # of the binned Brier score (Murphy, 1973)
    "reliability": "reliability_by_hand", "resolution": "resolution_by_hand", "uncertainty": "uncertainty_by_hand",
}  # fmt: skip


def sums_in_tex(result: Calibration) -> dict[str, str]:
    """The expected calibration error and Murphy's parts in LaTeX, the first terms of each sum written out."""
    n = int(result.count.sum())
    base = number(float(np.nansum(result.observed * result.count) / n))
    terms: dict[str, list[str]] = {"expected_error": [], "reliability": [], "resolution": []}
    for k in np.flatnonzero(result.count):
        weight = fraction(result.count[k], n)
        observed, predicted = number(float(result.observed[k])), number(float(result.predicted[k]))
        terms["expected_error"].append(rf"{weight}\,|{observed}-{predicted}|")
        terms["reliability"].append(rf"{weight}({predicted}-{observed})^2")
        terms["resolution"].append(rf"{weight}({observed}-{base})^2")
    sums = {name: total(each, TERMS_SHOWN) for name, each in terms.items()}
    return {**sums, "uncertainty": rf"{base}\cdot (1-{base})"}


def calibration_by_hand(result: Calibration, repair: Recalibration | None, kind: Kind) -> Iterator[Line]:
    """The sums with their numbers, the Brier score of its parts, and Platt's map of one score."""
    written = sums_in_tex(result)
    yield "all_samples", {"n": int(result.count.sum())}
    yield "error_by_hand", {"numbers": written["expected_error"], "value": result.expected_error}
    for name, key in PARTS.items():
        yield key, {"numbers": written[name], "value": getattr(result, name)}
    parts = {name: getattr(result, name) for name in (*PARTS, "within_bins")}
    yield "brier_by_hand", {"brier": result.brier, **parts}
    if repair is not None and repair.a is not None:
        example = int(0.9 * (len(repair.map_input) - 1))
        ends = {"score": float(repair.map_input[example]), "mapped": float(repair.map_output[example])}
        key = "platt_by_hand" if kind == "probability" else "platt_of_scores_by_hand"
        yield key, {"a": repair.a, "b": repair.b, **ends}
