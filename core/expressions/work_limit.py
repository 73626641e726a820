"""A limit on how much work a call may do, counted in function calls and not in seconds."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from inspect import CO_GENERATOR
from types import FrameType
from typing import Any


class WorkLimitReached(BaseException):
    """More calls than allowed; no `except Exception` on the way holds it up."""


@contextmanager
def work_limit(calls: int) -> Iterator[None]:
    """Raises WorkLimitReached in the code inside after so many calls of Python functions, in this thread."""
    before = sys.getprofile()
    left = calls

    def count(frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal left
        if event == "call":
            left -= 1
            closing = frame.f_code.co_flags & CO_GENERATOR or frame.f_code.co_name == "__del__"
            if left < (-calls if closing else 0):  # nobody hears what is raised while a generator is closed
                raise WorkLimitReached

    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)
