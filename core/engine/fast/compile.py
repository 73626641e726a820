"""How the fast engine is compiled: by Numba, free of the interpreter lock, once per machine."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import njit
from numba.extending import intrinsic as numba_intrinsic

Function = TypeVar("Function", bound=Callable[..., Any])
FOLDER = Path(__file__).parent
FILES = [*sorted(FOLDER.glob("*.py")), FOLDER.parent / "optimizers.py"]
SOURCES = hashlib.sha256(b"".join(path.read_bytes() for path in FILES)).hexdigest()


def compiled(function: Function) -> Function:
    """The function compiled at its first call and kept on disk until a source of the fast engine or the rules changes.

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
