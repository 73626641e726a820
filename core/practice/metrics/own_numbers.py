"""What a file's own numbers read where its scores have been moved into 0 to 1: on the axis and at the threshold."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf, log
from typing import Literal

from scipy.special import expit

from core.practice.metrics.predictions import Note

LOGITS = (-4, -2, -1, 0, 1, 2, 4)
PLACES = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class OwnNumbers:
    """The numbers at the scores 0 and 1 of the positive class; between them they lie evenly, or as logits do."""

    kind: Literal["logit", "file"]
    at_zero: float
    at_one: float

    def at(self, score: float) -> float:
        """The number at a score from 0 to 1; a logit is infinite at both ends."""
        if self.kind == "file":
            return self.at_zero + score * (self.at_one - self.at_zero)
        return inf if score >= 1 else -inf if score <= 0 else log(score / (1 - score))

    def ticks(self) -> dict[float, str]:
        """Labels of the axis of scores, by their places."""
        if self.kind == "logit":
            return {float(expit(number)): f"{number}".replace("-", "−") for number in LOGITS}
        return {place: f"{self.at(place):.3g}".replace("-", "−") for place in PLACES}


def own_numbers(notes: Iterable[Note], positive: int) -> OwnNumbers | None:
    """How the scores of a class were made, by what has been noted; None where they are what the file holds."""
    for note in notes:
        if note.key == "logits":
            return OwnNumbers("logit", -inf, inf)
        ends = None
        if note.key == "scores_around_zero":
            ends = (-note.values["bound"], note.values["bound"])
        elif note.key == "scores_rescaled" and note.values["low"] < note.values["high"]:
            ends = (note.values["low"], note.values["high"])
        if ends:
            return OwnNumbers("file", *(ends if positive == 1 else ends[::-1]))
    return None
