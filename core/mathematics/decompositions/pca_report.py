"""What the components hold, what was left out, and the covariance of two columns by hand."""

from typing import Any

import numpy as np

from core.mathematics.decompositions.pca import Pca, centered, components_for, reconstruction
from core.mathematics.decompositions.photo_report import percent
from core.tex import number, signed

Line = tuple[str, dict[str, Any]]
TERMS = 2  # of the covariance that are written out


def pca_lines(found: Pca, k: int, standardize: bool) -> tuple[Line, ...]:
    """The sentences below the picture."""
    k = min(k, len(found.ratios))
    told: dict[str, Any] = {
        "k": k, "columns": len(found.ratios), "share": percent(min(1.0, float(found.ratios[:k].sum()))),
        "ninety": components_for(found.ratios, 0.9), "largest": float(np.abs(found.axes[0]).max()),
    }  # fmt: skip
    lines: list[Line] = [("together", told)]
    if told["largest"] > 0.99 and not standardize:
        lines.append(("one_column", {"largest": told["largest"], "names": (largest_column(found),)}))
    data = found.data
    if data.gaps:
        lines.append(("gaps", {"rows": data.gaps}))
    if data.text:
        lines.append(("text_columns", {"names": data.text}))
    if data.constant and standardize:
        lines.append(("constant", {"names": data.constant}))
    if len(data.values) <= len(found.ratios):
        lines.append(("wide", {"rows": len(data.values), "most": len(data.values) - 1}))
    return tuple(lines)


def pca_alt_values(found: Pca, k: int) -> dict[str, Any]:
    """The numbers of the text alternatives: percent of the variance by the first two axes, and by the first k."""
    first, second, together = 100 * found.ratios[0], 100 * found.ratios[1], 100 * float(found.ratios[:k].sum())
    return {"k": k, "first": first, "second": second, "share": together, "rows": len(found.scores)}


def largest_column(found: Pca) -> str:
    """The column with the largest entry in the first axis."""
    return found.data.names[int(np.abs(found.axes[0]).argmax())]


def covariance_tex(found: Pca, standardize: bool) -> dict[str, str]:
    """The covariance of the first two columns with its first products, and the first score of the first row."""
    x = centered(found.data.values, standardize)[0]
    n = len(x)
    first = [rf"{signed(one[0])}\cdot {signed(one[1])}" for one in x[:TERMS]]
    rest = r" + \dots" if n > TERMS else ""
    return {
        "products": " + ".join(first) + rest, "divisor": str(n - 1),
        "covariance": number(float(x[:, 0] @ x[:, 1] / (n - 1))),
        "variance": number(found.variances[0], 6), "total": number(float(found.variances.sum()), 6),
        "share": number(found.ratios[0], 6), "score": number(found.scores[0, 0]),
    }  # fmt: skip


def digit_line(found: Pca, row: int, k: int) -> Line:
    """How far the reconstruction of a row is from it."""
    difference = found.data.values[row] - reconstruction(found, row, k)
    return "digit", {"row": row + 1, "k": min(k, len(found.ratios)), "error": float(np.sqrt((difference**2).mean()))}
