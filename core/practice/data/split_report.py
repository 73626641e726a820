"""What the two scores say, and why they part: facts of this pipe alone."""

from typing import Any

from core.practice.data.detector import Detection
from core.practice.data.pipe import PipeConfig, is_quantity
from core.practice.data.split import FUTURE, PipeScores, sides
from core.tex import total

Line = tuple[str, dict[str, Any]]


def score_line(scores: PipeScores) -> Line:
    """How far the reported score is from that on fresh rows, beside the spread of the splits."""
    if not len(scores.reported):
        return "no_score", {}
    told: dict[str, Any] = {
        "reported": float(scores.reported.mean()), "fresh": float(scores.fresh.mean()), "gap": abs(scores.gap),
    }  # fmt: skip
    if len(scores.reported) == 1:
        return ("one_split_same" if abs(scores.gap) < 5e-4 and scores.sizes[2] == FUTURE else "one_split"), told
    spread = told["spread"] = float(scores.reported.std(ddof=1))
    if abs(scores.gap) <= spread:
        return "agree", told
    return ("too_good" if scores.gap > 0 else "misled"), told


def pipe_lines(config: PipeConfig, scores: PipeScores) -> tuple[Line, ...]:
    """The scores, and all that is true of this split: what came before it, copies, persons, gaps, single classes."""
    key, told = score_line(scores)
    lines: list[Line] = [("misled" if key == "too_good" and not may_leak(config, scores) else key, told)]
    if scores.seen > 0:
        lines.append(("copies", {"share": 100 * scores.seen}))
    if config.world == "people" and scores.known > 0:
        lines.append(("persons", {"share": 100 * scores.known}))
    if scores.lost:
        lines.append(("lost", {"rows": scores.lost}))
    if scores.skipped:
        lines.append(("skipped", {"count": scores.skipped, "repeats": scores.repeats}))
    train, test, fresh = scores.sizes
    lines.append(("sizes_future" if is_quantity(config) else "sizes", {"train": train, "test": test, "fresh": fresh}))
    return tuple(lines)


def may_leak(config: PipeConfig, scores: PipeScores) -> bool:
    """Whether anything of the test rows can have come to the training side, or lies between training rows."""
    learned = set(seen_steps(config)) - {"deduplicate"}
    known = config.world == "people" and scores.known > 0
    return bool(learned) or scores.seen > 0 or known or is_quantity(config)


def scores_tex(scores: PipeScores) -> dict[str, str]:
    """The mean of the reported scores and its distance from the fresh ones, with their numbers."""
    told, truth = float(scores.reported.mean()), float(scores.fresh.mean())
    return {
        "terms": total((f"{one:.3f}" for one in scores.reported), 3), "count": str(len(scores.reported)),
        "mean": f"{told:.3f}", "fresh": f"{truth:.3f}" if truth >= 0 else f"({truth:.3f})", "gap": f"{scores.gap:.3f}",
    }  # fmt: skip


def seen_steps(config: PipeConfig) -> tuple[str, ...]:
    """The steps in the pipe that come before the split."""
    return sides(config)[0]


def detector_line(config: PipeConfig, detection: Detection) -> Line:
    """What garbage in the test rows has changed on the training side."""
    told = {"rows": detection.garbage}
    if detection.clean:
        blind = config.world == "people" or is_quantity(config)
        return ("detector_clean_blind" if blind else "detector_clean"), told
    return ("detector_steps" if detection.changed else "detector_rows"), told


def sums(scores: PipeScores) -> dict[str, float]:
    """Numbers for the sentence under the figure and its alternative text."""
    known = len(scores.reported) > 0
    return {
        "reported": float(scores.reported.mean()) if known else 0.0,
        "fresh": float(scores.fresh.mean()) if known else 0.0, "future": FUTURE,
    }  # fmt: skip
