"""Greedy suppression as a film of its rounds, and the average precision over its threshold."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Change, Frames
from core.figures.theme import BAD, CLASS_A, CLASS_B, GOOD, GRID, NEUTRAL, blank, mark_here
from core.networks.detection.canvas import (
    ALARM_COLOR,
    CORNERS,
    HIT_COLOR,
    TRUE_COLOR,
    outline,
    show_canvas,
    stacked_when_narrow,
)
from core.networks.detection.recorded import Detections
from core.networks.detection.suppression import KEPT, Suppression
from core.networks.detection.suppression_sweep import LIMITS, SuppressionSweep

HEIGHT = 400
WAITING = 0
CHOSEN = 1
GONE = 2
OUT = 3  # gone in an earlier round
FEWEST_BARS = 20


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
    detections: Detections, found: Suppression, canvas: np.ndarray, t: Say
) -> tuple[Figure, Frames]:  # fmt: skip
    """Each round keeps the best box that waits and removes what overlaps it; canvas (side, side) beside the list."""
    figure = blank("", height=HEIGHT, hovermode="closest", showlegend=False)
    show_canvas(figure, canvas, (0, 0.46))
    count, states = len(found.by), states_by_round(found)
    x, y = (part.reshape(-1, CORNERS) for part in outline(detections.boxes))
    changes: dict[str, Change] = {}
    looks = ((WAITING, TRUE_COLOR, 1, "solid"), (CHOSEN, HIT_COLOR, 3, "solid"), (GONE, ALARM_COLOR, 1.5, "dot"))
    for state, color, width, dash in looks:
        k = len(figure.data)
        there = (states == state)[..., None]
        shown = [np.where(there, part, np.nan).reshape(len(states), -1) for part in (x, y)]
        figure.add_scatter(
            x=shown[0][-1], y=shown[1][-1], mode="lines", hoverinfo="skip",
            line={"color": color, "width": width, "dash": dash},
        )  # fmt: skip
        changes[f"traces[{k}].x"], changes[f"traces[{k}].y"] = shown
    grid = {"gridcolor": GRID, "fixedrange": True, "zeroline": False, "automargin": False}
    figure.update_layout(
        bargap=0.25, margin={"l": 4, "r": 8, "t": 8, "b": 44},
        xaxis2={**grid, "domain": [0.58, 1], "anchor": "y2", "range": [0, 1.02],
                "title": {"text": t("axis.confidence"), "standoff": 6}},
        yaxis2={**grid, "anchor": "x2", "range": [max(count, FEWEST_BARS) + 0.5, 0.5],
                "title": {"text": t("axis.rank"), "standoff": 2}},
    )  # fmt: skip
    stacked_when_narrow(figure)
    colors = np.array([NEUTRAL, GOOD, BAD, "rgba(209,73,91,0.3)"])
    figure.add_bar(
        x=detections.scores, y=np.arange(1, count + 1), orientation="h", xaxis="x2", yaxis="y2",
        marker={"color": colors[states[-1]].tolist()}, text=[_told(detections, found, k, t) for k in range(count)],
        textposition="none", hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
    changes[f"traces[{len(looks)}].marker.color"] = [colors[row].tolist() for row in states]
    labels = [t("figure.before", count=count)]
    for k in found.kept.tolist():
        gone = int((found.by == k).sum())
        labels.append(t("figure.round", rank=k + 1, digit=int(detections.classes[k]), gone=gone))
    return figure, Frames(changes, labels)


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
