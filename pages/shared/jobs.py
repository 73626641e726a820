"""Long work on a page: a button, progress, snapshots as they come, pause, cancel, and at last the result."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import is_dataclass, replace
from functools import cache, partial
from itertools import islice
from typing import Any, TypeVar, cast

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

from core.code_export import Made
from core.jobs.archive import Archive, SharedRun, shared_run
from core.jobs.cards import Origin
from core.jobs.database import Database, SchemaMismatch
from core.jobs.queue import Queue
from core.jobs.registry import RegisteredJob, job_named, name_of
from core.jobs.run import JobRun
from core.jobs.settings import JobSettings, job_settings
from core.jobs.start import ensure_dispatcher
from core.jobs.visitor import Visitor, digest_of
from core.pace import last_state
from core.refusal import Refusal
from pages.shared.live.fragments import fragment
from pages.shared.refusals import refusal
from pages.shared.server.load import LOAD
from pages.shared.server.visitors import IDENTITY
from pages.shared.state import address, current_topic
from pages.shared.words import Words, words

State = TypeVar("State")

INLINE = False  # where a test opens a page without a browser, the work is done at once and in its process
INLINE_STEPS = 150  # of a run that is done at once; one that takes more is shown as it stands then
LOOK_SECONDS = 0.5  # between two looks at a run that goes on
MB = 2**20
ICONS = {"start": "play_arrow", "start_over": "restart_alt", "again": "replay", "resume": "play_arrow",
         "pause": "pause", "cancel": "stop"}  # fmt: skip


def job(
    t: Words,
    function: Callable[..., Iterator[State | None]],
    *arguments: Any,
    show: Callable[[State], None] | None = None,
    before: Callable[[], object] | None = None,
) -> State | None:
    """The result of a registered generator, once the visitor has let it run; None before.

    Draws what the visitor can do (start, pause, cancel, run again), how far the run is, and its newest snapshot by
    `show`; as long as there is none, `before` draws what stands in its place. Equal arguments find the same run again,
    after a reload or a restart of the server. Arguments are configs, arrays of any shape, or frozen dataclasses of
    such. Where the result has an empty field `made`, that is filled with the call that a script makes. `t` has the
    sentences of the function's own refusals.
    """
    registered = job_named(name_of(function))
    if INLINE:
        return cast(State, _at_once(t, registered, arguments, show))
    with jobs_told():
        desk = _Desk(t, registered, arguments)
        run = desk.found
        if run and run.state == "done" and (found := desk.visitor.state(run.id)) is not None:
            return cast(State, _with_made(found, function, arguments))
        ensure_dispatcher(desk.settings)  # while the visitor still looks, it loads what a job needs
        with st.container():  # a fragment that surrounds this one would give it a new place whenever it is drawn again
            fragment(desk.key, lambda: desk.draw(show, before), every=LOOK_SECONDS if run and run.is_live else None)
    return None


@contextmanager
def jobs_told() -> Iterator[None]:
    """Says in one sentence that the database or the folder cannot be reached."""
    try:
        yield
    except (OSError, SQLAlchemyError, SchemaMismatch) as error:
        st.error(words(__file__)("unavailable", kind=type(error).__name__), icon=":material/database_off:")


def go_on_with_jobs() -> None:
    """Start a dispatcher where runs wait for one, as after a restart of the machine."""
    settings = job_settings()
    if settings.folder.exists() and not Queue(open_database(settings.database)).is_idle():
        ensure_dispatcher(settings)


@cache
def open_database(url: str) -> Database:
    """The database of this site, opened once a process."""
    return Database(url)


def owner() -> str:
    """Whose runs these are: the browser's that holds the cookie; without one they are those of this visit alone."""
    context = get_script_run_ctx(suppress_warning=True)
    identity = context.user_info.get(IDENTITY) if context else None
    return str(identity or st.session_state.setdefault("owner", secrets.token_hex(32)))


