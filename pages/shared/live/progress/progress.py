"""What this visitor has done, remembered by the browser alone: challenges met, experiments tried, the last topic."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from core.curriculum import TOPICS, Topic
from pages.shared.live.assets import loader
from pages.shared.words import LANGUAGES, Words, read_words

_marks = st.components.v2.component("progress_marks", js=loader("progress/marks.js"), isolate_styles=False)
_line = st.components.v2.component("progress_line", js=loader("progress/line.js"), isolate_styles=False)

PAGES = Path(__file__).parents[3]
KINDS = {"challenge": "challenges", "experiment": "experiments"}  # a kind, and its table in the words
Tasks = Mapping[str, Mapping[str, list[str]]]


def remember_done(topic: str, kind: str, name: str) -> None:
    """Note that a challenge was met or an experiment tried; the browser is told with the page's next address.

    It is noted for this visit only. ValueError where `kind` is neither "challenge" nor "experiment".
    """
    if kind not in KINDS:
        raise ValueError(f"There is no kind {kind!r}; there are {', '.join(KINDS)}.")
    done: dict[str, list[str]] = st.session_state.setdefault("done", {})
    names = done.setdefault(topic, [])
    if f"{kind}.{name}" not in names:
        names.append(f"{kind}.{name}")


def done_in(topic: str) -> list[str]:
    """What was done in a topic during this visit, as `"challenge.name"`."""
    return list(st.session_state.get("done", {}).get(topic, []))


def tasks(topic: Topic) -> dict[str, list[str]]:
    """`{kind: names}` of a topic's challenges and experiments, as its words name them."""
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    suffix = f".{next(iter(LANGUAGES))}.toml"
    for file in (PAGES / topic.page).parent.glob(f"*{suffix}"):
        keys = read_words(file.with_name(file.name.removesuffix(suffix)), next(iter(LANGUAGES)))
        for kind, table in KINDS.items():
            found[kind] |= {key.split(".")[1] for key in keys if key.startswith(f"{table}.")}
    return {kind: sorted(names) for kind, names in found.items()}


def all_tasks() -> dict[str, dict[str, list[str]]]:
    """`tasks` of every topic."""
    return {topic.slug: tasks(topic) for topic in TOPICS}


def progress_marks() -> None:
    """Marks every link to a topic with what this visitor has done there; invisible, once on every page."""
    _marks(key="progress_marks", data={"tasks": all_tasks()})


def progress_line(t: Words) -> None:
    """Fills the page's `.done-line`, made of a `p` and a `button`: how much is done, and where it is kept.

    The button forgets it.
    """
    names = ("met", "tried", "challenges", "experiments", "done", "kept")  # the browser fills them in
    words = {key: t(f"done.{key}", **{name: f"{{{name}}}" for name in names}) for key in t.group("done")}
    _line(key="progress_line", data={"tasks": all_tasks(), "words": words})
