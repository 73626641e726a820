"""A classifier learns images: a generator of snapshots that goes on from any of them."""

import math
from collections.abc import Generator, Iterator
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, softmax

from core.jobs.registry import register
from core.practice.workbench.batches import augmented, epoch_order, network_inputs, pixel_statistics, step_generator
from core.practice.workbench.forest import forest_in_steps
from core.practice.workbench.images import ImageSet, OwnImages, image_set
from core.practice.workbench.networks import SeededDropout, parameter_count, seeded_network
from core.practice.workbench.settings import ImageModelConfig, ImagesConfig, ImageTrainingConfig
from core.practice.workbench.trained import WALL, Training, Weights, training_epochs, training_points
from core.refusal import Refusal

POINT_IMAGES = 256  # between two points of the loss
LOOK_IMAGES = 1_600  # between two looks at the wall: they cost a twentieth of the training
MOST_LOOKS = 60  # beside those at the ends of the epochs
JUDGED_IMAGES = 256  # images that are judged between two signs of life


def train_images(
    images: ImagesConfig, model: ImageModelConfig, learning: ImageTrainingConfig, own: OwnImages | None = None,
    start: Training | None = None,
) -> Iterator[Training | None]:  # fmt: skip
    """Train a model on a set of images; goes on from `start`. The last snapshot has judged the test set, once.

    All chance comes from the seed and the number of the step. Refusal where the loss is no longer a number.
    """
    torch.set_num_threads(1)  # sums in the same order on every machine
    found = image_set(images, own)
    if model.network == "Random forest":
        yield from forest_in_steps(found, model, learning, start)
        return
    run = _Run(found, model, learning, start)
    if start is None:
        run.look(run.wall_probabilities())
        yield run.snapshot()
    while not run.is_over():
        yield from run.epoch()
    yield from run.end()


def learning_rate_factor(schedule: str, step: int, steps: int) -> float:
    """By what the learning rate is multiplied in a step, counted from 0, of so many."""
    done = step / steps
    match schedule:
        case "steps":
            return 0.1 ** ((done >= 0.5) + (done >= 0.75))
        case "cosine":
            return (1 + math.cos(math.pi * done)) / 2  # Loshchilov & Hutter (2017), eq. 5
        case "one_cycle":
            rise = 0.25
            return 0.04 + 0.96 * (done / rise if done < rise else (1 + math.cos(math.pi * (done - rise) / 0.75)) / 2)
    return 1.0


def seeded_optimizer(net: nn.Module, learning: ImageTrainingConfig) -> torch.optim.Optimizer:
    """The rule by which gradients become updates."""
    weights, rate, decay = list(net.parameters()), learning.learning_rate, learning.weight_decay
    match learning.optimizer:
        case "Adam":
            return torch.optim.Adam(weights, rate, weight_decay=decay)
        case "AdamW":
            return torch.optim.AdamW(weights, rate, weight_decay=decay)
    momentum = 0.9 if learning.optimizer == "Momentum" else 0.0
    return torch.optim.SGD(weights, rate, momentum=momentum, weight_decay=decay)


def in_parts(
    net: nn.Module, images: Tensor, standardize: str, mean: Tensor, deviation: Tensor
) -> Generator[None, None, Tensor]:
    """Probabilities (n, classes) of images uint8 (n, side, side, channels); None after each part."""
    net.eval()
    found = []
    for part in torch.split(images, JUDGED_IMAGES):
        with torch.inference_mode():
            found.append(softmax(net(network_inputs(part.to(mean.device), standardize, mean, deviation)), dim=1).cpu())
        yield None
    net.train()
    return torch.cat(found)


