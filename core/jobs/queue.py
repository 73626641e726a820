"""Whose turn it is: the queue in the order in which it is served, and what the dispatcher writes."""

import socket
import statistics
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.jobs.database import LIVE, POINTS, RUNS, Database, patient
from core.jobs.run import JobRun, State, run_of, runs_of

LEASE_SECONDS = 30.0  # without a sign of life, after which nobody computes a run any more
REMEMBERED = 20  # runs of a function by which the next one's duration is guessed
ATTEMPTS = 3  # of a run that its machine has lost, without being asked
POINT_BYTES = 86  # of one point in the database: the id of its run, a name, a step, a value, an epoch, seconds


@dataclass(frozen=True)
class Waiting:
    """A run that waits for its turn."""

    id: str
    owner: str
    function: str
    submitted_at: float


@dataclass(frozen=True)
class PlaceInLine:
    """How many runs are before one in the queue, and in how many seconds it may begin; None where nobody knows."""

    ahead: int
    seconds: float | None


def fair_order(
    waiting: Iterable[Waiting], running: Mapping[str, int], last_start: Mapping[str, float]
) -> list[Waiting]:
    """The runs in the order in which they are served.

    First those of owners who have the fewest runs going on or before it; among equals the owner who was served longest
    ago: without that, whoever has many runs is served anew as soon as one has ended.
    """
    ranks: dict[str, int] = {}

    def key(one: Waiting) -> tuple[float, float, float, str]:
        ranks[one.owner] = ranks.get(one.owner, running.get(one.owner, 0)) + 1
        return ranks[one.owner], last_start.get(one.owner, 0.0), one.submitted_at, one.id

    return sorted(sorted(waiting, key=lambda one: (one.submitted_at, one.id)), key=key)


