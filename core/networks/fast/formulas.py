"""The formulas of the fast engine on rows of numbers: activations, losses, dropout and the optimizers' updates.

The readable twins, and the sources, stand in `activations`, `losses` and `optimizers`; the tests hold both to
the same numbers.
"""

import math
from typing import NamedTuple

import numpy as np

from core.networks.fast.functions import expm1, normal_tail, sigmoid, sine, softplus, tanh
from core.networks.fast.lanes import (
    Lanes,
    Pointer,
    at_least,
    at_most,
    compiled,
    first_lanes,
    inlined,
    load,
    magnitude,
    root,
    spread,
    store,
    total,
    where_positive,
)  # fmt: skip

# the place of each hyper-parameter in `hyper`, eight numbers each: one per network
(
    MOMENTUM, DAMPENING, BETA1, BETA2, EPSILON, WEIGHT_DECAY, L1, L2, CLIP_AT, RATE_DECAY, RMSPROP_MOMENTUM,
    DROPOUT, HUBER_DELTA, NORM_MOMENTUM, PATIENCE, IMPROVEMENT, HYPER_COUNT,
) = range(17)  # fmt: skip
TO_UNIT = math.ldexp(1.0, -53)


class Rule(NamedTuple):
    """How gradients become updates; equal for all networks of an ensemble."""

    optimizer: int  # its number in `optimizers.CODES`
    variant: bool  # centered RMSprop, AMSGrad
    clipping: int  # 0 none, 1 by norm, 2 by value


@inlined
def activate(code: int, z: Lanes) -> Lanes:
    """The activation with this number in `activations.CODES`."""
    if code == 0:
        return at_least(z, 0.0)
    if code == 1:
        return where_positive(z, z, 0.01 * z)
    if code == 2:
        return where_positive(z, z, expm1(at_most(z, 0.0)))
    if code == 3:
        return z * normal_tail(z)[0]
    if code == 4:
        return z * sigmoid(z)
    if code == 5:
        return softplus(z)
    if code == 6:
        return tanh(z)
    if code == 7:
        return sigmoid(z)
    if code == 8:
        return sine(z, 0.0)
    return z


@inlined
def slope(code: int, z: Lanes, a: Lanes) -> Lanes:
    """The activation's derivative where its argument is z and its value a."""
    if code == 0:
        return where_positive(z, 1.0, 0.0)
    if code == 1:
        return where_positive(z, 1.0, 0.01)
    if code == 2:
        return where_positive(z, 1.0, a + 1.0)
    if code == 3:
        below, density = normal_tail(z)
        return below + z * density
    if code == 4:
        s = sigmoid(z)
        return s * (1.0 + z * (1.0 - s))
    if code == 5:
        return sigmoid(z)
    if code == 6:
        return 1.0 - a * a
    if code == 7:
        return a * (1.0 - a)
    if code == 8:
        return sine(z, 0.5)
    return spread(1.0)


@compiled
def activate_rows(code: int, z: Pointer, a: Pointer, begin: int, end: int) -> None:
    """a = f(z), from `begin` to `end`, eight at a time."""
    for k in range(begin, end, 8):
        store(a, k, activate(code, load(z, k)))


@compiled
def slope_rows(code: int, z: Pointer, a: Pointer, errors: Pointer, begin: int, end: int) -> None:
    """errors *= f'(z), from `begin` to `end`, eight at a time."""
    for k in range(begin, end, 8):
        store(errors, k, load(errors, k) * slope(code, load(z, k), load(a, k)))


@inlined
def logsumexp(outputs: int, values: Pointer, at: int, step: int) -> Lanes:
    """log Σ e**a over the outputs, two terms at a time, which cannot overflow."""
    result = load(values, at)
    for o in range(1, outputs):
        a = load(values, at + o * step)
        result = a + softplus(result - a)
    return result


@compiled
def loss_errors(
    loss: int, outputs: int, values: Pointer, at: int, step: int, targets: Pointer, y: int, y_step: int,
    hyper: Pointer, share: float, errors: Pointer, length: int,
) -> None:  # fmt: skip
    """`share` times the derivative of each sample's loss with respect to the outputs; zero behind `length`."""
    for q in range(0, length, 8):
        logsum = logsumexp(outputs, values, at + q, step) if loss == 2 else spread(0.0)
        for o in range(outputs):
            place = at + o * step + q
            a, t, delta = load(values, place), load(targets, y + o * y_step + q), load(hyper, HUBER_DELTA * 8)
            error = a - t
            if loss == 1:
                error = sigmoid(a) - t
            elif loss == 2:
                error = 1.0 + expm1(a - logsum) - t
            elif loss == 3:
                error = where_positive(1.0 - t * a, 0.0 - t, 0.0)
            elif loss == 4:
                error = sign(error)
            elif loss == 5:
                error = at_least(at_most(error, delta), 0.0 - delta)
            store(errors, place, first_lanes(error * share, length - q))


