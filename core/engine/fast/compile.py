"""How the fast engine is compiled: by Numba, free of the interpreter lock, once per machine."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import njit
from numba.extending import intrinsic as numba_intrinsic

Function = TypeVar("Function", bound=Callable[..., Any])
SOURCES = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))).hexdigest()


def compiled(function: Function) -> Function:
    """The function compiled at its first call and kept on disk until any source of the fast engine changes.

    Left to itself, Numba would keep it until its own file changes, though it holds what is inlined from others.
    """
    dispatcher: Any = njit(nogil=True, cache=True, error_model="numpy")(function)
    dispatcher._cache._cache_file._source_stamp = SOURCES
    return cast(Function, dispatcher)


def inlined(function: Function) -> Function:
    """The function compiled into its caller."""
    return cast(Function, njit(nogil=True, error_model="numpy", forceinline=True)(function))


def intrinsic(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function whose machine code is written by hand."""
    return cast(Callable[..., Any], numba_intrinsic(function))
