"""What a card, two columns, the gaps and the twins say."""

from typing import Any

import numpy as np

from core.practice.data.columns import Card, Cards, Pairs, Twins

Line = tuple[str, dict[str, Any]]
FEW = 10  # different numbers that may as well be classes


def card_lines(card: Card, rows: int) -> tuple[Line, ...]:
    """The numbers of a card, and what is odd about the column."""
    told: dict[str, Any] = {"missing": card.missing, "share": 100 * card.missing / rows, "distinct": card.distinct}
    lines: list[Line] = [("card.counts", told)]
    if not card.distinct:
        return (("card.nothing", {}),)
    if np.isfinite(card.mean):
        low, middle, high = (float(q) for q in card.quartiles)
        lines.append(
            ("card.numbers", {"mean": card.mean, "median": middle, "low": card.smallest, "high": card.largest})
        )
        if np.isfinite(card.deviation):
            lines.append(("card.spread", {"deviation": card.deviation, "iqr": high - low, "outliers": card.outliers}))
    if card.constant:
        lines.append(("card.constant", {}))
    elif card.like_id:
        lines.append(("card.like_id", {}))
    elif card.kind == "number" and card.distinct <= FEW:
        lines.append(("card.few", {"distinct": card.distinct}))
    elif card.kind == "text":
        lines.append(("card.text", {}))
    return tuple(lines)


def pair_lines(found: Pairs) -> tuple[Line, ...]:
    """r over all rows, and whether the classes say the opposite."""
    if not np.isfinite(found.r):
        return (("pairs.none", {"rows": found.rows}),)
    lines: list[Line] = [("pairs.all", {"r": found.r, "rows": found.rows})]
    if found.reversed:
        lines.append(("pairs.reversed", {"count": len(found.groups)}))
    return tuple(lines)


def gap_line(cards: Cards) -> Line:
    """How many rows are complete."""
    gaps = sum(card.missing for card in cards.cards)
    return (
        ("gaps.none", {}) if not gaps else ("gaps.some", {"gaps": gaps, "complete": cards.complete, "rows": cards.rows})
    )


def twin_lines(found: Twins) -> tuple[Line, ...]:
    """How many rows are there twice, and nearly so."""
    lines: list[Line] = [("twins.exact", {"count": found.exact_count}) if found.exact_count else ("twins.no_exact", {})]
    lines += [("twins.pair", {"first": first, "second": second}) for first, second in found.exact]
    lines.append(
        ("twins.near", {"count": found.near_count, "rows": found.searched})
        if found.near_count else ("twins.no_near", {"rows": found.searched})
    )  # fmt: skip
    lines += [("twins.near_pair", {"first": a, "second": b, "distance": far}) for a, b, far in found.near]
    return tuple(lines)
