"""Numbers side by side as tables of markdown."""

from collections.abc import Sequence

SHORT = 4  # characters of a row's name that stays on one line
WORD_JOINER = "\u2060"


def table(*rows: Sequence[str]) -> str:
    """Rows of cells; the first is the head, and the first cell of each row its name, at the left."""
    head, *others = rows
    named = [[_unbroken(name), *cells] for name, *cells in others]
    lines = [head, [":-", *["-:"] * (len(head) - 1)], *named]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(value: float | None, digits: str = ".4f") -> str:
    """A number in bold, or a dash where it is undefined."""
    return "–" if value is None else f"**{value:{digits}}**"


def _unbroken(name: str) -> str:
    """A short name in Chinese that a narrow screen does not set one character below the other."""
    return name if name.isascii() or len(name) > SHORT else WORD_JOINER.join(name)
