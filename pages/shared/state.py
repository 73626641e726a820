"""What a visitor has set: one store per visit, filled from the link, written back to the address.

`values` maps URL keys (`<topic>_<field>`) to values that differ or may differ from their defaults. A link is read
once, when its topic is entered; every value passes its config, and what does not is told and replaced.

Streamlit's own `bind="query-params"` is not used, for three reasons: options have names in two languages and the link
is to be neutral; the sliders speak while they are dragged; and a link that sets anything is the *whole* state.

The store notes which fragment has read which field, so that a change runs all that shows it and nothing else.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState, get_script_run_ctx

from core.curriculum import TOPICS, topic_named
from core.params import Problem, domains, from_query, problems_of

Path = tuple[str, ...]  # the names of the fragments around a piece of the page, from the outside in


def values() -> dict[str, Any]:
    """The store itself."""
    store: dict[str, Any] = st.session_state.setdefault("values", {})
    return store


def current_topic() -> str:
    """The slug of the topic on the screen."""
    return str(st.session_state["topic"])


def load_link(slug: str) -> None:
    """Read the link, once, when a topic is entered; a link that names the topic's keys is its whole state."""
    if st.session_state.get("topic") == slug:
        return
    st.session_state["topic"] = slug
    st.session_state["problems"] = []
    prefix = f"{slug}_"
    query = {key: text for key, text in st.query_params.items() if key.startswith(prefix)}
    st.session_state["linked"] = bool(query)
    if not query or slug not in {topic.slug for topic in TOPICS}:
        return
    for key in [key for key in values() if key.startswith(prefix)]:
        del values()[key]
    problems: list[Problem] = []
    known: set[str] = set()
    for config_class in topic_named(slug).config_classes():
        found, wrong = from_query(config_class, slug, query)
        together = [] if wrong else problems_of(config_class, found)
        if not together:
            values().update({prefix + name: value for name, value in found.items()})
        problems += [problem for problem in wrong + together if problem not in problems]
        known |= {prefix + name for name in domains(config_class)}
    problems += [Problem(key[:40], "unknown", "") for key in query if key not in known]
    twice = [key for key in query if key in known and len(st.query_params.get_all(key)) > 1]
    problems += [Problem(key, "repeated", "") for key in twice]
    st.session_state["problems"] = problems


def linked() -> bool:
    """Whether the topic was entered by a link that sets something: its reader has come for that screen."""
    return bool(st.session_state.get("linked"))


def problems() -> list[Problem]:
    """What was wrong with the link, until the visitor changes something."""
    found: list[Problem] = st.session_state.get("problems", [])
    return found


def put(settings: Mapping[str, Any]) -> None:
    """Set fields of the topic on the screen; for callbacks of widgets, buttons and clicks.

    Where a field is shown outside the fragment that the widget runs, the whole page is run.
    """
    slug = current_topic()
    values().update({f"{slug}_{name}": value for name, value in settings.items()})
    if problems() or not all(_runs_anyway(name) for name in settings):
        st.session_state["run_everything"] = True
    st.session_state["problems"] = []


@contextmanager
def moving() -> Iterator[None]:
    """What is put inside comes from a hand that is moving something: it is to be answered quickly."""
    st.session_state["moving"] = True
    try:
        yield
    finally:
        st.session_state["moving"] = False


def current(config_class: type) -> dict[str, Any]:
    """Every field of a config as it stands now."""
    return {name: current_value(config_class, name) for name in domains(config_class)}


def current_value(config_class: type, name: str) -> Any:
    """One field of a config as it stands now."""
    return stored(name, domains(config_class)[name].default)


def stored(name: str, default: Any) -> Any:
    """The value of a field, or `default` where it has not been set; what a page reads is noted for `put`."""
    context = get_script_run_ctx()
    if context is None or context.has_script_started:  # else a callback reads, and shows nothing
        _readers().setdefault(name, set()).add(fragment_path())
    return values().get(f"{current_topic()}_{name}", default)


def be_left() -> None:
    """A place in work without a word to the browser where the visitor's next change ends the script."""
    st.session_state.get("values")  # whoever asks for the state is told of the change


def address(slug: str) -> dict[str, str]:
    """The query of the link that shows this screen: what differs from its default."""
    if slug not in {topic.slug for topic in TOPICS}:
        return {}
    store = values()
    return {
        f"{slug}_{name}": domain.format(store[f"{slug}_{name}"])
        for config_class in topic_named(slug).config_classes()
        for name, domain in domains(config_class).items()
        if store.get(f"{slug}_{name}", domain.default) != domain.default
    }


def fragment_path() -> Path:
    """Where the script is: the names of the fragments around it."""
    path: Path = st.session_state.get("fragment_path", ())
    return path


def enter_page() -> None:
    """The whole page is run: nothing has been read yet."""
    st.session_state["fragment_path"] = ()
    st.session_state["readers"] = {}
    st.session_state["fragment_paths"] = {}


def enter_fragment(path: Path) -> None:
    """The fragment of this path is run: what it read before no longer counts."""
    st.session_state["fragment_path"] = path
    if fragment_id := ThreadState.get().fragment_id:
        st.session_state["fragment_paths"][fragment_id] = path
    for paths in _readers().values():
        paths -= {one for one in paths if one[: len(path)] == path}


def running_fragments() -> list[str]:
    """The ids of the fragments that this run is asked for; none where it is of the whole page."""
    context = get_script_run_ctx()
    return (context.fragment_ids_this_run if context else None) or []


def _readers() -> dict[str, set[Path]]:
    """`{field: paths of the places that have read it}`."""
    readers: dict[str, set[Path]] = st.session_state.setdefault("readers", {})
    return readers


def _runs_anyway(name: str) -> bool:
    """Whether every place that shows a field lies in a fragment that is run now."""
    running = running_fragments()
    if not running:
        return True  # the whole page is run
    known = st.session_state.get("fragment_paths", {})
    paths = [known[fragment_id] for fragment_id in running if fragment_id in known]
    return all(any(_covers(path, reader) for path in paths) for reader in _readers().get(name, ()))


def _covers(running: Path, reader: Path) -> bool:
    """Whether the run of a fragment draws what a place has read, or leaves it as it is because a hand is moving.

    While a slider is dragged, the controls around its fragment wait for the next run of their own.
    """
    inside = reader[: len(running)] == running
    around = bool(reader) and running[: len(reader)] == reader
    return inside or (around and bool(st.session_state.get("moving")))
