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
    TRUE_COLOR,
    outline,
    show_canvas,
    stacked_when_narrow,
)
from core.networks.detection.thresholds import DetectionJudgment

HEIGHT = 424
WIDTH = 0.45  # of the canvas
LABEL_HIGH = 4.5  # pixels of the canvas
CURVE = (0.57, 1.0)
MANY = 40  # rectangles that are drawn without edges


def thresholds_film(found: DetectionJudgment, canvas: np.ndarray, scene: int, t: Say) -> tuple[Figure, Frames]:
    """Canvas (side, side) with the boxes read so far on the left, the curve so far on the right."""
    figure = blank("", height=HEIGHT, hovermode="closest", showlegend=False)
    show_canvas(figure, canvas, (0, WIDTH))
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
        counts = np.append(0, np.cumsum(which)) * CORNERS
        _growing(figure, changes, outline(found.found.boxes[which]), counts, mode="lines",
                 line={"color": color, "width": width}, hoverinfo="skip")  # fmt: skip
    now = np.where(here[:, None], found.found.boxes, np.nan)
    x, y = (np.vstack([np.full(CORNERS, np.nan), part.reshape(-1, CORNERS)]) for part in outline(now))
    k = len(figure.data)
    figure.add_scatter(x=x[-1], y=y[-1], mode="lines", line={"color": HERE_COLOR, "width": 4}, hoverinfo="skip")
    changes[f"traces[{k}].x"], changes[f"traces[{k}].y"] = x, y
    boxes = found.found.boxes[here]
    texts = [_told(found, int(k), t) for k in np.flatnonzero(here)]
    digits = [f"<b>{digit}</b>" for digit in found.found.classes[here].tolist()]
    _growing(
        figure, changes, (boxes[:, 0], np.maximum(boxes[:, 1], LABEL_HIGH)), np.append(0, np.cumsum(here)), mode="text",
        text=digits, textposition="top right", textfont={"color": TRUE_COLOR, "size": 14}, hovertext=texts,
        hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip


def _curve(figure: Figure, changes: dict[str, Change], found: DetectionJudgment, t: Say) -> None:
    """One rectangle a hit, and precision over recall after each rank."""
    hits, ranks = found.matches.hits, np.arange(len(found.precision) + 1)
    axes = {"xaxis": "x2", "yaxis": "y2"}
    if found.matches.truths:
        right, high = found.recall[hits], found.precision[hits]
        left, floor = right - 1 / found.matches.truths, np.zeros_like(high)
        steps = (
            np.stack([left, left, right, right], axis=1).ravel(),
            np.stack([floor, high, high, floor], axis=1).ravel(),
        )
        edge = {"color": GOOD, "width": 0 if found.hits > MANY else 0.8}
        _growing(figure, changes, steps, np.append(0, np.cumsum(hits)) * 4, mode="lines", fill="tozeroy",
                 fillcolor=translucent(GOOD, 0.28), line=edge, hoverinfo="skip", **axes)  # fmt: skip
    figure.add_shape(type="line", x0=0, x1=1, y0=found.shuffled, y1=found.shuffled, xref="x2", yref="y2",
                     line={"color": NEUTRAL, "width": 1, "dash": "dot"})  # fmt: skip
    curve = (found.recall, found.precision)
    _growing(figure, changes, curve, np.maximum(ranks, 0), mode="lines", line={"color": NEUTRAL, "width": 1.5},
             hoverinfo="skip", **axes)  # fmt: skip
    texts = np.array([_label(found, k, t) for k in range(len(hits))])
    for which, color, symbol in ((hits, GOOD, "circle"), (~hits, BAD, "x")):
        dots = (found.recall[which], found.precision[which])
        _growing(figure, changes, dots, np.append(0, np.cumsum(which)), mode="markers", text=texts[which].tolist(),
                 hovertemplate="%{text}<extra></extra>", **axes,
                 marker={"size": 8 if len(hits) < 80 else 4, "color": color, "symbol": symbol})  # fmt: skip


def _growing(
    figure: Figure, changes: dict[str, Change], curve: tuple[np.ndarray, np.ndarray], lengths: np.ndarray, **style: Any
) -> None:
    """A trace of which every frame shows more."""
    k = len(figure.data)
    figure.add_scatter(x=curve[0], y=curve[1], **style)
    changes[f"traces[{k}].x"], changes[f"traces[{k}].y"] = Prefix(curve[0], lengths), Prefix(curve[1], lengths)


def _label(found: DetectionJudgment, k: int, t: Say) -> str:
    """What happens at a rank, in one line."""
    values = {"rank": k + 1, "digit": int(found.found.classes[k]), "score": float(found.found.scores[k]),
              "precision": float(found.precision[k]), "recall": float(found.recall[k])}  # fmt: skip
    return t(f"rank.{found.matches.reasons[k]}", **values)


def _told(found: DetectionJudgment, k: int, t: Say) -> str:
    """A box that is pointed at; the verdict stands in the colors alone, so that a stricter exam moves only lines."""
    digit, score = int(found.found.classes[k]), float(found.found.scores[k])
    return t("hover.box", digit=digit, score=score, overlap=float(found.matches.overlap[k]))
