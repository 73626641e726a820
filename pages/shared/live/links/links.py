"""Links in texts that lead from page to page of the app, within one visit."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

import streamlit as st

from pages.shared.live.assets import loader

_mount = st.components.v2.component("links", js=loader("links/links.js"), isolate_styles=False)

LONGEST_QUERY = 20_000
MOST_PARAMETERS = 500


def followed_link(pages: Sequence[str]) -> tuple[str, dict[str, str]] | None:
    """`(page, query)` of the link that was clicked, once; None where none was. Mount it once, on every page.

    `pages` are the addresses below the app's root that a link may lead to. What the browser tells is untrusted: a page
    that is not among them is ignored, and a query that cannot be read is empty.
    """
    told = _mount(key="links", data={"pages": list(pages)}, on_open_change=lambda: None).open
    return place(told, pages)


def place(told: Any, pages: Sequence[str]) -> tuple[str, dict[str, str]] | None:
    """`(page, query)` of what a browser told as `{"page": …, "query": …}`; the language stays that of the visit."""
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
