"""Whether the compiled engine can be used yet: it takes some seconds to compile, once per machine."""

import threading
from importlib.util import find_spec

_ready, _lock = threading.Event(), threading.Lock()


def warm_up() -> None:
    """Compile all of the fast engine, or load it from disk. Meanwhile other threads use the engine from scratch."""
    if find_spec("numba") is None:
        return
    with _lock:
        if not _ready.is_set():
            from core.engine.fast.first_calls import compile_all

            compile_all()
            _ready.set()


def fast_ready() -> bool:
    """Whether the compiled engine is to be used now: it is compiled first, unless another thread is at it."""
    if not _ready.is_set() and not _lock.locked():
        warm_up()
    return _ready.is_set()
