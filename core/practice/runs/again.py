"""A run computed again with the same settings: whether it is the same to the last bit, and if not, how far off."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from safetensors.numpy import load

from core.jobs.packing import pack
from core.jobs.registry import job_named
from core.practice.runs.records import RunRecord

LONGEST_SECONDS = 10.0  # of a run that is computed again beside its page
Line = tuple[str, dict[str, float]]


@dataclass(frozen=True)
class BitAgreement:
    """The numbers of two snapshots, how many of them differ in a bit, and the largest difference between two.

    Where they do not have the same arrays, all count as different, by an infinite difference.
    """

    numbers: int
    different: int
    largest: float


@dataclass(frozen=True)
class RunAgain:
    """A run that is computed again: the share of it that is done, and its snapshot."""

    share: float
    state: Any


def run_again(function: str, time: int, *arguments: Any) -> Iterator[RunAgain | None]:
    """The snapshots of a run of a registered function, computed again; `time` tells one repetition from the next."""
    registered = job_named(function)
    for state in registered.function(*arguments):
        yield None if state is None else RunAgain(share=registered.share(state), state=state)


def can_be_repeated(record: RunRecord) -> bool:
    """Whether a run has ended well and is short enough to be computed again beside its page."""
    return record.state == "done" and (record.seconds or 0.0) <= LONGEST_SECONDS


def agreement(first: bytes, again: Any) -> BitAgreement:
    """What a kept snapshot, a file of `pack`, and one that was computed again have in common."""
    old, new = load(first), load(pack(again))
    if {name: array.shape for name, array in old.items()} != {name: array.shape for name, array in new.items()}:
        count = sum(array.size for array in old.values())
        return BitAgreement(numbers=count, different=count, largest=np.inf)
    count, different, largest = 0, 0, 0.0
    for name, one in old.items():
        other = new[name]
        bits = [np.ascontiguousarray(array).view(np.uint8).reshape(array.size, -1) for array in (one, other)]
        unequal = (bits[0] != bits[1]).any(axis=1)
        count, different = count + one.size, different + int(unequal.sum())
        if unequal.any():
            apart = np.abs(one.ravel()[unequal].astype(float) - other.ravel()[unequal].astype(float))
            largest = max(largest, float(np.nan_to_num(apart, nan=np.inf, posinf=np.inf).max()))
    return BitAgreement(numbers=count, different=different, largest=largest)


def agreement_line(found: BitAgreement) -> Line:
    """The sentence about it."""
    if found.different == 0:
        return "again.equal", {"numbers": found.numbers}
    return "again.differs", {"numbers": found.numbers, "different": found.different, "largest": found.largest}
