"""The numbers of a layer by hand, the table of a network, and what mends one that does not fit."""

import re
from dataclasses import replace
from typing import Any

from core.figures.figure import Say
from core.networks.cnn.layers import Layer, layers_text, read_layers
from core.networks.cnn.settings import OwnNetworkConfig
from core.networks.cnn.skyline_figure import block_name, short
from core.networks.cnn.survey import Block, Survey, own_survey
from core.refusal import Refusal

Lines = list[tuple[str, dict[str, Any]]]
MOST_CURES = 12


def table_rows(found: Survey, t: Say) -> list[str]:
    """The table of all blocks with the totals, as lines of markdown."""
    head = [
        unbroken(t(f"column.{name}")) for name in ("layer", "shape", "parameters", "multiply_adds", "memory", "field")
    ]
    rows = ["| " + " | ".join(head) + " |", "|:-|:-|-:|-:|-:|-:|"]
    for block in found.blocks:
        shape = block.out.shape.replace(" ", "")  # never broken where the page is narrow
        rows.append(
            f"| {unbroken(f'{block.place + 1}. {block_name(block, t)}')} | {shape} | {block.parameters:,} |"
            f" {block.multiply_adds:,} | {unbroken(short(block.memory, 'B'))} | {block.field} |"
        )
    total = {name: found.total(name) for name in ("parameters", "multiply_adds", "memory", "field")}
    return [*rows, f"| **{t('total')}** | | **{total['parameters']:,}** | **{total['multiply_adds']:,}** |"
                   f" **{short(total['memory'], 'B')}** | **{total['field']}** |"]  # fmt: skip


def unbroken(words: str) -> str:
    """Words that stay in one line of a table where the page is narrow, Chinese ones too."""
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", "\u2060", words.replace(" ", "\u00a0"))


def hand_lines(block: Block, normalized: bool) -> Lines:
    """Side, parameters, multiply-adds, receptive field and bytes of a block, with their numbers."""
    layer, came, out = block.layer, block.came, block.out
    lines: Lines = []
    if out.side:
        lines.append(("hand.side", {
            "side": came.side, "padding": layer.padding, "dilation": layer.dilation, "kernel": layer.kernel,
            "stride": layer.stride, "out": out.side,
        }))  # fmt: skip
    if layer.kind == "conv":
        inputs = came.channels // layer.groups
        weights = layer.kernel**2 * inputs * out.channels
        if layer.groups > 1:
            lines.append(("hand.groups", {"inputs": came.channels, "groups": layer.groups, "part": inputs}))
        key = "hand.conv_bn" if normalized else "hand.conv"
        lines.append((key, {"kernel": layer.kernel, "inputs": inputs, "channels": out.channels,
                            "parameters": block.parameters}))  # fmt: skip
        lines.append(("hand.work", {"weights": weights, "side": out.side, "work": block.multiply_adds}))
    elif layer.kind == "dense":
        lines.append(("hand.dense", {"inputs": came.channels, "channels": out.channels,
                                     "parameters": block.parameters, "work": block.multiply_adds}))  # fmt: skip
    else:
        lines.append(("hand.nothing", {}))
    if out.side:
        lines.append(("hand.field", {"field": came.field, "jump": came.jump, "kernel": layer.kernel,
                                     "dilation": layer.dilation, "out": out.field}))  # fmt: skip
    lines.append(("hand.memory", {"count": out.count, "bytes": block.memory}))
    return lines


def observations(found: Survey) -> Lines:
    """What there is to notice in a network."""
    lines: Lines = []
    if not found.blocks:
        return [("nothing_computes", {})]
    total = found.total("parameters")
    largest = max(found.blocks, key=lambda block: block.parameters)
    if total:
        share = 100 * largest.parameters / total
        lines.append(("largest", {"place": largest.place + 1, "share": share, "parameters": largest.parameters}))
    seen = found.total("field")
    if seen > found.input.side:
        lines.append(("sees_padding", {"field": seen, "side": found.input.side}))
    return lines


def mended(config: OwnNetworkConfig) -> str | None:
    """The text in which every mismatch that has one cure is cured; None where none is left or it takes another cure."""
    try:
        layers = read_layers(config.layers)
    except Refusal:
        return None
    for _ in range(MOST_CURES):
        try:
            own_survey(replace(config, layers=layers_text(layers)))
        except Refusal as error:
            cured = _cured(layers, error)
            if cured is None:
                return None
            layers = cured
        else:
            text = layers_text(layers)
            return text if layers != read_layers(config.layers) else None
    return None


def _cured(layers: tuple[Layer, ...], error: Refusal) -> tuple[Layer, ...] | None:
    """The layers with the cure of one refusal; None where there is no single one."""
    place = error.values.get("place", 0) - 1
    before, layer, after = layers[:place], layers[place], layers[place + 1 :]
    match error.rule:
        case "dense_inputs" | "conv_inputs":
            return (*before, replace(layer, inputs=error.values["got"]), *after)
        case "vector_wanted" if len(layers) < MOST_CURES:
            return (*before, Layer("flatten"), layer, *after)
        case "pool_padding":
            return (*before, replace(layer, padding=layer.kernel // 2), *after)
    return None
