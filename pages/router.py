"""Which page is shown, and the frame around it: navigation, heading, language, address."""

import streamlit as st

from core.curriculum import SECTIONS, TOPICS
from pages.shared.frame import heading, neighbors, topic_words
from pages.shared.live import keep_address
from pages.shared.state import arrive
from pages.shared.words import language, words

t = words(__file__)
chosen = language()

home = st.Page("home.py", title=t("home"), url_path="home", default=True)
pages = {
    topic.slug: st.Page(topic.page, title=topic_words(topic, chosen)("title"), url_path=topic.slug) for topic in TOPICS
}
sections = {
    t(f"sections.{section}"): [pages[topic.slug] for topic in TOPICS if topic.section == section]
    for section in SECTIONS
    if any(topic.section == section for topic in TOPICS)
}
page = st.navigation({"": [home], **sections}, position="top")
slug = next((slug for slug, candidate in pages.items() if candidate == page), "home")

st.set_page_config(page_title=f"{page.title} · Gradus", page_icon="📐", layout="wide")
arrive(slug)
heading(slug, t)
page.run()
neighbors(slug, t)
if slug == "home":  # a topic keeps its own, with every change
    keep_address(slug, chosen)
