"""All curves of one run: above what should fall, below what should rise."""

import numpy as np

from core.figures.figure import Figure, Say, figure_text
from core.figures.theme import TEST, TRAIN, blank
from core.jobs.archive import Curves
from core.practice.runs.records import lower_is_better

OTHERS = ("#7a5fd0", "#c2408f", "#b08a00", "#5b7f2b", "#8a6d5b", "#4aa3df")


def card_figure(curves: Curves, t: Say) -> Figure:
    """The curves with their steps; a run without points has an empty figure that says so."""
    figure = blank(height=380, hovermode="x unified", margin={"l": 8, "r": 8, "t": 34, "b": 8})
    known = {name: curve for name, curve in curves.items() if np.isfinite(curve[1]).any()}
    falls = [name for name in known if lower_is_better(name)]
    both = 0 < len(falls) < len(known)
    figure.update_layout(
        xaxis={"title": {"text": t("curves.step")}},
        yaxis={"domain": [0.5, 1] if both else [0, 1]},
        yaxis2={"domain": [0, 0.42], "anchor": "x", "automargin": True},
    )
    if not known:
        return figure.add_scatter(x=[0], y=[0], mode="text", text=[t("card.no_points")], showlegend=False)
    spare = iter(OTHERS * (1 + len(known) // len(OTHERS)))
    for name, (steps, values) in known.items():
        color = (
            TRAIN
            if "train" in name.lower()
            else TEST
            if "test" in name.lower() or "val" in name.lower()
            else next(spare)
        )
        figure.add_scatter(
            x=steps, y=values, name=figure_text(name), mode="lines" if len(steps) > 1 else "markers",
            line={"color": color, "width": 2.5, "dash": "dot" if color == TRAIN else "solid"},
            yaxis="y2" if both and name not in falls else "y", hovertemplate="%{y:.4f}",
        )  # fmt: skip
    return figure
