"""No link costs more than it may: the dearest legal links of every topic are walked, generated from its domains.

A long computation may take a moment here. What is counted is processor time of the script's own thread, between two
places where a visitor's leaving is heard and in all, bytes, and elements; the limits are several times what was
measured, and a tenth of what any fault of this kind has cost.
"""

import resource
import time

import pytest
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

from core.engine.fast.ready import fast_ready
from pages.shared import limits
from pages.shared.results import RESULTS
from pages.shared.warm_up import import_heavy
from tests.pages.cases import TESTED, fields
from tests.pages.dearest import links, texts_of, told

every_topic = pytest.mark.parametrize("topic", TESTED, ids=lambda topic: topic.slug)

RUN_SECONDS = 0.1  # of a long computation, in place of a minute
PIECE = 4.0  # seconds of computing between two places where leaving is heard; 2 on a server that is not old
PAGE = 15.0  # seconds of computing for a page
ELEMENTS = 400
SENT = 8 * 2**20  # bytes to the browser
KEPT = 16 * 2**20  # bytes in the caches
PEAK = 600 * 2**10  # kilobytes of memory that a topic adds to the largest size of the process


class Thread:
    """The processor time of scripts, as their yield points are passed."""

    def __init__(self):
        self.pieces = [0.0]
        self._last = None

    def pass_by(self):
        now = time.thread_time()
        if self._last is not None:
            self.pieces.append(now - self._last)
        self._last = now

    def begin(self):
        self.pieces, self._last = [0.0], None


@pytest.fixture
def thread(monkeypatch):
    import_heavy()
    fast_ready()  # a server has compiled the engine before it is asked for long runs
    measured, heard = Thread(), ScriptRunner._maybe_handle_execution_control_request

    def hear(runner):
        measured.pass_by()
        return heard(runner)

    monkeypatch.setattr(ScriptRunner, "_maybe_handle_execution_control_request", hear)
    monkeypatch.setattr(limits, "RUN_SECONDS", RUN_SECONDS)
    monkeypatch.setattr(limits, "LONG_SECONDS", RUN_SECONDS / 2)
    monkeypatch.setattr(limits, "clock", time.thread_time)
    return measured


@every_topic
def test_no_legal_link_costs_more_than_it_may(topic, thread):
    faults, peak = [], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, tab, at in links(topic):
        thread.begin()
        kept = RESULTS.size
        settings = {key: value for key, value in at.items() if key not in dict(tab.settings)}
        app = tab.open(settings, panels=name == str(tab))
        elements = list(app.main)
        found = {
            "refused": (len(app.session_state["problems"]) + len(app.exception), 0),
            "piece": (max(thread.pieces), PIECE),
            "page": (sum(thread.pieces), PAGE),
            "elements": (len(elements), ELEMENTS),
            "sent": (sum(element.proto.ByteSize() for element in elements if hasattr(element.proto, "ByteSize")), SENT),
            "kept": (RESULTS.size - kept, KEPT),
        }
        faults += [(name, what, value) for what, (value, limit) in found.items() if value > limit]
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak
    assert faults == [] and grown <= PEAK


@every_topic
def test_what_the_domains_do_not_say_of_a_dear_link_is_told(topic):
    """A text has no dearest end: name the dearest one that is legal in `tests/<room>/<topic>/dearest.py`."""
    assert texts_of(topic) - told(topic).keys() == set()
    assert told(topic).keys() - fields(topic).keys() == set()
