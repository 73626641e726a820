"""The challenges of convolutions, judged on what is on the screen."""

import numpy as np

from core.challenges import Verdict, judge
from core.networks.convolution.channels import ChannelsConfig, LayerCost
from core.networks.convolution.grid import GridConfig, GridConvolution
from core.networks.convolution.photograph import PhotographConfig, Response
from core.networks.convolution.pooling import PooledGrid, PoolingConfig
from core.networks.convolution.receptive import EffectiveField, ReceptiveConfig, TheoreticalField
from core.networks.convolution.transposed import Overlap, TransposedConfig


def size_kept(found: GridConvolution, config: GridConfig) -> Verdict:
    """A kernel of 5 by 5 at dilation 2 whose output is as large as the image, by a padding that was counted."""
    return judge(
        (found.window.shape == (5, 5), "kernel", {"rows": found.window.shape[0], "columns": found.window.shape[1]}),
        (found.dilation == 2, "dilation", {"dilation": found.dilation}),
        (not config.same, "same", {}),
        (
            found.output.shape == found.image.shape,
            "size",
            {"rows": found.output.shape[0], "columns": found.output.shape[1]},
        ),
    )


def moved_right(found: GridConvolution) -> Verdict:
    """A kernel of 3 by 3 whose output is the image, as large as before, one pixel further to the right."""
    x, y = found.image, found.output
    alike = x.shape == y.shape
    return judge(
        (found.window.shape == (3, 3), "kernel", {"rows": found.window.shape[0], "columns": found.window.shape[1]}),
        (alike, "size", {"rows": y.shape[0], "columns": y.shape[1]}),
        (x.shape[1] > 1 and bool((x[:, 1:] != x[:, :-1]).any()), "flat", {}),
        (alike and bool(np.allclose(y[:, 1:], x[:, :-1], rtol=0, atol=1e-9)), "elsewhere", {}),
    )


def blur_of_eight(config: PhotographConfig) -> Verdict:
    """Gaussians one after the other that blur like one of standard deviation 8, which the slider does not reach."""
    sigma = config.sigma * config.passes**0.5
    return judge(
        (config.filter == "gaussian", "other", {}),
        (abs(sigma - 8) < 0.05, "sigma", {"sigma": sigma}),
    )


def edges_of_any_direction(config: PhotographConfig, response: Response) -> Verdict:
    """A kernel of one's own, 3 by 3, that is silent on a flat wall and answers alike after a quarter turn."""
    w = response.kernel
    return judge(
        (config.filter == "own", "own", {}),
        (w.shape == (3, 3), "size", {"rows": w.shape[0], "columns": w.shape[1]}),
        (bool(w.any()), "zero", {}),
        (abs(float(w.sum())) < 1e-9, "sum", {"sum": float(w.sum())}),
        (w.shape[0] == w.shape[1] and np.array_equal(w, np.rot90(w)), "turned", {}),
    )


def lean(cost: LayerCost, config: ChannelsConfig) -> Verdict:
    """Eight channels to eight, 3 by 3, from at most 72 weights."""
    return judge(
        (config.inputs == config.outputs == 8, "channels", {"inputs": config.inputs, "outputs": config.outputs}),
        (config.kernel_side == 3, "side", {"side": config.kernel_side}),
        (cost.weights <= 72, "weights", {"weights": cost.weights}),
    )


def hundred(cost: LayerCost) -> Verdict:
    """A layer of exactly a hundred parameters."""
    return judge((cost.parameters == 100, "parameters", {"parameters": cost.parameters}))


def unmoved(found: PooledGrid, config: PoolingConfig) -> Verdict:
    """An image that is not flat moves, and none of four or more output cells notices."""
    return judge(
        (config.moved_by > 0, "still", {}),
        (found.output.size >= 4, "few", {"cells": found.output.size}),
        (len(set(found.unmoved.ravel().tolist())) > 1, "flat", {}),
        (found.unchanged == found.output.size, "changed", {"same": found.unchanged, "cells": found.output.size}),
    )


def flat_to_the_edge(found: PooledGrid, config: PoolingConfig) -> Verdict:
    """Means with added cells around, and a flat image that stays flat up to its edge."""
    flat = len(set(found.image.ravel().tolist())) == 1
    return judge(
        (config.pooling == "average", "mean", {}),
        (config.pool_padding > 0, "border", {}),
        (flat and bool(found.image.any()), "image", {}),
        (
            bool(np.allclose(found.output, found.image[0, 0], rtol=0, atol=1e-9)),
            "edge",
            {"least": float(found.output.min()), "most": float(found.output.max())},
        ),
    )


def inverse_size(found: Overlap, config: TransposedConfig) -> Verdict:
    """From 4 by 4 back to the 8 by 8 of which a convolution of 3 by 3 at stride 2 with padding 1 has made it."""
    return judge(
        (config.up_input == 4, "input", {"side": config.up_input}),
        (config.up_kernel == 3, "kernel", {"side": config.up_kernel}),
        (config.up_stride == 2 and config.up_padding == 1, "same", {}),
        (found.length == 8, "length", {"length": found.length}),
    )


def no_checkerboard(found: Overlap, config: TransposedConfig) -> Verdict:
    """An input made exactly s times as large by stamps that overlap, all cells inside reached equally often."""
    wanted = config.up_input * config.up_stride
    return judge(
        (config.up_stride > 1, "stride", {}),
        (config.up_kernel > config.up_stride, "apart", {"k": config.up_kernel, "s": config.up_stride}),
        (found.even, "uneven", {"k": config.up_kernel, "s": config.up_stride}),
        (found.length == wanted, "length", {"length": found.length, "wanted": wanted}),
    )


def far_with_few(theory: TheoreticalField, config: ReceptiveConfig) -> Verdict:
    """A field of 31 or more at stride 1, from at most 45 weights for each pair of channels."""
    weights = sum(k * k for k, _, _ in config.layers)
    return judge(
        ({stride for _, stride, _ in config.layers} == {1}, "strides", {}),
        (theory.sides[-1] >= 31, "side", {"side": theory.sides[-1]}),
        (weights <= 45, "weights", {"weights": weights}),
    )


def looks_everywhere(theory: TheoreticalField, found: EffectiveField) -> Verdict:
    """A field of 7 or more whose influence is spread over all of it nearly evenly."""
    side = theory.sides[-1]
    even = (side * side / 2) ** 0.5  # of the square with half of the pixels
    return judge(
        (side >= 7, "side", {"side": side}),
        (bool((found.influence > 0).all()), "gaps", {"count": int((found.influence == 0).sum())}),
        (found.side >= 0.95 * even, "middle", {"inner": found.side, "even": even}),
    )
