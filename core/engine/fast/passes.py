"""A batch forwards through all layers, eight numbers at a time; see `backward` for the way back.

A buffer is a list of rows, one per unit, inputs excepted; a row holds sample after sample, and for each sample one
number of one network, or eight of eight networks. Rows are padded to a multiple of 8; errors are zero there.
"""

from typing import NamedTuple

from core.engine.fast.compile import compiled, inlined
from core.engine.fast.formulas import activate, activate_rows
from core.engine.fast.lanes import Pointer, entry, first_lanes, load, put, spread, store, sum_of_samples, weight
from core.engine.fast.operations import root
from core.engine.fast.steps import NORM_MOMENTUM, apply_masks

LINEAR = 9  # in `activations.CODES`
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
    z: Pointer  # what the activation gets, where its slope is not seen from its value
    values: Pointer  # what it gives
    masks: Pointer
    errors: Pointer  # derivative of the loss with respect to z
    row: int


@inlined
def bent_sums(
    code: int, parameters: Pointer, bias: int, weights: int, count: int, source: Pointer, at: int, step: int,
    z: Pointer, values: Pointer, out_at: int, length: int, kept: bool,
) -> None:  # fmt: skip
    """z = bias + Σ weight · row and f(z) of one unit, 32 numbers at a time, then eight; z is written where `kept`."""
    q = 0
    while length - q > 24:
        z0 = weight(parameters, bias)
        z1, z2, z3 = z0, z0, z0
        for i in range(count):
            w, place = weight(parameters, weights + i), at + i * step + q
            z0 = z0 + w * load(source, place)
            z1 = z1 + w * load(source, place + 8)
            z2 = z2 + w * load(source, place + 16)
            z3 = z3 + w * load(source, place + 24)
        place = out_at + q
        if kept:
            store(z, place, z0)
            store(z, place + 8, z1)
            store(z, place + 16, z2)
            store(z, place + 24, z3)
        store(values, place, activate(code, z0))
        store(values, place + 8, activate(code, z1))
        store(values, place + 16, activate(code, z2))
        store(values, place + 24, activate(code, z3))
        q += 32
    while q < length:
        z0 = weight(parameters, bias)
        for i in range(count):
            z0 = z0 + weight(parameters, weights + i) * load(source, at + i * step + q)
        if kept:
            store(z, out_at + q, z0)
        store(values, out_at + q, activate(code, z0))
        q += 8


@compiled
def unit_forward(
    code: int, parameters: Pointer, bias: int, weights: int, count: int, source: Pointer, at: int, step: int,
    z: Pointer, values: Pointer, out_at: int, length: int, kept: bool,
) -> None:  # fmt: skip
    """`bent_sums` in one go for the usual activations; for the others z first."""
    if code == 0:
        bent_sums(0, parameters, bias, weights, count, source, at, step, z, values, out_at, length, kept)
    elif code == 6:
        bent_sums(6, parameters, bias, weights, count, source, at, step, z, values, out_at, length, kept)
    elif code == LINEAR:
        bent_sums(LINEAR, parameters, bias, weights, count, source, at, step, z, values, out_at, length, kept)
    else:
        bent_sums(LINEAR, parameters, bias, weights, count, source, at, step, z, z, out_at, length, False)
        activate_rows(code, z, values, out_at, out_at + length)


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
            unit_forward(
                LINEAR if normed else code, net.parameters, bias + o, weights + o * fan_in, fan_in, source, source_at,
                source_step, out, out, place, length, False,
            )  # fmt: skip
            if normed:
                unit = first_unit + o
                for q in range(place, place + length, 8):
                    store(out, q, weight(net.fold, 2 * unit) * load(out, q) + weight(net.fold, 2 * unit + 1))
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
        code, normed = entry(net.activations, layer), entry(net.scale_at, layer) >= 0
        for o in range(width):
            unit_forward(
                LINEAR if normed else code, net.parameters, bias + o, weights + o * fan_in, fan_in, source, source_at,
                source_step, rows.z, rows.raw if normed else rows.values, begin + o * row, batch.length, dropout,
            )  # fmt: skip
        if normed:
            normalize(net, layer, hyper, batch, rows)
            activate_rows(code, rows.z, rows.values, begin, begin + width * row)
        if dropout and layer < net.layers - 1:
            apply_masks(rows.values, rows.masks, begin, begin + width * row)
