"""What the fast engine does with gradients and with chance: the optimizers' updates, and the masks of dropout.

The readable twins, and the sources, stand in `optimizers` and `layers`.
"""

import math
from typing import NamedTuple

import numpy as np

from core.engine.fast.compile import compiled, inlined
from core.engine.fast.lanes import Lanes, Pointer, load, spread, store, total
from core.engine.fast.operations import at_least, at_most, root, where_positive

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
def sign(x: Lanes) -> Lanes:
    """-1, 0 or 1."""
    return where_positive(x, 1.0, where_positive(0.0 - x, -1.0, 0.0))


@compiled
def draw_masks(
    keys: np.ndarray, hyper: np.ndarray, units: int, step: int, batch: int, count: int, row: int, masks: np.ndarray
) -> None:
    """Dropout's factors of `units` rows: 0, or 1 / (1 - rate). See `layers.counted_uniform`.

    keys: (networks,); hyper: (HYPER_COUNT * 8,); masks: (units * row,) at least.
    """
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
