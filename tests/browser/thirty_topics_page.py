from pathlib import Path

import streamlit as st

from core.curriculum import ROOMS
from core.figures.topic_map import topic_map
from pages.shared.live import arrows, followed_link, links
from tests.thirty_topics import THIRTY, words_of_thirty

language = st.query_params.get("lang", st.session_state.get("language", "en"))
st.session_state["language"] = language
words = words_of_thirty(language)
css = (Path(__file__).parents[2] / "pages" / "home.css").read_text("utf-8")


def show_map() -> None:
    st.title("Home", anchor=False)
    st.html(f"<style>{css}</style>{topic_map(THIRTY, words)}")
    arrows()


def page_of(slug: str):
    return st.Page(lambda: st.title(words.titles[slug]), title=words.titles[slug], url_path=slug)


st.set_page_config(layout="wide")
home = st.Page(show_map, title="Gradus", url_path="home", default=True)
name = {"en": "Glossary", "zh": "术语表"}[language]
glossary = st.Page(lambda: st.title(name), title=name, url_path="glossary")
pages = {topic.slug: page_of(topic.slug) for topic in THIRTY}
rooms = {words.rooms[room]: [pages[topic.slug] for topic in THIRTY if topic.room == room] for room in ROOMS}
page = st.navigation({"": [home, glossary], **rooms}, position="top")
if (link := followed_link()) is not None:
    st.switch_page(pages[link[0]])
page.run()
links(list(pages))
