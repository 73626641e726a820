r"""Numbers and arrays as plain text, and the patterns of `spelling` filled in as LaTeX (KaTeX)."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from core.computing.autograd.walk.spelling import PLACE


def number_text(number: float, digits: int = 4) -> str:
    """A number to `digits` significant digits: `0.6351`, `1.2e-07`, `∞`, `NaN`."""
    if np.isnan(number):
        return "NaN"
    if np.isinf(number):
        return "∞" if number > 0 else "−∞"
    text = f"{float(number) + 0.0:.{digits}g}"
    return text.replace("-", "−", 1) if text.startswith("-") else text


def array_text(value: Any) -> str:
    """A number or array in one line: `0.6351`, `[1, 2]`, `[[1, 2], [3, 4]]`."""
    array = np.asarray(value)
    if array.ndim == 0:
        return number_text(float(array))
    return f"[{', '.join(array_text(item) for item in array)}]"


def fill(pattern: str, parts: Mapping[str, str]) -> str:
    """The pattern with its places filled; a negative number or a product is bracketed where it would be misread."""

    def part(found: re.Match[str]) -> str:
        text = parts[found.group(1)]
        bare = _stands_alone(text, pattern[: found.start()], pattern[found.end() :])
        return text if bare else f"({text})"

    return PLACE.sub(part, pattern)


def _stands_alone(part: str, before: str, after: str) -> bool:
    negative = part.startswith("-")
    product = r"\cdot" in part
    if not (negative or product) or part.startswith(r"\begin"):
        return True
    if before.endswith(("(", "{", "[", ", ")) and after.startswith((")", "}", "]", ",", " <", " >", " =")):
        return True
    if after.startswith("^"):
        return False
    return not before or (product and not negative and before.endswith(("+ ", "- ", r"\cdot ")))
