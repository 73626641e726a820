"""Links in texts that lead from page to page of the app, within one visit."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

import streamlit as st

from pages.shared.live.assets import loader

_mount = st.components.v2.component("links", js=loader("links/links.js"), isolate_styles=False)

KEY = "links"
Place = tuple[str, dict[str, str]]
LONGEST_QUERY = 20_000
MOST_PARAMETERS = 500


def links(pages: Sequence[str]) -> None:
    """Hears clicks on links to `pages`, the addresses below the app's root; invisible, once on every page."""

    def opened() -> None:
        st.session_state["followed_link"] = place(st.session_state[KEY].get("open"), pages)

    _mount(key=KEY, data={"pages": list(pages)}, on_open_change=opened)


def followed_link() -> Place | None:
    """`(page, query)` of the link that was clicked, told once; None where none was."""
    found: Place | None = st.session_state.pop("followed_link", None)
    return found


def place(told: Any, pages: Sequence[str]) -> Place | None:
    """`(page, query)` of what a browser told as `{"page": …, "query": …}`; the language stays that of the visit.

    It is untrusted: a page that is not among `pages` is None, and a query that cannot be read is empty.
    """
    if not isinstance(told, Mapping) or told.get("page") not in pages:
        return None
    query = told.get("query")
    if not isinstance(query, str) or len(query) > LONGEST_QUERY:
        return str(told["page"]), {}
    try:
        parameters = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS))
    except ValueError:
        parameters = {}
    parameters.pop("lang", None)
    return str(told["page"]), parameters