def archive() -> Archive | None:
    """The visitor's runs; None where a test opens a page without a browser, and long work is done at once."""
    if INLINE:
        return None
    settings = job_settings()
    return Archive(open_database(settings.database), settings, owner())


def shared(token: str) -> SharedRun | None:
    """The run that a link shares; None where no link has this token."""
    settings = job_settings()
    return None if INLINE else shared_run(open_database(settings.database), settings, token)


def start_runs(
    function: Callable[..., Iterator[Any]], runs: Sequence[tuple[tuple[Any, ...], Mapping[str, str]]]
) -> None:  # fmt: skip
    """Put several runs into the queue, each `(arguments, what differs in the address)`; for callbacks.

    What is refused is told by whoever looks into the session's `runs_refused`.
    """
    own, topic = archive(), current_topic()
    if own is None:
        return
    try:
        for arguments, differing in runs:
            if own.visitor.latest(job_named(name_of(function)), *arguments) is None:
                origin = Origin(topic=topic, address={**address(topic), **differing})
                own.visitor.submit(job_named(name_of(function)), *arguments, origin=origin)
    except Refusal as error:
        st.session_state["runs_refused"] = error
    ensure_dispatcher(job_settings())


def branch_from(function: str, run_id: str) -> None:
    """Let the visitor's next run of a function hang on this run."""
    st.session_state[f"branch_of_{function}"] = run_id


