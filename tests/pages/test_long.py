"""Long computations: how they are told, cut, stood in line for and left; and what is kept of results."""

import os
import subprocess
import sys
import threading
from importlib import import_module

import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import StopException
from streamlit.testing.v1 import AppTest

from core.pace import GROWTH, Pace
from pages.shared import limits, with_progress
from pages.shared.cached import cached as shared
from pages.shared.line import LINE, Line
from pages.shared.results import FLIGHTS, MISSING, RESULTS, Flights, Results
from tests.pages import steps
from tests.pages.steps import WORK, Count


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    RESULTS.clear()
    WORK.now, WORK.begun, WORK.ended = 0.0, 0, []
    monkeypatch.setattr(limits, "clock", lambda: WORK.now)
    monkeypatch.setattr(limits, "LONG_SECONDS", 2)
    monkeypatch.setattr(limits, "RUN_SECONDS", 10)
    yield
    RESULTS.clear()


def counting_page(name, total):
    import streamlit as st

    from pages.shared import with_progress
    from tests.pages import steps

    st.session_state["found"] = with_progress(
        getattr(steps, name), total, share=lambda state: state.done / state.total, said="counting"
    )


def visit(name="count", total=20):
    app = AppTest.from_function(counting_page, kwargs={"name": name, "total": total}, default_timeout=30)
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    return app


def test_a_computation_ends_with_the_time_and_says_how_far_it_has_come():
    app = visit()
    assert app.session_state["found"] == Count(10, 20, cut=True)
    assert "50%" in app.info[0].value
    assert WORK.ended == ["cut"]


def test_a_generator_that_does_not_hear_is_left_at_its_next_state():
    assert visit("deaf").session_state["found"] == Count(11, 20)


def test_what_the_clock_has_cut_is_kept_for_its_visitor_alone():
    first = visit()
    first.run()
    assert WORK.begun == 1 and "50%" in first.info[0].value
    visit()
    assert WORK.begun == 2


def test_what_is_whole_is_shared_and_says_nothing():
    first, second = visit(total=9), visit(total=9)
    assert WORK.begun == 1 and WORK.ended == ["whole"]
    assert first.session_state["found"] == second.session_state["found"] == Count(9, 9)
    assert not first.info and not second.info


def test_a_short_computation_draws_no_bar_and_stands_in_no_line(monkeypatch):
    monkeypatch.setattr(LINE, "ticket", None)
    visit(total=1)
    with pytest.raises(AssertionError):
        visit(total=9)


@pytest.mark.parametrize("end", [StopException(), ValueError("x")], ids=["gone visitor", "error"])
def test_a_place_in_line_and_the_computation_are_given_back_however_it_ends(monkeypatch, end):
    def draw(self, share, ahead=0):
        if share > 0.3:
            assert len(LINE) == 1
            raise end

    monkeypatch.setattr(import_module("pages.shared.cached")._Watch, "draw", draw)
    with pytest.raises(type(end)):
        with_progress(steps.count, 20, share=lambda state: state.done / state.total, said="counting")
    assert WORK.ended == ["left"]
    assert len(LINE) == 0
    with FLIGHTS.take("tests.pages.steps.count(20)") as (_, mine):
        assert mine


def test_who_waits_in_line_is_told_the_place_and_goes_on_when_it_is_free(monkeypatch):
    monkeypatch.setattr(LINE, "places", 1)
    told = []
    with LINE.ticket() as busy:

        def wait(ticket, _seconds):
            told.append(LINE.ahead(ticket))
            WORK.now += 1000  # waiting is not computing
            LINE._tickets.remove(busy)

        monkeypatch.setattr(LINE, "wait", wait)
        app = visit(total=9)
        LINE._tickets.insert(0, busy)
    assert told == [1]
    assert app.session_state["found"] == Count(9, 9)


