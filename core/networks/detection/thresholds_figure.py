"""The boxes of a scene and the precision-recall curve, as a film from rank to rank."""

from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Change, Frames, Prefix
from core.figures.theme import BAD, GOOD, GRID, NEUTRAL, blank, translucent
from core.networks.detection.canvas import (
    ALARM_COLOR,
    CORNERS,
    HERE_COLOR,
    HIT_COLOR,
    STROKES,
    STUB,
    TRUE_COLOR,
    outline,
    outlined_digits,
    show_canvas,
    stacked_when_narrow,
    with_stub,
)
from core.networks.detection.recorded import load_recording
from core.networks.detection.scenes import SIDE
from core.networks.detection.thresholds import DetectionJudgment

HEIGHT = 424
WIDTH = 0.45  # of the canvas
LABEL_HIGH, LABEL_WIDE = 5.0, 2.5  # pixels of the canvas
CURVE = (0.57, 1.0)
MANY = 40  # rectangles that are drawn without edges


def thresholds_film(found: DetectionJudgment, scene: int, t: Say) -> tuple[Figure, Frames]:
    """The canvas of a scene with the boxes read so far on the left, the curve so far on the right."""
    figure = blank("", height=HEIGHT, hovermode="closest", showlegend=False)
    show_canvas(figure, load_recording().canvases[scene], (0, WIDTH))
    grid = {"gridcolor": GRID, "linecolor": GRID, "fixedrange": True, "zeroline": False, "automargin": False}
    figure.update_layout(
        margin={"l": 4, "r": 10, "t": 10, "b": 44},
        xaxis2={**grid, "domain": list(CURVE), "anchor": "y2", "range": [0, 1.02],
                "title": {"text": t("axis.recall"), "standoff": 6}},
        yaxis2={**grid, "anchor": "x2", "range": [0, 1.04], "title": {"text": t("axis.precision"), "standoff": 4}},
    )  # fmt: skip
    stacked_when_narrow(figure)
    changes: dict[str, Change] = {}
    _boxes(figure, changes, found, scene, t)
    _curve(figure, changes, found, t)
    labels = [t("figure.nothing"), *(_label(found, k, t) for k in range(len(found.precision)))]
    return figure, Frames(changes, labels)


def _boxes(figure: Figure, changes: dict[str, Change], found: DetectionJudgment, scene: int, t: Say) -> None:
    """True boxes dashed; hits, false alarms and the box of this rank grow with the ranks."""
    true = found.truths.boxes[found.truths.scenes == scene]
    x, y = outline(true)
    line = {"color": TRUE_COLOR, "width": 1.3, "dash": "dot"}
    figure.add_scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")
    here, hits = found.found.scenes == scene, found.matches.hits
    for which, color, width in ((here & ~hits, ALARM_COLOR, 2), (here & hits, HIT_COLOR, 2.5)):
        _growing(figure, changes, outline(found.found.boxes[which]), CORNERS * _counts(which), SIDE, mode="lines",
                 line={"color": color, "width": width}, hoverinfo="skip")  # fmt: skip
    now = np.where(here[:, None], found.found.boxes, np.nan)
    x, y = (with_stub(np.vstack([np.full(CORNERS, np.nan), part.reshape(-1, CORNERS)]), SIDE) for part in outline(now))
    k = len(figure.data)
    figure.add_scatter(x=x[-1], y=y[-1], mode="lines", line={"color": HERE_COLOR, "width": 4}, hoverinfo="skip")
    changes[f"traces[{k}].x"], changes[f"traces[{k}].y"] = x, y
    boxes = found.found.boxes[here]
    left, top = np.minimum(boxes[:, 0] + 1, SIDE - LABEL_WIDE), np.maximum(boxes[:, 1], LABEL_HIGH) - 1
    texts = [_told(found, int(k), t) for k in np.flatnonzero(here)]
    _growing(
        figure, changes, outlined_digits(found.found.classes[here], left, top), STROKES * _counts(here), SIDE,
        mode="lines", line={"color": TRUE_COLOR, "width": 2}, hovertemplate="%{hovertext}<extra></extra>",
        hovertext=["", "", "", *(text for text in texts for _ in range(STROKES))],
    )  # fmt: skip


