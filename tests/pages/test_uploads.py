"""Files of a visit at every place of every page: one a place, the last one counts, and a limit that is told."""

import gc
import io
import weakref
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.session_manager import SessionInfo
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from core.computing.tensors.files import write_npy
from core.curriculum import topic_named
from core.data.table import read_table
from pages.shared import uploads, visit_memory
from pages.shared.uploads import bytes_of
from pages.shared.visit_memory import FILES, FILES_BYTES, MESSAGE_BYTES, WIDGET_BYTES, VisitMemory, drop_oldest
from tests.pages.cases import LANGUAGES, boxes, opened

TABLE = b"y_true,score\n" + b"1,0.75\n0,0.25\n" * 20
SERIES = b"day,grams\n" + b"".join(b"2024-01-%02d,%d.5\n" % (k, k) for k in range(1, 13))


def picture():
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(file, "PNG")
    return file.getvalue()


PLACES = {  # the page, its uploader, its place, a good file and a broken one
    "predictions": (lambda: opened(topic_named("metrics"), {"metrics_source": "file"}), "metrics_uploader_classes",
                    "metrics_classes", TABLE, b"a,b\n1\n"),
    "quantities": (lambda: opened(topic_named("metrics"), {"metrics_tab": "regression", "metrics_quantities": "file"}),
                   "metrics_uploader_quantities", "metrics_quantities", b"y_true,y_pred\n1.5,2\n3,2.5\n5,5.5\n", b"\0"),
    "arrays": (lambda: opened(topic_named("tensors"), {"tensors_tab": "files"}), "tensors__upload", "tensors__upload",
               write_npy(np.arange(6.0)), b"PK"),
    "picture": (boxes, "boxes__picture_upload", "boxes__picture", picture(), b"GIF89a"),
    "table": (boxes, "boxes__table_upload", "boxes__table", TABLE, b"a\n1\n"),
    "series": (boxes, "boxes__series_upload", "boxes__series", SERIES, TABLE[:30]),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_place_keeps_its_last_readable_file_and_nothing_of_its_bytes(place, monkeypatch):
    page, uploader, key, good, broken = PLACES[place]
    emptied = []
    add = MemoryUploadedFileManager.add_file
    monkeypatch.setattr(MemoryUploadedFileManager, "add_file",
                        lambda self, session, file: (emptied.append(file.data), add(self, session, file)))  # fmt: skip
    name = "mine.png" if place == "picture" else "mine"
    app = page()
    app.file_uploader(key=uploader).set_value((name, good, "")).run()
    assert not app.exception
    assert not app.error
    assert emptied[-1] == b""
    file = app.session_state["visit_files"][key]
    assert file.size >= len(good) - 1
    app.file_uploader(key=uploader).set_value((name, broken, "")).run()
    assert not app.exception
    assert len(app.error) == 1
    assert app.session_state["visit_files"][key] is file
    assert emptied[-1] == b""
    app.run()
    assert len(app.error) == 1  # the uploader tells its file again; nothing is read twice
    app.file_uploader(key=uploader).set_value((name, good, "")).run()
    assert app.session_state["visit_files"][key] is not file
    assert not app.error


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_for_which_a_visit_has_no_room_is_refused_in_one_sentence(language, monkeypatch):
    monkeypatch.setattr(uploads, "FILES_BYTES", 100_000)
    app = opened(topic_named("tensors"), {"tensors_tab": "files"}, language)
    upload = "tensors__upload"
    app.file_uploader(key=upload).set_value(("a.npy", write_npy(np.zeros(20_000)), "")).run()
    assert ("160128" in app.error[0].value, "100000" in app.error[0].value) == (True, True)
    app.session_state["visit_files"] = {"other": uploads.VisitFile("![x](//h)`.csv", None, 60_000)}
    app.file_uploader(key=upload).set_value(("a.npy", write_npy(np.zeros(6_000)), "")).run()
    (said,) = [error.value for error in app.error]
    assert "`![x](//h)'.csv`" in said
    assert "60000" in said
    app.session_state["visit_files"] = {}
    app.file_uploader(key=upload).set_value(("a.npy", write_npy(np.zeros(6_000)), "")).run()
    assert not app.error


def test_a_table_takes_little_more_memory_than_its_file():
    rows = "".join(f"{k % 7},{k / 7:.5f},name{k}\n" for k in range(20_000))
    content = f"a,b,c\n{rows}".encode()
    assert bytes_of(read_table(content)) < 2 * len(content)


def test_the_oldest_files_of_a_session_give_way_to_a_new_one():
    manager = MemoryUploadedFileManager("/upload")
    data = bytes(4_900_000)
    for k in range(100):
        manager.add_file("s", UploadedFileRec(f"file{k}", "f", "", data))
        drop_oldest(manager, "s")
    assert list(manager.file_storage["s"]) == ["file97", "file98", "file99"]
    for k in range(200):
        manager.add_file("t", UploadedFileRec(f"file{k}", "f", "", b""))
        drop_oldest(manager, "t")
    assert len(manager.file_storage["t"]) == FILES
    drop_oldest(manager, "nobody")
    assert "nobody" not in manager.file_storage


def told(*states):
    message = BackMsg()
    for name, value in states:
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id, widget.string_value = name, value
    return message.SerializeToString()


def finish(coroutine):
    """Run to its end what waits for nothing; a browser's tests may have a loop of their own."""
    with pytest.raises(StopIteration):
        coroutine.send(None)


SIZES = {
    "small": (told(("a", "x")), False), "many": (told(*((f"w{k}", "x" * 15_000) for k in range(100))), False),
    "one large": (told(("a", "x" * (WIDGET_BYTES + 1))), True), "all large": (told(*[("w", "x" * 150_000)] * 15), True),
    "no message": (b"\xff" * (WIDGET_BYTES + 1), False), "nothing but length": (b"\xff" * (MESSAGE_BYTES + 1), True),
}  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_a_message_that_no_page_would_send_ends_its_line(size):
    payload, ends = SIZES[size]
    heard, sent = [], []

    async def app(scope, receive, send):
        heard.append(await receive())

    async def receive():
        return {"type": "websocket.receive", "bytes": payload}

    async def send(message):
        sent.append(message)

    finish(VisitMemory(app)({"type": "websocket"}, receive, send))
    assert [message["type"] for message in heard] == ["websocket.disconnect" if ends else "websocket.receive"]
    assert [message.get("code") for message in sent] == ([1009] if ends else [])


def test_an_upload_makes_room_when_it_has_been_taken(monkeypatch):
    manager = MemoryUploadedFileManager("/upload")
    for k in range(9):
        manager.add_file("s", UploadedFileRec(f"file{k}", "f", "", bytes(FILES_BYTES // 4)))
    monkeypatch.setattr(visit_memory, "exists", lambda: True)
    monkeypatch.setattr(visit_memory, "get_instance", lambda: SimpleNamespace(uploaded_file_mgr=manager))

    async def app(scope, receive, send):
        pass

    for method, left in (("DELETE", 9), ("PUT", 4)):
        scope = {"type": "http", "method": method, "path": "/base/_stcore/upload_file/s/file8"}
        finish(VisitMemory(app)(scope, None, None))
        assert len(manager.file_storage["s"]) == left


class AppSessionLike:
    id = "s"


def test_a_visit_that_has_ended_is_forgotten_without_another_one(monkeypatch):
    storage = MemorySessionStorage(ttl_seconds=0)
    session = AppSessionLike()
    storage.save(SessionInfo(client=None, session=session))
    alive = weakref.ref(session)
    del session
    gc.collect()
    assert alive() is not None
    monkeypatch.setattr(visit_memory, "exists", lambda: True)
    runtime = SimpleNamespace(_session_mgr=SimpleNamespace(_session_storage=storage))
    monkeypatch.setattr(visit_memory, "get_instance", lambda: runtime)
    visit_memory.forget_ended_visits()
    gc.collect()
    assert alive() is None


def test_streamlit_keeps_its_sessions_where_they_are_forgotten():
    from streamlit.runtime.runtime import Runtime
    from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

    manager = WebsocketSessionManager(MemorySessionStorage(), MemoryUploadedFileManager(""), None, None)
    assert isinstance(manager._session_storage, MemorySessionStorage)
    assert "_session_mgr" in Runtime.__init__.__code__.co_names


def test_what_was_computed_of_a_file_is_kept_until_another_one_comes(monkeypatch):
    monkeypatch.setattr(uploads.st, "session_state", {"topic": "boxes"})
    first, second, computed = np.arange(3), np.arange(4), []

    def sum_of(source):
        return uploads.of_visit(source, "sum", lambda: computed.append(source) or int(source.sum()))

    assert [sum_of(first), sum_of(first), sum_of(second), sum_of(first)] == [3, 3, 6, 3]
    assert [len(source) for source in computed] == [3, 4, 3]
    assert uploads.of_visit(first, "length", lambda: 5) == 5
    assert (sum_of(first), len(computed)) == (3, 3)
