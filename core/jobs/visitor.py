"""What a visitor can do: ask for runs, look at them, pause, cancel and repeat them; at no run but its own."""

import hashlib
import secrets
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import sqlalchemy as sa
from safetensors.numpy import load, save

from core.jobs.cards import Origin, card_row
from core.jobs.database import CARDS, LIVE, POINTS, QUEUE_LOCK, RUNS, Database
from core.jobs.files import INPUT, RunFiles
from core.jobs.packing import from_text, to_text, unpack
from core.jobs.registry import RegisteredJob, job_named
from core.jobs.run import JobRun, run_of, runs_of
from core.jobs.settings import JobSettings
from core.refusal import Refusal

LOOKS = 5  # at a file that a newer one replaces meanwhile


class Visitor:
    """The runs of one owner; an id of another's run is answered like one that does not exist."""

    def __init__(self, database: Database, settings: JobSettings, owner: str) -> None:
        self._database, self._settings, self.owner = database, settings, owner

    def submit(self, job: RegisteredJob, *arguments: Any, origin: Origin | None = None) -> str:
        """Put a run into the queue, once it is certain to be kept; its id. Refusal where too many wait already.

        `origin` is the page that asks for it, and the run that it was branched from.
        """
        text, arrays = to_text(arguments)
        run_id, data = secrets.token_hex(16), ""
        if arrays:
            content = save(arrays)
            data = hashlib.sha256(content).hexdigest()[:8]
            RunFiles(self._settings.runs, run_id).write(INPUT, content)
        row = {
            "id": run_id, "owner": self.owner, "function": job.name, "arguments": text,
            "digest": digest_of(job, arguments), "resumes": job.resumes, "state": "queued",
            "submitted_at": time.time(),
            "seconds": min(job.seconds or self._settings.seconds, self._settings.seconds),
            "memory_mb": min(job.memory_mb or self._settings.memory_mb, self._settings.memory_mb),
        }  # fmt: skip
        with self._database.write() as connection:
            self._check_room(connection)
            connection.execute(RUNS.insert().values(**row))
            card = card_row(connection, self.owner, run_id, origin or Origin(), data)
            connection.execute(CARDS.insert().values(**card))
        return run_id

    def again(self, run_id: str) -> None:
        """Put a run that has ended or rests into the queue once more; it goes on from its snapshot where it can."""
        with self._database.write() as connection:
            self._check_room(connection)
            mine = RUNS.update().where(*self._own(run_id), RUNS.c.state.notin_((*LIVE, "done")))
            fresh = {"state": "queued", "wish": "", "error": None, "submitted_at": time.time(), "finished_at": None}
            connection.execute(mine.values(**fresh))

    def cancel(self, run_id: str) -> None:
        """End a run: at once where it waits, within a second where it is computed."""
        with self._database.write() as connection:
            own = RUNS.update().where(*self._own(run_id))
            ended = {"state": "cancelled", "finished_at": time.time()}
            connection.execute(own.where(RUNS.c.state.in_(("queued", "paused"))).values(**ended))
            connection.execute(own.where(RUNS.c.state == "running").values(wish="cancel"))

    def pause(self, run_id: str) -> None:
        """Let a run rest at its next snapshot, where it can go on from one; its place is free meanwhile."""
        with self._database.write() as connection:
            own = RUNS.update().where(*self._own(run_id), RUNS.c.resumes)
            connection.execute(own.where(RUNS.c.state == "queued").values(state="paused"))
            connection.execute(own.where(RUNS.c.state == "running", RUNS.c.wish == "").values(wish="pause"))

    def delete(self, run_id: str) -> None:
        """Forget a run that is neither computed nor waiting, and its files."""
        with self._database.write() as connection:
            gone = connection.execute(RUNS.delete().where(*self._own(run_id), RUNS.c.state.notin_(LIVE))).rowcount
        if gone:
            RunFiles(self._settings.runs, run_id).delete()

    def run(self, run_id: str) -> JobRun | None:
        """One run, or None where this visitor has none of that id."""
        with self._database.read() as connection:
            row = connection.execute(sa.select(RUNS).where(*self._own(run_id))).mappings().first()
        return run_of(row) if row else None

    def runs(self) -> list[JobRun]:
        """All runs, the newest first."""
        with self._database.read() as connection:
            mine = sa.select(RUNS).where(RUNS.c.owner == self.owner).order_by(RUNS.c.submitted_at.desc())
            return runs_of(connection.execute(mine))

    def live(self) -> list[JobRun]:
        """The runs that wait or are computed, the oldest first."""
        with self._database.read() as connection:
            mine = sa.select(RUNS).where(RUNS.c.owner == self.owner, RUNS.c.state.in_(LIVE))
            return runs_of(connection.execute(mine.order_by(RUNS.c.submitted_at)))

    def latest(self, job: RegisteredJob, *arguments: Any) -> JobRun | None:
        """The newest run of a function with equal arguments."""
        same = (RUNS.c.owner == self.owner, RUNS.c.digest == digest_of(job, arguments))
        with self._database.read() as connection:
            newest = sa.select(RUNS).where(*same).order_by(RUNS.c.submitted_at.desc()).limit(1)
            row = connection.execute(newest).mappings().first()
        return run_of(row) if row else None

    def state(self, run_id: str) -> Any:
        """The newest snapshot of a run, its result once it is done; None where there is none yet."""
        for _ in range(LOOKS):
            run = self.run(run_id)
            if run is None or run.file is None:
                return None
            try:
                return unpack(RunFiles(self._settings.runs, run.id).read(run.file), package_of(run))
            except FileNotFoundError:
                continue
        return None

    def points(self, run_id: str) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """Of each curve of a run the steps and the values, both (n,)."""
        curves = self._columns(run_id, POINTS.c.step, POINTS.c.value)
        return {name: (np.array(steps, int), values) for name, (steps, values) in curves.items()}

    def places(self, run_id: str) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """Of each curve of a run the epochs and the seconds of its points, both (n,); NaN where they are not known."""
        return self._columns(run_id, POINTS.c.epoch, POINTS.c.seconds)

    def _columns(self, run_id: str, *wanted: sa.Column[Any]) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """Two columns (n,) of the points of each curve, by steps; NULL is NaN."""
        asked = sa.select(POINTS.c.name, *wanted).join(RUNS, RUNS.c.id == POINTS.c.run_id).where(*self._own(run_id))
        curves: dict[str, tuple[list[Any], list[Any]]] = {}
        with self._database.read() as connection:
            for name, *both in connection.execute(asked.order_by(POINTS.c.step)):
                for column, value in zip(curves.setdefault(name, ([], [])), both, strict=True):
                    column.append(value)
        return {name: (np.array(first, float), np.array(second, float)) for name, (first, second) in curves.items()}

    def stored_bytes(self) -> int:
        """What the files of all its runs take, and the points of those that have ended."""
        with self._database.read() as connection:
            mine = sa.select(sa.func.sum(RUNS.c.bytes)).where(RUNS.c.owner == self.owner)
            return int(connection.execute(mine).scalar() or 0)

    def _own(self, run_id: str) -> tuple[Any, ...]:
        return RUNS.c.id == run_id, RUNS.c.owner == self.owner

    def _check_room(self, connection: sa.Connection) -> None:
        """Refuse one more run where enough wait; counted within the transaction that adds it."""
        if not self._database.is_sqlite:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(QUEUE_LOCK)))
        waiting = sa.select(sa.func.count()).select_from(RUNS).where(RUNS.c.state == "queued")
        if (connection.execute(waiting.where(RUNS.c.owner == self.owner)).scalar() or 0) >= self._settings.waiting:
            raise Refusal("jobs_waiting", limit=self._settings.waiting)
        if (connection.execute(waiting).scalar() or 0) >= self._settings.queue:
            raise Refusal("jobs_queue", limit=self._settings.queue)


def digest_of(job: RegisteredJob, arguments: tuple[Any, ...]) -> str:
    """A text that is equal exactly where function and arguments are."""
    text, arrays = to_text(arguments)
    content = hashlib.sha256(f"{job.name}\0{text}\0".encode())
    content.update(save(arrays) if arrays else b"")
    return content.hexdigest()


def arguments_of(run: JobRun, read: Callable[[str], bytes]) -> tuple[Any, ...]:
    """What the function of a run is given; every config checks its values anew."""
    arrays = load(read(INPUT)) if '"array"' in run.arguments or '"tensor"' in run.arguments else {}
    arguments: tuple[Any, ...] = from_text(run.arguments, arrays, package_of(run))
    return arguments


def package_of(run: JobRun) -> str:
    """The package of a run's function, beside core the only one whose classes its files may name."""
    return job_named(run.function).function.__module__.partition(".")[0]
