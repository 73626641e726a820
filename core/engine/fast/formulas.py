"""The formulas of the fast engine on rows of numbers: activations and losses.

The readable twins stand in `activations` and `losses`; the tests hold both to the same numbers.
"""

from core.engine.fast.compile import compiled, inlined
from core.engine.fast.functions import expm1, normal_tail, sigmoid, sine, softplus, tanh
from core.engine.fast.lanes import Lanes, Pointer, first_lanes, load, spread, store
from core.engine.fast.operations import at_least, at_most, magnitude, where_positive
from core.engine.fast.steps import HUBER_DELTA, sign


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
        return where_positive(a, 1.0, 0.0)
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


@inlined
def activate_all(code: int, z: Pointer, a: Pointer, begin: int, end: int) -> None:
    """a = f(z), from `begin` to `end`, eight at a time."""
    for k in range(begin, end, 8):
        store(a, k, activate(code, load(z, k)))


@inlined
def slope_all(code: int, z: Pointer, a: Pointer, errors: Pointer, begin: int, end: int) -> None:
    """errors *= f'(z), from `begin` to `end`, eight at a time."""
    for k in range(begin, end, 8):
        store(errors, k, load(errors, k) * slope(code, load(z, k), load(a, k)))


@compiled
def activate_rows(code: int, z: Pointer, a: Pointer, begin: int, end: int) -> None:
    """`activate_all`, where the usual activations have a loop of their own: they are not asked for at each step."""
    if code == 0:
        activate_all(0, z, a, begin, end)
    elif code == 6:
        activate_all(6, z, a, begin, end)
    else:
        activate_all(code, z, a, begin, end)


@compiled
def slope_rows(code: int, z: Pointer, a: Pointer, errors: Pointer, begin: int, end: int) -> None:
    """`slope_all`, where the usual activations have a loop of their own."""
    if code == 0:
        slope_all(0, z, a, errors, begin, end)
    elif code == 6:
        slope_all(6, z, a, errors, begin, end)
    else:
        slope_all(code, z, a, errors, begin, end)


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
