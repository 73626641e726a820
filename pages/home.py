from difflib import get_close_matches
from functools import reduce
from html import escape
from pathlib import Path

import streamlit as st

from core.curriculum import PATHS, ROOMS, TOPICS, topics_on
from core.figures.topic_map import MapWords, steps, topic_map
from pages.shared.frame import topic_words
from pages.shared.live import arrows, progress_line, unseen
from pages.shared.words import Words, quotable, words

t = words(__file__)


def map_words(t: Words) -> MapWords:
    """What the map says."""
    own = {topic.slug: topic_words(topic, t.language) for topic in TOPICS}
    titles = {slug: text("title") for slug, text in own.items()}

    def listed(slugs: tuple[str, ...]) -> str:
        return reduce(lambda listed, title: t("listed", listed=listed, title=title), [titles[slug] for slug in slugs])

    return MapWords(
        language=t.language,
        label=t("map"),
        titles=titles,
        questions={slug: text("question") for slug, text in own.items()},
        needs={topic.slug: t("builds_on", topics=listed(topic.needs)) for topic in TOPICS if topic.needs},
        rooms={room: t(f"rooms.{room}") for room in ROOMS},
    )


def tell_lost(t: Words, titles: MapWords) -> None:
    """One sentence where the address that was asked for does not exist; the topic that may have been meant."""
    if "lost" in st.query_params:
        st.session_state["lost"] = st.query_params["lost"]
    if (lost := st.session_state.get("lost")) is None:
        return
    near = get_close_matches(lost.strip("/").split("/")[0].lower(), titles.titles, n=1)
    with st.container(key="lost", horizontal=True, vertical_alignment="center"):
        st.warning(t("lost", address=quotable(f"/{lost}")), icon=":material/explore_off:")
        for slug in near:
            st.page_link(next(topic.page for topic in TOPICS if topic.slug == slug), label=f"{titles.titles[slug]} →")


def ways_in(t: Words, titles: MapWords) -> str:
    """Where to start, and links to every topic of which the browser shows the one that was open last."""
    first = TOPICS[0].slug
    start = f'<a class="start" href="{titles.link(first)}">{escape(t("first", topic=titles.titles[first]))} →</a>'
    last = "".join(
        f'<a data-last="{slug}" href="{titles.link(slug)}">{escape(t("go_on", topic=title))} →</a>'
        for slug, title in titles.titles.items()
    )
    return f'<nav class="ways-in" aria-label="{escape(t("ways_in"))}">{start}{last}</nav>'


def paths(t: Words, titles: MapWords) -> str:
    """The ways through the topics, and what can be done at the end of each."""
    cards = "".join(
        f"<section><h3>{escape(t(f'paths.{name}.title'))}</h3>{steps(topics_on(name), titles)}"
        f"<p>{escape(t(f'paths.{name}.end'))}</p></section>"
        for name in PATHS
    )
    return f'<h2 class="three-ways">{escape(t("three_ways"))}</h2><div class="paths">{cards}</div>'


def done_line(t: Words) -> str:
    """The line that the browser fills with what this visitor has done; it keeps its height, so that nothing jumps."""
    return f'<div class="done-line"><p>&nbsp;</p><button type="button" hidden>{escape(t("done.forget"))}</button></div>'


titles = map_words(t)
tell_lost(t, titles)
style = f"<style>{Path(__file__).with_suffix('.css').read_text('utf-8')}</style>"
with st.container(gap=None):
    with unseen("home_unseen"):
        arrows()
        progress_line(t)
    st.html(style + ways_in(t, titles) + topic_map(TOPICS, titles) + done_line(t) + paths(t, titles))
