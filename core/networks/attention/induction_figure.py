"""Loss, rule and maps of one layer beside two, as a film over the training."""

import math
from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Frames, Levels
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, GRID, INK, NEUTRAL, SEQUENTIAL, blank
from core.networks.attention.induction import STRING_LENGTH, InductionRun, rule_cells, rule_shares
from core.networks.attention.tasks import LETTERS

HEIGHT = 462
PANELS = ((0.0, 0.45), (0.55, 1.0))  # of the curves, from the left
MAPS = ((0.0, 0.3), (0.35, 0.65), (0.7, 1.0))
MAPS_TOP, CURVES_BOTTOM = 0.55, 0.74
NARROW_HEIGHT = 1150  # on a phone the maps stand below each other
NARROW_MAPS = ((0.604, 0.844), (0.302, 0.542), (0.0, 0.24))  # from below
NARROW_CURVES = 0.91


def induction_figure(run: InductionRun, seen: float, t: Say, look: int = -1) -> Figure:
    """Both losses and the shares of the rule over the steps, and the maps at a look.

    `seen` is the loss of guessing evenly among the letters that have been seen.
    """
    figure = blank(height=HEIGHT, margin={"l": 40, "r": 8, "t": 40, "b": 6}, showlegend=False, shapes=[])
    look = range(len(run.two.look_steps))[look]
    step = int(run.two.look_steps[look])
    for axis in ("", "2"):
        figure.add_shape(type="line", x0=step, x1=step, y0=0, y1=1, xref=f"x{axis}", yref=f"y{axis} domain",
                         line={"color": INK, "width": 1.5, "dash": "dot"})  # fmt: skip
    _curves(figure, run, seen, t)
    _maps(figure, run, look, t)
    _stack_when_narrow(figure)
    return figure


def induction_film(run: InductionRun, seen: float, t: Say) -> tuple[Figure, Frames]:
    """All looks, from the untrained networks to the last."""
    steps = run.two.look_steps
    figure = induction_figure(run, seen, t)
    first = len(figure.data) - 3
    changes: dict[str, Any] = {
        f"traces[{first}].z": Levels(run.one.maps[:, 0, 0]),
        f"traces[{first + 1}].z": Levels(run.two.maps[:, 0, 0]),
        f"traces[{first + 2}].z": Levels(run.two.maps[:, 1, 0]),
    }
    for shape in (0, 1):
        changes |= {f"shapes[{shape}].x0": steps, f"shapes[{shape}].x1": steps}
    return figure, Frames(changes, labels=[t("film.step", step=int(step)) for step in steps])


def _curves(figure: Figure, run: InductionRun, seen: float, t: Say) -> None:
    guess = math.log(run.two.weights["readout"].shape[0])
    fixed = {"fixedrange": True, "automargin": False, "zeroline": False, "gridcolor": GRID}
    ends = [0, run.two.steps * 1.01]
    for number, (low, high) in enumerate(PANELS):
        axis = "" if number == 0 else "2"
        figure.update_layout(**{
            f"xaxis{axis}": {**fixed, "range": ends, "domain": [low, high], "anchor": f"y{axis}",
                             "title": {"text": t("axis.step"), "standoff": 0}},
            f"yaxis{axis}": {**fixed, "domain": [CURVES_BOTTOM, 1], "anchor": f"x{axis}", "title": {"text": ""},
                             "range": [0, guess * 1.25] if number == 0 else [0, 1.02], "nticks": 4,
                             "tickformat": "" if number == 0 else ".0%"},
        })  # fmt: skip
    shares = rule_shares(run.two)
    lines = (
        (run.one.test_losses, CLASS_A, "legend.one", "", "%{y:.4f}"),
        (run.two.test_losses, CLASS_B, "legend.two", "", "%{y:.4f}"),
        (shares["previous"][:, 0], GRADIENT, "legend.previous", "2", "%{y:.1%}"),
        (shares["followed"][:, 1], CLASS_B, "legend.followed", "2", "%{y:.1%}"),
    )
    for y, color, name, axis, value in lines:
        figure.add_scatter(
            x=run.two.look_steps, y=np.array(y), mode="lines+markers", marker={"size": 3},
            line={"color": color, "width": 2.5}, xaxis=f"x{axis}", yaxis=f"y{axis}",
            hovertemplate=f"{t(name)}: {value}<extra>%{{x}}</extra>",
        )  # fmt: skip
    for level, name, side in ((guess, "figure.guess", "bottom"), (seen, "figure.seen", "top")):
        figure.add_shape(type="line", x0=0, x1=ends[1], y0=level, y1=level,
                         line={"color": NEUTRAL, "width": 1, "dash": "dash"})  # fmt: skip
        figure.add_annotation(x=ends[1], y=level, text=t(name), showarrow=False, xanchor="right", yanchor=side,
                              font={"size": 11}, yshift=-3 if side == "bottom" else 3, xshift=-6)  # fmt: skip
    colors = {"one": CLASS_A, "two": CLASS_B, "previous": GRADIENT, "followed": CLASS_B}
    for (low, _), name in zip(PANELS, ("loss", "rule"), strict=True):
        figure.add_annotation(
            x=low, y=1, yshift=2, xref="paper", yref="paper", xanchor="left", yanchor="bottom", align="left",
            text=t(f"figure.{name}", **colors), showarrow=False, font={"size": 13},
        )  # fmt: skip


