import streamlit as st

from core.curriculum import ROOMS, TOPICS, topic_named
from core.figures.topic_map import topic_map
from pages.shared.frame import topic_words
from pages.shared.live import figure
from pages.shared.words import words

t = words(__file__)
own = {topic.slug: topic_words(topic, t.language) for topic in TOPICS}
titles = {slug: text("title") for slug, text in own.items()}
questions = {slug: text("question") for slug, text in own.items()}
rooms = {room: t(f"rooms.{room}") for room in ROOMS}


def remember_click(click: dict[str, str]) -> None:
    """The map was clicked: go there in this run."""
    st.session_state["clicked_topic"] = click["customdata"]


st.markdown(t("what"))

first = TOPICS[0]
with st.container(horizontal=True, vertical_alignment="center"):
    st.page_link(first.page, label=t("first", topic=titles[first.slug]), icon=":material/arrow_forward:")

st.subheader(t("map"), anchor=False)
needs = "; ".join(f"{titles[topic.slug]} ← {', '.join(titles[n] for n in topic.needs) or '–'}" for topic in TOPICS)
figure(topic_map(titles, questions, rooms), key="topic_map", alt=t("map_alt", needs=needs), on_click=remember_click)
if (slug := st.session_state.pop("clicked_topic", None)) in titles:
    st.switch_page(topic_named(slug).page)

used = [room for room in ROOMS if any(topic.room == room for topic in TOPICS)]
for column, room in zip(st.columns(len(used)), used, strict=True):
    with column:
        for topic in (topic for topic in TOPICS if topic.room == room):
            with st.container(border=True):
                st.page_link(topic.page, label=f"**{titles[topic.slug]}**", icon=topic.icon)
                st.caption(questions[topic.slug])
