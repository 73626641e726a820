"""A batch forwards and backwards through all layers, eight numbers at a time.

A buffer is a list of rows, one per unit, inputs excepted; a row holds sample after sample, and for each sample one
number of one network, or eight of eight networks. Rows are padded to a multiple of 8; errors are zero there.
"""

from typing import NamedTuple

from core.engine.fast.compile import inlined
from core.engine.fast.formulas import activate_rows, loss_errors, slope_rows
from core.engine.fast.lanes import (
    Lanes,
    Pointer,
    entry,
    first_lanes,
    load,
    put,
    spread,
    store,
    sum_of_samples,
    totals,
    weight,
)
from core.engine.fast.operations import root
from core.engine.fast.steps import NORM_MOMENTUM, apply_masks

NORM_EPSILON = 1e-5  # torch.nn.BatchNorm1d's eps


class Network(NamedTuple):
    """Where things lie: integers per layer, and the numbers themselves."""

    layers: int
    networks: int  # 1 or 8
    sizes: Pointer  # units per layer, the inputs first
    activations: Pointer
    weight_at: Pointer  # matrix (outputs, inputs), row by row
    bias_at: Pointer
    scale_at: Pointer  # batch normalization's gamma, beta behind it; -1 without
    unit_at: Pointer  # row of each layer's first unit
    parameters: Pointer
    statistics: Pointer  # running mean and variance, unit by unit
    fold: Pointer  # batch normalization as fold[2u] * z + fold[2u + 1]


class Batch(NamedTuple):
    """Some samples, or a part of them: rows of inputs and targets with `step` numbers from row to row."""

    inputs: Pointer
    targets: Pointer
    step: int
    at: int
    samples: int  # of the whole batch
    length: int  # numbers in a row


class Rows(NamedTuple):
    """The buffers of one batch, and the numbers from row to row."""

    raw: Pointer  # weighted sums where batch normalization follows; x̂ afterwards
    z: Pointer  # what the activation gets
    values: Pointer  # what it gives
    masks: Pointer
    errors: Pointer  # derivative of the loss with respect to z
    row: int


@inlined
def weighted_sums(
    parameters: Pointer, bias: int, weights: int, count: int, rows: Pointer, at: int, step: int, out: Pointer,
    out_at: int, length: int,
) -> None:  # fmt: skip
    """out = bias + Σ weight · row, for one unit; sixteen numbers at a time, then eight."""
    q = 0
    while length - q > 8:
        z0 = weight(parameters, bias)
        z1 = z0
        for i in range(count):
            w, place = weight(parameters, weights + i), at + i * step + q
            z0 = z0 + w * load(rows, place)
            z1 = z1 + w * load(rows, place + 8)
        store(out, out_at + q, z0)
        store(out, out_at + q + 8, z1)
        q += 16
    if q < length:
        z0 = weight(parameters, bias)
        for i in range(count):
            z0 = z0 + weight(parameters, weights + i) * load(rows, at + i * step + q)
        store(out, out_at + q, z0)


@inlined
def evaluate(
    net: Network, inputs: Pointer, at: int, step: int, out: Pointer, out_at: int, row: int, length: int
) -> None:
    """Outputs of all units as the finished network computes them: no dropout, running statistics."""
    for layer in range(net.layers):
        source, source_at, source_step = inputs, at, step
        if layer > 0:
            source, source_at, source_step = out, out_at + entry(net.unit_at, layer - 1) * row, row
        fan_in, width, bias = entry(net.sizes, layer), entry(net.sizes, layer + 1), entry(net.bias_at, layer)
        weights, first_unit = entry(net.weight_at, layer), entry(net.unit_at, layer)
        code, normed = entry(net.activations, layer), entry(net.scale_at, layer) >= 0
        for o in range(width):
            place = out_at + (first_unit + o) * row
            weighted_sums(
                net.parameters, bias + o, weights + o * fan_in, fan_in, source, source_at, source_step,
                out, place, length,
            )  # fmt: skip
            if normed:
                unit = first_unit + o
                for q in range(place, place + length, 8):
                    store(out, q, weight(net.fold, 2 * unit) * load(out, q) + weight(net.fold, 2 * unit + 1))
            if code != 9:
                activate_rows(code, out, out, place, place + length)


@inlined
def fold_statistics(net: Network) -> None:
    """Batch normalization with running statistics as one multiplication and one addition."""
    for layer in range(net.layers):
        scale_at, first_unit, width = entry(net.scale_at, layer), entry(net.unit_at, layer), entry(net.sizes, layer + 1)
        if scale_at >= 0:
            for o in range(width):
                unit = first_unit + o
                variance = weight(net.statistics, 2 * unit + 1)
                scale = weight(net.parameters, scale_at + o) / root(variance + NORM_EPSILON)
                shift = weight(net.parameters, scale_at + width + o) - weight(net.statistics, 2 * unit) * scale
                put(net.fold, 2 * unit, scale)
                put(net.fold, 2 * unit + 1, shift)


