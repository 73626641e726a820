"""The same training as one would write it without Gradus: a plain loop of PyTorch, a forest of scikit-learn."""

import torch
from torch import nn
from torch.nn.functional import cross_entropy, softmax

from core.practice.workbench.batches import augmented, epoch_order, network_inputs, pixel_statistics, step_generator
from core.practice.workbench.images import ImageSet
from core.practice.workbench.networks import SeededDropout, parameter_count, seeded_network
from core.practice.workbench.settings import ImageModelConfig, ImageTrainingConfig
from core.practice.workbench.training import JUDGED_IMAGES, learning_rate_factor, seeded_optimizer


def plain_training(
    images: ImageSet, model: ImageModelConfig, learning: ImageTrainingConfig
) -> tuple[nn.Module, float, float]:
    """The network after all epochs of a plain training loop; mean loss and accuracy over its last epoch."""
    torch.set_num_threads(1)
    seed = learning.training_seed
    x, y = torch.from_numpy(images.train_images), torch.from_numpy(images.train_labels)
    mean, deviation = pixel_statistics(x)
    net = seeded_network(model, images.shape, len(images.classes), seed)
    optimizer = seeded_optimizer(net, learning)
    steps = learning.epochs * -(-len(y) // learning.batch)
    step = 0
    for epoch in range(learning.epochs):
        losses, hits = 0.0, 0
        for batch in torch.split(epoch_order(len(y), seed, epoch), learning.batch):
            chance = step_generator(seed, step)
            for layer in net.modules():
                if isinstance(layer, SeededDropout):
                    layer.generator = chance
            inputs = augmented(x[batch], learning.augmentation, chance)
            factor = learning_rate_factor(learning.schedule, step, steps)
            optimizer.param_groups[0]["lr"] = learning.learning_rate * factor
            logits = net(network_inputs(inputs, learning.standardize, mean, deviation))
            loss = cross_entropy(logits, y[batch])
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            step += 1
            losses += loss.item() * len(batch)
            hits += int((logits.argmax(dim=1) == y[batch]).sum())
    return net, losses / len(y), hits / len(y)


def plain_numbers(images: ImageSet, model: ImageModelConfig, learning: ImageTrainingConfig) -> dict[str, float]:
    """What the screen says of a training without patience, by the plain loop."""
    net, train_loss, train_accuracy = plain_training(images, model, learning)
    mean, deviation = pixel_statistics(torch.from_numpy(images.train_images))
    net.eval()
    truths, hits = [], 0
    parts = torch.split(torch.from_numpy(images.validation_images), JUDGED_IMAGES)
    labels = torch.split(torch.from_numpy(images.validation_labels), JUDGED_IMAGES)
    for part, label in zip(parts, labels, strict=True):
        with torch.inference_mode():
            p = softmax(net(network_inputs(part, learning.standardize, mean, deviation)), dim=1)
        truths.append(p[torch.arange(len(label)), label].double())
        hits += int((p.argmax(dim=1) == label).sum())
    losses = -torch.cat(truths).clamp(min=1e-30).log()
    return {
        "parameters": parameter_count(net),
        "steps": learning.epochs * -(-len(images.train_labels) // learning.batch),
        "epochs": learning.epochs,
        "kept_epoch": learning.epochs,
        "train_loss": train_loss,
        "train_accuracy": train_accuracy,
        "validation_loss": float(losses.mean()),
        "validation_accuracy": hits / len(losses),
    }
