"""Prior, likelihood and posterior as a film of one toss after another, and how the interval narrows."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Change, Frames, Prefix
from core.figures.theme import CLASS_A, CLASS_B, INK, NEUTRAL, blank, translucent
from core.probability.bayes.coin import Course

HEIGHT = 356
BEYOND = 1.5  # heights of the figure at which an infinite density is cut


def coin_film(found: Course, t: Say) -> tuple[Figure, Frames]:
    """On the left the densities over the probability of heads, on the right mean and interval over the tosses."""
    top = 1.08 * _top(found)
    figure = blank("", t("axis.p"), t("axis.density"), height=HEIGHT, hovermode="closest", shapes=[])
    grid = {key: figure.layout["xaxis"][key] for key in ("gridcolor", "linecolor", "showgrid", "ticks")}
    count = len(found.mean) - 1
    figure.update_layout(
        margin={"l": 48, "r": 10, "t": 30, "b": 44},
        xaxis={"domain": [0, 0.54], "range": [0, 1], "fixedrange": True, "automargin": False},
        yaxis={"range": [0, top], "fixedrange": True, "automargin": False},
        xaxis2={**grid, "domain": [0.63, 1], "anchor": "y2", "range": [0, max(count, 1)], "fixedrange": True,
                "title": {"text": t("axis.tosses"), "standoff": 6}},
        yaxis2={**grid, "anchor": "x2", "range": [0, 1], "fixedrange": True, "zeroline": False,
                "title": {"text": t("axis.interval"), "standoff": 4}},
        legend={"x": 0, "xanchor": "left"},
    )  # fmt: skip
    hover = {"hovertemplate": "%{x:.3f}: %{y:.4g}<extra></extra>"}
    cut = {name: np.minimum(getattr(found, name), BEYOND * top) for name in ("prior", "likelihood", "density")}
    figure.add_scatter(
        x=found.x, y=cut["density"][-1], mode="lines", name=t("figure.posterior"), fill="tozeroy",
        fillcolor=translucent(CLASS_B, 0.2), line={"color": CLASS_B, "width": 3}, **hover,
    )  # fmt: skip
    figure.add_scatter(
        x=found.x, y=cut["likelihood"][-1], mode="lines", name=t("figure.likelihood"),
        line={"color": CLASS_A, "width": 2, "dash": "dot"}, **hover,
    )  # fmt: skip
    figure.add_scatter(
        x=found.x, y=cut["prior"], mode="lines", name=t("figure.prior"),
        line={"color": NEUTRAL, "width": 2, "dash": "dash"}, **hover,
    )  # fmt: skip
    ends = (float(found.low[-1]), float(found.high[-1]))
    figure.add_vrect(*ends, fillcolor=translucent(CLASS_B, 0.1), line={"width": 0}, layer="below")
    figure.add_vline(float(found.mean[-1]), line={"color": INK, "width": 1.5})
    changes: dict[str, Change] = {
        "traces[0].y": cut["density"], "traces[1].y": cut["likelihood"],
        "shapes[0].x0": found.low, "shapes[0].x1": found.high, "shapes[1].x0": found.mean, "shapes[1].x1": found.mean,
    }  # fmt: skip
    _course(figure, found, changes, t)
    heads = (found.a - found.a[0]).astype(int)
    labels = [t("figure.label", n=n, heads=int(h)) for n, h in enumerate(heads)]
    return figure, Frames(changes, labels)


def _course(figure: Figure, found: Course, changes: dict[str, Change], t: Say) -> None:
    """The traces on the right, which grow with the tosses."""
    n = np.arange(len(found.mean))
    lengths = n + 1
    band = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    lines = (
        (found.high, band), (found.low, {**band, "fill": "tonexty", "fillcolor": translucent(CLASS_B, 0.2)}),
        (found.mean, {"mode": "lines", "line": {"color": CLASS_B, "width": 2.5}}),
        (found.share, {"mode": "lines", "line": {"color": CLASS_A, "width": 2, "dash": "dot"}}),
    )  # fmt: skip
    for values, style in lines:
        k = len(figure.data)
        figure.add_scatter(
            x=n, y=values, xaxis="x2", yaxis="y2", showlegend=False,
            **{"hovertemplate": "%{x}: %{y:.4g}<extra></extra>"} | style,
        )  # fmt: skip
        changes[f"traces[{k}].x"], changes[f"traces[{k}].y"] = Prefix(n, lengths), Prefix(values, lengths)


def _top(found: Course) -> float:
    """The largest finite density on the grid, of the prior and of every posterior."""
    return max(float(values[np.isfinite(values)].max()) for values in (found.prior, found.density, found.likelihood))