class _Run:
    """A network while it learns, and what is noted of it."""

    def __init__(
        self, images: ImageSet, model: ImageModelConfig, learning: ImageTrainingConfig, start: Training | None
    ) -> None:
        self.images, self.model, self.learning = images, model, learning
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.x, self.y = torch.from_numpy(images.train_images), torch.from_numpy(images.train_labels)
        mean, deviation = pixel_statistics(self.x)
        self.mean, self.deviation = mean.to(self.device), deviation.to(self.device)
        self.net = seeded_network(model, images.shape, len(images.classes), learning.training_seed).to(self.device)
        self.dropouts = [layer for layer in self.net.modules() if isinstance(layer, SeededDropout)]
        self.optimizer = seeded_optimizer(self.net, learning)
        self.per_epoch = -(-len(self.y) // learning.batch)
        self.steps = self.per_epoch * learning.epochs
        self.point_steps = max(1, POINT_IMAGES // learning.batch)
        self.look_steps = math.ceil(max(LOOK_IMAGES, len(self.y) * learning.epochs / MOST_LOOKS) / learning.batch)
        self.step, self.sums, self.since = 0, np.zeros(3), [0.0, 0]
        self.curves: dict[str, list[float]] = {
            name: [] for name in ("loss_steps", "losses", "epoch_steps", "train_losses", "train_accuracies",
                                  "validation_losses", "validation_accuracies", "look_steps")
        }  # fmt: skip
        self.truths: list[np.ndarray] = []
        self.guesses: list[np.ndarray] = []
        self.best_weights: Weights = {}
        self.validation = self.test = np.zeros((0, len(images.classes)), np.float32)
        if start is not None:
            self._go_on(start)

    def _go_on(self, start: Training) -> None:
        self.step, self.sums = start.step, start.epoch_sums.copy()
        self.curves = {name: getattr(start, name).tolist() for name in self.curves}
        self.truths, self.guesses = list(start.look_truths), list(start.look_guesses)
        self.best_weights, self.validation = start.best_weights, start.validation_probabilities
        self.net.load_state_dict({name: torch.from_numpy(one) for name, one in start.weights.items()})
        state: dict[int, dict[str, Tensor]] = {}
        for name, moment in start.moments.items():
            place, _, kind = name.partition(".")
            state.setdefault(int(place), {})[kind] = torch.from_numpy(moment)
        groups = self.optimizer.state_dict()["param_groups"]
        self.optimizer.load_state_dict({"state": state, "param_groups": groups})

    def is_over(self) -> bool:
        """Whether all epochs are done, or patience has come to its end."""
        losses = self.curves["validation_losses"]
        waited = len(losses) - self.best_epoch
        return len(losses) >= self.learning.epochs or 0 < self.learning.patience <= waited

    @property
    def best_epoch(self) -> int:
        losses = self.curves["validation_losses"]
        return int(np.argmin(losses)) + 1 if losses else 0

    def epoch(self) -> Iterator[Training | None]:
        """What is left of the open epoch, and what the held-out images say of it."""
        number = len(self.curves["epoch_steps"])
        order = epoch_order(len(self.y), self.learning.training_seed, number)
        batches = torch.split(order, self.learning.batch)
        for batch in batches[self.step - number * self.per_epoch :]:
            self._update(batch)
            if self.step % self.point_steps == 0:
                self.point()
                if self.step % self.look_steps < self.point_steps and self.step % self.per_epoch:
                    self.look(self.wall_probabilities())
                yield self.snapshot()
        self.point()
        yield from self._close_epoch()
        yield self.snapshot()

    def _update(self, batch: Tensor) -> None:
        """One step of the optimizer."""
        chance = step_generator(self.learning.training_seed, self.step)
        for layer in self.dropouts:
            layer.generator = chance
        x = augmented(self.x[batch], self.learning.augmentation, chance).to(self.device)
        y = self.y[batch].to(self.device)
        factor = learning_rate_factor(self.learning.schedule, self.step, self.steps)
        self.optimizer.param_groups[0]["lr"] = self.learning.learning_rate * factor
        logits = self.net(network_inputs(x, self.learning.standardize, self.mean, self.deviation))
        loss = cross_entropy(logits, y)
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimizer.step()
        self.step += 1
        value = loss.item()
        if not math.isfinite(value):
            raise Refusal("training_diverged", step=self.step, rate=self.learning.learning_rate)
        hits = int((logits.argmax(dim=1) == y).sum())
        self.sums += (len(y), value * len(y), hits)
        self.since = [self.since[0] + value, self.since[1] + 1]

    def point(self) -> None:
        """Note the mean loss of the steps since the last point."""
        total, count = self.since
        if count:
            self.curves["loss_steps"].append(self.step)
            self.curves["losses"].append(total / count)
            self.since = [0.0, 0]

    def look(self, probabilities: np.ndarray) -> None:
        """Note what the network says of the wall: probabilities (m, classes)."""
        labels = self.images.validation_labels[:WALL]
        self.curves["look_steps"].append(self.step)
        self.truths.append(probabilities[np.arange(len(labels)), labels])
        self.guesses.append(probabilities.argmax(axis=1).astype(np.int16))

    def wall_probabilities(self) -> np.ndarray:
        """(m, classes)."""
        steps = self._judged(self.images.validation_images[:WALL])
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return np.asarray(end.value)

    def _judged(self, images: np.ndarray) -> Generator[None, None, np.ndarray]:
        found = yield from in_parts(
            self.net, torch.from_numpy(images), self.learning.standardize, self.mean, self.deviation
        )
        return found.numpy()

    def _close_epoch(self) -> Iterator[None]:
        labels = self.images.validation_labels
        probabilities = yield from self._judged(self.images.validation_images)
        truths = probabilities[np.arange(len(labels)), labels].astype(np.float64)
        images, losses, hits = self.sums
        for name, value in (
            ("epoch_steps", self.step), ("train_losses", losses / images), ("train_accuracies", hits / images),
            ("validation_losses", -np.log(np.maximum(truths, 1e-30)).mean()),
            ("validation_accuracies", (probabilities.argmax(axis=1) == labels).mean()),
        ):  # fmt: skip
            self.curves[name].append(float(value))
        self.sums = np.zeros(3)
        self.look(probabilities[:WALL])
        self.validation = probabilities
        if self.learning.patience and self.best_epoch == len(self.curves["epoch_steps"]):
            self.best_weights = self._weights()

    def end(self) -> Iterator[Training | None]:
        """Take the best weights where they were waited for, and judge the test set with what is kept."""
        if self.best_weights:
            self.net.load_state_dict({name: torch.from_numpy(one) for name, one in self.best_weights.items()})
            self.validation = yield from self._judged(self.images.validation_images)
        self.test = yield from self._judged(self.images.test_images)
        yield self.snapshot(ended=True)

    def _weights(self) -> Weights:
        return {name: weight.detach().cpu().numpy().copy() for name, weight in self.net.state_dict().items()}

    def snapshot(self, ended: bool = False) -> Training:
        """All of it, as it is now; nothing in it changes any more."""
        moments = {
            f"{place}.{kind}": moment.detach().cpu().numpy().copy()
            for place, found in self.optimizer.state_dict()["state"].items()
            for kind, moment in found.items()
            if moment is not None
        }
        curves: dict[str, Any] = {
            name: np.array(values, int if name.endswith("_steps") else float) for name, values in self.curves.items()
        }
        return Training(
            model=self.model, learning=self.learning, shape=self.images.shape, classes=len(self.images.classes),
            parameters=parameter_count(self.net), step=self.step, steps=self.steps, ended=ended,
            best_epoch=self.best_epoch, **curves,
            look_truths=np.array(self.truths, np.float32), look_guesses=np.array(self.guesses, np.int16),
            validation_probabilities=self.validation, test_probabilities=self.test,
            mean=self.mean.cpu().numpy(), deviation=self.deviation.cpu().numpy(), epoch_sums=self.sums.copy(),
            weights=self._weights(), moments={} if ended else moments,
            best_weights={} if ended else self.best_weights,
        )  # fmt: skip


register(train_images, share=lambda state: state.share, points=training_points, epochs=training_epochs)
