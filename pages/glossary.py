from html import escape
from pathlib import Path

import streamlit as st

from pages.shared.frame import page_words
from pages.shared.glossary import Term, found_terms
from pages.shared.live import page_state, unseen
from pages.shared.words import Words, quotable, words

KEY = "glossary__term"
LONGEST_SEARCH = 60

t = words(__file__)


def entry(t: Words, term: Term) -> str:
    """A term with its name in the other language, its meaning, and the link to its topic."""
    other = {"en": "zh", "zh": "en"}[t.language]
    slug = term.topic()
    topic = ""
    if slug is not None:
        title = page_words(slug, t.language)("title")
        topic = f' <a href="{slug}?lang={t.language}">{escape(t("topic", topic=title))}</a>'
    return (
        f'<div><dt>{escape(term.name(t.language))} <span lang="{other}">{escape(term.name(other))}</span></dt>'
        f"<dd>{escape(t(f'means.{term.key}'))}{topic}</dd></div>"
    )


@st.fragment
def search(t: Words) -> None:
    """The search, kept in the address, and what it finds."""
    if KEY not in st.session_state:
        st.session_state[KEY] = st.query_params.get("term", "")[:LONGEST_SEARCH]
    text = st.text_input(
        t("search"), key=KEY, placeholder=t("search_hint"), max_chars=LONGEST_SEARCH, live=True,
        icon=":material/search:", label_visibility="collapsed", width=420,
    )  # fmt: skip
    found = found_terms(text)
    with st.container(gap=None):
        place = unseen("glossary_unseen")
        st.caption(t("count", count=len(found)) if found else t("nothing", text=quotable(text)))
    style = f"<style>{Path(__file__).with_suffix('.css').read_text('utf-8')}</style>"
    st.html(f'{style}<dl class="glossary">{"".join(entry(t, term) for term in found)}</dl>')
    chosen = {"lang": t.language} if "language" in st.session_state else {}
    with place:
        page_state({**({"term": text} if text else {}), **chosen}, t.language)


search(t)
