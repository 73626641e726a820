"""Several names in one sentence."""

from collections.abc import Iterable

from pages.shared import Words


def listed(t: Words, names: Iterable[str]) -> str:
    """The names with what stands between them in the reader's language."""
    return ("、" if t.language == "zh" else ", ").join(names)
