"""Which page is shown, and the frame around it: navigation, heading, language, address."""

import streamlit as st

from core.curriculum import ROOMS, TOPICS
from pages.shared.frame import heading, neighbors, page_words
from pages.shared.live import followed_link, links, progress_marks, unseen
from pages.shared.live.fragments import ask_again_after_a_cut, keep_address
from pages.shared.server.load import LOAD
from pages.shared.state import load_link
from pages.shared.words import language, words

st.set_page_config(page_icon="📐", layout="wide")  # first, so that the page is wide from the beginning
t = words(__file__)
chosen = language()

pages = {
    "home": st.Page("home.py", title=t("home"), url_path="home", default=True),
    "glossary": st.Page("glossary.py", title=page_words("glossary", chosen)("title"), url_path="glossary"),
} | {
    topic.slug: st.Page(topic.page, title=page_words(topic.slug, chosen)("title"), url_path=topic.slug)
    for topic in TOPICS
}
rooms = {
    t(f"rooms.{room}"): [pages[topic.slug] for topic in TOPICS if topic.room == room]
    for room in ROOMS
    if any(topic.room == room for topic in TOPICS)
}
page = st.navigation({"": [pages["home"], pages["glossary"]], **rooms}, position="top")
slug = next((slug for slug, candidate in pages.items() if candidate == page), "home")

st.set_page_config(page_title=t("home_title") if slug == "home" else f"{page.title} · Gradus")
if (link := followed_link()) is not None:
    st.switch_page(pages[link[0] or "home"], query_params=link[1])
if slug != "home":
    st.session_state.pop("lost", None)  # the unknown address that led home has been told
load_link(slug)
with st.container(gap=None):
    heading(slug, t)
    with unseen("unseen"):
        progress_marks()
        links(["", *pages])
        ask_again_after_a_cut()
        if slug == "home":  # a topic keeps its own, with every change, and the glossary its search
            keep_address(slug, chosen)
with LOAD.whole_page():  # a crowd that comes at once does not stand before a visitor's small change
    page.run()
    neighbors(slug, t)
