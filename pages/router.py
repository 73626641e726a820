"""Which page is shown, and the frame around it: navigation, heading, language, address."""

import streamlit as st

from core.curriculum import ROOMS, TOPICS
from pages.shared.frame import heading, neighbors, topic_words
from pages.shared.live.fragments import keep_address
from pages.shared.state import load_link
from pages.shared.words import language, words

t = words(__file__)
chosen = language()

home = st.Page("home.py", title=t("home"), url_path="home", default=True)
pages = {
    topic.slug: st.Page(topic.page, title=topic_words(topic, chosen)("title"), url_path=topic.slug) for topic in TOPICS
}
rooms = {
    t(f"rooms.{room}"): [pages[topic.slug] for topic in TOPICS if topic.room == room]
    for room in ROOMS
    if any(topic.room == room for topic in TOPICS)
}
page = st.navigation({"": [home], **rooms}, position="top")
slug = next((slug for slug, candidate in pages.items() if candidate == page), "home")

st.set_page_config(page_title=f"{page.title} · Gradus", page_icon="📐", layout="wide")
load_link(slug)
heading(slug, t)
page.run()
neighbors(slug, t)
if slug == "home":  # a topic keeps its own, with every change
    keep_address(slug, chosen)