@inlined
def loss_sum(
    loss: int, outputs: int, values: Pointer, at: int, step: int, targets: Pointer, y: int, y_step: int, delta: Lanes
) -> Lanes:
    """The loss of eight samples, summed over the outputs."""
    result = spread(0.0)
    if loss == 2:
        result = logsumexp(outputs, values, at, step)
    for o in range(outputs):
        a, t = load(values, at + o * step), load(targets, y + o * y_step)
        error = magnitude(a - t)
        if loss == 1:
            result = result + softplus(a) - a * t
        elif loss == 2:
            result = result - a * t
        elif loss == 3:
            result = result + at_least(1.0 - t * a, 0.0)
        elif loss == 4:
            result = result + error
        elif loss == 5:
            result = result + where_positive(error - delta, delta * (error - 0.5 * delta), 0.5 * error * error)
        else:
            result = result + 0.5 * error * error
    return result


@inlined
def hits_of(outputs: int, values: Pointer, at: int, step: int, targets: Pointer, y: int, y_step: int) -> Lanes:
    """1 where the predicted class is the right one: the sign of one output, or the largest of several."""
    predicted = where_positive(0.0 - load(values, at), 0.0, 1.0)
    actual = where_positive(load(targets, y), 1.0, 0.0)
    if outputs > 1:
        best, best_target = load(values, at), load(targets, y)
        predicted, actual = spread(0.0), spread(0.0)
        for o in range(1, outputs):
            a, t = load(values, at + o * step), load(targets, y + o * y_step)
            predicted = where_positive(a - best, float(o), predicted)
            best = where_positive(a - best, a, best)
            actual = where_positive(t - best_target, float(o), actual)
            best_target = where_positive(t - best_target, t, best_target)
    return where_positive(magnitude(predicted - actual), 0.0, 1.0)


@compiled
def loss_and_hits(
    loss: int, outputs: int, values: Pointer, at: int, step: int, targets: Pointer, y: int, y_step: int,
    hyper: Pointer, sums: Pointer, length: int,
) -> None:  # fmt: skip
    """Add the losses of `length` numbers of a row to the first eight of `sums`, the hits to the next eight."""
    losses, hits, delta = load(sums, 0), load(sums, 8), load(hyper, HUBER_DELTA * 8)
    for q in range(0, length, 8):
        value = loss_sum(loss, outputs, values, at + q, step, targets, y + q, y_step, delta)
        right = hits_of(outputs, values, at + q, step, targets, y + q, y_step)
        losses = losses + first_lanes(value, length - q)
        hits = hits + first_lanes(right, length - q)
    store(sums, 0, losses)
    store(sums, 8, hits)


@inlined
def sign(x: Lanes) -> Lanes:
    """-1, 0 or 1."""
    return where_positive(x, 1.0, where_positive(0.0 - x, -1.0, 0.0))


@compiled
def draw_masks(
    keys: np.ndarray, hyper: np.ndarray, units: int, step: int, batch: int, count: int, row: int, masks: np.ndarray
) -> None:
    """Dropout's factors of `units` rows: 0, or 1 / (1 - rate). See `regularization.counted_uniform`."""
    networks = keys.shape[0]
    for k in range(networks):
        rate = hyper[DROPOUT * 8 + k]
        for u in range(units):
            begin = np.uint64((step * units + u) * batch)
            for b in range(count):
                z = keys[k] + (begin + np.uint64(b)) * np.uint64(0x9E3779B97F4A7C15)
                z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
                z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
                uniform = ((z ^ (z >> np.uint64(31))) >> np.uint64(11)) * TO_UNIT
                masks[u * row + b * networks + k] = 1.0 / (1.0 - rate) if uniform >= rate else 0.0


@compiled
def apply_masks(numbers: Pointer, masks: Pointer, begin: int, end: int) -> None:
    """Numbers times masks, from `begin` to `end`, eight at a time."""
    for k in range(begin, end, 8):
        store(numbers, k, load(numbers, k) * load(masks, k))


