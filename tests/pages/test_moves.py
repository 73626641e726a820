"""A slider that is dragged runs what it moves, and never the whole page."""

from urllib.parse import urlencode

import pytest

from benchmarks.client import Visitor
from core.params import Domain
from tests.pages.cases import TABS, fields


@pytest.mark.parametrize("tab", TABS, ids=str)
def test_a_dragged_slider_runs_its_fragment_alone(server, tab):
    slug, table = tab.topic.slug, fields(tab.topic)
    query = urlencode({f"{slug}_{name}": text for name, text in tab.settings})
    with Visitor(server("streamlit_app.py"), slug, query) as visitor:
        names = [name for name in table if f"{slug}_{name}" in visitor.widgets]
        whole = {name for name in names if runs_everything(visitor, f"{slug}_{name}", table[name])}
    assert whole == set()


def runs_everything(visitor: Visitor, key: str, domain: Domain) -> bool:
    """Whether a few moves around the default have the whole page run; the first has callbacks read the state."""
    before = visitor.whole_runs
    for value in (domain.default - domain.step, domain.default + domain.step, domain.default):
        if domain.low <= value <= domain.high:
            visitor.move(key, value)
    return visitor.whole_runs > before
