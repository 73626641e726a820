"""One run as the database has it, and the words for its states."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, cast

State = Literal[
    "queued", "running", "paused", "done", "failed", "cancelled", "timeout", "oom", "killed", "lost"
]  # fmt: skip


@dataclass(frozen=True)
class JobRun:
    """A function with its arguments, asked for by one visitor, and how far it has come."""

    id: str
    owner: str
    function: str
    arguments: str  # JSON
    resumes: bool
    seconds: float
    memory_mb: float
    state: State
    wish: str  # of the owner, not yet obeyed: "cancel", "pause" or ""
    attempt: int  # its number; what another attempt writes is refused
    submitted_at: float
    started_at: float | None
    finished_at: float | None
    node: str | None
    pid: int | None
    pid_born: float | None
    share: float
    file: str | None  # of the newest snapshot, or of the result
    bytes: int
    error: str | None

    @property
    def is_live(self) -> bool:
        """Whether it waits for its turn or is computed."""
        return self.state in ("queued", "running")

    @property
    def refusal(self) -> tuple[str, dict[str, Any]] | None:
        """The rule by which the function has refused its arguments, and the rule's numbers."""
        told = json.loads(self.error) if self.error else {}
        return (told["rule"], told["values"]) if "rule" in told else None


RUN_FIELDS = tuple(field.name for field in fields(JobRun))


def run_of(row: Mapping[Any, Any]) -> JobRun:
    """The run in a row of the table."""
    return JobRun(**{name: row[name] for name in RUN_FIELDS})


def runs_of(rows: Any) -> list[JobRun]:
    """The runs in the rows of an answer."""
    return [run_of(row) for row in cast(Any, rows).mappings()]
