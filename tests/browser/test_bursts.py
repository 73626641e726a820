"""Messages of a short run are sent in one go, in their order; nothing else waits."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.shared.live import bursts


def message(text):
    told = ForwardMsg()
    told.delta.new_element.markdown.body = text
    return {"type": "websocket.send", "bytes": told.SerializeToString()}


def status(runs):
    told = ForwardMsg()
    told.session_status_changed.script_is_running = runs
    return {"type": "websocket.send", "bytes": told.SerializeToString()}


def begin(*fragments):
    told = ForwardMsg()
    told.new_session.name = "a page"
    told.metadata.run.fragment_ids.extend(fragments)
    return {"type": "websocket.send", "bytes": told.SerializeToString()}


def through(app, kind="websocket", send=None):
    """What comes out of the middleware around `app`, and how often anything had come out at each step of it."""
    out = []

    async def collect(told):
        if send:
            await send(told)
        out.append(told)

    async def run():
        await bursts.Bursts(lambda scope, receive, put: app(put, out))({"type": kind}, None, collect)

    with ThreadPoolExecutor(1) as apart:  # the browser of other tests keeps this thread's event loop
        apart.submit(lambda: asyncio.run(run())).result()
    return out


def test_a_run_is_sent_when_it_has_ended():
    told = [status(True), message("a"), message("b" * 500), message("c"), status(False)]

    async def app(put, out):
        for each in told[:-1]:
            await put(each)
        assert out == []
        await put(told[-1])

    assert through(app) == [bursts.WAKING, *told]


def test_what_wakes_the_browser_says_nothing_and_a_lone_message_needs_no_waking():
    told = ForwardMsg.FromString(bursts.WAKING["bytes"])
    assert told.WhichOneof("type") == "stop_auto_rerun" and not told.stop_auto_rerun.fragment_ids

    async def app(put, out):
        await put(status(False))

    assert through(app) == [status(False)]


def test_a_long_run_is_told_by_and_by(monkeypatch):
    monkeypatch.setattr(bursts, "PATIENCE_SECONDS", 0.001)

    async def app(put, out):
        for count in range(1, 4):
            await put(message(str(count)))
            while len(out) < count:
                await asyncio.sleep(0.001)

    assert through(app) == [message(str(count)) for count in (1, 2, 3)]


@pytest.mark.parametrize("fragments", [(), ("part",)], ids=["whole", "part"])
def test_a_part_that_has_been_drawn_is_not_told_to_be_about_to(fragments):
    told = [begin(*fragments), status(True), message("a"), status(False)]

    async def app(put, out):
        for each in told:
            await put(each)

    assert through(app) == [bursts.WAKING, *[each for each in told if not fragments or each != status(True)]]


def test_a_part_that_takes_long_is_told_to_be_about_to_be_drawn(monkeypatch):
    monkeypatch.setattr(bursts, "PATIENCE_WITH_A_PART_SECONDS", 0.001)
    told = [begin("part"), status(True), message("a"), status(False)]

    async def app(put, out):
        for each in told[:-1]:
            await put(each)
        while len(out) < 3:
            await asyncio.sleep(0.001)
        await put(told[-1])

    assert [each for each in through(app) if each != bursts.WAKING] == told


def test_the_patience_begins_anew_with_every_run(monkeypatch):
    monkeypatch.setattr(bursts, "PATIENCE_SECONDS", 0.1)

    async def app(put, out):
        await put(message("first"))
        await asyncio.sleep(0.08)
        await put(status(False))
        await put(message("second"))
        await asyncio.sleep(0.05)  # the first run's patience would have ended
        assert out == [bursts.WAKING, message("first"), status(False)]

    through(app)


@pytest.mark.parametrize(
    "told",
    [{"type": "websocket.accept"}, {"type": "websocket.close"}, {"type": "websocket.send", "text": "hello"}],
    ids=["accept", "close", "text"],
)
def test_what_no_script_says_waits_for_nothing(told):
    async def app(put, out):
        await put(message("before"))
        await put(told)
        assert out == [bursts.WAKING, message("before"), told]

    through(app)


def test_other_connections_are_left_alone():
    answer = {"type": "http.response.body", "body": b""}

    async def app(put, out):
        await put(answer)
        assert out == [answer]

    through(app, "http")


def test_a_slow_line_slows_the_sender():
    free = asyncio.Event()

    async def app(put, out):
        ending = asyncio.create_task(put(status(False)))
        await asyncio.sleep(0)
        adding = asyncio.create_task(put(message("next")))
        await asyncio.sleep(0.01)
        assert not adding.done()
        free.set()
        await asyncio.gather(ending, adding)

    through(app, send=lambda told: free.wait())


def test_a_line_that_breaks_is_told_to_the_sender(monkeypatch):
    monkeypatch.setattr(bursts, "PATIENCE_SECONDS", 0.001)

    async def broken(told):
        raise ConnectionResetError

    async def app(put, out):
        await put(message("lost"))
        await asyncio.sleep(0.01)
        with pytest.raises(ConnectionResetError):
            await put(message("next"))

    assert through(app, send=broken) == []
