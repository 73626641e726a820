"""A batch backwards through all layers, eight numbers at a time: errors, and the gradient of every parameter.

The rows are those of `passes`.
"""

from core.engine.fast.compile import compiled, inlined
from core.engine.fast.formulas import activate_rows, loss_errors, slope, slope_rows
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
from core.engine.fast.passes import Batch, Network, Rows
from core.engine.fast.steps import apply_masks

SEEN = (0, 6, 9)  # activations whose slope is seen from their value: ReLU, Tanh, Linear


@inlined
def sum_of_row(numbers: Pointer, at: int, length: int, total: Lanes) -> Lanes:
    """The `total` and the `length` numbers of a row, by eights."""
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
            put(gradient, bias + o, sum_of_samples(gradient, sum_of_row(rows.errors, error_at, length, spread(0.0))))
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
    parameters: Pointer, first: Lanes, weights: int, step: int, count: int, errors: Pointer, above: int, row: int
) -> Lanes:
    """Σ weight · error of the units above, for eight numbers of one unit's row; the `first` weight is at hand."""
    error = first * load(errors, above)
    for o in range(1, count):
        error = error + weight(parameters, weights + o * step) * load(errors, above + o * row)
    return error


@inlined
def bent_gradient(
    code: int, parameters: Pointer, weights_above: int, width: int, count: int, above: int, rows: Rows, own: int,
    source: Pointer, at: int, step: int, fan_in: int, gradient: Pointer, weights: int, bias: int, length: int,
    goes_on: bool, kept: bool, alone: bool,
) -> None:  # fmt: skip
    """The gradient of one unit's bias and first three weights, for eight networks, as its errors are worked out.

    The errors come from those of `count` units above and are written down where others need them (`kept`). An output
    `alone` above gets the gradient of its weight here, too.
    """
    second, third = min(1, fan_in - 1), min(2, fan_in - 1)
    s0, s1, s2, s3, error_sum = spread(0.0), spread(0.0), spread(0.0), spread(0.0), spread(0.0)
    if goes_on:
        s0, s1, s2 = weight(gradient, weights), weight(gradient, weights + second), weight(gradient, weights + third)
        s3, error_sum = weight(gradient, weights_above), weight(gradient, bias)
    first = weight(parameters, weights_above)
    for q in range(0, length, 8):
        value, place = load(rows.values, own + q), at + q
        error = error_below(parameters, first, weights_above, width, count, rows.errors, above + q, rows.row)
        error = error * slope(code, value if code in SEEN else load(rows.z, own + q), value)
        if kept:
            store(rows.errors, own + q, error)
        s0 = s0 + error * load(source, place)
        s1 = s1 + error * load(source, place + second * step)
        s2 = s2 + error * load(source, place + third * step)
        error_sum = error_sum + error
        if alone:
            s3 = s3 + load(rows.errors, above + q) * value
    put(gradient, weights, s0)
    put(gradient, weights + second, s1)
    put(gradient, weights + third, s2)
    put(gradient, bias, error_sum)
    if alone:
        put(gradient, weights_above, s3)


@compiled
def unit_backward(
    code: int, parameters: Pointer, weights_above: int, width: int, count: int, above: int, rows: Rows, own: int,
    source: Pointer, at: int, step: int, fan_in: int, gradient: Pointer, weights: int, bias: int, length: int,
    goes_on: bool, kept: bool, alone: bool,
) -> None:  # fmt: skip
    """`bent_gradient`, where the usual cases have a loop of their own: two inputs below, an output alone above."""
    usual = alone and fan_in == 2 and not kept
    if code == 0 and usual:
        bent_gradient(0, parameters, weights_above, width, 1, above, rows, own, source, at, step, 2,
                      gradient, weights, bias, length, goes_on, False, True)  # fmt: skip
    elif code == 6 and usual:
        bent_gradient(6, parameters, weights_above, width, 1, above, rows, own, source, at, step, 2,
                      gradient, weights, bias, length, goes_on, False, True)  # fmt: skip
    elif code == 0:
        bent_gradient(0, parameters, weights_above, width, count, above, rows, own, source, at, step, fan_in,
                      gradient, weights, bias, length, goes_on, kept, alone)  # fmt: skip
    elif code == 6:
        bent_gradient(6, parameters, weights_above, width, count, above, rows, own, source, at, step, fan_in,
                      gradient, weights, bias, length, goes_on, kept, alone)  # fmt: skip
    else:
        bent_gradient(code, parameters, weights_above, width, count, above, rows, own, source, at, step, fan_in,
                      gradient, weights, bias, length, goes_on, kept, alone)  # fmt: skip


