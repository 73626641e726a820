"""All curves of one run: above what should fall, below what should rise."""

import numpy as np

from core.figures.figure import Figure, Say, figure_text
from core.figures.theme import CLASS_B, TEST, TRAIN, blank
from core.jobs.archive import Curves
from core.practice.runs.records import lower_is_better

OTHERS = ("#7a5fd0", "#c2408f", "#b08a00", "#5b7f2b", "#8a6d5b", "#4aa3df")


def card_figure(curves: Curves, t: Say) -> Figure:
    """The curves, steps and values (n,); a run without points has an empty figure that says so."""
    figure = blank(height=380, hovermode="x unified", margin={"l": 8, "r": 8, "t": 34, "b": 8})
    known = {name: curve for name, curve in curves.items() if np.isfinite(curve[1]).any()}
    falls = [name for name in known if lower_is_better(name)]
    both = 0 < len(falls) < len(known)
    figure.update_layout(
        xaxis={"title": {"text": t("curves.step")}, "anchor": "y2" if both else "y"},
        yaxis={"domain": [0.5, 1] if both else [0, 1]},
        yaxis2={"domain": [0, 0.42], "anchor": "x", "automargin": True},
    )
    if not known:
        figure.update_layout(**{axis: {"visible": False} for axis in ("xaxis", "yaxis", "yaxis2")})
        return figure.add_scatter(x=[0], y=[0], mode="text", text=[t("card.no_points")], showlegend=False)
    spare = iter(OTHERS * (1 + len(known) // len(OTHERS)))
    for name, (steps, values) in known.items():
        place = "y2" if both and name not in falls else "y"
        color = _color(name) or next(spare)
        figure.add_scatter(
            x=steps, y=values, name=figure_text(name), mode="lines" if len(steps) > 1 else "markers",
            line={"color": color, "width": 2.5, "dash": "dot" if "train" in name.lower() else "solid"},
            yaxis=place, hovertemplate="%{y:.4f}",
        )  # fmt: skip
    return figure


def _color(name: str) -> str:
    """Of the training set gray, of held-out data green where it should fall and blue where it should rise; else ""."""
    if "train" in name.lower():
        return TRAIN
    held_out = "test" in name.lower() or "val" in name.lower()
    return (TEST if lower_is_better(name) else CLASS_B) if held_out else ""