class Queue:
    """All runs of a site."""

    def __init__(self, database: Database) -> None:
        self._database, self.node = database, socket.gethostname()

    def claim(self, most_of_one: int) -> JobRun | None:
        """The next run, which is now running; None where none may begin."""
        with self._database.read() as connection:
            if not connection.execute(sa.select(RUNS.c.id).where(RUNS.c.state == "queued").limit(1)).first():
                return None
        with self._database.write() as connection:
            order, running = self._order(connection)
            chosen = next((one for one in order if running.get(one.owner, 0) < most_of_one), None)
            if chosen is None:
                return None
            begun = time.time()
            values = {
                "state": "running", "wish": "", "attempt": RUNS.c.attempt + 1, "started_at": begun,
                "heartbeat_at": begun, "node": self.node, "pid": None, "pid_born": None,
            }  # fmt: skip
            connection.execute(RUNS.update().where(RUNS.c.id == chosen.id).values(**values))
            return run_of(connection.execute(sa.select(RUNS).where(RUNS.c.id == chosen.id)).mappings().one())

    def place(self, run_id: str, slots: int) -> PlaceInLine | None:
        """Where a run stands in the queue; None where it does not wait."""
        with self._database.read() as connection:
            order, _ = self._order(connection)
            ahead = next((k for k, one in enumerate(order) if one.id == run_id), None)
            if ahead is None:
                return None
            rows = connection.execute(sa.select(RUNS.c.function, RUNS.c.started_at).where(RUNS.c.state == "running"))
            going = [(row.function, time.time() - (row.started_at or 0)) for row in rows]
            before = [(one.function, 0.0) for one in order[:ahead]]
            if len(going) < slots and not before:
                return PlaceInLine(0, 0.0)
            usual = {function: self._usual_seconds(connection, function) for function, _ in going + before}
        left = [None if (known := usual[name]) is None else max(known - spent, 0) for name, spent in going + before]
        return PlaceInLine(ahead, None if None in left else sum(one for one in left if one is not None) / slots)

    def running(self) -> list[JobRun]:
        """What is computed now."""
        with self._database.read() as connection:
            return runs_of(connection.execute(sa.select(RUNS).where(RUNS.c.state == "running")))

    def is_idle(self) -> bool:
        """Whether nothing waits and nothing is computed."""
        with self._database.read() as connection:
            return not connection.execute(sa.select(RUNS.c.id).where(RUNS.c.state.in_(LIVE)).limit(1)).first()

    def silent(self) -> list[JobRun]:
        """What is said to be computed, without a sign of life for longer than the lease."""
        old = RUNS.c.heartbeat_at < time.time() - LEASE_SECONDS
        with self._database.read() as connection:
            return runs_of(connection.execute(sa.select(RUNS).where(RUNS.c.state == "running", old)))

    @patient
    def end(self, run: JobRun, state: State) -> JobRun | None:
        """The verdict on an attempt whose process is gone, unless it has had the last word; the run as it is now.

        A run whose owner has cancelled it is cancelled. One that was lost with its machine goes on by itself where it
        can, or where it had not begun.
        """
        with self._database.write() as connection:
            mine = (RUNS.c.id == run.id, RUNS.c.attempt == run.attempt, RUNS.c.state == "running")
            wish = connection.execute(sa.select(RUNS.c.wish).where(*mine)).scalar()
            verdict: dict[str, Any] = {"state": state, "wish": "", "finished_at": time.time()}
            if wish == "cancel":
                verdict["state"] = "cancelled"
            elif state == "lost" and (run.resumes or run.pid is None) and run.attempt < ATTEMPTS:
                verdict |= {"state": "paused" if wish == "pause" else "queued", "finished_at": None}
            connection.execute(RUNS.update().where(*mine).values(**verdict))
            row = connection.execute(sa.select(RUNS).where(RUNS.c.id == run.id)).mappings().first()
        return run_of(row) if row else None

    def measure(self, run_id: str, size: int) -> None:
        """Note what a run takes that has ended: its files, and its points in the database."""
        with self._database.write() as connection:
            points = sa.select(sa.func.count()).select_from(POINTS).where(POINTS.c.run_id == run_id)
            size += POINT_BYTES * (connection.execute(points).scalar() or 0)
            connection.execute(RUNS.update().where(RUNS.c.id == run_id).values(bytes=size))

    def superfluous(self, quota_bytes: float, keep_seconds: float) -> list[str]:
        """Forget the runs that ended too long ago, and of every owner the oldest beyond the quota; their ids."""
        ended = RUNS.c.state.notin_(LIVE)
        columns = (RUNS.c.id, RUNS.c.owner, RUNS.c.bytes, RUNS.c.submitted_at)
        with self._database.write() as connection:
            gone, used = [], dict[str, int]()
            for row in connection.execute(sa.select(*columns).where(ended).order_by(RUNS.c.submitted_at.desc())):
                used[row.owner] = used.get(row.owner, 0) + row.bytes
                newest = used[row.owner] == row.bytes
                if row.submitted_at < time.time() - keep_seconds or (used[row.owner] > quota_bytes and not newest):
                    gone.append(row.id)
            connection.execute(RUNS.delete().where(RUNS.c.id.in_(gone), ended))
        return gone

    def ids(self) -> set[str]:
        """All runs that the database knows."""
        with self._database.read() as connection:
            return set(connection.execute(sa.select(RUNS.c.id)).scalars())

    def _order(self, connection: sa.Connection) -> tuple[list[Waiting], dict[str, int]]:
        """The queue as it is served, and how many runs of each owner are computed."""
        rows = sa.select(RUNS.c.id, RUNS.c.owner, RUNS.c.function, RUNS.c.submitted_at)
        found = connection.execute(rows.where(RUNS.c.state == "queued")).mappings()
        waiting = [Waiting(**row) for row in found]
        count = (
            sa.select(RUNS.c.owner, sa.func.count().label("runs"))
            .where(RUNS.c.state == "running")
            .group_by(RUNS.c.owner)
        )
        running = {row.owner: int(row.runs) for row in connection.execute(count)}
        owners = {one.owner for one in waiting}
        last = sa.select(RUNS.c.owner, sa.func.max(RUNS.c.started_at)).where(RUNS.c.owner.in_(owners))
        starts = {owner: start or 0.0 for owner, start in connection.execute(last.group_by(RUNS.c.owner))}
        return fair_order(waiting, running, starts), running

    def _usual_seconds(self, connection: sa.Connection, function: str) -> float | None:
        """The median of what the last runs of a function took."""
        took = sa.select(RUNS.c.finished_at - RUNS.c.started_at).order_by(RUNS.c.finished_at.desc()).limit(REMEMBERED)
        same = (RUNS.c.function == function, RUNS.c.state == "done")
        found = connection.execute(took.where(*same)).scalars().all()
        return statistics.median(found) if found else None
