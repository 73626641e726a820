"""The kernels of a layer as blocks of a table of output by input channels, and what layers of its kind cost."""

from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import CLASS_B, GRID, INK, NEUTRAL, blank, translucent
from core.networks.convolution.channels import ChannelsConfig, LayerCost, OnePlace, separable_weights
from core.networks.convolution.photograph_figure import SIGNS

HEIGHT = 400
GAP = 0.35  # of a block, between two of them


def blocks_figure(found: OnePlace, config: ChannelsConfig, t: Say) -> Figure:
    """A kernel (k, k) for each pair of channels that a layer joins; the row of the chosen output channel is framed."""
    k, pitch = config.kernel_side, config.kernel_side * (1 + GAP)
    per_group = config.inputs // config.groups
    title = t("figure.blocks", outputs=config.outputs, inputs=per_group, k=k)
    figure = blank(title, height=HEIGHT, showlegend=False, hovermode="closest", shapes=[], annotations=[])
    figure.update_layout(margin={"l": 4, "r": 4, "t": 30, "b": 4}, title={"font": {"size": 13}})
    hidden: dict[str, Any] = {"visible": False, "fixedrange": True, "automargin": False, "constrain": "domain"}
    wide, high = config.inputs * pitch, config.outputs * pitch
    figure.update_xaxes(range=[-1.1 * pitch, wide + 1.3 * pitch], **hidden)
    figure.update_yaxes(range=[high, -0.7 * pitch], scaleanchor="x", constraintoward="top", **hidden)
    _blocks(figure, found, config, t)
    for i in range(config.inputs):
        _name(figure, i * pitch + k / 2, -0.1 * pitch, f"x<sub>{i}</sub>", yanchor="bottom")
    for j in range(config.outputs):
        _name(figure, -0.2 * pitch, j * pitch + k / 2, f"y<sub>{j}</sub>", xanchor="right")
        text = f"= {found.y[j]:g}".replace("-", "−")
        _name(figure, wide, j * pitch + k / 2, text, xanchor="left", size=13)
    row = min(config.channel, config.outputs - 1) * pitch
    figure.add_shape(
        type="rect", x0=-0.9 * pitch, x1=wide + 1.2 * pitch, y0=row - GAP * k / 2, y1=row + k * (1 + GAP / 2),
        line={"color": INK, "width": 2},
    )  # fmt: skip
    return figure


def _blocks(figure: Figure, found: OnePlace, config: ChannelsConfig, t: Say) -> None:
    """All kernels in one sheet, a trace alone; where no kernel is, a dotted frame."""
    k, pitch, inputs = config.kernel_side, config.kernel_side * (1 + GAP), config.inputs // config.groups
    sheet = np.full((config.outputs * (k + 1), config.inputs * (k + 1)), np.nan)
    text = np.full(sheet.shape, "", dtype=object)
    frames = {False: "", True: ""}  # by whether there is a kernel
    for j, i in np.ndindex(*found.parts.shape):
        x, y, joined = i * pitch, j * pitch, not np.isnan(found.parts[j, i])
        frames[joined] += f"M{x:g},{y:g}L{x + k:g},{y:g}L{x + k:g},{y + k:g}L{x:g},{y + k:g}Z"
        if joined:
            here = slice(j * (k + 1), j * (k + 1) + k), slice(i * (k + 1), i * (k + 1) + k)
            sheet[here] = found.w[j, i % inputs]
            text[here] = t("figure.hover", i=i, j=j, part=float(found.parts[j, i]))
    rows = np.repeat(np.arange(config.outputs), k + 1)[:, None]
    figure.add_heatmap(
        z=sheet, x=_edges(config.inputs, k), y=_edges(config.outputs, k), zmin=-1, zmax=1, colorscale=SIGNS,
        showscale=False, customdata=np.broadcast_to(rows, sheet.shape), text=text, hoverongaps=False, xgap=0.5,
        ygap=0.5, hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
    for joined, style in ((True, {"color": NEUTRAL, "width": 1}), (False, {"color": GRID, "width": 1, "dash": "dot"})):
        if frames[joined]:
            figure.add_shape(type="path", path=frames[joined], line=style)


def _edges(blocks: int, k: int) -> np.ndarray:
    """Edges of the cells of so many blocks and of the gaps between them."""
    pitch = k * (1 + GAP)
    inside = (np.arange(blocks)[:, None] * pitch + np.arange(k + 1)).ravel()
    return np.append(inside, blocks * pitch)


def _name(figure: Figure, x: float, y: float, text: str, size: int = 15, **anchor: str) -> None:
    figure.add_annotation(x=x, y=y, text=text, showarrow=False, font={"size": size, "color": INK}, **anchor)


def costs_figure(cost: LayerCost, config: ChannelsConfig, t: Say) -> Figure:
    """Weights of this layer beside those of its relatives, in percent of the one that joins all channels."""
    whole = config.kernel_side**2 * config.inputs * config.outputs
    counts = {
        "all": whole, "this": cost.weights, "separable": sum(separable_weights(config)),
        "pointwise": config.inputs * config.outputs,
    }  # fmt: skip
    names = [t(f"figure.{name}", groups=config.groups) for name in counts]
    shares = [100 * count / whole for count in counts.values()]
    figure = blank(t("figure.costs"), t("axis.share"), height=HEIGHT, showlegend=False, hovermode="closest")
    figure.update_layout(margin={"l": 6, "r": 6, "t": 30, "b": 40}, title={"font": {"size": 13}}, bargap=0.55)
    figure.add_bar(
        orientation="h", y=list(range(len(counts))), x=[min(share, 200.0) for share in shares],
        marker={"color": [NEUTRAL, CLASS_B, NEUTRAL, NEUTRAL]}, customdata=list(counts.values()),
        hovertemplate="%{customdata}<extra></extra>",
    )  # fmt: skip
    for number, (name, count, share) in enumerate(zip(names, counts.values(), shares, strict=True)):
        figure.add_annotation(
            x=0, y=number, text=f"{name}: <b>{count:,}</b> ({share:.0f} %)", showarrow=False, xanchor="left",
            yshift=26, font={"size": 13, "color": INK},
        )  # fmt: skip
    figure.update_xaxes(range=[0, 205], fixedrange=True, automargin=False)
    figure.update_yaxes(range=[len(counts) - 0.5, -0.7], visible=False, fixedrange=True)
    return figure.add_vline(100, line={"color": translucent(CLASS_B, 0.5), "width": 1, "dash": "dot"})
