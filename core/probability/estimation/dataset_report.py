"""The test on the table by hand, as LaTeX."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from core import tex
from core.probability.estimation.dataset import PERMUTED, DatasetConfig, TableEvidence
from core.probability.estimation.dataset_permutations import MOST_SPLITS


def evidence_numbers(found: TableEvidence, dataset_config: DatasetConfig) -> dict[str, Any]:
    """What the formula of a test is made of."""
    parts = {name: tex.number(value, 6) for name, value in found.parts.items()}
    whole = {
        "statistic": tex.number(found.statistic, 6), "size": tex.number(abs(found.statistic), 6),
        "freedom": tex.number(found.freedom, 6), "p": tex.number(found.p, 5),
    }  # fmt: skip
    if found.test in ("chi-square", "fit"):
        terms = [
            rf"\frac{{({parts[f'observed_{k}']} - {parts[f'expected_{k}']})^2}}{{{parts[f'expected_{k}']}}}"
            for k in (0, 1)
        ]
        return whole | {"terms": " + ".join(terms) + (r" + \dots" if _cells(found, dataset_config) > 2 else "")}
    if found.test == "Fisher":
        return whole | parts | _margins(dataset_config)
    if found.test == "groups":
        return whole | parts | {"kind": "_drawn" if found.parts["all"] < found.parts["every"] else ""}
    return whole | parts


def permutation_lines(found: TableEvidence) -> list[tuple[str, dict[str, float]]]:
    """Whether all permutations were tried or some were drawn; what a rank test leaves out, and what shares a rank."""
    if found.reason or found.test not in PERMUTED:
        return []
    every, tried = (found.parts.get(name, found.parts["all"]) for name in ("every", "all"))
    how = {"every": every}
    kind = "exact_splits" if found.test == "groups" else "exact_signs"
    if tried < every:
        kind = "drawn" if found.parts["error"] else "drawn_all"
        how |= {"most": MOST_SPLITS, "drawn": tried - 1, "error": found.parts["error"]}
    zeros, ties = (found.parts.get(name, 0) for name in ("zeros", "ties"))
    lines = [(kind, how, 1.0), ("zeros", {"count": zeros}, zeros), ("ties", {}, ties)]
    return [(key, values) for key, values, there in lines if there]


def rival_rows(p_values: dict[str, float], names: dict[str, str], missing: str) -> str:
    """The p-values of several tests as rows of a table; `missing` where there is none."""
    rows = [f"| {names[name]} | {missing if np.isnan(p) else f'{p:.4g}'} |" for name, p in p_values.items()]
    return "\n".join(rows)


def _cells(found: TableEvidence, dataset_config: DatasetConfig) -> int:
    if found.test == "fit":
        return len(dataset_config.kinds[0])
    return len(dataset_config.counts) * len(dataset_config.counts[0])


def _margins(dataset_config: DatasetConfig) -> dict[str, int]:
    (a, b), (c, d) = dataset_config.counts
    return {"a": a, "row": a + b, "rest": c + d, "column": a + c, "other": c, "total": a + b + c + d}


def hand_lines(found: TableEvidence, dataset_config: DatasetConfig) -> Iterator[tuple[str, dict[str, Any]]]:
    """The test by hand, or why there is none."""
    if found.reason:
        yield f"nothing.{found.reason}", {}
    else:
        numbers = evidence_numbers(found, dataset_config)
        yield f"by_hand.{found.test}{numbers.pop('kind', '')}", numbers