def test_the_line_is_first_come_first_served_and_is_left_in_any_way():
    line = Line(2)
    with line.ticket() as first, line.ticket() as second:
        third = line.ticket()
        with line.ticket() as fourth:
            mine = third.__enter__()
            assert [line.ahead(one) for one in (first, second, fourth, mine)] == [0, 0, 1, 2]
        assert line.ahead(mine) == 1
        with pytest.raises(ZeroDivisionError), line.ticket():
            raise ZeroDivisionError
        third.__exit__(None, None, None)
        assert len(line) == 2
    assert len(line) == 0


def test_who_waits_goes_on_as_soon_as_a_place_is_free():
    line = Line(1)
    went, begun = threading.Event(), threading.Event()

    def stand():
        with line.ticket() as ticket:
            begun.set()
            while line.ahead(ticket):
                line.wait(ticket, 60)
            went.set()

    with line.ticket():
        thread = threading.Thread(target=stand, daemon=True)
        thread.start()
        assert begun.wait(30) and not went.is_set()
    assert went.wait(30)
    thread.join(30)


def test_two_visitors_who_ask_at_once_have_one_computation():
    begun, go, found = threading.Event(), threading.Event(), []

    def ask():
        found.append(shared(slow, 3))

    slow.calls, slow.begun, slow.go = 0, begun, go
    one, other = (threading.Thread(target=ask, daemon=True) for _ in range(2))
    one.start()
    assert begun.wait(30)
    other.start()
    go.set()
    one.join(30)
    other.join(30)
    assert [list(value) for value in found] == [[3], [3]] and slow.calls == 1
    assert found[0] is not found[1]


def slow(value):
    slow.calls += 1
    slow.begun.set()
    assert slow.go.wait(30)
    return [value]


def test_a_computation_that_fails_is_tried_by_the_next_one():
    flights = Flights()
    with pytest.raises(ZeroDivisionError), flights.take("x") as (flight, mine):
        assert mine
        with flights.take("x") as (same, mine_too):
            assert same is flight and not mine_too
        raise ZeroDivisionError
    assert flight.ended.is_set() and flight.result is MISSING
    with flights.take("x") as (_, mine):
        assert mine


def test_results_stay_within_their_bytes_and_the_one_not_read_for_longest_goes():
    results = Results(40_000, 60)
    for name in "abc":
        results.put(name, bytes(10_000))
    assert results.get("a") == bytes(10_000)
    results.put("d", bytes(10_000))
    assert [results.get(name) is MISSING for name in "abcd"] == [False, True, False, False]
    results.put("large", bytes(50_000))
    assert results.get("large") is MISSING and results.get("a") is not MISSING
    for number in range(1000):
        results.put(f"small {number}", number)
    assert results.size <= 40_000


def test_results_go_after_their_time():
    now = [0.0]
    results = Results(10_000, 60, lambda: now[0])
    results.put("a", 1)
    now[0] = 59
    assert results.get("a") == 1
    now[0] = 61
    assert results.get("a") is MISSING
    results.let_go()
    assert results.size == 0


def test_a_reader_cannot_change_what_another_one_reads():
    results = Results(10_000, 60)
    results.put("a", [1])
    results.get("a").append(2)
    assert results.get("a") == [1]


def test_a_stretch_takes_as_many_units_as_fit_into_its_time():
    now = [0.0]
    pace, taken = Pace(0.25, lambda: now[0]), []
    for _ in range(6):
        units = pace.begin()
        taken.append(units)
        now[0] += units * 0.001
        pace.end(units)
    assert taken == [1, GROWTH, 250, 250, 250, 250]
    pace.begin()
    now[0] += 250 * 0.1  # the machine has become slow
    pace.end(250)
    assert pace.units == 2


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [("GRADUS_RUN_SECONDS", "0", "from 1 on"), ("GRADUS_CACHE_MB", "many", "no number"), ("GRADUS_LONG_RUNS", "3", "")],
)
def test_settings_are_numbers_of_the_environment(name, text, said):
    code = "from pages.shared import limits; print(limits.LONG_RUNS, limits.RUN_SECONDS)"
    plain = {key: value for key, value in os.environ.items() if not key.startswith("GRADUS_")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=plain | {name: text}, capture_output=True, text=True, check=False
    )
    assert (said in done.stderr and done.returncode != 0) if said else done.stdout.startswith("3 60")
