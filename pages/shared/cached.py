"""Results that visitors share, and long computations: in stretches, told, in line, and within a time."""

import hashlib
import pickle
import secrets
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing
from types import FunctionType
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np
import streamlit as st
from pydantic.dataclasses import is_pydantic_dataclass
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

from core.code_export import Made, with_made
from core.expressions import Function
from pages.shared import limits
from pages.shared.line import LINE
from pages.shared.results import FLIGHTS, MISSING, RESULTS, Flight, duplicate
from pages.shared.server.load import LOAD
from pages.shared.words import Words, words

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
State = TypeVar("State")

LOOK_SECONDS = 0.25  # between two looks at a long computation


def cached(function: Callable[Arguments, Result], *arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
    """`function(*arguments)`, shared among visitors, with the call in its field `made`; for pure functions of core.

    Arguments are configs, plain values, typed functions, or results that carry the `Made` they come from. TypeError for
    anything else: the key must say all that the result depends on, and an array does not say its memory order, nor
    whose file it is.
    It cannot be left while it computes: what may take longer than a second is a generator for `with_progress`.
    """
    key = f"{_name(function)}({key_of(*arguments, *sorted(named.items()))})"
    found = RESULTS.get(key)
    while found is MISSING:
        with FLIGHTS.take(key) as (flight, mine):
            if not mine:
                flight.ended.wait()
                found = duplicate(flight.result)
            elif (found := RESULTS.get(key)) is MISSING:  # else put there meanwhile
                found = function(*arguments, **named) if named else with_made(function, *arguments)
                flight.result = found
                RESULTS.put(key, found)
    return cast(Result, found)


def with_progress(
    steps: Callable[..., Iterator[State | None]], *arguments: Any, share: Callable[[State], float], said: str,
    seconds: float | None = None, cut: Callable[[State], str] | None = None, own: bool = False,
) -> State:  # fmt: skip
    """The last state of `steps(*arguments)`, a pure generator of core, shared as by `cached`; a bar moves meanwhile.

    `share` tells from 0 to 1 how much of the work a state holds; a step takes a second at most. Between two steps a
    visitor's next change is heard, and then what is half done is dropped. Nothing moves where it takes no time.

    What takes long waits in line for a place, and ends after `seconds` of computing (`limits.RUN_SECONDS`): the
    generator is sent True and gives its last state, or None as long as it has none. Such a state is kept for this visit
    alone and told, in the sentence that `cut` makes of it; "" tells nothing. `own` keeps every state for this visit
    alone: the arguments may then hold what a visitor has uploaded.
    """
    key = _of_this_visit(_digest_of(steps, arguments)) if own else f"{_name(steps)}({key_of(*arguments)})"
    limit = limits.RUN_SECONDS if seconds is None else min(seconds, limits.RUN_SECONDS)
    place = st.empty()
    found, whole = _kept(key)
    while found is MISSING:
        with FLIGHTS.take(key) as (flight, mine):
            watch = _Watch(place, said, flight)
            if not mine:
                watch.until_it_ends()
                found, whole = duplicate(flight.result), flight.whole
                if not whole and found is not MISSING:
                    RESULTS.put(_of_this_visit(key), found)
            elif (kept := _kept(key))[0] is not MISSING:  # put there meanwhile
                found, whole = kept
            else:
                try:
                    found, whole = _computed(steps(*arguments), share, watch, limit)
                except Exception:
                    place.empty()
                    raise
                flight.result, flight.whole = found, whole
                RESULTS.put(key if whole else _of_this_visit(key), found)
    _tell_end(place, found, whole, share, cut)
    return cast(State, found)


def key_of(*arguments: Any) -> str:
    """A text that is equal exactly where the arguments are; TypeError where they cannot say all that they hold."""
    return "\0".join(map(_said, arguments))


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def _said(value: Any) -> str:
    if value is None or isinstance(value, bool | int | float | str | np.integer | np.floating):
        return repr(value)
    if is_pydantic_dataclass(type(value)) or isinstance(value, Function):
        return f"{type(value).__module__}.{value!r}"
    if isinstance(value, FunctionType):
        return _name(value)
    if isinstance(value, tuple):
        return f"({','.join(map(_said, value))})"
    if isinstance(value, dict):
        return _said(tuple(sorted(value.items())))
    made = value if isinstance(value, Made) else getattr(value, "made", None)
    if isinstance(made, Made):
        return f"{_name(made.function)}({key_of(*made.arguments)})"
    raise TypeError(f"{type(value).__name__} cannot be part of a key that visitors share.")


def _of_this_visit(key: str) -> str:
    """The key of what the clock has cut, which another visitor's clock would cut elsewhere."""
    visit = st.session_state.setdefault("visit", secrets.token_hex(16))
    return f"{visit} {key}"


def _digest_of(steps: Callable[..., Any], arguments: tuple[Any, ...]) -> str:
    """A text that says all that the arguments hold; equal arguments may have two."""
    return f"{_name(steps)}({hashlib.sha256(pickle.dumps(arguments)).hexdigest()})"


def _kept(key: str) -> tuple[Any, bool]:
    """What is kept of a computation, or `MISSING`, and whether it is whole."""
    found = RESULTS.get(key)
    return (RESULTS.get(_of_this_visit(key)), False) if found is MISSING else (found, True)


def _hear() -> None:
    """Leave for what the visitor has changed: Streamlit lets the run of a fragment wait until this one has ended."""
    context = get_script_run_ctx(suppress_warning=True)
    requests = context.script_requests if context else None
    if requests is not None and requests._state is ScriptRequestType.RERUN:
        st.rerun()  # of the whole page, with the change that waits


class _Watch:
    """The bar of a long computation, drawn four times a second: each time the visitor's next change is heard."""

    def __init__(self, place: Any, said: str, flight: Flight) -> None:
        self._place, self._said, self._flight = place, said, flight
        self._drawn = -np.inf

    def draw(self, share: float, ahead: int = 0) -> None:
        """How far it is, or how many are before it in line."""
        LOAD.take_long()
        self._flight.share, self._flight.ahead = share, ahead
        if limits.clock() - self._drawn >= LOOK_SECONDS:
            self._drawn = limits.clock()
            _hear()
            said = _words()("long.ahead", count=ahead) if ahead else self._said
            self._place.progress(min(max(share, 0.0), 1.0), said)

    def until_it_ends(self) -> None:
        """Wait while another visitor computes the same."""
        begun = limits.clock()
        while not self._flight.ended.wait(LOOK_SECONDS):
            if limits.clock() - begun >= limits.LONG_SECONDS:
                self.draw(self._flight.share, self._flight.ahead)


def _computed(
    steps: Iterator[State | None], share: Callable[[State], float], watch: _Watch, limit: float
) -> tuple[State, bool]:
    """The last state, and whether it is of the whole work; a place in line is taken as soon as it takes long."""
    begun, waited, held, last = limits.clock(), 0.0, False, None
    asked = cast(Generator[State | None, bool | None, None], steps)
    with ExitStack() as stack:
        stack.enter_context(closing(asked))
        for state in steps:
            assert state is not None
            last, taken = state, limits.clock() - begun - waited
            if share(state) < 1 and taken >= limit:
                return _ended_early(asked, state, share, watch), False
            if share(state) < 1 and taken >= limits.LONG_SECONDS:
                watch.draw(share(state))
                if not held:
                    waited, held = _stand_in_line(stack, watch, share(state)), True
    assert last is not None
    return last, True


def _stand_in_line(stack: ExitStack, watch: _Watch, share: float) -> float:
    """Wait for a place among the long computations, which is kept until the stack closes; the seconds waited."""
    begun = limits.clock()
    ticket = stack.enter_context(LINE.ticket())
    while ahead := LINE.ahead(ticket):
        watch.draw(share, ahead)
        LINE.wait(ticket, LOOK_SECONDS)
    return limits.clock() - begun


def _ended_early(
    steps: Generator[State | None, bool | None, None], state: State, share: Callable[[State], float], watch: _Watch
) -> State:
    """What a generator makes of the request to end now; the state that it was in, where it makes nothing of it."""
    last = None
    while last is None:
        watch.draw(share(state))
        try:
            last = steps.send(True)
        except StopIteration:
            return state
    return last


def _tell_end(
    place: Any, state: State, whole: bool, share: Callable[[State], float], cut: Callable[[State], str] | None
) -> None:
    said = "" if whole else cut(state) if cut else _words()("long.cut", share=share(state))
    if said:
        place.info(said, icon=":material/timer:")
    else:
        place.empty()


def _words() -> Words:
    return words(__file__)
