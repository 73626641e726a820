"""What the race has come to, as sentences with numbers, and the numbers that the script prints."""

import numpy as np

from core.practice.tuning.mountain import Surface
from core.practice.tuning.race import SEARCHES, SearchRace

Line = tuple[str, dict[str, float | str]]
CLOSE = 0.02  # in R²: this near to the top is as good as there


def race_numbers(race: SearchRace) -> dict[str, list[float]]:
    """What each search promises and what that is worth, as means over the repetitions, (searches,) each."""
    return {"boasts": race.boasts.mean(axis=1).tolist(), "truths": race.truths.mean(axis=1).tolist()}


def race_rows(race: SearchRace, surface: Surface) -> list[dict[str, float | str]]:
    """A row a search: its promise, its worth, how far below the top, and how often within CLOSE of it."""
    rows: list[dict[str, float | str]] = []
    for k, search in enumerate(SEARCHES):
        boast, truth = race.boasts[k].mean(), race.truths[k].mean()
        near = np.mean(race.truths[k] >= surface.best - CLOSE)
        rows.append({"search": search, "boast": boast, "truth": truth, "gap": surface.best - truth, "near": 100 * near})
    return rows


def chance_line(n: int, share: float = 0.05) -> Line:
    """The chance that one of n random trials is among the best 5 % of the range."""
    return "chance", {"n": n, "miss": 1 - share, "chance": 1 - (1 - share) ** n}
