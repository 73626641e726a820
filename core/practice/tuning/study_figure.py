"""A study in parallel coordinates, its history, and the importance of its hyper-parameters."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_A, CLASS_B, GRID, INK, NEUTRAL, blank, translucent
from core.practice.tuning.reading import StudyImportance, places_of
from core.practice.tuning.study import NAMES, Range, SearchStudy

HEIGHT = 344
BELOW = 260
HUES = (CLASS_A, CLASS_B, "#0a9b8e", "#7a5fd0")


def parallel_figure(study: SearchStudy | None, ranges: dict[str, Range], chosen: np.ndarray, t: Say) -> Figure:
    """An axis a hyper-parameter and one for the accuracy; a line a trial, the best (k,) lit and the winner bold.

    Without a study the axes alone.
    """
    figure = blank("", "", "", height=HEIGHT, hovermode="closest", annotations=[], shapes=[])
    figure.update_layout(
        margin={"l": 40, "r": 46, "t": 54, "b": 44}, legend={"y": 1.14},
        xaxis={"range": [-0.04, 4.04], "tickvals": list(range(5)), "showgrid": False, "fixedrange": True,
               "tickangle": 0, "automargin": False,
               "ticktext": [t(f"names.{name}").replace(" ", "<br>") for name in (*NAMES, "validation")]},
        yaxis={"range": [-0.11, 1.06], "visible": False, "fixedrange": True},
    )  # fmt: skip
    _axes(figure, ranges)
    if study is None:
        return figure
    height = heights(study, ranges)
    short = study.epochs < study.epochs.max()
    winner = np.arange(len(height)) == study.winner
    rows = (
        (short & ~chosen, translucent(NEUTRAL, 0.18), 1, "figure.short"),
        (~short & ~chosen, translucent(NEUTRAL, 0.6), 1.3, "figure.others"),
        (chosen & ~winner, CLASS_B, 2, "figure.lit"), (winner, BAD, 4, "figure.winner"),
    )  # fmt: skip
    for which, color, width, name in rows:
        lines = np.hstack([height[which], np.full((int(which.sum()), 1), np.nan)])
        if not lines.size:
            continue
        about = np.column_stack([study.settings[which], study.validation[which]])
        figure.add_scatter(
            x=np.tile([0, 1, 2, 3, 4, np.nan], len(lines)), y=lines.ravel(), mode="lines", name=t(name),
            line={"color": color, "width": width}, customdata=np.repeat(about, 6, axis=0),
            hovertemplate=t("figure.hover") + "<extra></extra>",
        )  # fmt: skip
    return figure


def heights(study: SearchStudy, ranges: dict[str, Range]) -> np.ndarray:
    """Where each trial crosses the axes, from 0 to 1, (k, h + 1); the last is the accuracy itself."""
    return np.column_stack([places_of(study.settings, ranges), study.validation])


def _plain(value: float) -> str:
    return str(np.format_float_positional(value, precision=4, fractional=False, trim="-"))


def _axes(figure: Figure, ranges: dict[str, Range]) -> None:
    ends = [*((_plain(one.low), _plain(one.high)) for one in ranges.values()), ("0", "1")]
    for k, (low, high) in enumerate(ends):
        figure.add_shape(type="line", x0=k, x1=k, y0=0, y1=1, line={"color": INK, "width": 1.5}, layer="below")
        for y, text, anchor in ((0, low, "top"), (1, high, "bottom")):
            figure.add_annotation(
                x=k, y=y, text=text, showarrow=False, yanchor=anchor, font={"size": 12, "color": INK},
                xanchor="left" if k == 0 else "right" if k == len(ends) - 1 else "center",
            )  # fmt: skip


def history_figure(study: SearchStudy, importance: StudyImportance | None, t: Say) -> Figure:
    """On the left the trainings in their order with the best so far, on the right the importances in percent."""
    figure = blank("", t("axis.training"), t("axis.accuracy"), height=BELOW, hovermode="closest", showlegend=False)
    axis = {"fixedrange": True, "gridcolor": GRID, "zeroline": False}
    figure.update_layout(
        margin={"l": 52, "r": 14, "t": 12, "b": 42}, shapes=[], annotations=[],
        xaxis={"domain": [0, 0.5], "fixedrange": True}, yaxis={"range": [0, 1.02], "fixedrange": True},
        xaxis2={**axis, "domain": [0.68, 1], "anchor": "y2", "range": [0, 100],
                "title": {"text": t("axis.share"), "standoff": 4}},
        yaxis2={**axis, "anchor": "x2", "range": [3.6, -0.6], "showgrid": False, "tickvals": list(range(4)),
                "ticktext": [t(f"names.{name}") for name in NAMES]},
    )  # fmt: skip
    count = np.arange(1, len(study.validation) + 1)
    figure.add_scatter(
        x=count, y=study.validation, mode="markers", customdata=study.epochs,
        marker={"color": NEUTRAL, "size": 4 + 4 * np.sqrt(study.epochs / study.epochs.max())},
        hovertemplate=t("figure.point") + "<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=count, y=np.maximum.accumulate(study.validation), mode="lines", hoverinfo="skip",
        line={"color": BAD, "width": 2, "shape": "hv"},
    )  # fmt: skip
    if importance is not None and np.isfinite(importance.shares).all():
        for k, (share, color) in enumerate(zip(importance.shares.tolist(), HUES, strict=True)):
            figure.add_shape(
                type="rect", x0=0, x1=100 * share, y0=k - 0.32, y1=k + 0.32, xref="x2", yref="y2", fillcolor=color,
                line={"width": 0},
            )  # fmt: skip
            inside = share > 0.75
            figure.add_annotation(
                x=100 * share, y=k, xref="x2", yref="y2", text=f"<b>{100 * share:.0f} %</b>", showarrow=False,
                xanchor="right" if inside else "left", xshift=-4 if inside else 4,
                font={"color": "#101010" if inside else INK, "size": 13},
            )  # fmt: skip
    return figure
