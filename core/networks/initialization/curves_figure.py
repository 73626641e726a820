"""The loss curves of ten schemes, and the loss at the end against the gradient before the first step."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CATEGORICAL, INK, blank, translucent
from core.networks.initialization.curves import CURVE_EPOCHS, SchemeTrainings
from core.networks.initialization.weights import SCHEMES

HEIGHT = 440
LOSS = {"type": "log", "range": [-3.1, 0.6], "fixedrange": True, "automargin": False, "dtick": 1,
        "exponentformat": "power"}  # fmt: skip
FLOOR = 1e-3
CEILING = 3.5
LEAST = 1e-12  # a smaller gradient, or none, is drawn here


def curves_figure(found: SchemeTrainings, shown: str, t: Say) -> Figure:
    """The median over the seeds for each scheme, and every seed of the chosen one."""
    figure = blank(t("figure.curves", scheme=t(f"options.shown.{shown}")), t("axis.epoch"), t("axis.loss"),
                   height=HEIGHT, showlegend=False, margin={"l": 54, "r": 8, "t": 34, "b": 42})  # fmt: skip
    figure.update_xaxes(range=[0, CURVE_EPOCHS], fixedrange=True, automargin=False)
    figure.update_yaxes(**LOSS)
    epochs, chosen = np.arange(CURVE_EPOCHS + 1), SCHEMES.index(shown)
    for k, (scheme, curves) in enumerate(zip(SCHEMES, found.losses, strict=True)):
        name = t(f"options.shown.{scheme}")
        median = np.median(curves, axis=0)  # NaN as soon as one has diverged
        color = CATEGORICAL[k] if k == chosen else translucent(CATEGORICAL[k], 0.6)
        figure.add_scatter(x=epochs, y=np.clip(median, FLOOR, CEILING), mode="lines", name=name,
                           line={"color": color, "width": 3.5 if k == chosen else 1.5}, customdata=median,
                           hovertemplate=f"{name}, %{{x}}: %{{customdata:.4g}}<extra></extra>")  # fmt: skip
    for curve in found.losses[chosen]:
        figure.add_scatter(x=epochs, y=np.clip(curve, FLOOR, CEILING), mode="lines", hoverinfo="skip",
                           line={"color": INK, "width": 1, "dash": "dot"})  # fmt: skip
    return figure


def ends_figure(found: SchemeTrainings, shown: str, t: Say) -> Figure:
    """Every network a dot: the loss at the end against the first layer's gradient before the first step."""
    figure = blank(t("figure.ends"), t("axis.first_gradient"), t("axis.last_loss"), height=HEIGHT,
                   hovermode="closest", margin={"l": 54, "r": 8, "t": 34, "b": 118})  # fmt: skip
    figure.update_layout(legend={"y": -0.2, "yanchor": "top", "x": 0, "xanchor": "left", "font": {"size": 11}})
    figure.update_xaxes(type="log", range=[np.log10(LEAST) - 0.5, 2.5], fixedrange=True, automargin=False, dtick=3,
                        exponentformat="power")  # fmt: skip
    figure.update_yaxes(**LOSS)
    chosen = SCHEMES.index(shown)
    for k, (scheme, curves, gradients) in enumerate(zip(SCHEMES, found.losses, found.gradients, strict=True)):
        name, ends = t(f"options.shown.{scheme}"), curves[:, -1]
        marker = {"color": CATEGORICAL[k], "size": 12 if k == chosen else 7, "opacity": 0.85,
                  "line": {"width": 2 if k == chosen else 0, "color": INK}}  # fmt: skip
        figure.add_scatter(
            x=np.clip(gradients, LEAST, 300), y=np.clip(np.where(np.isnan(ends), CEILING, ends), FLOOR, CEILING),
            mode="markers", name=name, marker=marker, customdata=np.stack([gradients, ends], axis=1),
            hovertemplate=f"{name}: %{{customdata[0]:.2g}} → %{{customdata[1]:.3g}}<extra></extra>",
        )  # fmt: skip
    return figure
