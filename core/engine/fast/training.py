"""The fast engine's loop: epochs, batches, and what is written down on the way.

One source, compiled twice. Parameters with one axis belong to one network: lanes hold eight samples of a batch.
Parameters with two axes (…, 8) belong to eight networks: lanes hold the same sample in each. Everything that the
loop changes is an argument, so a run can be continued. `scratch` is the same engine to read.
"""

import numpy as np

from core.engine.fast.backward import backward
from core.engine.fast.compile import compiled, inlined
from core.engine.fast.formulas import loss_and_hits
from core.engine.fast.lanes import entry, load, pointer, spread, store, total
from core.engine.fast.passes import Batch, Network, Rows, evaluate, fold_statistics, forward
from core.engine.fast.steps import IMPROVEMENT, PATIENCE, Rule, draw_masks, update
from core.engine.fast.tables import Plan, Record, Samples, State, Wiring, Work

# numbers of a row that are evaluated together, or that eight networks learn from: all rows stay in the nearest cache
CHUNK = 400


@inlined
def shuffle(rows: np.ndarray, shuffled: np.ndarray, order: np.ndarray, epoch: int, step: int) -> None:
    """Every row in the order of an epoch; order (epochs, samples, networks); rows and shuffled (rows * step,)."""
    networks = order.shape[2]
    for row in range(0, rows.shape[0], step):
        for s in range(order.shape[1]):
            for k in range(networks):
                shuffled[row + s * networks + k] = rows[row + order[epoch, s, k] * networks + k]


@inlined
def clear(numbers: np.ndarray) -> None:
    """Set all numbers (n,) to zero."""
    for j in range(numbers.shape[0]):
        numbers[j] = 0.0


@inlined
def finite(state: State, record: Record, epoch: int) -> bool:
    """Whether the losses of a single network and its parameters are numbers."""
    train_loss, test_loss = record.losses[epoch, 0, 0], record.losses[epoch, 1, 0]
    total = (train_loss - train_loss) + (test_loss - test_loss)  # NaN where one is no number, else 0
    for j in range(state.flat_parameters.shape[0]):
        total += state.flat_parameters[j] - state.flat_parameters[j]
    return bool(total == 0.0)


@inlined
def assess(net: Network, loss: int, hyper: np.ndarray, data: Samples, work: Work) -> None:
    """Mean loss and hits of a data set into `sums`; hyper: (HYPER_COUNT * 8,)."""
    clear(work.sums)
    values, sums, numbers = pointer(work.values), pointer(work.sums), pointer(hyper)
    inputs, targets, length = pointer(data.inputs), pointer(data.targets), data.samples * net.networks
    outputs, first_row = entry(net.sizes, net.layers), entry(net.unit_at, net.layers - 1) * CHUNK
    for s in range(0, length, CHUNK):
        here = min(CHUNK, length - s)
        evaluate(net, inputs, s, data.step, values, 0, CHUNK, here)
        loss_and_hits(loss, outputs, values, first_row, CHUNK, targets, s, data.step, numbers, sums, here)
    if net.networks == 1:
        store(sums, 0, spread(total(load(sums, 0))))
        store(sums, 8, spread(total(load(sums, 8))))


@inlined
def write_losses(
    net: Network, loss: int, hyper: np.ndarray, train_set: Samples, test_set: Samples, work: Work, record: Record,
    epoch: int,
) -> None:  # fmt: skip
    """Losses and hits of both data sets at this epoch; hyper: (HYPER_COUNT * 8,)."""
    fold_statistics(net)
    for part in range(2):
        data = train_set if part == 0 else test_set
        assess(net, loss, hyper, data, work)
        for k in range(net.networks):
            record.losses[epoch, part, k] = work.sums[k] / data.samples
            record.hits[epoch, part, k] = work.sums[8 + k]


@inlined
def write_norms(wiring: Wiring, gradient_sum: np.ndarray, batches: int, record: Record, epoch: int) -> None:
    """The length of each layer's mean gradient; gradient_sum: (flat parameters,)."""
    networks, layers = record.losses.shape[2], wiring.activations.shape[0]
    for layer in range(layers):
        end = wiring.weight_at[layer + 1] if layer + 1 < layers else wiring.end
        for k in range(networks):
            square = 0.0
            for j in range(wiring.weight_at[layer], end):
                square += (gradient_sum[j * networks + k] / batches) ** 2
            record.gradient_norms[epoch, layer, k] = np.sqrt(square)
    clear(gradient_sum)


@inlined
def keep_last(state: State, record: Record, k: int) -> None:
    """Network k is finished: its parameters are the last."""
    networks = record.losses.shape[2]
    for j in range(k, state.flat_parameters.shape[0], networks):
        record.last_parameters[j] = state.flat_parameters[j]
    for j in range(k, state.flat_statistics.shape[0], networks):
        record.last_statistics[j] = state.flat_statistics[j]


@inlined
def watch_losses(state: State, record: Record, hyper: np.ndarray, epoch: int) -> bool:
    """Early stopping: whether all networks have stopped; hyper: (HYPER_COUNT * 8,)."""
    running = 0
    for k in range(record.losses.shape[2]):
        if record.stopped[k] >= 0:
            continue
        loss = record.losses[epoch, 1, k]
        if loss < record.watch[0, k] - hyper[IMPROVEMENT * 8 + k]:
            record.watch[0, k], record.watch[1, k] = loss, 0.0
        else:
            record.watch[1, k] += 1.0
        if record.watch[1, k] >= hyper[PATIENCE * 8 + k]:
            record.stopped[k] = epoch
            keep_last(state, record, k)
        else:
            running += 1
    return running == 0


