"""What a picture at rank k keeps and costs, as sentences and arithmetic."""

import math
from typing import Any

from core.mathematics.decompositions.photo import FLOAT_BYTES, RankK
from core.tex import number

Line = tuple[str, dict[str, Any]]


def percent(share: float, digits: int = 2) -> str:
    """A share in percent; what is not quite all, or not quite nothing, does not read 100 or 0."""
    text, least = f"{100 * share:.{digits}f}", 10.0**-digits
    if share < 1 and float(text) >= 100:
        return f">{100 - least:.{digits}f}"
    if share > 0 and float(text) == 0:
        return f"<{least:.{digits}f}"
    return text


def photo_lines(now: RankK) -> tuple[Line, ...]:
    """The sentences below the picture: what is kept, and what it costs."""
    if math.isnan(now.energy):
        return (("nothing", {}),)
    kept = {
        "k": now.k, "least": min(now.height, now.width), "energy": percent(now.energy), "error": percent(now.error),
        "levels": f"{now.gray_levels:.2f}",
    }  # fmt: skip
    share = now.bytes / now.raw_bytes
    cost = {"bytes": f"{now.bytes:,}", "raw": f"{now.raw_bytes:,}", "share": f"{100 * share:.0f}"}
    lines: list[Line] = [("kept_centered" if now.centered else "kept", kept)]
    if now.k >= now.rank:
        lines.append(("complete", {"rank": now.rank}))
    lines.append(("cost_less" if now.bytes < now.raw_bytes else "cost_more", cost))
    return tuple(lines)


def layer_line(now: RankK) -> Line:
    """The sentence about layer k alone."""
    share = "0" if math.isnan(now.layer_energy) else percent(now.layer_energy, 4)
    return "layer_alone", {"k": now.k, "sigma": f"{now.sigma:.4g}", "share": share}


def photo_tex(now: RankK) -> dict[str, str]:
    """Energy, error and bytes with their numbers."""
    m, n = now.height, now.width
    return {
        "energy": number(now.energy, 6), "error": number(now.error), "k": str(now.k),
        "numbers": rf"{now.k}\,({m} + {n} + 1)" + (" + 1" if now.centered else "") + f" = {now.numbers}",
        "bytes": rf"{FLOAT_BYTES} \cdot {now.numbers} = {now.bytes}", "raw": rf"{m} \cdot {n} = {now.raw_bytes}",
        "equal_numbers": number(m * n / (m + n + 1)), "equal_bytes": number(m * n / (m + n + 1) / FLOAT_BYTES),
    }  # fmt: skip


def photo_alt_values(now: RankK) -> dict[str, Any]:
    """The numbers of the text alternatives."""
    error = 0.0 if math.isnan(now.error) else now.error
    return {"k": now.k, "error": percent(error), "width": now.width, "height": now.height, "sigma": now.sigma}
