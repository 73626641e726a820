"""Which detections hit a true box, rank by rank, and the average precision that follows."""

from dataclasses import dataclass

import numpy as np

from core.networks.detection.boxes import iou_matrix
from core.networks.detection.recorded import Detections, Truths
from core.tex import total

HIT = "hit"
DUPLICATE = "duplicate"
WRONG_CLASS = "class"
ELSEWHERE = "place"


@dataclass(frozen=True)
class Matches:
    """For each detection (n,) the true box that it has got, -1 for none; why; and its largest IoU with its class (n,).

    `truths` is how many true boxes there are.
    """

    truth: np.ndarray
    reasons: tuple[str, ...]
    overlap: np.ndarray
    truths: int

    @property
    def hits(self) -> np.ndarray:
        """Whether each is a hit, (n,)."""
        return np.asarray(self.truth >= 0)


def match(found: Detections, truths: Truths, least: float) -> Matches:
    """Go down the list: each takes, of the free true boxes of its class that it overlaps enough, the best one.

    A true box is taken once, so that a second detection of it is a false alarm.
    """
    iou = iou_matrix(found.boxes, truths.boxes)
    iou[found.scenes[:, None] != truths.scenes] = 0
    alike = found.classes[:, None] == truths.classes
    same = np.where(alike, iou, 0)
    free = np.full(len(truths.classes), True)
    taken = np.full(len(found.scores), -1)
    somewhere = set(np.flatnonzero((iou >= least).any(axis=1)).tolist())
    reasons = [WRONG_CLASS if k in somewhere else ELSEWHERE for k in range(len(iou))]
    for k in np.flatnonzero((same >= least).any(axis=1)).tolist():
        near = np.where(free, same[k], 0)
        best = int(near.argmax())
        if near[best] >= least:
            taken[k], free[best] = best, False
        reasons[k] = HIT if taken[k] >= 0 else DUPLICATE
    overlap = same.max(axis=1) if same.shape[1] else np.zeros(len(same))
    return Matches(truth=taken, reasons=tuple(reasons), overlap=overlap, truths=len(truths.classes))


def precision_and_recall(hits: np.ndarray, truths: int) -> tuple[np.ndarray, np.ndarray]:
    """Both after each rank (n,), from hits (n,); the recall is NaN where there is no true box."""
    found = np.cumsum(hits)
    recall = found / truths if truths else np.full(len(hits), np.nan)
    return found / np.arange(1, len(hits) + 1), recall


def step_precision(hits: np.ndarray, truths: int) -> float:
    """The precision at each hit, summed and divided by the number of true boxes; hits (n,). NaN without true boxes.

    Each hit adds a rectangle, 1 / truths wide and as high as the precision there.
    """
    precision, _ = precision_and_recall(hits, truths)
    return float(precision[hits].sum() / truths) if truths else float("nan")


def envelope(precision: np.ndarray) -> np.ndarray:
    """The largest precision at this rank or a later one; the shape is kept."""
    return np.maximum.accumulate(precision[::-1])[::-1]


def envelope_precision(hits: np.ndarray, truths: int) -> float:
    """The area below the envelope, hits (n,): "all-point" (Pascal VOC from 2010 on). NaN without true boxes."""
    precision, _ = precision_and_recall(hits, truths)
    return float(envelope(precision)[hits].sum() / truths) if truths else float("nan")


def sampled_precision(hits: np.ndarray, truths: int, points: int) -> float:
    """The mean of the envelope at `points` even recalls from 0 to 1, hits (n,); zero beyond the last hit.

    With 11 points it is that of Pascal VOC 2007, with 101 that of COCO. NaN without true boxes.
    """
    if not truths:
        return float("nan")
    return float(samples(hits, truths, points).mean())


def samples(hits: np.ndarray, truths: int, points: int) -> np.ndarray:
    """The envelope at each of the even recalls, (points,), from hits (n,)."""
    precision, _ = precision_and_recall(hits, truths)
    tops = np.append(envelope(precision)[hits], 0.0)  # at the first hit, the second, ...; nothing beyond the last
    wanted = -(-np.arange(points) * truths // (points - 1))  # hits that a recall of k / (points - 1) takes, rounded up
    return tops[np.clip(wanted - 1, 0, len(tops) - 1)]


def shuffled_precision(hits: int, ranks: int, truths: int) -> float:
    """The expected step precision of so many hits among so many ranks in a random order; NaN without true boxes."""
    if not truths:
        return float("nan")
    if not hits:
        return 0.0
    harmonic = float((1 / np.arange(1, ranks + 1)).sum())
    q = (hits - 1) / (ranks - 1) if ranks > 1 else 0.0  # that another place holds a hit, given that this one does
    return hits / ranks * ((1 - q) * harmonic + q * ranks) / truths


def hit_ranks(hits: np.ndarray) -> str:
    """The precisions at the hits (n,) as a sum of fractions in LaTeX."""
    ranks = np.flatnonzero(hits).tolist()
    return total(rf"\tfrac{{{n + 1}}}{{{rank + 1}}}" for n, rank in enumerate(ranks))


def eleven_points(hits: np.ndarray, truths: int) -> float:
    """The sampled precision of Pascal VOC 2007, hits (n,)."""
    return sampled_precision(hits, truths, 11)


def hundred_one_points(hits: np.ndarray, truths: int) -> float:
    """The sampled precision of COCO, hits (n,)."""
    return sampled_precision(hits, truths, 101)


CONVENTIONS = {
    "step": step_precision,
    "envelope": envelope_precision,
    "eleven": eleven_points,
    "hundred": hundred_one_points,
}