@inlined
def network_of(wiring: Wiring, parameters: np.ndarray, statistics: np.ndarray, fold: np.ndarray) -> Network:
    """The wiring as places in memory; the arrays must outlive it.

    parameters: (rows,), or (rows, 8) of eight networks; statistics and fold: (2 * units,) or (2 * units, 8).
    """
    return Network(
        wiring.activations.shape[0], 1 if parameters.ndim == 1 else 8, pointer(wiring.sizes),
        pointer(wiring.activations), pointer(wiring.weight_at), pointer(wiring.bias_at), pointer(wiring.scale_at),
        pointer(wiring.unit_at), pointer(parameters), pointer(statistics), pointer(fold),
    )  # fmt: skip


@compiled
def train(
    wiring: Wiring,
    plan: Plan,
    rule: Rule,
    state: State,
    hyper: np.ndarray,
    rates: np.ndarray,
    penalized: np.ndarray,
    keys: np.ndarray,
    train_set: Samples,
    test_set: Samples,
    order: np.ndarray,
    begin: int,
    end: int,
    step: int,
    clock: int,
    work: Work,
    record: Record,
) -> int:
    """Train from epoch `begin` to `end`. The epoch reached is returned: `end`, or where all stopped or one diverged.

    hyper (HYPER_COUNT * 8,): the numbers of `steps`, eight each; rates (epochs * 8,): learning rate per epoch;
    penalized (flat parameters,): 1 at the weights that L1 and L2 hold down; keys (networks,): seeds of dropout;
    order (end - begin, samples, networks) or empty: the samples of each epoch; step: how many steps the optimizer
    has made before; clock: how many the run has made.
    """
    net = network_of(wiring, state.parameters, state.statistics, work.fold)
    networks, n, batch_size = net.networks, train_set.samples, plan.batch_size
    row = (min(batch_size, n) * networks + 7) // 8 * 8
    if networks == 8 and not plan.dropout and wiring.scale_at.max() < 0:
        row = min(row, CHUNK)
    rows = Rows(
        pointer(work.raw), pointer(work.z), pointer(work.values), pointer(work.masks), pointer(work.errors), row
    )
    p, g, gradient = pointer(state.flat_parameters), pointer(work.flat_gradient), pointer(work.gradient)
    g_sum = pointer(work.gradient_sum)
    moments, powers, held = pointer(state.moments), pointer(state.powers), pointer(penalized)
    numbers, rate_rows, size = pointer(hyper), pointer(rates), state.flat_parameters.shape[0]
    shuffled = order.shape[0] > 0
    inputs, targets = pointer(train_set.inputs), pointer(train_set.targets)
    if shuffled:
        inputs, targets = pointer(work.inputs), pointer(work.targets)
    hidden, batches = wiring.unit_at[net.layers - 1], (n + batch_size - 1) // batch_size
    frame = 0
    while frame < record.frames.shape[0] and record.frames[frame] < begin:
        frame += 1
    epoch = begin
    while True:
        finished = epoch == end
        if plan.losses_every > 0 and (epoch % plan.losses_every == 0 or finished):
            write_losses(net, plan.loss, hyper, train_set, test_set, work, record, epoch)
            if networks == 1 and not finite(state, record, epoch):
                return epoch
            if plan.early_stopping and epoch > begin:
                finished |= watch_losses(state, record, hyper, epoch)
        if frame < record.frames.shape[0] and record.frames[frame] == epoch:
            for j in range(size):
                record.parameters[frame, j] = state.flat_parameters[j]
            for j in range(state.flat_statistics.shape[0]):
                record.statistics[frame, j] = state.flat_statistics[j]
            frame += 1
        if finished:
            break
        if shuffled:
            shuffle(train_set.inputs, work.inputs, order, epoch - begin, train_set.step)
            shuffle(train_set.targets, work.targets, order, epoch - begin, train_set.step)
        written = plan.losses_every > 0 and ((epoch + 1) % plan.losses_every == 0 or epoch + 1 == end)
        for s in range(0, n, batch_size):
            count = min(batch_size, n - s)
            if plan.dropout:
                draw_masks(keys, hyper, hidden, clock, batch_size, count, row, work.masks)
            for q in range(0, count * networks, row):
                here = min(row, count * networks - q)
                batch = Batch(inputs, targets, train_set.step, s * networks + q, count, here)
                forward(net, numbers, plan.dropout, batch, rows)
                backward(net, numbers, plan.loss, plan.dropout, gradient, batch, rows, q > 0)
            if written:
                for j in range(0, size, 8):
                    store(g_sum, j, load(g_sum, j) + load(g, j))
            step += 1
            clock += 1
            update(rule, p, g, moments, powers, numbers, rate_rows, epoch * 8, held, size, step, networks)
        epoch += 1
        if written:
            write_norms(wiring, work.gradient_sum, batches, record, epoch)
    for k in range(networks):
        if record.stopped[k] < 0:
            keep_last(state, record, k)
    return epoch


@compiled
def unit_rows(
    wiring: Wiring, parameters: np.ndarray, statistics: np.ndarray, fold: np.ndarray, inputs: np.ndarray,
    columns: int, out: np.ndarray,
) -> None:  # fmt: skip
    """Outputs of every unit of one network; inputs and outputs are rows of `columns` numbers, a multiple of eight.

    parameters: (rows,); statistics and fold: (2 * units,); inputs: (d * columns,); out: (units * columns,).
    """
    net = network_of(wiring, parameters, statistics, fold)
    fold_statistics(net)
    source, target = pointer(inputs), pointer(out)
    for s in range(0, columns, CHUNK):
        evaluate(net, source, s, columns, target, s, columns, min(CHUNK, columns - s))
