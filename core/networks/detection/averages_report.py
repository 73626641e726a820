"""The averages in sentences and in a table, as lines of `(key, values)`."""

from typing import Any

from core.networks.detection.averages import ClassAverages

Lines = list[tuple[str, dict[str, Any]]]


def averages_lines(found: ClassAverages, digit: int, convention: str, match_iou: float) -> Lines:
    """The mean over the classes at this threshold and over ten, best and worst class, and the four conventions."""
    values = found.by_class[convention]
    return [
        ("mean", {"mean": float(values.mean()), "strict": float(found.strict.mean()), "iou": match_iou}),
        ("ends", {
            "best": int(values.argmax()), "high": float(values.max()), "worst": int(values.argmin()),
            "low": float(values.min()),
        }),
        ("conventions", {name: float(found.by_class[name][digit]) for name in found.by_class} | {"digit": digit}),
    ]  # fmt: skip
