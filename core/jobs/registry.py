"""Which functions may run as jobs: generators of snapshots, each under the name of its module and its own."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, get_type_hints

Steps = Callable[..., Iterator[Any]]
Points = Callable[[Any], tuple[int, Mapping[str, float]]]
Epochs = Callable[[Any], float | None]


@dataclass(frozen=True)
class RegisteredJob:
    """A generator of frozen snapshots, the last of which is its result.

    One with a parameter `start` goes on from the snapshot that it is given there (None: from the beginning), so that
    it can be paused, and a run that ended early continues.
    """

    function: Steps
    share: Callable[[Any], float]  # how much of the work a snapshot holds, from 0 to 1
    points: Points | None = None  # `(step, {name: value})` of a snapshot, for curves; every one is kept
    epochs: Epochs | None = None  # that a snapshot has done, where it counts any
    seconds: float | None = None  # of one attempt, where that is less than the site allows
    memory_mb: float | None = None

    @property
    def name(self) -> str:
        """Module and function, as the database has them."""
        return name_of(self.function)

    @property
    def resumes(self) -> bool:
        """Whether the function can go on from a snapshot."""
        return "start" in inspect.signature(self.function).parameters

    @property
    def argument_types(self) -> tuple[Any, ...]:
        """The types of what the function is given, without `start`."""
        hints = get_type_hints(self.function)
        return tuple(hints[name] for name in inspect.signature(self.function).parameters if name != "start")


_JOBS: dict[str, RegisteredJob] = {}


def name_of(function: Steps) -> str:
    """The name under which a function is registered."""
    return f"{function.__module__}:{function.__qualname__}"


def register(
    function: Steps, *, share: Callable[[Any], float], points: Points | None = None, epochs: Epochs | None = None,
    seconds: float | None = None, memory_mb: float | None = None,
) -> RegisteredJob:  # fmt: skip
    """Let a function at the top of a module run as a job; called once, below its definition."""
    job = RegisteredJob(function, share, points, epochs, seconds=seconds, memory_mb=memory_mb)
    _JOBS[job.name] = job
    return job


def job_named(name: str) -> RegisteredJob:
    """The registered job of this name, after the import of its module; LookupError where there is none."""
    module = name.partition(":")[0]
    if name not in _JOBS:
        try:
            import_module(module)
        except (ImportError, ValueError, TypeError) as error:
            raise LookupError(f"No job {name!r}: {error}.") from error
    if name not in _JOBS:
        raise LookupError(f"{name!r} is not registered as a job.")
    return _JOBS[name]
