"""What the judgment of a ranking says, as lines of `(key, values)`."""

from collections import Counter
from typing import Any

from core.networks.detection.matching import DUPLICATE, ELSEWHERE, WRONG_CLASS, hit_ranks
from core.networks.detection.settings import SuppressionConfig
from core.networks.detection.thresholds import DetectionJudgment
from core.tex import number

Lines = list[tuple[str, dict[str, Any]]]


def judgment_lines(found: DetectionJudgment, config: SuppressionConfig) -> Lines:
    """What is left, what of it counts and why not the rest; then the average precision beside its baseline."""
    shown, hits, truths = len(found.precision), found.hits, found.matches.truths
    if not shown:
        return [("empty", {"raw": found.raw, "truths": truths})]
    lines: Lines = [("counts", {"raw": found.raw, "shown": shown, "hits": hits, "truths": truths})]
    kinds = Counter(found.matches.reasons)
    if shown > hits:
        lines.append(("alarms", {
            "alarms": shown - hits, "duplicates": kinds[DUPLICATE], "classes": kinds[WRONG_CLASS],
            "places": kinds[ELSEWHERE],
        }))  # fmt: skip
    lines.append(("average", {"average": found.average_precision, "shuffled": found.shuffled}))
    if config.nms_iou == 1:
        lines.append(("no_suppression", {}))
    elif config.agnostic:
        lines.append(("across", {}))
    return lines


def sum_lines(found: DetectionJudgment) -> Lines:
    """The average precision as a sum over the hits, or that there is none."""
    if not found.hits:
        return [("no_hit", {})]
    return [("sum", {
        "truths": str(found.matches.truths), "terms": hit_ranks(found.matches.hits),
        "value": number(found.average_precision),
    })]  # fmt: skip
