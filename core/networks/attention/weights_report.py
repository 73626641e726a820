"""One row of attention with all its numbers, and what is to be said of it."""

from typing import Any

import numpy as np

from core import tex
from core.networks.attention.settings import WeightsConfig
from core.networks.attention.weights import Attention

Line = tuple[str, dict[str, Any]]
TIE = 1e-12


def open_row(found: Attention, query: int) -> int:
    """The row that is looked at; the last where the sentence has fewer tokens."""
    return min(query, len(found.tokens) - 1)


def weights_lines(found: Attention, query: int) -> list[Line]:
    """Where the open row looks most, and every special case that it shows."""
    row = found.weights[query]
    seen = int(found.allowed[query].sum())
    if seen == 0:
        return [("said.sees_nothing", {"token": query + 1})]
    best = np.flatnonzero(row >= row.max() - TIE)
    said: dict[str, Any] = {"token": query + 1, "other": int(best[0]) + 1, "weight": float(row.max()), "seen": seen,
                            "even": 1 / seen}  # fmt: skip
    if seen == 1:
        lines: list[Line] = [("said.sees_one", said)]
    elif len(best) == seen:
        lines = [("said.even", said)]
    else:
        lines = [("said.tie" if len(best) > 1 else "said.most", said | {"ties": len(best)})]
    sums = found.weights.sum(axis=0)
    lines.append(("said.columns", {"low": float(sums.min()), "high": float(sums.max())}))
    empty = int((~found.allowed.any(axis=1)).sum())
    return [*lines, ("said.rows_empty", {"count": empty})] if empty else lines


def row_by_hand(found: Attention, query: int, config: WeightsConfig) -> dict[str, Any]:
    """The open row, from the products to the output."""
    allowed = found.allowed[query]
    scores = found.products[query] * found.factor
    key = int(np.argmax(np.where(allowed, scores, -np.inf)))
    top = float(scores[key]) if allowed.any() else 0.0
    powers = np.where(allowed, np.exp(np.minimum(scores - top, 0)), 0)
    terms = [f"{w:.3f} {tex.array(v, column=True)}" for w, v in zip(found.weights[query], found.values, strict=True)]
    return {
        "query": query + 1, "other": key + 1,
        "sum": tex.total(tex.product([a, b]) for a, b in zip(found.queries[query], found.keys[key], strict=True)),
        "product": tex.number(found.products[query, key]), "factor": tex.number(found.factor),
        "scale": _scale(config), "scores": tex.listed(np.where(allowed, scores, -np.inf)), "top": tex.number(top),
        "powers": tex.listed(powers), "total": tex.number(powers.sum()), "weights": tex.listed(found.weights[query]),
        "mix": tex.total(terms, most=8), "output": tex.array(found.outputs[query], column=True),
    }  # fmt: skip


def _scale(config: WeightsConfig) -> str:
    root = rf"\sqrt{{{config.width}}}" if config.scaled else ""
    heat = tex.number(config.temperature) if config.temperature != 1 else ""
    below = r" \cdot ".join(part for part in (heat, root) if part)
    return rf"\frac{{1}}{{{below}}}" if below else "1"
