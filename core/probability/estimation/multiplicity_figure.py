"""The p-values of one family in their order, and what four corrections give over many families."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, INK, NEUTRAL, blank, translucent
from core.probability.estimation.multiplicity import CORRECTIONS, ManyTests, MultiplicityConfig, limits
from core.probability.estimation.power import AlphaConfig

HEIGHT = 420
LEAST = 1e-6  # the smallest p-value that is in the picture
MARGIN = {"l": 62, "r": 12, "t": 36, "b": 72}
BELOW = {"y": -0.15, "yanchor": "top", "x": 0.5, "xanchor": "center"}


def family_figure(
    found: ManyTests, alpha_config: AlphaConfig, multiplicity_config: MultiplicityConfig, t: Say, *,
    height: int = HEIGHT
) -> Figure:  # fmt: skip
    """Each p over its rank, on a logarithmic axis, with the limits of the correction."""
    m = multiplicity_config.comparisons
    figure = blank(
        t("figure.family", count=int(found.significant.sum()), m=m), t("axis.rank"), "p", height=height,
        margin=dict(MARGIN), legend=dict(BELOW), hovermode="closest",
    )  # fmt: skip
    still = {"fixedrange": True, "automargin": False}
    figure.update_xaxes(range=[0.3, m + 0.7], **still)
    figure.update_yaxes(type="log", range=[np.log10(LEAST) - 0.2, 0.2], dtick=1, exponentformat="power", **still)
    rank = np.arange(1, m + 1)
    figure.add_scatter(
        x=rank, y=limits(m, alpha_config.alpha, multiplicity_config.correction),
        mode="lines+markers" if m == 1 else "lines",
        line={"color": INK, "width": 1.5, "dash": "dash"}, marker={"symbol": "line-ew", "size": 20},
        name=t("figure.limit"),
        hovertemplate="%{y:.3g}<extra></extra>",
    )  # fmt: skip
    for there, name, color, symbol in (
        (~found.real & ~found.significant, "null_open", NEUTRAL, "circle-open"),
        (~found.real & found.significant, "null_significant", CLASS_A, "circle"),
        (found.real & ~found.significant, "real_open", CLASS_B, "diamond-open"),
        (found.real & found.significant, "real_significant", CLASS_B, "diamond"),
    ):
        figure.add_scatter(
            x=rank[there], y=np.maximum(found.p[there], LEAST), mode="markers", name=t(f"figure.{name}"),
            marker={"size": 9 if m <= 40 else 6, "color": color, "symbol": symbol}, customdata=found.p[there],
            hovertemplate="p = %{customdata:.3g}<extra></extra>",
        )  # fmt: skip
    return figure


def corrections_figure(
    found: ManyTests, multiplicity_config: MultiplicityConfig, t: Say, *, height: int = HEIGHT
) -> Figure:
    """False alarms and finds by each correction, as shares."""
    figure = blank(t("figure.corrections"), "", "", height=height, margin=dict(MARGIN), legend=dict(BELOW), bargap=0.25)
    names = [t(f"short.{name}") for name in CORRECTIONS]
    chosen = CORRECTIONS.index(multiplicity_config.correction)
    figure.update_yaxes(range=[0, 1.06], tickformat=".0%", fixedrange=True, automargin=False)
    figure.update_xaxes(fixedrange=True, automargin=False)
    for values, name, color in ((found.any_alarm, "any_alarm", CLASS_A), (found.found, "found", CLASS_B)):
        if np.isfinite(values).all():
            strong = [translucent(color, 1.0 if k == chosen else 0.4) for k in range(len(names))]
            figure.add_bar(
                x=names, y=values, name=t(f"figure.{name}"), marker={"color": strong},
                text=[f"{value:.0%}" for value in values], textposition="outside", cliponaxis=False,
                hovertemplate="%{y:.1%}<extra></extra>",
            )  # fmt: skip
    return figure
