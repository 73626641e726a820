"""Several sentences of the words, one after the other."""

from collections.abc import Iterable
from typing import Any

from pages.shared import Words


def sentences(t: Words, lines: Iterable[tuple[str, dict[str, Any]]]) -> str:
    """The sentences of `(key, values)` lines in one paragraph; Chinese has no space between them."""
    return ("" if t.language == "zh" else " ").join(t(key, **values) for key, values in lines)


def listed(t: Words, names: Iterable[str]) -> str:
    """Several names in one sentence."""
    return ("、" if t.language == "zh" else ", ").join(names)
