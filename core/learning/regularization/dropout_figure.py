"""The network under one mask and under the average of several, and the terms of every unit at one place."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_A, CLASS_B, INK, NEUTRAL, PAPER, blank, translucent
from core.learning.regularization.capacity_figure import MARGIN, STILL, add_points, plane_of_points
from core.learning.regularization.dropout import UNITS, DroppedNetwork, MaskedOutputs
from core.learning.regularization.sample import GRID
from core.learning.regularization.settings import DropoutConfig

REACHES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)  # of the terms' axis


def masks_figure(
    network: DroppedNetwork, found: MaskedOutputs, config: DropoutConfig, t: Say, *, height: int = 400
) -> Figure:
    """The whole network with the band of one standard deviation over masks, one mask, and the average of some."""
    figure = plane_of_points(t("figure.masks"), t, height)
    low, high = np.clip(found.whole - found.sd, -50, 50), np.clip(found.whole + found.sd, -50, 50)
    figure.add_scatter(
        x=np.concatenate([GRID, GRID[::-1]]), y=np.concatenate([high, low[::-1]]), mode="lines", fill="toself",
        fillcolor=translucent(NEUTRAL, 0.22), line={"width": 0}, hoverinfo="skip", name=t("legend.band"),
    )  # fmt: skip
    for name, curve, color, width in (
        ("one", found.one, CLASS_A, 2.0), ("average", found.average, CLASS_B, 2.5), ("whole", found.whole, INK, 1.5),
    ):  # fmt: skip
        figure.add_scatter(
            x=GRID, y=np.clip(curve, -50, 50), mode="lines", name=t(f"legend.{name}"), hoverinfo="skip",
            line={"color": color, "width": width},
        )  # fmt: skip
    add_points(figure, network.x, network.y, t("legend.points"))
    figure.add_vline(config.at, line={"color": INK, "width": 1, "dash": "dot"})
    return figure


def terms_figure(found: MaskedOutputs, config: DropoutConfig, t: Say, *, height: int = 200) -> Figure:
    """What every unit adds to the output at one place: kept and enlarged, or dropped."""
    figure = blank(t("figure.terms"), t("axis.unit"), height=height, margin={**MARGIN, "b": 40}, barmode="overlay")
    figure.update_layout(showlegend=False)
    reach = next((one for one in REACHES if np.abs(found.terms).max() / (1 - config.rate) <= one), REACHES[-1])
    units, kept = np.arange(1, UNITS + 1), found.kept[config.mask - 1]
    figure.update_xaxes(range=[0.3, UNITS + 0.7], dtick=1, **STILL)
    figure.update_yaxes(range=[-reach, reach], **STILL)
    figure.add_bar(
        x=units, y=found.terms, hovertemplate="%{x}: %{y:.3g}<extra></extra>",
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 1.5, "color": NEUTRAL}},
    )  # fmt: skip
    figure.add_bar(
        x=units[kept], y=found.terms[kept] / (1 - config.rate), marker={"color": translucent(CLASS_A, 0.8)},
        hovertemplate="%{x}: %{y:.3g}<extra></extra>", width=0.55,
    )  # fmt: skip
    return figure


def mask_averages_figure(found: MaskedOutputs, config: DropoutConfig, t: Say, *, height: int = 200) -> Figure:
    """The output at the place as the average of 1, 2, 3, … masks, and the band of its standard deviation."""
    figure = blank(t("figure.averages"), t("axis.masks"), height=height, margin={**MARGIN, "b": 40}, showlegend=False)
    count = np.arange(1, len(found.outputs) + 1)
    running, error = np.cumsum(found.outputs) / count, found.sd_at / np.sqrt(count)
    reach = max(3 * found.sd_at / np.sqrt(3), 0.05)
    figure.update_xaxes(type="log", range=[-0.05, 2.35], tickvals=[1, 3, 10, 30, 100], **STILL)
    figure.update_yaxes(range=[found.whole_at - reach, found.whole_at + reach], **STILL)
    figure.add_scatter(
        x=np.concatenate([count, count[::-1]]), mode="lines", fill="toself", line={"width": 0}, hoverinfo="skip",
        y=np.concatenate([found.whole_at + error, found.whole_at - error[::-1]]), fillcolor=translucent(NEUTRAL, 0.22),
    )  # fmt: skip
    figure.add_hline(found.whole_at, line={"color": INK, "width": 1.5})
    figure.add_scatter(
        x=count, y=running, mode="lines", line={"color": CLASS_B, "width": 2},
        hovertemplate="%{x}: %{y:.4g}<extra></extra>",
    )  # fmt: skip
    figure.add_vline(config.masks, line={"color": INK, "width": 1, "dash": "dot"})
    figure.add_scatter(
        x=[config.masks], y=[float(running[config.masks - 1])], mode="markers", hoverinfo="skip",
        marker={"color": CLASS_B, "size": 11, "line": {"color": PAPER, "width": 2}},
    )  # fmt: skip
    return figure
