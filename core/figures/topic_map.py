"""The map of topics as markup: a band per room, a link per topic. It stands on the page before any script has run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil

from core.curriculum import ROOMS, Topic
from core.figures.theme import CATEGORICAL

MOST_IN_A_ROW = 6
MOST_WITH_QUESTIONS = 12  # topics whose questions fit on the first screen
MOST_ARROWS = 12  # more are only drawn for the topic that is pointed at


@dataclass(frozen=True)
class MapWords:
    """What the map says, in one language, which is part of every link.

    `titles`, `questions` and `needs`, the sentence that names what a topic builds on, are by slug; `rooms` by room.
    """

    language: str
    label: str
    titles: Mapping[str, str]
    questions: Mapping[str, str]
    needs: Mapping[str, str]
    rooms: Mapping[str, str]

    def link(self, slug: str) -> str:
        """The address of a topic, relative to the page; a reader who opens it in a new tab keeps the language."""
        return f"{slug}?lang={self.language}"


def topic_map(topics: Sequence[Topic], words: MapWords) -> str:
    """The rooms that have topics, as bands of links; `data-needs` names what a topic builds on, for the arrows."""
    arrows = sum(len(topic.needs) for topic in topics)
    kind = "roomy" if len(topics) <= MOST_WITH_QUESTIONS else "dense"
    bands = "".join(_band(room, [topic for topic in topics if topic.room == room], words) for room in ROOMS)
    return (
        f'<nav class="topic-map {kind}" aria-label="{escape(words.label)}"'
        f' data-arrows="{"all" if arrows <= MOST_ARROWS else "one"}">{bands}</nav>'
    )


def steps(topics: Sequence[Topic], words: MapWords) -> str:
    """The topics of a path as an ordered list of links."""
    items = "".join(
        f'<li><a href="{escape(words.link(topic.slug))}" data-topic="{topic.slug}">'
        f'{escape(words.titles[topic.slug])}<span class="mark"></span></a></li>'
        for topic in topics
    )
    return f"<ol>{items}</ol>"


def in_a_row(count: int) -> int:
    """How many boxes stand side by side, so that the rows of a band are of nearly equal length."""
    return ceil(count / ceil(count / MOST_IN_A_ROW))


def _band(room: str, topics: Sequence[Topic], words: MapWords) -> str:
    if not topics:
        return ""
    boxes = "".join(_box(topic, words) for topic in topics)
    color = CATEGORICAL[ROOMS.index(room)]
    return (
        f'<section style="--room: {color}; --columns: {in_a_row(len(topics))}">'
        f"<h2>{escape(words.rooms[room])}</h2><ul>{boxes}</ul></section>"
    )


def _box(topic: Topic, words: MapWords) -> str:
    needed = words.needs.get(topic.slug)
    needs = f'<span class="needs">{escape(needed)}</span>' if needed else ""
    return (
        f'<li><a href="{escape(words.link(topic.slug))}" data-topic="{topic.slug}"'
        f' data-needs="{" ".join(topic.needs)}"><span class="title">{escape(words.titles[topic.slug])}</span>'
        f'<span class="mark"></span><span class="about"><span class="question">'
        f"{escape(words.questions[topic.slug])}</span>{needs}</span></a></li>"
    )
