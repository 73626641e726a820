"""One row of a table: its probabilities, the sum of log-odds, and one feature's share in it as arithmetic."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from core import tex
from core.probability.bayes.naive import BernoulliBayes, ModelRecord
from core.probability.bayes.row import RowEvidence
from core.probability.bayes.shares import percent

Line = tuple[str, dict[str, Any]]
ROUNDING = 1e-12  # log-odds that are none
SMALL = np.log(1e-4)  # of a probability that is written as a power of ten


def probability_tex(log_p: float) -> str:
    r"""A probability from its natural logarithm: `0.8455`, or `2.59 \cdot 10^{-130}` however small."""
    return tex.number(float(np.exp(log_p))) if log_p > SMALL else power_of_ten(log_p / np.log(10))


def power_of_ten(exponent: float) -> str:
    r"""10 to a power as LaTeX, such as `2.59 \cdot 10^{-130}`, also where a float could not hold it."""
    whole = int(np.floor(exponent))
    mantissa = round(10 ** (exponent - whole), 2)
    return (
        rf"{mantissa / 10:.2f} \cdot 10^{{{whole + 1}}}" if mantissa >= 10 else rf"{mantissa:.2f} \cdot 10^{{{whole}}}"
    )


def class_rows(found: RowEvidence, classes: Sequence[str]) -> list[tuple[str, str]]:
    """Every class with its probability as LaTeX, the most probable first."""
    order = np.argsort(-found.log_p, kind="stable")
    rest = [_log_sum(np.delete(found.log_p, code)) for code in range(len(classes))]
    return [(classes[code], _told(float(found.log_p[code]), rest[code])) for code in order]


def _log_sum(logs: np.ndarray) -> float:
    top = float(logs.max())
    return top + float(np.log(np.exp(logs - top).sum()))


def _told(log_p: float, log_rest: float) -> str:
    """A probability that is not taken for 1 while the others have some."""
    return f"1 - {probability_tex(log_rest)}" if log_rest < SMALL else probability_tex(log_p)


def row_lines(found: RowEvidence, classes: Sequence[str]) -> list[Line]:
    """Whether the most probable class is the true one, and what a feature that is looked at adds."""
    said = {"winner": classes[found.winner], "rival": classes[found.rival], "truth": classes[found.truth]}
    tie = found.log_p[found.winner] == found.log_p[found.rival]
    lines: list[Line] = [(f"truth.{'tie' if tie else 'right' if found.winner == found.truth else 'wrong'}", said)]
    term = float(found.terms[found.feature])
    term = 0.0 if abs(term) < ROUNDING else term
    way = "nothing" if term == 0 else "for" if term > 0 else "against"
    lines.append((f"term.{way}", said | {"term": tex.number(term), "factor": _factor(abs(term))}))
    return lines


def _factor(log_odds: float) -> str:
    """e^x as LaTeX, however large, and with as many digits as tell it from 1."""
    exponent = log_odds / np.log(10)
    if exponent >= 4:
        return power_of_ten(exponent)
    digits = 3 if log_odds >= 0.01 else 1 + int(np.ceil(-np.log10(log_odds or 1)))
    return tex.number(float(np.exp(log_odds)), digits)


def sum_values(found: RowEvidence) -> dict[str, str]:
    """The sum of log-odds, and the probability that follows, as LaTeX."""
    terms = [tex.number(found.prior), *(tex.number(float(term)) for term in found.terms)]
    return {"terms": tex.total(terms, most=7), "total": tex.number(found.total)}


def term_values(found: RowEvidence) -> dict[str, str]:
    """Both log densities of the feature with their means and deviations, as LaTeX; or both shares on its side."""
    j = found.feature
    said: dict[str, str] = {"x": tex.number(float(found.data.values[found.row, j]))}
    if isinstance(found.model, BernoulliBayes):
        median = float(found.model.medians[j])
        said |= {"median": tex.number(median), "relation": ">" if found.data.values[found.row, j] > median else r"\le"}
        shares = zip(("winner", "rival"), np.exp(found.densities[:, j]), strict=True)
        return (
            said
            | {f"{name}_share": tex.number(float(one)) for name, one in shares}
            | {"term": tex.number(float(found.terms[j]))}
        )
    for name, code, density in (("winner", found.winner, 0), ("rival", found.rival, 1)):
        said[f"{name}_mean"] = tex.signed(float(found.model.means[code, j]))
        said[f"{name}_sd"] = tex.base(float(np.sqrt(found.model.variances[code, j])))
        said[f"{name}_log"] = tex.signed(float(found.densities[density, j]))
    return said | {"term": tex.number(float(found.terms[j]))}


def record_line(found: ModelRecord) -> Line:
    """How sure the model is of its rows, and how often it errs."""
    said = {"n": len(found.right), "wrong": found.wrong, "share": percent(float(found.right.mean())),
            "confidence": percent(float(found.confidence.mean())), "sure": percent(found.sure)}  # fmt: skip
    if found.wrong_though_sure is None:
        return "record.never_sure", said
    return "record.sure", said | {"wrong_though_sure": percent(found.wrong_though_sure)}
