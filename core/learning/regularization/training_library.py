"""The run and its rule from scratch in NumPy, and in PyTorch."""

from typing import Any

import numpy as np

from core.engine.layers import dropout_masks
from core.engine.parameters import initial_parameters, layer_views
from core.engine.scratch import learn
from core.engine.settings import Segment
from core.learning.regularization.settings import CuresConfig, StoppingConfig
from core.learning.regularization.training import EPOCHS, fit_at, network_settings, noisy_examples, stop_of


def cure_from_scratch(config: CuresConfig, stopping: StoppingConfig) -> dict[str, float]:
    """Train in NumPy, find the epoch that is taken, and the errors there."""
    examples, (network, training) = noisy_examples(config), network_settings(config)
    snapshots = list(learn(examples, network, [Segment(0, training)]))
    errors = np.array([2 * snapshot.losses[1] for snapshot in snapshots])
    taken = stop_of(errors, stopping).best if stopping.stopping else len(snapshots) - 1
    fit = fit_at(config, examples, snapshots[taken].parameters, taken)
    return {"epoch": fit.epoch, "train": fit.train, "valid": fit.valid, "test": fit.test}


def cure_in_torch(config: CuresConfig, stopping: StoppingConfig) -> dict[str, Any]:
    """The same in PyTorch, from the same weights, by torch.optim.Adam; dropout by the same masks."""
    import torch

    examples, (network, training) = noisy_examples(config), network_settings(config)
    x, y, valid_x, valid_y = (
        torch.from_numpy(array).reshape(-1, 1)
        for array in (examples.train_inputs, examples.train_labels, examples.test_inputs, examples.test_labels)
    )
    first, second = layer_views(initial_parameters(network, (1, config.width, 1)), (1, config.width, 1), False)
    hidden, last = (torch.nn.Linear(*size, dtype=torch.float64) for size in ((1, config.width), (config.width, 1)))
    with torch.no_grad():
        for layer, start in ((hidden, first), (last, second)):
            layer.weight.copy_(torch.from_numpy(start["W"]))
            layer.bias.copy_(torch.from_numpy(start["b"]))
    optimizer = torch.optim.Adam(
        [*hidden.parameters(), *last.parameters()], lr=training.learning_rate, eps=training.epsilon
    )
    errors = []
    for epoch in range(EPOCHS + 1):
        with torch.no_grad():
            errors.append(float(((last(torch.tanh(hidden(valid_x))) - valid_y) ** 2).mean()))
        active = torch.tanh(hidden(x))
        if config.dropout_rate:
            active = active * torch.from_numpy(dropout_masks(network.hidden, training, epoch, len(x))[0])
        loss = ((last(active) - y) ** 2).mean() / 2
        loss = loss + config.decay / 2 * ((hidden.weight**2).sum() + (last.weight**2).sum())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    taken = stop_of(np.array(errors), stopping).best if stopping.stopping else EPOCHS
    return {"epoch": taken, "valid": errors[taken]}