def _curve(figure: Figure, changes: dict[str, Change], found: DetectionJudgment, t: Say) -> None:
    """One rectangle a hit, and precision over recall after each rank."""
    hits, axes = found.matches.hits, {"xaxis": "x2", "yaxis": "y2"}
    right, high = found.recall[hits], found.precision[hits]
    left, floor = right - 1 / found.matches.truths, np.zeros_like(high)
    x = np.concatenate([[-0.1, 0], np.stack([left, left, right, right], axis=1).ravel()])
    y = np.concatenate([[0, 0], np.stack([floor, high, high, floor], axis=1).ravel()])
    edge = {"color": GOOD, "width": 0 if found.hits > MANY else 0.8}
    k = len(figure.data)
    figure.add_scatter(x=x, y=y, mode="lines", fill="tozeroy", fillcolor=translucent(GOOD, 0.28), line=edge,
                       hoverinfo="skip", **axes)  # fmt: skip
    lengths = 2 + 4 * _counts(hits)
    changes[f"traces[{k}].x"], changes[f"traces[{k}].y"] = Prefix(x, lengths), Prefix(y, lengths)
    figure.add_shape(type="line", x0=0, x1=1, y0=found.shuffled, y1=found.shuffled, xref="x2", yref="y2",
                     line={"color": NEUTRAL, "width": 1, "dash": "dot"})  # fmt: skip
    _growing(figure, changes, (found.recall, found.precision), np.arange(len(hits) + 1), 1, mode="lines",
             line={"color": NEUTRAL, "width": 1.5}, hoverinfo="skip", **axes)  # fmt: skip
    texts = np.array([_label(found, k, t) for k in range(len(hits))], dtype=object)
    for which, color, symbol in ((hits, GOOD, "circle"), (~hits, BAD, "x")):
        dots = (found.recall[which], found.precision[which])
        _growing(figure, changes, dots, _counts(which), 1, mode="markers", text=["", "", "", *texts[which]],
                 hovertemplate="%{text}<extra></extra>", **axes,
                 marker={"size": 8 if len(hits) < 80 else 4, "color": color, "symbol": symbol})  # fmt: skip


def _counts(which: np.ndarray) -> np.ndarray:
    """How many of a mask (n,) are true up to each rank, (n + 1,)."""
    return np.append(0, np.cumsum(which))


def _growing(
    figure: Figure, changes: dict[str, Change], curve: tuple[np.ndarray, np.ndarray], lengths: np.ndarray, width: float,
    **style: Any,
) -> None:  # fmt: skip
    """A trace of which every frame shows more, on axes of a width; it is never empty, so that it can be moved."""
    k = len(figure.data)
    x, y = (with_stub(part, width) for part in curve)
    figure.add_scatter(x=x, y=y, **style)
    lengths = lengths + len(STUB)
    changes[f"traces[{k}].x"], changes[f"traces[{k}].y"] = Prefix(x, lengths), Prefix(y, lengths)


def _label(found: DetectionJudgment, k: int, t: Say) -> str:
    """What happens at a rank, in one line."""
    values = {"rank": k + 1, "digit": int(found.found.classes[k]), "score": float(found.found.scores[k]),
              "precision": float(found.precision[k]), "recall": float(found.recall[k])}  # fmt: skip
    return t(f"rank.{found.matches.reasons[k]}", **values)


def _told(found: DetectionJudgment, k: int, t: Say) -> str:
    """A box that is pointed at; the verdict stands in the colors alone, so that a stricter exam moves only lines."""
    digit, score = int(found.found.classes[k]), float(found.found.scores[k])
    return t("hover.box", digit=digit, score=score, overlap=float(found.matches.overlap[k]))