@compiled
def more_gradient(
    rows: Rows, own: int, source: Pointer, at: int, step: int, first: int, fan_in: int, gradient: Pointer,
    weights: int, length: int, goes_on: bool,
) -> None:  # fmt: skip
    """Gradient of one unit's weights from the `first` on, three at a time; eight networks, their errors known."""
    for i in range(first, fan_in, 3):
        j, k = min(i + 1, fan_in - 1), min(i + 2, fan_in - 1)
        s0, s1, s2 = spread(0.0), spread(0.0), spread(0.0)
        if goes_on:
            s0, s1, s2 = weight(gradient, weights + i), weight(gradient, weights + j), weight(gradient, weights + k)
        for q in range(0, length, 8):
            error, place = load(rows.errors, own + q), at + q
            s0 = s0 + error * load(source, place + i * step)
            s1 = s1 + error * load(source, place + j * step)
            s2 = s2 + error * load(source, place + k * step)
        put(gradient, weights + i, s0)
        put(gradient, weights + j, s1)
        put(gradient, weights + k, s2)


@inlined
def layer_errors(net: Network, layer: int, dropout: bool, rows: Rows, length: int) -> None:
    """Errors of what a layer gives, from those of the layer above; its values as they were before dropout."""
    width, above, weights = entry(net.sizes, layer + 1), entry(net.unit_at, layer + 1), entry(net.weight_at, layer + 1)
    begin = entry(net.unit_at, layer) * rows.row
    for i in range(width):
        first = weight(net.parameters, weights + i)
        for q in range(0, length, 8):
            error = error_below(
                net.parameters, first, weights + i, width, entry(net.sizes, layer + 2), rows.errors,
                above * rows.row + q, rows.row,
            )  # fmt: skip
            store(rows.errors, begin + i * rows.row + q, error)
    if dropout:
        apply_masks(rows.errors, rows.masks, begin, begin + width * rows.row)
        activate_rows(entry(net.activations, layer), rows.z, rows.values, begin, begin + width * rows.row)


@inlined
def backward(
    net: Network, hyper: Pointer, loss: int, dropout: bool, gradient: Pointer, batch: Batch, rows: Rows, goes_on: bool
) -> None:
    """Gradients of all layers, from the output's errors down; added to those before where it `goes_on`."""
    row, length, top = rows.row, batch.length, net.layers - 1
    begin, width = entry(net.unit_at, top) * row, entry(net.sizes, top + 1)
    lean = net.networks == 8 and not dropout and entry(net.scale_at, 0) < 0
    alone = lean and top > 0 and width == 1
    loss_errors(
        loss, width, rows.values, begin, row, batch.targets, batch.at, batch.step, hyper, 1.0 / batch.samples,
        rows.errors, length,
    )  # fmt: skip
    for layer in range(top, -1, -1):
        source, at, step = batch.inputs, batch.at, batch.step
        if layer > 0:
            source, at, step = rows.values, entry(net.unit_at, layer - 1) * row, row
        fan_in, width, begin = entry(net.sizes, layer), entry(net.sizes, layer + 1), entry(net.unit_at, layer) * row
        code, normed = entry(net.activations, layer), entry(net.scale_at, layer) >= 0
        if lean and layer < top:
            for o in range(width):
                weights = entry(net.weight_at, layer) + o * fan_in
                unit_backward(
                    code, net.parameters, entry(net.weight_at, layer + 1) + o, width, entry(net.sizes, layer + 2),
                    entry(net.unit_at, layer + 1) * row, rows, begin + o * row, source, at, step, fan_in, gradient,
                    weights, entry(net.bias_at, layer) + o, length, goes_on, layer > 0 or fan_in > 3,
                    alone and layer + 1 == top,
                )  # fmt: skip
                if fan_in > 3:
                    more_gradient(
                        rows, begin + o * row, source, at, step, 3, fan_in, gradient, weights, length, goes_on
                    )
            continue
        if layer < top:
            layer_errors(net, layer, dropout, rows, length)
        slope_rows(code, rows.z, rows.values, rows.errors, begin, begin + width * row)
        if normed:
            norm_gradient(net, layer, gradient, batch, rows)
        if alone and layer == top:
            bias = entry(net.bias_at, layer)
            before = weight(gradient, bias) if goes_on else spread(0.0)
            put(gradient, bias, sum_of_row(rows.errors, begin, length, before))
            continue
        layer_gradient(net, layer, gradient, source, at, step, rows, length, goes_on)
