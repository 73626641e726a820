"""The true learning curves of all entrants, each until it was sent home, and the rungs as a funnel."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_B, GOOD, GRID, INK, NEUTRAL, blank, translucent
from core.practice.tuning.halving import Halving

HEIGHT = 410
LOWEST = -0.25  # of the axis; what lies below is drawn at its edge


def halving_figure(found: Halving, t: Say) -> Figure:
    """Curves on the left, the funnel on the right."""
    figure = blank("", t("axis.epochs"), t("axis.score"), height=HEIGHT, hovermode="closest")
    k = len(found.epochs)
    ticks = found.epochs.tolist()
    figure.update_layout(
        margin={"l": 52, "r": 10, "t": 44, "b": 44}, legend={"x": 0, "xanchor": "left", "y": 1.02},
        xaxis={"type": "log", "domain": [0, 0.72], "fixedrange": True, "tickvals": ticks,
               "range": np.log10([ticks[0] * 0.97, ticks[-1] * 1.06]).tolist(), "automargin": False},
        yaxis={"range": [LOWEST - 0.03, 0.85], "fixedrange": True, "automargin": False},
        xaxis2={"domain": [0.76, 1], "anchor": "y2", "range": [-1, 1], "showticklabels": False, "showgrid": False,
                "zeroline": False, "fixedrange": True,
                "title": {"text": t("axis.funnel"), "standoff": 4, "font": {"size": 12}}},
        yaxis2={"anchor": "x2", "range": [k - 0.4, -0.6], "showticklabels": False, "showgrid": False,
                "zeroline": False, "fixedrange": True, "gridcolor": GRID},
    )  # fmt: skip
    _sent_home(figure, found, t)
    _line(figure, found, found.winner, GOOD, t("figure.winner"), "solid")
    if found.best != found.winner:
        _line(figure, found, found.best, BAD, t("figure.best"), "dash")
    _funnel(figure, found, t)
    return figure


def _sent_home(figure: Figure, found: Halving, t: Say) -> None:
    """One trace with a gap behind each curve; a cross where it ends."""
    x, y, cross_x, cross_y, about = [], [], [], [], []
    for one in np.flatnonzero(found.left < len(found.epochs)).tolist():
        last = int(found.epochs[found.left[one]])
        upto = found.drawn <= last
        x += [*found.drawn[upto].tolist(), None]
        y += [*_shown(found.curves[one, upto]).tolist(), None]
        here = float(found.curves[one, upto][-1])
        cross_x.append(last)
        cross_y.append(float(max(here, LOWEST)))
        about.append([*found.settings[one].tolist(), here, float(found.at_end[one])])
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"color": translucent(NEUTRAL, 0.55), "width": 1.5}, hoverinfo="skip",
        name=t("figure.home"),
    )  # fmt: skip
    higher = [row[3] > found.at_end[found.winner] for row in about]
    figure.add_scatter(
        x=cross_x, y=cross_y, mode="markers", customdata=np.array(about), name=t("figure.crosses"), showlegend=False,
        marker={"symbol": "x", "size": [10 if late else 7 for late in higher],
                "color": [BAD if late else NEUTRAL for late in higher]},
        hovertemplate=t("figure.hover") + "<extra></extra>",
    )  # fmt: skip


def _shown(values: np.ndarray) -> np.ndarray:
    return np.asarray(np.maximum(values, LOWEST))


def _line(figure: Figure, found: Halving, one: int, color: str, name: str, dash: str) -> None:
    figure.add_scatter(
        x=found.drawn, y=_shown(found.curves[one]), mode="lines", name=name,
        line={"color": color, "width": 3, "dash": dash}, hovertemplate="%{x}: %{y:.3f}<extra></extra>",
    )  # fmt: skip


def _funnel(figure: Figure, found: Halving, t: Say) -> None:
    """A bar a rung, as wide as there are entrants in it."""
    for rung, (count, epochs) in enumerate(zip(found.counts.tolist(), found.epochs.tolist(), strict=True)):
        half = count / found.counts[0]
        figure.add_shape(
            type="rect", x0=-half, x1=half, y0=rung - 0.4, y1=rung + 0.4, xref="x2", yref="y2",
            fillcolor=translucent(CLASS_B, 0.3), line={"width": 0},
        )  # fmt: skip
        figure.add_annotation(
            x=0, y=rung, xref="x2", yref="y2", text=f"{count} × {epochs} = <b>{count * epochs}</b>", showarrow=False,
            font={"color": INK, "size": 13},
        )  # fmt: skip
