"""The score of the pipeline beside a guess, and the tensors that come out."""

from typing import Any

from core.practice.data.features import Prepared
from core.practice.data.pipeline import PipelineScores
from core.tex import total

Line = tuple[str, dict[str, Any]]


def score_lines(scores: PipelineScores, classes: bool) -> tuple[Line, ...]:
    """The mean over the folds with its spread, beside the guess."""
    told: dict[str, Any] = {
        "right": float(scores.scores.mean()), "low": float(scores.scores.min()), "high": float(scores.scores.max()),
        "guess": scores.guess, "folds": len(scores.scores), "rows": scores.rows,
    }  # fmt: skip
    return (("score_classes" if classes else "score_number", told),)


def mean_tex(scores: PipelineScores) -> dict[str, str]:
    """The mean over the folds with its numbers."""
    return {
        "terms": total((f"{one:.3f}" for one in scores.scores), 3), "count": str(len(scores.scores)),
        "mean": f"{scores.scores.mean():.3f}",
    }  # fmt: skip


def memory_rows(found: Prepared) -> tuple[tuple[str, str], ...]:
    """Shape, dtype and memory of features and target, as a network takes them: (key, value)."""
    n, width = found.matrix.shape
    classes = found.arrays.classes > 0
    return (
        ("x", f"({n}, {width})"), ("x_dtype", "float32"), ("x_memory", size(4 * n * width)), ("y", f"({n},)"),
        ("y_dtype", "int64" if classes else "float32"), ("y_memory", size((8 if classes else 4) * n)),
    )  # fmt: skip


def size(count: int) -> str:
    """Bytes as people read them: `13.8 kB`."""
    return f"{count:,} B" if count < 1000 else f"{count / 1e3:,.1f} kB" if count < 1e6 else f"{count / 1e6:,.1f} MB"