@inlined
def normalize(net: Network, layer: int, hyper: Pointer, batch: Batch, rows: Rows) -> None:
    """Batch normalization by the batch's own statistics, as torch.nn.BatchNorm1d in training."""
    momentum, count, length = load(hyper, NORM_MOMENTUM * 8), float(batch.samples), batch.length
    scale_at, width, first_unit = entry(net.scale_at, layer), entry(net.sizes, layer + 1), entry(net.unit_at, layer)
    for o in range(width):
        unit = first_unit + o
        at = unit * rows.row
        mean, variance = spread(0.0), spread(0.0)
        for q in range(0, length, 8):
            mean = mean + first_lanes(load(rows.raw, at + q), length - q)
        mean = sum_of_samples(net.parameters, mean) / count
        for q in range(0, length, 8):
            apart = first_lanes(load(rows.raw, at + q) - mean, length - q)
            variance = variance + apart * apart
        variance = sum_of_samples(net.parameters, variance) / count
        inverse = 1.0 / root(variance + NORM_EPSILON)
        gamma, beta = weight(net.parameters, scale_at + o), weight(net.parameters, scale_at + width + o)
        for q in range(at, at + length, 8):
            x_hat = (load(rows.raw, q) - mean) * inverse
            store(rows.raw, q, x_hat)
            store(rows.z, q, gamma * x_hat + beta)
        put(net.fold, 2 * unit, inverse)
        keep, unbiased = 1.0 - momentum, variance * (count / (count - 1.0))
        put(net.statistics, 2 * unit, keep * weight(net.statistics, 2 * unit) + momentum * mean)
        put(net.statistics, 2 * unit + 1, keep * weight(net.statistics, 2 * unit + 1) + momentum * unbiased)


@inlined
def forward(net: Network, hyper: Pointer, dropout: bool, batch: Batch, rows: Rows) -> None:
    """The batch through all layers as in training."""
    row = rows.row
    for layer in range(net.layers):
        source, source_at, source_step = batch.inputs, batch.at, batch.step
        if layer > 0:
            source, source_at, source_step = rows.values, entry(net.unit_at, layer - 1) * row, row
        fan_in, width, bias = entry(net.sizes, layer), entry(net.sizes, layer + 1), entry(net.bias_at, layer)
        weights, begin = entry(net.weight_at, layer), entry(net.unit_at, layer) * row
        normed = entry(net.scale_at, layer) >= 0
        sums = rows.raw if normed else rows.z
        for o in range(width):
            weighted_sums(
                net.parameters, bias + o, weights + o * fan_in, fan_in, source, source_at, source_step,
                sums, begin + o * row, batch.length,
            )  # fmt: skip
        if normed:
            normalize(net, layer, hyper, batch, rows)
        activate_rows(entry(net.activations, layer), rows.z, rows.values, begin, begin + width * row)
        if dropout and layer < net.layers - 1:
            apply_masks(rows.values, rows.masks, begin, begin + width * row)


@inlined
def sum_of_row(numbers: Pointer, at: int, length: int) -> Lanes:
    """The sum of `length` numbers of a row, by eights."""
    total = spread(0.0)
    for q in range(0, length, 8):
        total = total + load(numbers, at + q)
    return total


