"""Numbers side by side as tables of markdown."""

from collections.abc import Sequence


def table(*rows: Sequence[str]) -> str:
    """Rows of cells; the first is the head, and the first cell of each row its name, at the left."""
    head, *others = rows
    lines = [head, [":-", *["-:"] * (len(head) - 1)], *others]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(value: float | None, digits: str = ".4f") -> str:
    """A number in bold, or a dash where it is undefined."""
    return "–" if value is None else f"**{value:{digits}}**"
