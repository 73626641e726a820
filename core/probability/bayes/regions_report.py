"""What the copies change, and the probabilities of the new row."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from core import tex
from core.probability.bayes.naive import log_densities, with_copies
from core.probability.bayes.regions import Regions
from core.probability.bayes.shares import bounded_percent, percent

Line = tuple[str, dict[str, Any]]
EQUAL = 1e-12


def copy_lines(found: Regions, copies: int) -> list[Line]:
    """Wrong rows and mean confidence of the model of all features, without and with copies."""
    n, before, after = len(found.data.codes), found.alone, found.copied
    said = {
        "n": n, "copies": copies, "wrong": before.wrong, "confidence": percent(float(before.confidence.mean())),
        "right": percent(float(before.right.mean())),
    }  # fmt: skip
    if copies == 0:
        return [("copies.none", said)]
    now = {"wrong_now": after.wrong, "confidence_now": percent(float(after.confidence.mean())),
           "right_now": percent(float(after.right.mean()))}  # fmt: skip
    change = float(after.confidence.mean() - before.confidence.mean())
    surer = "same" if abs(change) <= EQUAL else "surer" if change > 0 else "less_sure"
    return [("copies.some", said | now), (f"change.{surer}", {})]


def new_line(found: Regions, classes: Sequence[str]) -> Line:
    """The two most probable classes of the new row."""
    winner, rival = (int(code) for code in np.argsort(-found.log_p, kind="stable")[:2])
    return "new", {
        "x": float(found.new[0]), "y": float(found.new[1]), "winner": classes[winner], "rival": classes[rival],
        "first": bounded_percent(float(found.log_p[winner])), "second": bounded_percent(float(found.log_p[rival])),
    }  # fmt: skip


def score_values(found: Regions, copies: int, code: int) -> dict[str, str]:
    """The score ln P(k) + Σ ln f of a class at the new row, as LaTeX: what is copied is counted more than once."""
    logs = log_densities(found.model, with_copies(found.new[None], 0, copies))[0, code]
    prior = float(np.log(found.model.priors[code]))
    across = tex.signed(float(logs[0]))
    return {
        "prior": tex.number(prior), "across": rf"{copies + 1} \cdot {across}" if copies else across,
        "up": tex.signed(float(logs[1])), "score": tex.number(prior + float(logs.sum())),
    }  # fmt: skip
