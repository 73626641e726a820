"""What cross-validation promises of its choice, and what the choice is worth."""

import numpy as np

from core.practice.tuning.folds import Folds, FoldsConfig

Line = tuple[str, dict[str, float]]


def folds_lines(found: Folds, config: FoldsConfig) -> list[Line]:
    """The choice, its promise and its worth; nested validation; the least rows; what the folds keep apart."""
    chosen = found.chosen
    tests, trains = (found.role == 2).sum(axis=1), (found.role == 1).sum(axis=1)
    lines: list[Line] = [
        ("chosen", {"count": int(found.counts[chosen]), "reported": found.reported, "truth": found.truth[chosen]}),
        ("nested", {"nested": found.nested}) if np.isfinite(found.nested) else ("nested_none", {}),
        ("sizes", {"test": int(tests.min()), "train": int(trains.min())}),
        ("baseline", {"majority": max(found.labels.mean(), 1 - found.labels.mean())}),
    ]  # fmt: skip
    shared = shared_share(found)
    if config.world == "visits" and config.scheme != "time":
        lines.append(("shared", {"share": 100 * shared}) if shared else ("apart", {}))
    if config.scheme == "time":
        lines.append(("one_deal", {"deals": config.deals}) if config.deals > 1 else ("past", {}))
    return lines


def shared_share(found: Folds) -> float:
    """The share of tested rows whose person is trained on, over all folds."""
    seen = [np.isin(found.group[row == 2], found.group[row == 1]).mean() for row in found.role]
    return float(np.mean(seen))
