"""What two boxes have in common, as lines of `(key, values)`."""

from typing import Any

from core.networks.detection.overlap import BoxOverlap
from core.tex import number

Lines = list[tuple[str, dict[str, Any]]]


def overlap_lines(found: BoxOverlap) -> Lines:
    """The areas, then the measures with their numbers, then how the boxes lie."""
    sides = {
        f"{name}_{side}": int(box[k + 2] - box[k])
        for name, box in (("a", found.a), ("b", found.b))
        for k, side in enumerate(("wide", "high"))
    }
    values = {
        **sides, "area_a": found.area_a, "area_b": found.area_b, "intersection": found.intersection,
        "union": found.union, "hull": found.hull_area, "empty": found.hull_area - found.union,
        "iou": number(found.iou), "giou": number(found.giou), "dice": number(found.dice),
        "both": found.area_a + found.area_b,
    }  # fmt: skip
    if found.kind == "nothing":
        return [("kind.nothing", {})]
    return [
        ("areas", values), ("iou", values), ("giou", values), ("dice", values), (f"kind.{found.kind}", values),
    ]  # fmt: skip