def _with_made(result: Any, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    if is_dataclass(result) and getattr(result, "made", result) is None:
        return replace(result, made=Made(last_state, function, *arguments))  # type: ignore[type-var]
    return result


_inline: dict[str, tuple[Any, bool]] = {}


def _at_once(
    t: Words, registered: RegisteredJob, arguments: tuple[Any, ...], show: Callable[[Any], None] | None
) -> Any:
    """The result of a run in this process, each computed once; None where it was refused, or takes too many steps."""
    key = digest_of(registered, arguments)
    try:
        if key not in _inline:
            with ThreadPoolExecutor(1) as beside:  # the script's own time is not that of a run
                _inline[key] = beside.submit(_first_steps, registered.function(*arguments)).result()
    except Refusal as error:
        refusal(t, error)
        return None
    state, whole = _inline[key]
    if whole:
        return _with_made(state, registered.function, arguments)
    if show and state is not None:
        show(state)
    return None


def _first_steps(steps: Iterator[Any]) -> tuple[Any, bool]:
    """The last state of so many steps, and whether there are no more."""
    state = None
    for found in islice(steps, INLINE_STEPS):
        state = found if found is not None else state
    return state, next(steps, steps) is steps


def _phase(run: JobRun | None) -> tuple[str, bool] | None:
    """What decides how the whole page is drawn: whether it looks at a run again and again."""
    return (run.id, run.is_live) if run else None


class _Desk:
    """What stands on the page of one job until its result is there."""

    def __init__(self, t: Words, job: RegisteredJob, arguments: tuple[Any, ...]) -> None:
        self.settings: JobSettings = job_settings()
        database = open_database(self.settings.database)
        self.visitor, self._queue = Visitor(database, self.settings, owner()), Queue(database)
        self._t, self._own, self._job, self._arguments = t, words(__file__), job, arguments
        self.key = f"job_{job.function.__name__}"
        self.found = self.run()  # as the whole page is drawn

    def run(self) -> JobRun | None:
        """The visitor's newest run of this function with these arguments."""
        return self.visitor.latest(self._job, *self._arguments)

    def draw(self, show: Callable[[Any], None] | None, before: Callable[[], object] | None = None) -> None:
        """The buttons, how far the run is, and its newest snapshot; the whole page where it begins or ends."""
        with jobs_told():
            self._draw(show, before)

    def _draw(self, show: Callable[[Any], None] | None, before: Callable[[], object] | None) -> None:
        LOAD.take_long()  # a look at a run is no change that a visitor waits for
        run = self.run()
        if _phase(run) != _phase(self.found):
            st.rerun()
        with st.container(horizontal=True, vertical_alignment="center", key=f"{self.key}_buttons"):
            self._buttons(run)
        if error := st.session_state.pop(f"{self.key}_refused", None):
            refusal(self._own, error)
        if run:
            self._tell(run)
        snapshot = self.visitor.state(run.id) if run else None
        if snapshot is None and before:
            before()
        elif snapshot is not None and show:
            show(snapshot)
        self._others(run)

    def _buttons(self, run: JobRun | None) -> None:
        desk = self.visitor
        if run is None:
            self._button("start", self._submit, primary=True)
        elif run.is_live:
            if run.resumes:
                self._button("pause", lambda: desk.pause(run.id), disabled=run.wish != "")
            self._button("cancel", lambda: desk.cancel(run.id), disabled=run.wish == "cancel")
        elif run.state == "done":  # and its file is gone
            self._button("start_over", lambda: self._start_over(run), primary=True)
        elif run.resumes and run.file:
            self._button("resume", lambda: desk.again(run.id), primary=True)
            self._button("start_over", lambda: self._start_over(run))
        else:
            self._button("again", lambda: desk.again(run.id), primary=True)

    def _start_over(self, run: JobRun) -> None:
        self.visitor.delete(run.id)
        self._submit()

    def _submit(self) -> None:
        """Ask for a run, which remembers the page that it can be opened in again."""
        topic = current_topic()
        parent = st.session_state.pop(f"branch_of_{self._job.name}", "")
        origin = Origin(topic=topic, address=address(topic), parent=parent)
        self.visitor.submit(self._job, *self._arguments, origin=origin)

    def _button(
        self, name: str, act: Callable[[], object], primary: bool = False, disabled: bool = False, about: str = ""
    ) -> None:
        def click() -> None:
            try:
                act()
            except Refusal as error:
                st.session_state[f"{self.key}_refused"] = error
            ensure_dispatcher(self.settings)

        st.button(
            self._own(f"button.{name}"), key=f"{self.key}_{name}{about}", on_click=click, disabled=disabled,
            icon=f":material/{ICONS[name]}:", type="primary" if primary else "secondary",
        )  # fmt: skip

    def _tell(self, run: JobRun) -> None:
        """One sentence on what has become of a run."""
        say = self._own
        if run.is_live:
            ensure_dispatcher(self.settings)
        if run.state == "queued":
            st.progress(run.share, self._place(run))
        elif run.state == "running":
            st.progress(run.share, say("wish." + run.wish if run.wish else "running", share=run.share))
        elif run.refusal:
            rule, values = run.refusal
            refusal(self._t, Refusal(rule, **values))
        elif run.state != "done":
            said = say(f"state.{run.state}", seconds=run.seconds, memory=run.memory_mb)
            said = say("kept", said=said) if run.file else said
            told = st.info if run.state in ("paused", "cancelled") else st.warning
            told(said, icon=":material/info:")

    def _place(self, run: JobRun) -> str:
        place = self._queue.place(run.id, self.settings.slots)
        if place is None or (place.ahead == 0 and place.seconds is not None and place.seconds < 1):
            return self._own("begins")
        if place.seconds is None:
            return self._own("queued", place=place.ahead + 1)
        minutes = max(round(place.seconds / 60), 1)
        return self._own("queued_about", place=place.ahead + 1, minutes=minutes)

    def _others(self, run: JobRun | None) -> None:
        """The visitor's other runs that are not over, each with its button; and what all that is kept takes."""
        for one in self.visitor.live():
            if run is None or one.id != run.id:
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.caption(self._own("other", share=one.share), width="content")
                    self._button("cancel", partial(self.visitor.cancel, one.id), about=f"_{one.id}")
        used = self.visitor.stored_bytes() / MB
        if used >= 0.1:
            st.caption(self._own("storage", used=used, limit=self.settings.quota_mb))
