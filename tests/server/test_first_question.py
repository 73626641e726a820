"""The first questions of a new line are answered: with the whole page, where the session does not know the part."""

import asyncio

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.shared.server import first_question
from tests.server.wire import awaited

DISCONNECT = {"type": "websocket.disconnect", "code": 1001}


def question(fragment="", moved=0, query="a=1", kept=None):
    """A question as browsers ask it; `kept` is what the component that writes the address has kept of it."""
    asked = BackMsg()
    asked.rerun_script.fragment_id = fragment
    asked.rerun_script.query_string = query
    state = asked.rerun_script.widget_states.widgets.add()
    state.id, state.int_value = "slider", moved
    if kept is not None:
        state = asked.rerun_script.widget_states.widgets.add()
        state.id, state.json_value = "$$ID-0a1b2c-page_state", kept
    return {"type": "websocket.receive", "bytes": asked.SerializeToString()}


def finished(status=ForwardMsg.FINISHED_SUCCESSFULLY):
    told = ForwardMsg()
    told.script_finished = status
    return {"type": "websocket.send", "bytes": told.SerializeToString()}


class Session:
    def __init__(self, *fragments):
        self.has_fragment = fragments.__contains__


class Browser:
    """The other end of a line: what it has sent, and what it is told."""

    def __init__(self):
        self.sent = asyncio.Queue()
        self.told = []

    def say(self, *messages):
        for message in messages:
            self.sent.put_nowait(message)

    async def tell(self, message):
        self.told.append(message)


def through(app, session_id="", session=None, monkeypatch=None):
    """Runs an app behind the middleware: it is given `receive`, `send` and the browser."""

    async def run():
        browser = Browser()
        scope = {
            "type": "websocket",
            "headers": [(b"sec-websocket-protocol", f"streamlit, token, {session_id}".encode())],
        }
        named = {session_id: session}
        monkeypatch.setattr(first_question, "session_of", lambda _scope, name: named.get(name))
        inside = first_question.FirstQuestions(lambda scope, receive, send: app(receive, send, browser))
        await inside(scope, browser.sent.get, browser.tell)

    awaited(run())


async def nothing_arrives(receive):
    """A receive that is waiting, after all that could arrive has had its turn."""
    waiting = asyncio.ensure_future(receive())
    for _ in range(500):
        await asyncio.sleep(0)
    assert not waiting.done()
    return waiting


@pytest.fixture
def behind(monkeypatch):
    return lambda app, **line: through(app, monkeypatch=monkeypatch, **line)


def test_a_fragment_that_the_session_does_not_know_becomes_the_whole_page_with_the_same_states(behind):
    async def app(receive, send, browser):
        browser.say(question("part", moved=3))
        assert await receive() == question("", moved=3)

    behind(app)


KEPT = '{"address": "a=2&b=x"}'


@pytest.mark.parametrize("fragment", ["", "part"])
def test_a_new_session_is_asked_with_the_address_that_the_page_shows(behind, fragment):
    async def app(receive, send, browser):
        browser.say(question(fragment, kept=KEPT), question("", query="c=3", kept=KEPT))
        assert await receive() == question(query="a=2&b=x", kept=KEPT)
        assert await receive() == question(query="c=3", kept=KEPT)  # the visitor has gone to another page

    behind(app)


def test_a_session_that_is_taken_up_again_is_asked_as_the_browser_asks(behind):
    async def app(receive, send, browser):
        browser.say(question("", kept=KEPT))
        assert await receive() == question("", kept=KEPT)

    behind(app, session_id="mine", session=Session("part"))


@pytest.mark.parametrize(
    "kept", ["", "[]", "7", '{"address": 7}', '{"address": ["a"]}', "{", "[" * 100_000, '{"other": ""}']
)
def test_what_is_no_address_is_left_out(behind, kept):
    async def app(receive, send, browser):
        browser.say(question("part", kept=kept))
        assert await receive() == question(kept=kept)

    behind(app)


def test_a_session_that_is_taken_up_again_keeps_its_fragments(behind):
    async def app(receive, send, browser):
        browser.say(question("part"), question("other"))
        assert await receive() == question("part")
        assert await receive() == question("")  # this one it does not know

    behind(app, session_id="mine", session=Session("part"))


def test_a_question_that_comes_while_the_page_is_drawn_waits_and_is_asked_once(behind):
    async def app(receive, send, browser):
        browser.say(question(), question("part", moved=1))
        assert await receive() == question()
        waiting = await nothing_arrives(receive)
        await send(finished(ForwardMsg.FINISHED_EARLY_FOR_RERUN))
        for _ in range(500):
            await asyncio.sleep(0)
        assert not waiting.done()
        await send(finished())
        assert await waiting == question("part", moved=1)
        browser.say(question("part", moved=2))
        assert await receive() == question("part", moved=2)
        await nothing_arrives(receive)

    behind(app)


def test_what_waits_gives_way_to_a_question_for_another_page(behind):
    async def app(receive, send, browser):
        browser.say(question(), question("part", moved=1), question("", moved=2), question("part", moved=3))
        assert await receive() == question()
        assert await receive() == question("", moved=2)
        waiting = await nothing_arrives(receive)
        await send(finished())
        assert await waiting == question("part", moved=3)
        await nothing_arrives(receive)

    behind(app)


def test_a_browser_that_leaves_while_its_question_waits_is_gone_at_once(behind):
    async def app(receive, send, browser):
        browser.say(question(), question("part"), DISCONNECT)
        assert await receive() == question()
        assert await receive() == DISCONNECT

    behind(app)


def test_of_many_questions_that_wait_the_newest_stay(behind):
    async def app(receive, send, browser):
        browser.say(question(), *(question("part", moved=k) for k in range(100)))
        assert await receive() == question()
        waiting = await nothing_arrives(receive)
        await send(finished())
        answered = [await waiting] + [await receive() for _ in range(first_question.MOST_HELD - 1)]
        assert answered == [question("part", moved=k) for k in range(100 - first_question.MOST_HELD, 100)]
        await nothing_arrives(receive)

    behind(app)


def test_what_is_no_question_passes_as_it_is(behind):
    heartbeat = BackMsg()
    heartbeat.app_heartbeat = True
    others = [
        {"type": "websocket.connect"},
        {"type": "websocket.receive", "bytes": b"\xff\xff no message", "text": None},
        {"type": "websocket.receive", "bytes": None, "text": "hello"},
        {"type": "websocket.receive", "bytes": heartbeat.SerializeToString()},
    ]

    async def app(receive, send, browser):
        browser.say(*others)
        assert [await receive() for _ in others] == others

    behind(app)
