"""What a job process may write about itself: only while it is the attempt that the database waits for."""

import json
import socket
import time
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import psutil
import sqlalchemy as sa

from core.jobs.database import POINTS, RUNS, Database, patient
from core.jobs.run import JobRun, State, run_of


class Point(NamedTuple):
    """Values by name at a step, and how many epochs and seconds of computing that is; None where it is not known."""

    step: int
    values: Mapping[str, float]
    epoch: float | None = None
    seconds: float | None = None


class Fenced(Exception):
    """Another attempt, or nobody, is waited for: what this one would write is refused."""


class Attempt:
    """One attempt at a run; every write names it and raises Fenced where it no longer counts."""

    def __init__(self, database: Database, run_id: str, number: int) -> None:
        self._database, self.run_id, self.number = database, run_id, number

    @patient
    def begin(self, pid: int) -> JobRun:
        """Tell that this process computes it, and lives; the run that it is for. Fenced where another one does."""
        born, node = psutil.Process(pid).create_time(), socket.gethostname()
        with self._database.write() as connection:
            found = connection.execute(sa.select(RUNS.c.node, RUNS.c.pid).where(RUNS.c.id == self.run_id)).first()
            if found and found.pid is not None and (found.node, found.pid) != (node, pid):
                raise Fenced(f"Process {found.pid} on {found.node} computes attempt {self.number} of {self.run_id}.")
            self._update(connection, node=node, pid=pid, pid_born=born, heartbeat_at=time.time())
            row = connection.execute(sa.select(RUNS).where(RUNS.c.id == self.run_id)).mappings().one()
        return run_of(row)

    @patient
    def tell(self, share: float, points: Sequence[Point] = ()) -> str:
        """Write how far it is, and the points of its curves; what the owner wishes: "cancel", "pause" or ""."""
        rows = [
            {"run_id": self.run_id, "name": name, "step": point.step, "value": float(value), "epoch": point.epoch,
             "seconds": point.seconds}
            for point in (Point(*one) for one in points) for name, value in point.values.items()
        ]  # fmt: skip
        with self._database.write() as connection:
            self._update(connection, share=share, heartbeat_at=time.time())
            if rows:
                connection.execute(self._database.upsert(POINTS), rows)
            return str(connection.execute(sa.select(RUNS.c.wish).where(RUNS.c.id == self.run_id)).scalar())

    @patient
    def earlier_seconds(self) -> float | None:
        """For how long the attempts before have computed, by the points that they have left; None where one is mute."""
        told = sa.func.count(POINTS.c.seconds)
        asked = sa.select(sa.func.count(), told, sa.func.max(POINTS.c.seconds)).where(POINTS.c.run_id == self.run_id)
        with self._database.read() as connection:
            count, known, most = connection.execute(asked).one()
        return float(most or 0.0) if count == known else None

    @patient
    def keep(self, file: str, size: int) -> None:
        """Let a file, which is there in full, be the newest snapshot."""
        with self._database.write() as connection:
            self._update(connection, file=file, bytes=size)

    @patient
    def end(self, state: State, error: Mapping[str, Any] | None = None) -> None:
        """The last word about this attempt."""
        told = json.dumps(error, default=str) if error else None
        with self._database.write() as connection:
            share = {"share": 1.0} if state == "done" else {}
            self._update(connection, state=state, wish="", error=told, finished_at=time.time(), **share)

    def _update(self, connection: sa.Connection, **values: Any) -> None:
        mine = (RUNS.c.id == self.run_id, RUNS.c.attempt == self.number, RUNS.c.state == "running")
        if not connection.execute(RUNS.update().where(*mine).values(**values)).rowcount:
            raise Fenced(f"Attempt {self.number} of {self.run_id} no longer counts.")