@inlined
def layer_gradient(
    net: Network, layer: int, gradient: Pointer, source: Pointer, at: int, step: int, rows: Rows, length: int,
    goes_on: bool,
) -> None:  # fmt: skip
    """Gradient of a layer's weights (width, fan_in) and biases (width,): Σ over samples of error · input, by eights.

    Where it `goes_on`, the sums begin with what stands in `gradient`: those of eight networks can.
    """
    fan_in, width, bias = entry(net.sizes, layer), entry(net.sizes, layer + 1), entry(net.bias_at, layer)
    first_weight, first_row = entry(net.weight_at, layer), entry(net.unit_at, layer) * rows.row
    whole = fan_in // 8 * 8 if net.networks == 1 else 0
    for o in range(width):
        error_at, weights = first_row + o * rows.row, first_weight + o * fan_in
        for i in range(0, whole, 8):
            s0, s1, s2, s3 = spread(0.0), spread(0.0), spread(0.0), spread(0.0)
            s4, s5, s6, s7 = spread(0.0), spread(0.0), spread(0.0), spread(0.0)
            for q in range(0, length, 8):
                error, place = load(rows.errors, error_at + q), at + i * step + q
                s0 = s0 + error * load(source, place)
                s1 = s1 + error * load(source, place + step)
                s2 = s2 + error * load(source, place + 2 * step)
                s3 = s3 + error * load(source, place + 3 * step)
                s4 = s4 + error * load(source, place + 4 * step)
                s5 = s5 + error * load(source, place + 5 * step)
                s6 = s6 + error * load(source, place + 6 * step)
                s7 = s7 + error * load(source, place + 7 * step)
            store(gradient, weights + i, totals(s0, s1, s2, s3, s4, s5, s6, s7))
        before = weight(gradient, bias + o)
        if whole == fan_in:
            put(gradient, bias + o, sum_of_samples(gradient, sum_of_row(rows.errors, error_at, length)))
        for i in range(whole, fan_in, 3):  # four sums side by side: one alone would wait for each addition to end
            j, k = min(i + 1, fan_in - 1), min(i + 2, fan_in - 1)
            s0, s1, s2, error_sum = spread(0.0), spread(0.0), spread(0.0), spread(0.0)
            if goes_on:
                s0, s1 = weight(gradient, weights + i), weight(gradient, weights + j)
                s2, error_sum = weight(gradient, weights + k), before
            for q in range(0, length, 8):
                error, place = load(rows.errors, error_at + q), at + q
                s0 = s0 + error * load(source, place + i * step)
                s1 = s1 + error * load(source, place + j * step)
                s2 = s2 + error * load(source, place + k * step)
                error_sum = error_sum + error
            put(gradient, weights + i, sum_of_samples(gradient, s0))
            put(gradient, weights + j, sum_of_samples(gradient, s1))
            put(gradient, weights + k, sum_of_samples(gradient, s2))
            put(gradient, bias + o, sum_of_samples(gradient, error_sum))


@inlined
def norm_gradient(net: Network, layer: int, gradient: Pointer, batch: Batch, rows: Rows) -> None:
    """Back through batch normalization: gradients of gamma and beta, errors of the raw sums."""
    scale_at, width, first_unit = entry(net.scale_at, layer), entry(net.sizes, layer + 1), entry(net.unit_at, layer)
    count = float(batch.samples)
    for o in range(width):
        unit = first_unit + o
        at = unit * rows.row
        plain, weighted = spread(0.0), spread(0.0)
        for q in range(at, at + batch.length, 8):
            plain = plain + load(rows.errors, q)
            weighted = weighted + load(rows.errors, q) * load(rows.raw, q)
        plain, weighted = sum_of_samples(gradient, plain), sum_of_samples(gradient, weighted)
        put(gradient, scale_at + o, weighted)
        put(gradient, scale_at + width + o, plain)
        factor = weight(net.parameters, scale_at + o) * weight(net.fold, 2 * unit)
        for q in range(0, batch.length, 8):
            x_hat = load(rows.raw, at + q)
            error = factor * (load(rows.errors, at + q) - plain / count - x_hat * weighted / count)
            store(rows.errors, at + q, first_lanes(error, batch.length - q))


@inlined
def error_below(
    parameters: Pointer, weights: int, step: int, count: int, errors: Pointer, above: int, row: int
) -> Lanes:
    """Σ weight · error of the units above, for eight numbers of one unit's row."""
    error = spread(0.0)
    for o in range(count):
        error = error + weight(parameters, weights + o * step) * load(errors, above + o * row)
    return error


@inlined
def backward(
    net: Network, hyper: Pointer, loss: int, dropout: bool, gradient: Pointer, batch: Batch, rows: Rows, goes_on: bool
) -> None:
    """Gradients of all layers, from the output's errors down; added to those before where it `goes_on`."""
    row, length, top = rows.row, batch.length, net.layers - 1
    begin, width = entry(net.unit_at, top) * row, entry(net.sizes, top + 1)
    loss_errors(
        loss, width, rows.values, begin, row, batch.targets, batch.at, batch.step, hyper, 1.0 / batch.samples,
        rows.errors, length,
    )  # fmt: skip
    for layer in range(top, -1, -1):
        fan_in, width, begin = entry(net.sizes, layer), entry(net.sizes, layer + 1), entry(net.unit_at, layer) * row
        slope_rows(entry(net.activations, layer), rows.z, rows.values, rows.errors, begin, begin + width * row)
        if entry(net.scale_at, layer) >= 0:
            norm_gradient(net, layer, gradient, batch, rows)
        if layer == 0:
            layer_gradient(net, layer, gradient, batch.inputs, batch.at, batch.step, rows, length, goes_on)
            return
        below = entry(net.unit_at, layer - 1) * row
        layer_gradient(net, layer, gradient, rows.values, below, row, rows, length, goes_on)
        weights = entry(net.weight_at, layer)
        for i in range(fan_in):
            for q in range(0, length, 8):
                error = error_below(net.parameters, weights + i, fan_in, width, rows.errors, begin + q, row)
                store(rows.errors, below + i * row + q, error)
        if dropout:
            apply_masks(rows.errors, rows.masks, below, begin)
            activate_rows(entry(net.activations, layer - 1), rows.z, rows.values, below, begin)