def _maps(figure: Figure, run: InductionRun, look: int, t: Say) -> None:
    tokens = [LETTERS[code] for code in run.two.probe]
    places = np.arange(STRING_LENGTH)
    maps = run.one.maps[look, 0, 0], run.two.maps[look, 0, 0], run.two.maps[look, 1, 0]
    texts = [[f"{a} → {b}" for b in tokens] for a in tokens]
    for number, (values, (low, high)) in enumerate(zip(maps, MAPS, strict=True)):
        axis = str(number + 3)
        small = {"tickvals": places, "ticktext": tokens, "tickfont": {"size": 10}, "showgrid": False, "zeroline": False,
                 "fixedrange": True, "automargin": False, "range": [-0.5, STRING_LENGTH - 0.5],
                 "constrain": "domain", "ticks": "", "tickangle": 0}  # fmt: skip
        figure.update_layout(**{
            f"xaxis{axis}": {**small, "domain": [low, high], "anchor": f"y{axis}", "side": "top",
                             "constraintoward": "left"},
            f"yaxis{axis}": {**small, "domain": [0, MAPS_TOP], "anchor": f"x{axis}", "scaleanchor": f"x{axis}",
                             "range": [STRING_LENGTH - 0.5, -0.5], "constraintoward": "top"},
        })  # fmt: skip
        figure.add_heatmap(
            x=places, y=places, z=values, text=texts, xaxis=f"x{axis}", yaxis=f"y{axis}", zmin=0, zmax=1,
            colorscale=[list(pair) for pair in SEQUENTIAL], showscale=False,
            hovertemplate="%{text}: %{z:.3f}<extra></extra>",
        )  # fmt: skip
        figure.add_annotation(
            x=0, y=1, yshift=15, xref=f"x{axis} domain", yref=f"y{axis} domain", showarrow=False, xanchor="left",
            yanchor="bottom", text=t(f"figure.map_{number}"), font={"size": 12.5},
        )  # fmt: skip
    before = np.eye(STRING_LENGTH, k=-1, dtype=bool)
    for number, cells in ((1, before), (2, rule_cells(run.two.probe))):
        color = GRADIENT if number == 1 else CLASS_A
        figure.add_shape(type="path", path=_squares(cells), line={"color": color, "width": 1},
                         xref=f"x{number + 3}", yref=f"y{number + 3}")  # fmt: skip


def _stack_when_narrow(figure: Figure) -> None:
    """On a phone each map has the whole width, so that its letters can be read."""
    axes = {name: {"domain": [NARROW_CURVES, 1]} for name in ("yaxis", "yaxis2")}
    for number, (low, high) in enumerate(NARROW_MAPS, 3):
        axes |= {f"xaxis{number}": {"domain": [0, 1]}, f"yaxis{number}": {"domain": [low, high]}}
    figure.when_narrow(height=NARROW_HEIGHT, **axes)


def _squares(cells: np.ndarray) -> str:
    """The borders of the cells of a mask (rows, columns) as one path."""
    return "".join(
        f"M{c - 0.5},{r - 0.5}L{c + 0.5},{r - 0.5}L{c + 0.5},{r + 0.5}L{c - 0.5},{r + 0.5}Z"
        for r, c in np.argwhere(cells).tolist()
    )
