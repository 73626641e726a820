"""The judgment of a challenge: met or not, and what is missing, as keys into the words files."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Missing:
    """One thing that is not yet so: a key of the words file and the numbers it speaks of."""

    key: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Verdict:
    """Met when nothing is missing."""

    missing: tuple[Missing, ...] = ()

    @property
    def met(self) -> bool:
        """Whether the state on the screen solves the challenge."""
        return not self.missing


def judge(*conditions: tuple[bool, str, dict[str, Any]]) -> Verdict:
    """The verdict of `(holds, key, values)` conditions, in the order in which a learner should mend them."""
    return Verdict(tuple(Missing(key, values) for holds, key, values in conditions if not holds))
