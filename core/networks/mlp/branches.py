"""How the history of a run grows: branches at a frame, weights set by hand, settings changed on the way.

A history is a list of segments, as `read_branches` gives; every function returns a new one.
"""

from dataclasses import replace
from typing import Any

from core.engine.settings import LONGEST_RUN, Segment


def branched(segments: list[Segment], epoch: int, more: int = 200) -> list[Segment]:
    """Go on from an epoch with settings of its own: what came later is left; at the end, `more` epochs follow."""
    kept = up_to(segments, epoch)
    training = kept[-1].training
    if training.epochs <= epoch:
        training = replace(training, epochs=min(epoch + more, LONGEST_RUN))
    return [*kept, Segment(epoch, training)]


def edited(segments: list[Segment], epoch: int, parameter: int, value: float) -> list[Segment]:
    """Set one parameter by hand at an epoch, and go on from there with the settings that hold."""
    kept = up_to(segments, epoch)
    last = kept[-1]
    if len(kept) == 1 or last.start_epoch < epoch:
        kept = branched(kept, epoch)
        last = kept[-1]
    edits = dict(last.edits) | {parameter: value}
    return [*kept[:-1], replace(last, edits=tuple(edits.items()))]


def changed(segments: list[Segment], **fields: Any) -> list[Segment]:
    """The last segment with other settings."""
    last = segments[-1]
    return [*segments[:-1], replace(last, training=replace(last.training, **fields))]


def without_edits(segments: list[Segment]) -> list[Segment]:
    """The same branches without parameters set by hand: in another network their numbers mean other parameters."""
    first, *rest = (replace(segment, edits=()) for segment in segments)
    kept = [first]
    for segment in rest:
        if segment.training != kept[-1].training:
            kept.append(segment)
    return kept


def up_to(segments: list[Segment], epoch: int) -> list[Segment]:
    """The segments that have begun by an epoch; the first always has."""
    return [segments[0], *(segment for segment in segments[1:] if segment.start_epoch <= epoch)]
