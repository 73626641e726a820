"""A run as a page of Markdown: what it was asked to do, what it has come to, and how it is computed again."""

import re
from datetime import UTC, datetime

import numpy as np

from core.figures.figure import Say
from core.jobs.archive import Curves
from core.practice.runs.records import RunRecord, shown

MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+.!|$&~-])")


def card_report(record: RunRecord, curves: Curves, t: Say) -> str:
    """The page, with a row for each setting and for each curve, (n,) each, in the words of `report.page`."""
    old = record.parent_settings
    submitted = datetime.fromtimestamp(record.submitted_at, UTC)
    settings = [
        _row(name, shown(value), "" if old is None else shown(old.get(name))) for name, value in record.settings.items()
    ]
    return t(
        "report.page", name=plain_text(record.label), function=plain_text(record.function),
        state=t(f"state.{record.state}"), submitted=f"{submitted:%Y-%m-%d %H:%M}",
        seconds="–" if record.seconds is None else f"{record.seconds:.1f}", note=plain_text(record.note) or "–",
        settings="\n".join(settings), curves="\n".join(_curve_row(name, *curves[name]) for name in sorted(curves)),
    )  # fmt: skip


def plain_text(text: str) -> str:
    """A text of one line in which nothing is markup."""
    return MARKUP.sub(r"\\\1", " ".join(text.split()))


def _curve_row(name: str, steps: np.ndarray, values: np.ndarray) -> str:
    """Points, last value, lowest and highest with their steps, of a curve (n,)."""
    known = np.flatnonzero(np.isfinite(values))
    ends = [known[values[known].argmin()], known[values[known].argmax()]] if len(known) else []
    said = [f"{values[k]:.6g} ({int(steps[k])})" for k in ends] or ["–", "–"]
    return _row(name, str(len(values)), f"{values[-1]:.6g}" if len(values) else "–", *said)


def _row(*cells: str) -> str:
    return f"| {' | '.join(plain_text(cell) for cell in cells)} |"
