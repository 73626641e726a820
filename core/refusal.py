"""The one error class of core: a request that breaks a rule, with the numbers of that rule."""

from typing import Any


class Refusal(ValueError):
    """A refused request: `rule` is the key of its sentence in the words files, `values` fill the sentence.

    `span` is the part of a typed text that broke the rule, as (start, end) with at least one character.
    `str()` names rule and values for developers: `too_many_classes(limit=50, got=61)`.
    """

    def __init__(self, rule: str, *, span: tuple[int, int] | None = None, **values: Any) -> None:
        super().__init__(f"{rule}({', '.join(f'{name}={value!r}' for name, value in values.items())})")
        self.rule = rule
        self.values = values
        self.span = None if span is None else (span[0], max(span[1], span[0] + 1))

    def pointer(self, text: str, width: int = 60) -> str:
        """The line of `text` with the span underlined; a long line is cut to `width` characters around it."""
        start, end = self.span or (0, 1)
        begin = text.rfind("\n", 0, start) + 1
        line = text[begin:].split("\n", 1)[0]
        first = min(start - begin, len(line))
        left = max(0, min(first - width // 2, len(line) - width))
        shown = "".join(c if c.isprintable() else "�" for c in line[left : left + width])
        marks = max(1, min(end - begin, left + width) - first)
        return f"{shown}\n{' ' * (first - left)}{'^' * marks}"
