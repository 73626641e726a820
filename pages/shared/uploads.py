"""Files of a visit: one a place, the last one counts, and all together within a limit that is told.

What was read of a file stays in the session, its bytes do not: Streamlit's store is emptied as soon as they are read.
A file that is refused does not replace the one before.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from sys import getsizeof
from typing import Any

import numpy as np
import streamlit as st
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from core.refusal import Refusal
from pages.shared.state import current_topic
from pages.shared.visit_memory import FILES_BYTES


@dataclass(frozen=True)
class VisitFile:
    """What was read of a file, and how many bytes it takes: those of the file or of what it holds, the larger ones."""

    name: str
    content: Any
    size: int


def receive(place: str, uploader: str, read: Callable[[str, bytes], Any]) -> None:
    """Read the file that has just come to a place by the uploader of this key; for its `on_change`.

    A file that was taken out of the uploader, or is about to be replaced, is kept until `forget`.
    """
    file = st.session_state[uploader]
    seen: dict[str, str] = st.session_state.setdefault("visit_files_seen", {})
    if isinstance(file, UploadedFile) and seen.get(place) == file.file_id:
        return  # told again by the browser; its bytes are gone
    _refusals().pop(place, None)
    if not isinstance(file, UploadedFile):
        return
    seen[place] = file.file_id
    try:
        _keep(place, file.name, file.getvalue(), read)
    finally:
        _empty(file)


def of_visit(source: Any, name: str, compute: Callable[[], Any]) -> Any:
    """`compute()`, once for what was read of a file; another file of that kind replaces all that was computed of it."""
    key = f"{current_topic()}__own_{type(source).__name__}"
    last, results = st.session_state.get(key, (None, {}))
    if last is not source:
        results = {}
        st.session_state[key] = source, results
    if name not in results:
        results[name] = compute()
    return results[name]


def hand_over(place: str, name: str, content: bytes) -> None:
    """Leave a file at a place of another topic, whose page takes it when it is opened next."""
    _handed()[place] = name, content


def take_over(place: str, read: Callable[[str, bytes], Any]) -> None:
    """Read the file that another topic has left at a place, if it has left one."""
    if place in _handed():
        _refusals().pop(place, None)
        _keep(place, *_handed().pop(place), read)


def kept(place: str) -> Any:
    """What was read of the last readable file of a place; None where there is none."""
    file = _files().get(place)
    return None if file is None else file.content


def refused(place: str) -> Refusal | None:
    """Why the last file of a place was refused."""
    return _refusals().get(place)


def forget(place: str) -> None:
    """Take the file of a place away."""
    _files().pop(place, None)
    _refusals().pop(place, None)


def bytes_of(value: Any) -> int:
    """About how many bytes a value keeps in memory, arrays and texts inside it included."""
    if isinstance(value, np.ndarray):
        return int(value.nbytes)
    if isinstance(value, Mapping):
        return getsizeof(value) + sum(bytes_of(key) + bytes_of(item) for key, item in value.items())
    if isinstance(value, tuple | list):
        return getsizeof(value) + sum(map(bytes_of, value))
    if is_dataclass(value):
        return sum(bytes_of(getattr(value, field.name)) for field in fields(value))
    return getsizeof(value)


def _keep(place: str, name: str, content: bytes, read: Callable[[str, bytes], Any]) -> None:
    """Read a file and keep what was read, or why it was refused."""
    try:
        _check_room(place, len(content))
        found = read(name, content)
        size = max(len(content), bytes_of(found))
        _check_room(place, size)
        _files()[place] = VisitFile(name, found, size)
    except Refusal as error:
        _refusals()[place] = error


def _handed() -> dict[str, tuple[str, bytes]]:
    handed: dict[str, tuple[str, bytes]] = st.session_state.setdefault("visit_files_handed", {})
    return handed


def _files() -> dict[str, VisitFile]:
    files: dict[str, VisitFile] = st.session_state.setdefault("visit_files", {})
    return files


def _refusals() -> dict[str, Refusal]:
    refusals: dict[str, Refusal] = st.session_state.setdefault("visit_refusals", {})
    return refusals


def _check_room(place: str, size: int) -> None:
    others = {one: file for one, file in _files().items() if one != place}
    taken = sum(file.size for file in others.values())
    if taken + size > FILES_BYTES:
        if not others:
            raise Refusal("file_takes_much", got=size, limit=FILES_BYTES)
        names = ", ".join(file.name for file in others.values())
        raise Refusal("visit_full", got=size, taken=taken, limit=FILES_BYTES, names=names)


def _empty(file: UploadedFile) -> None:
    """Leave the file's name in Streamlit's store, so that the uploader still shows it, but not its bytes."""
    context = get_script_run_ctx()
    if context is not None:
        empty = UploadedFileRec(file_id=file.file_id, name=file.name, type=file.type, data=b"")
        context.uploaded_file_mgr.add_file(context.session_id, empty)  # type: ignore[attr-defined]
