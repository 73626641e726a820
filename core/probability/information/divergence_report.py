"""The sentences and the sums of the divergence tab, with the numbers on the screen."""

from typing import Any

import numpy as np

from core import tex
from core.probability.information.code import NAMES
from core.probability.information.code_report import Line
from core.probability.information.distribution import surprise
from core.probability.information.divergence import CrossEntropy


def divergence_lines(found: CrossEntropy) -> list[Line]:
    """The two areas, what lies between them, and the other direction, which may be infinite."""
    numbers = {
        "H": tex.number(found.entropy), "cross": tex.number(found.cross_entropy), "kl": tex.number(found.kl),
        "reverse": tex.number(found.kl_reverse),
    }  # fmt: skip
    lines: list[Line] = [("sums", numbers), (f"kind.{found.kind}", {})]
    return [*lines, ("reverse_never", {})] if np.isinf(found.kl_reverse) else lines


def saving_line(found: CrossEntropy) -> Line | None:
    """How many terms are below 0, where one is."""
    negative = int((found.terms < -1e-12).sum())
    return ("saving", {"count": negative, "all": len(found.p)}) if negative else None


def term_rows(found: CrossEntropy) -> list[dict[str, str]]:
    """Every symbol with p, q, both heights and its term, as LaTeX."""
    due, paid = (found.scale * surprise(one) for one in (found.p, found.q))
    columns: dict[str, Any] = {"p": found.p, "q": found.q, "due": due, "paid": paid, "term": found.terms}
    return [
        {"name": NAMES[k]} | {name: tex.number(column[k]) for name, column in columns.items()}
        for k in range(len(found.p))
    ]


def sums_tex(found: CrossEntropy) -> dict[str, str]:
    """The divergence as a sum of its terms, in LaTeX."""
    return {"terms": tex.total(found.terms), "kl": tex.number(found.kl)}
