"""Long computations for the tests of the frame: each step moves a clock that the tests own."""

from dataclasses import dataclass, field


@dataclass
class Work:
    """What was computed: a clock, how often a computation began, and how each has ended."""

    now: float = 0.0
    begun: int = 0
    ended: list[str] = field(default_factory=list)


WORK = Work()


@dataclass(frozen=True)
class Count:
    done: int
    total: int
    cut: bool = False


def count(total: int):
    """Count to `total`, a second each; sent True, it ends with what it has."""
    WORK.begun += 1
    end = "left"
    try:
        for done in range(1, total + 1):
            WORK.now += 1
            asked = yield Count(done, total)
            if asked:
                end = "cut"
                yield Count(done, total, cut=True)
                return
        end = "whole"
    finally:
        WORK.ended.append(end)


def deaf(total: int):
    """The same, which does not hear that it is to end."""
    WORK.begun += 1
    for done in range(1, total + 1):
        WORK.now += 1
        yield Count(done, total)
