"""Runs that are trained only to be compared with the one on the screen."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Trials:
    """How much of them is done, from 0 to 1, and what was found, which comes last.

    `found` is None until all have been trained, and where nothing was tried.
    """

    share: float
    found: Any = None
