"""The same training as one would write it without Gradus: a plain loop of PyTorch, a forest of scikit-learn."""

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from core.practice.workbench.batches import augmented, epoch_order, network_inputs, pixel_statistics, step_generator
from core.practice.workbench.images import ImageSet
from core.practice.workbench.networks import SeededDropout, seeded_network
from core.practice.workbench.settings import ImageModelConfig, ImageTrainingConfig
from core.practice.workbench.training import learning_rate_factor, seeded_optimizer


def plain_weights(images: ImageSet, model: ImageModelConfig, learning: ImageTrainingConfig) -> dict[str, Tensor]:
    """The weights, each of any shape, after all epochs of a plain training loop that looks at nothing else."""
    torch.set_num_threads(1)
    seed = learning.training_seed
    x, y = torch.from_numpy(images.train_images), torch.from_numpy(images.train_labels)
    mean, deviation = pixel_statistics(x)
    net = seeded_network(model, images.shape, len(images.classes), seed)
    optimizer = seeded_optimizer(net, learning)
    steps = learning.epochs * -(-len(y) // learning.batch)
    step = 0
    for epoch in range(learning.epochs):
        for batch in torch.split(epoch_order(len(y), seed, epoch), learning.batch):
            chance = step_generator(seed, step)
            for layer in net.modules():
                if isinstance(layer, SeededDropout):
                    layer.generator = chance
            inputs = augmented(x[batch], learning.augmentation, chance)
            factor = learning_rate_factor(learning.schedule, step, steps)
            optimizer.param_groups[0]["lr"] = learning.learning_rate * factor
            loss = cross_entropy(net(network_inputs(inputs, learning.standardize, mean, deviation)), y[batch])
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            step += 1
    return net.state_dict()