@compiled
def update(
    rule: Rule, p: Pointer, g: Pointer, moments: Pointer, powers: Pointer, hyper: Pointer, rates: Pointer,
    rate_at: int, penalized: Pointer, n: int, step: int, networks: int,
) -> None:  # fmt: skip
    """One step of the optimizer on n numbers; `step` counts from 1. See `optimizers` for the formulas."""
    rate, l1, l2 = load(rates, rate_at), load(hyper, L1 * 8), load(hyper, L2 * 8)
    if total(l1) != 0.0 or total(l2) != 0.0:
        for j in range(0, n, 8):
            w = load(p, j)
            store(g, j, load(g, j) + load(penalized, j) * (l2 * w + l1 * sign(w)))
    bound = load(hyper, CLIP_AT * 8)
    if rule.clipping == 1:
        square = spread(0.0)
        for j in range(0, n, 8):
            square = square + load(g, j) * load(g, j)
        if networks == 1:
            square = spread(total(square))
        factor = at_most(bound / (root(square) + 1e-6), 1.0)
        for j in range(0, n, 8):
            store(g, j, load(g, j) * factor)
    if rule.clipping == 2:
        for j in range(0, n, 8):
            store(g, j, at_least(at_most(load(g, j), bound), 0.0 - bound))
    decay = load(hyper, WEIGHT_DECAY * 8)
    if total(decay) != 0.0:
        for j in range(0, n, 8):
            if rule.optimizer == 7:
                store(p, j, load(p, j) * (1.0 - rate * decay))
            else:
                store(g, j, load(g, j) + decay * load(p, j))
    beta1, beta2, epsilon = load(hyper, BETA1 * 8), load(hyper, BETA2 * 8), load(hyper, EPSILON * 8)
    if rule.optimizer == 0:
        for j in range(0, n, 8):
            store(p, j, load(p, j) - rate * load(g, j))
    elif rule.optimizer <= 2:
        momentum, dampening = load(hyper, MOMENTUM * 8), load(hyper, DAMPENING * 8)
        fresh = spread(1.0) if step == 1 else 1.0 - dampening
        for j in range(0, n, 8):
            velocity = momentum * load(moments, j) + fresh * load(g, j)
            store(moments, j, velocity)
            if rule.optimizer == 2:
                velocity = load(g, j) + momentum * velocity
            store(p, j, load(p, j) - rate * velocity)
    elif rule.optimizer == 3:
        slowed = rate / (1.0 + (step - 1.0) * load(hyper, RATE_DECAY * 8))
        for j in range(0, n, 8):
            squares = load(moments, j) + load(g, j) * load(g, j)
            store(moments, j, squares)
            store(p, j, load(p, j) - slowed * load(g, j) / (root(squares) + epsilon))
    elif rule.optimizer == 4:
        for j in range(0, n, 8):
            squares = beta2 * load(moments, j) + (1.0 - beta2) * load(g, j) * load(g, j)
            store(moments, j, squares)
            moves = load(moments, n + j)
            move = root(moves + epsilon) / root(squares + epsilon) * load(g, j)
            store(moments, n + j, beta2 * moves + (1.0 - beta2) * move * move)
            store(p, j, load(p, j) - rate * move)
    elif rule.optimizer == 5:
        momentum = load(hyper, RMSPROP_MOMENTUM * 8)
        for j in range(0, n, 8):
            squares = beta2 * load(moments, j) + (1.0 - beta2) * load(g, j) * load(g, j)
            store(moments, j, squares)
            if rule.variant:
                mean = beta2 * load(moments, n + j) + (1.0 - beta2) * load(g, j)
                store(moments, n + j, mean)
                squares = at_least(squares - mean * mean, 0.0)  # not below zero by rounding
            velocity = momentum * load(moments, 2 * n + j) + load(g, j) / (root(squares) + epsilon)
            store(moments, 2 * n + j, velocity)
            store(p, j, load(p, j) - rate * velocity)
    else:
        store(powers, 0, load(powers, 0) * beta1)
        store(powers, 8, load(powers, 8) * beta2)
        scaled = rate / (1.0 - load(powers, 0))
        correction = 1.0 / root(1.0 - load(powers, 8))
        for j in range(0, n, 8):
            mean = beta1 * load(moments, j) + (1.0 - beta1) * load(g, j)
            squares = beta2 * load(moments, n + j) + (1.0 - beta2) * load(g, j) * load(g, j)
            store(moments, j, mean)
            store(moments, n + j, squares)
            if rule.variant:
                squares = at_least(load(moments, 2 * n + j), squares)
                store(moments, 2 * n + j, squares)
            store(p, j, load(p, j) - scaled * mean / (root(squares) * correction + epsilon))
