"""Greedy suppression as a film of its rounds, and the average precision over its threshold."""

from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Change, Frames
from core.figures.theme import BAD, CLASS_A, CLASS_B, GOOD, GRID, NEUTRAL, blank, mark_here, translucent
from core.networks.detection.canvas import (
    ALARM_COLOR,
    CORNERS,
    HIT_COLOR,
    TRUE_COLOR,
    outline,
    show_canvas,
    stacked_when_narrow,
    with_stub,
)
from core.networks.detection.recorded import Detections, load_recording, recorded
from core.networks.detection.scenes import SIDE
from core.networks.detection.settings import DetectorConfig
from core.networks.detection.suppression import KEPT, Suppression
from core.networks.detection.suppression_sweep import LIMITS, SuppressionSweep

HEIGHT = 400
WAITING = 0
CHOSEN = 1
GONE = 2
OUT = 3  # gone in an earlier round
OUTLINES = ((WAITING, TRUE_COLOR, 1, "solid"), (CHOSEN, HIT_COLOR, 3, "solid"), (GONE, ALARM_COLOR, 1.5, "dot"))
BARS = ((WAITING, NEUTRAL), (CHOSEN, GOOD), (GONE, BAD), (OUT, translucent(BAD, 0.3)))
FEWEST_ROWS = 20
BAR_PIXELS = 210  # of all bars together, on the height of the list


def states_by_round(found: Suppression) -> np.ndarray:
    """The state of each detection before the first round and after each, (rounds + 1, n)."""
    kept = found.kept
    states = np.full((len(kept) + 1, len(found.by)), WAITING)
    for row, k in enumerate(kept.tolist(), start=1):
        states[row] = np.where(states[row - 1] == GONE, OUT, states[row - 1])
        states[row, k] = CHOSEN
        states[row, found.by == k] = GONE
    return states


def suppression_film(
    detections: Detections, found: Suppression, detector: DetectorConfig, t: Say
) -> tuple[Figure, Frames]:  # fmt: skip
    """Each round keeps the best box that waits and removes what overlaps it; the canvas beside the list.

    The list has room for all the raw detections, so that it keeps its scale while a threshold is dragged.
    """
    figure = blank("", height=HEIGHT, hovermode="closest", showlegend=False)
    show_canvas(figure, load_recording().canvases[detector.scene], (0, 0.46))
    raw, _ = recorded(detector.detector, detector.scene)
    count, rows, states = len(found.by), max(len(raw.scores), FEWEST_ROWS), states_by_round(found)
    changes: dict[str, Change] = {}
    boxes = outline(detections.boxes)
    for state, color, width, dash in OUTLINES:
        _those(figure, changes, boxes, CORNERS, states == state, SIDE, hoverinfo="skip",
               line={"color": color, "width": width, "dash": dash})  # fmt: skip
    grid = {"gridcolor": GRID, "fixedrange": True, "zeroline": False, "automargin": False}
    figure.update_layout(
        margin={"l": 4, "r": 8, "t": 8, "b": 44},
        xaxis2={**grid, "domain": [0.58, 1], "anchor": "y2", "range": [0, 1.02],
                "title": {"text": t("axis.confidence"), "standoff": 6}},
        yaxis2={**grid, "anchor": "x2", "range": [rows + 0.5, 0.5], "title": {"text": t("axis.rank"), "standoff": 2}},
    )  # fmt: skip
    stacked_when_narrow(figure)
    zero, gap, rank = np.zeros(count), np.full(count, np.nan), np.arange(1.0, count + 1)
    bars = (np.stack([zero, detections.scores, gap], axis=1).ravel(), np.stack([rank, rank, gap], axis=1).ravel())
    texts = [text for k in range(count) for text in ("", _told(detections, found, k, t), "")]
    for state, color in BARS:
        _those(figure, changes, bars, 3, states == state, 1, xaxis="x2", yaxis="y2", hovertext=["", "", "", *texts],
               hovertemplate="%{hovertext}<extra></extra>",
               line={"color": color, "width": float(np.clip(BAR_PIXELS / rows, 2, 6))})  # fmt: skip
    labels = [t("figure.before", count=count)]
    for k in found.kept.tolist():
        gone = int((found.by == k).sum())
        labels.append(t("figure.round", rank=k + 1, digit=int(detections.classes[k]), gone=gone))
    return figure, Frames(changes, labels)


def _those(
    figure: Figure, changes: dict[str, Change], lines: tuple[np.ndarray, np.ndarray], places: int, there: np.ndarray,
    width: float, **style: Any,
) -> None:  # fmt: skip
    """In every frame those of n lines, each of so many places, that are there: (frames, n); on axes of a width."""
    k, (x, y) = len(figure.data), lines
    shown = with_stub(np.where(there.repeat(places, axis=1), x, np.nan), width)  # (frames, 3 + n places)
    figure.add_scatter(x=shown[-1], y=with_stub(y, width), mode="lines", **style)
    changes[f"traces[{k}].x"] = shown


def sweep_figure(found: SuppressionSweep, limit: float, now: float, t: Say) -> Figure:
    """Average precision over all scenes by the threshold of the suppression; a dot at the limit and average now."""
    figure = blank(t("figure.sweep"), t("axis.nms"), "", height=230)
    for key, values, color, dash in (
        ("within", found.within, CLASS_B, "solid"), ("across", found.across, CLASS_A, "dash"),
    ):  # fmt: skip
        figure.add_scatter(
            x=LIMITS, y=values, mode="lines+markers", name=t(f"legend.{key}"), hovertemplate="%{x:.2f}: %{y:.3f}",
            line={"color": color, "width": 2.5, "dash": dash}, marker={"size": 6},
        )  # fmt: skip
    mark_here(figure, limit, now)
    figure.update_xaxes(range=[-0.02, 1.02], fixedrange=True, automargin=False)
    figure.update_yaxes(range=[0, 1], fixedrange=True, automargin=False)
    return figure.update_layout(margin={"l": 40, "r": 8, "t": 34, "b": 40}, legend={"y": 1.02})


def _told(detections: Detections, found: Suppression, k: int, t: Say) -> str:
    values = {"rank": k + 1, "digit": int(detections.classes[k]), "score": float(detections.scores[k])}
    if found.by[k] == KEPT:
        return t("hover.kept", **values)
    return t("hover.gone", **values, by=int(found.by[k]) + 1, overlap=float(found.overlap[k]))
