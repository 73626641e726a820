"""The database of runs: SQLite in WAL mode, or PostgreSQL by its URL; the only truth about what runs."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import sqlalchemy as sa
from filelock import FileLock

Given = ParamSpec("Given")
Found = TypeVar("Found")

SCHEMA = 3  # raised with every change of the tables
SCHEMA_LOCK, QUEUE_LOCK, SITE_LOCK = 7142, 7143, 7144  # numbers of locks in PostgreSQL
RETRY_SECONDS = 60.0  # for which a database that restarts is waited for
LIVE = ("queued", "running")

METADATA = sa.MetaData()
ABOUT = sa.Table("about", METADATA, sa.Column("schema", sa.Integer, primary_key=True))
RUNS = sa.Table(
    "runs",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String(64), nullable=False),
    sa.Column("function", sa.String(300), nullable=False),
    sa.Column("arguments", sa.Text, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),  # of function and arguments
    sa.Column("resumes", sa.Boolean, nullable=False),
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Column("memory_mb", sa.Float, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("wish", sa.String(16), nullable=False, server_default=""),  # of the owner: "cancel", "pause"
    sa.Column("attempt", sa.Integer, nullable=False, server_default="0"),
    sa.Column("submitted_at", sa.Float, nullable=False),
    sa.Column("started_at", sa.Float),
    sa.Column("heartbeat_at", sa.Float),
    sa.Column("finished_at", sa.Float),
    sa.Column("node", sa.String(200)),
    sa.Column("pid", sa.Integer),
    sa.Column("pid_born", sa.Float),
    sa.Column("share", sa.Float, nullable=False, server_default="0"),
    sa.Column("file", sa.String(80)),  # of the newest snapshot, or of the result
    sa.Column("bytes", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("error", sa.Text),  # JSON: a rule with its numbers, or what the job process said
    sa.Index("runs_by_state", "state", "submitted_at"),
    sa.Index("runs_by_owner", "owner", "digest"),
)
POINTS = sa.Table(
    "points",
    METADATA,
    sa.Column("run_id", sa.String(32), sa.ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("step", sa.Integer, primary_key=True),
    sa.Column("value", sa.Float),
    sa.Column("epoch", sa.Float),  # since schema 3, as `seconds`: NULL where nobody has said it
    sa.Column("seconds", sa.Float),  # for which the run had been computed, pauses left out
    sqlite_with_rowid=False,
)
CARDS = sa.Table(  # since schema 2
    "cards",
    METADATA,
    sa.Column("run_id", sa.String(32), sa.ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("name", sa.String(80), nullable=False, server_default=""),
    sa.Column("note", sa.Text, nullable=False, server_default=""),
    sa.Column("topic", sa.String(40), nullable=False, server_default=""),  # whose page has asked for the run
    sa.Column("address", sa.Text, nullable=False, server_default="{}"),  # JSON: the query of that page's link
    sa.Column("parent", sa.String(32), nullable=False, server_default=""),  # the run that it was branched from
    sa.Column("parent_arguments", sa.Text, nullable=False, server_default=""),  # which outlive the parent
    sa.Column("data", sa.String(16), nullable=False, server_default=""),  # a digest of arrays among the arguments
    sa.Column("token", sa.String(64), unique=True),  # whoever knows it may look
)


class SchemaMismatch(RuntimeError):
    """The database was made by a newer version, which may know what this one does not."""


class Database:
    """Connections to the database, whose tables are made or added to; SchemaMismatch where they are too new."""

    def __init__(self, url: str) -> None:
        self.url = sa.make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if not self.is_sqlite:
            self.engine = sa.create_engine(self.url, pool_pre_ping=True)
            self._prepare()
            return
        file = Path(self.url.database or "")
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.engine = sa.create_engine(self.url, connect_args={"timeout": 30, "check_same_thread": False})
        sa.event.listen(self.engine, "connect", _set_up_sqlite)
        with FileLock(f"{file}.lock"):  # a change to WAL does not wait for others, whatever `timeout` says
            self._prepare()

    def _prepare(self) -> None:
        """Make the tables that are not there."""
        if not sa.inspect(self.engine).has_table(ABOUT.name):
            with self.write() as connection:
                if not self.is_sqlite:
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(SCHEMA_LOCK)))
                METADATA.create_all(connection)
                if connection.execute(sa.select(ABOUT.c.schema)).first() is None:
                    connection.execute(ABOUT.insert().values(schema=SCHEMA))
        with self.read() as connection:
            found = connection.execute(sa.select(ABOUT.c.schema)).scalar()
        if found is not None and found < SCHEMA:  # tables and columns were added since, and none has changed
            with self.write() as connection:
                if not self.is_sqlite:
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(SCHEMA_LOCK)))
                METADATA.create_all(connection)
                _add_columns(connection, POINTS)
                connection.execute(ABOUT.update().values(schema=SCHEMA))
            found = SCHEMA
        if found != SCHEMA:
            raise SchemaMismatch(f"The database is of schema {found}, this version of Gradus knows {SCHEMA}.")

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A connection that sees one moment of the database."""
        with self.engine.connect() as connection, self._transaction(connection, "BEGIN"):
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A transaction, all of it or nothing; on SQLite one at a time from its beginning, so that none is refused."""
        with self.engine.connect() as connection, self._transaction(connection, "BEGIN IMMEDIATE"):
            yield connection

    @contextmanager
    def _transaction(self, connection: sa.Connection, begin: str) -> Iterator[None]:
        with connection.begin():
            if self.is_sqlite:
                connection.exec_driver_sql(begin)
            yield

    def upsert(self, table: sa.Table) -> Any:
        """An INSERT whose rows replace those of the same key."""
        from sqlalchemy.dialects import postgresql, sqlite

        statement: Any = (sqlite.insert if self.is_sqlite else postgresql.insert)(table)
        own = [column.name for column in table.columns if not column.primary_key]
        keys = [column.name for column in table.primary_key]
        return statement.on_conflict_do_update(
            index_elements=keys, set_={name: statement.excluded[name] for name in own}
        )

    def close(self) -> None:
        """Close all connections; a process that forks must have none of SQLite's open."""
        self.engine.dispose()


def _add_columns(connection: sa.Connection, table: sa.Table) -> None:
    """Add the columns that an older version has not made; they hold NULL in its rows."""
    known = {column["name"] for column in sa.inspect(connection).get_columns(table.name)}
    for column in table.columns:
        if column.name not in known:
            kind = column.type.compile(connection.dialect)
            connection.execute(sa.text(f"ALTER TABLE {table.name} ADD COLUMN {column.name} {kind}"))


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin as we say
    for pragma in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def patient(write: Callable[Given, Found]) -> Callable[Given, Found]:
    """A write that waits for a database that is away for a moment; it must bear to be done twice."""

    def again(*arguments: Given.args, **named: Given.kwargs) -> Found:
        end, pause = time.monotonic() + RETRY_SECONDS, 0.1
        while True:
            try:
                return write(*arguments, **named)
            except (sa.exc.OperationalError, sa.exc.InterfaceError) as error:
                if time.monotonic() > end or "full" in str(error.orig).lower():
                    raise
                time.sleep(pause)
                pause = min(2 * pause, 2.0)

    return again
