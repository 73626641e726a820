"""All runs of a visitor to look at, to name and to share; and the one run that a link shares."""

import secrets
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import sqlalchemy as sa

from core.jobs.cards import NAME_LENGTH, NOTE_LENGTH, RunCard, card_of
from core.jobs.database import CARDS, LIVE, POINTS, RUNS, Database
from core.jobs.files import RunFiles
from core.jobs.run import JobRun, run_of
from core.jobs.settings import JobSettings
from core.jobs.visitor import Visitor, arguments_of

TOKEN_BYTES = 24
MOST_REMEMBERED = 20_000  # runs whose curves a process has summed up
Curves = dict[str, tuple[np.ndarray, np.ndarray]]


@dataclass(frozen=True)
class CurveSummary:
    """The last value of a curve, the smallest and the largest one (NaN where there is none), and how many there are."""

    last: float
    low: float
    high: float
    count: int


_ENDED: dict[tuple[str, float], dict[str, CurveSummary]] = {}  # by id and time of the end


@dataclass(frozen=True)
class ArchivedRun:
    """A run, its card, and of each of its curves the summary."""

    run: JobRun
    card: RunCard
    curves: dict[str, CurveSummary]


@dataclass(frozen=True)
class SharedRun:
    """What whoever opens a link sees of another's run: no owner, no id, no parent, nothing that could be changed.

    `curves` are steps and values, (n,) each.
    """

    archived: ArchivedRun
    curves: Curves


class Archive:
    """The runs of one owner; an id of another's run is answered like one that does not exist."""

    def __init__(self, database: Database, settings: JobSettings, owner: str) -> None:
        self.visitor = Visitor(database, settings, owner)
        self._database, self._settings, self.owner = database, settings, owner

    @property
    def quota_mb(self) -> float:
        """What the files of all runs may take."""
        return self._settings.quota_mb

    def runs(self) -> list[ArchivedRun]:
        """All runs, the newest first."""
        return _archived(self._database, RUNS.c.owner == self.owner)

    def arguments(self, run_id: str) -> tuple[Any, ...]:
        """What the function of a run is given; LookupError where this visitor has no such run, or no such function."""
        run = self.visitor.run(run_id)
        if run is None:
            raise LookupError("no run of this visitor")
        return arguments_of(run, RunFiles(self._settings.runs, run.id).read)

    def result(self, run_id: str) -> bytes:
        """The file of a run's newest snapshot, safetensors; LookupError where there is none."""
        run = self.visitor.run(run_id)
        if run is None or run.file is None:
            raise LookupError("no file of this visitor")
        return RunFiles(self._settings.runs, run.id).read(run.file)

    def describe(self, run_id: str, name: str, note: str) -> None:
        """Give a run a name and a note; what is too long is cut."""
        self._put(run_id, name=name.strip()[:NAME_LENGTH], note=note.strip()[:NOTE_LENGTH])

    def share(self, run_id: str) -> str:
        """The token of the link with which anybody may look at a run; "" where this visitor has none of that id."""
        known = next((one.card.token for one in _archived(self._database, *self._own(run_id))), None)
        token = known or secrets.token_urlsafe(TOKEN_BYTES)
        return token if known or self._put(run_id, token=token) else ""

    def unshare(self, run_id: str) -> None:
        """Let the link of a run lead nowhere, for good: a later one has another token."""
        self._put(run_id, token=None)

    def _put(self, run_id: str, **values: Any) -> bool:
        """Whether the visitor has such a run, whose card then has these values."""
        with self._database.write() as connection:
            if connection.execute(sa.select(RUNS.c.id).where(*self._own(run_id))).first() is None:
                return False
            found = connection.execute(CARDS.update().where(CARDS.c.run_id == run_id).values(**values))
            if not found.rowcount:
                connection.execute(CARDS.insert().values(run_id=run_id, **values))
        return True

    def _own(self, run_id: str) -> tuple[Any, ...]:
        return RUNS.c.id == run_id, RUNS.c.owner == self.owner


def shared_run(database: Database, settings: JobSettings, token: str) -> SharedRun | None:
    """The run that a link shares; None where no link has this token, or has it no more."""
    found = _archived(database, CARDS.c.token == token) if token else []
    if not found:
        return None
    run = found[0].run
    owner = Archive(database, settings, run.owner)
    card = replace(found[0].card, parent="", parent_arguments="")
    seen = replace(run, id="0" * 32, owner="", node=None, pid=None, pid_born=None, file=None)
    archived = ArchivedRun(seen, card, found[0].curves)
    return SharedRun(archived=archived, curves=owner.visitor.points(run.id))


def _archived(database: Database, *which: Any) -> list[ArchivedRun]:
    """Runs with their cards and the summaries of their curves, in three questions however many they are.

    The points of a run that has ended stay as they are, and are summed up once a process.
    """
    beside = RUNS.outerjoin(CARDS, RUNS.c.id == CARDS.c.run_id)
    rows = sa.select(RUNS, *(column for column in CARDS.c if column.name != "run_id")).select_from(beside)
    with database.read() as connection:
        found = list(connection.execute(rows.where(*which).order_by(RUNS.c.submitted_at.desc())).mappings())
        known = {row["id"]: _ENDED.get((row["id"], row["finished_at"])) for row in found}
        unknown = [run_id for run_id, curves in known.items() if curves is None]
        new = _summaries(connection, database.is_sqlite, RUNS.c.id.in_(unknown)) if unknown else {}
    if len(_ENDED) + len(unknown) > MOST_REMEMBERED:
        _ENDED.clear()
    for row in found:
        if known[row["id"]] is None and row["finished_at"] is not None and row["state"] not in LIVE:
            _ENDED[row["id"], row["finished_at"]] = new.get(row["id"], {})
    return [ArchivedRun(run_of(row), card_of(row), known[row["id"]] or new.get(row["id"], {})) for row in found]


def _summaries(connection: sa.Connection, is_sqlite: bool, *which: Any) -> dict[str, dict[str, CurveSummary]]:
    """`{run: {curve: summary}}`."""
    value: Any = POINTS.c.value if is_sqlite else sa.func.nullif(POINTS.c.value, float("nan"))  # SQLite has none
    around = POINTS.join(RUNS, RUNS.c.id == POINTS.c.run_id)
    ends = (
        sa.select(
            POINTS.c.run_id, POINTS.c.name, sa.func.min(value).label("low"), sa.func.max(value).label("high"),
            sa.func.max(POINTS.c.step).label("step"), sa.func.count().label("count"),
        )
        .select_from(around).where(*which).group_by(POINTS.c.run_id, POINTS.c.name).subquery()
    )  # fmt: skip
    last = sa.and_(*(POINTS.c[name] == ends.c[name] for name in ("run_id", "name", "step")))
    rows = sa.select(ends, POINTS.c.value.label("last")).select_from(ends.join(POINTS, last))
    found: dict[str, dict[str, CurveSummary]] = {}
    for row in connection.execute(rows.order_by(ends.c.name)).mappings():
        last_value, low, high = (np.nan if row[name] is None else float(row[name]) for name in ("last", "low", "high"))
        found.setdefault(row["run_id"], {})[row["name"]] = CurveSummary(last_value, low, high, int(row["count"]))
    return found
