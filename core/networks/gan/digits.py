"""Generator against discriminator on images of digits: snapshots with a wall of fakes and their nearest real image."""

# mypy: disable-error-code="no-untyped-call"

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from core.code_export import Made
from core.jobs.registry import register
from core.networks.gan.digits_data import BRIGHTEST, HELD_OUT, SIDE, DigitPoints, digit_points, nearest_images
from core.networks.gan.losses import both_losses
from core.networks.gan.players import LeakyRamp, Match, Rules, discriminator_loss, generator_loss, mlp, scores_of
from core.networks.gan.settings import DigitsConfig
from core.networks.gan.target import FAIR_PART
from core.networks.rnn.adam import WeightArrays
from core.refusal import Refusal

LOOKS = 40  # at most
LEAST_STRIDE = 20  # steps between two looks
WALL = 30  # fakes that are shown
DIGIT_BATCH = 64
DEPTH = 2
BETA1 = 0.5
FIELDS = ("look_steps", "walls", "wall_nearest", "distances", "distinct", "digit_shares", "d_losses", "g_losses")


class DigitsMatch(Match):
    """A game for images of digits, pixels from -1 to 1."""

    def __init__(self, data: DigitPoints, config: DigitsConfig) -> None:
        no_devices: list[int] = []
        with torch.random.fork_rng(no_devices):
            torch.manual_seed(config.digit_seed)
            g = digit_generator(config)
            d = mlp(SIDE**2, config.digit_width, DEPTH, 1, LeakyRamp)
        rate = config.digit_rate
        super().__init__(g, d, config.digit_latent, Rules(
            loss=config.digit_loss, rate_d=rate, rate_g=rate, beta1=BETA1, gamma=config.digit_r1, input_noise=0.0,
            seed=config.digit_seed, batch=DIGIT_BATCH,
        ))  # fmt: skip
        self.images = torch.from_numpy(data.train / (BRIGHTEST / 2) - 1).float()

    def real(self, count: int, chance: torch.Generator) -> Tensor:
        """(count, 64) images that are drawn with replacement."""
        return self.images[torch.randint(len(self.images), (count,), generator=chance)]


def digit_generator(config: DigitsConfig) -> nn.Sequential:
    """Noise to 64 pixels from -1 to 1."""
    return nn.Sequential(*mlp(config.digit_latent, config.digit_width, DEPTH, SIDE**2, nn.ReLU), nn.Tanh())


def images_from(generator: nn.Sequential, noise: Tensor) -> np.ndarray:
    """(n, 64) images with pixels from 0 to 16, of noise (n, latent)."""
    with torch.inference_mode():
        found: np.ndarray = (generator(noise).numpy() + 1) * np.float32(BRIGHTEST / 2)
    return found


@dataclass(frozen=True)
class DigitsTraining:
    """A snapshot: q looks at 297 fakes, always of the same noise, and what training goes on from.

    The first 30 fakes are kept as images; `wall_nearest` are rows of the training images.
    """

    config: DigitsConfig
    step: int
    look_steps: np.ndarray  # (q,)
    walls: np.ndarray  # (q, 30, 64), pixels from 0 to 16
    wall_nearest: np.ndarray  # (q, 30)
    distances: np.ndarray  # (q, 297) of each fake to the nearest training image
    distinct: np.ndarray  # (q,) how many training images are the nearest of some fake
    digit_shares: np.ndarray  # (q, 10) of the fakes, by the label of the nearest training image
    d_losses: np.ndarray  # (q,)
    g_losses: np.ndarray  # (q,)
    weights: WeightArrays  # of both, each of any shape
    moments: WeightArrays  # of both optimizers, in the shapes of the weights
    made: Made | None = None

    @property
    def share(self) -> float:
        """How much of what was planned is done."""
        return self.step / self.config.digit_steps


class DigitsRun:
    """A game on digits while it is played, and what was seen of it."""

    def __init__(self, config: DigitsConfig, start: DigitsTraining | None = None) -> None:
        self.config, self.data = config, digit_points(config.digit_images)
        self.match = DigitsMatch(self.data, config)
        self.step = 0
        self.looks: dict[str, list[np.ndarray]] = {name: [] for name in FIELDS}
        if start is None or start.step == 0:
            self.look()
        else:
            self._go_on(start)

    def play(self) -> None:
        """One step of each player."""
        self.match.discriminator_step()
        self.match.generator_step()
        self.step += 1

    def look(self) -> None:
        """Note how the players stand; Refusal where a weight is lost."""
        match, data = self.match, self.data
        if match.is_lost():
            raise Refusal("digits_lost", step=self.step, rate=self.config.digit_rate)
        fakes = images_from(match.g, wall_noise(match))
        distances, rows = nearest_images(fakes, data.train)
        real, fake = (scores_of(match.d, images / (BRIGHTEST / 2) - 1) for images in (data.train[:HELD_OUT], fakes))
        d_loss, g_loss = both_losses(self.config.digit_loss, real, fake)
        seen = (self.step, fakes[:WALL], rows[:WALL], distances, len(np.unique(rows)),
                np.bincount(data.labels[rows], minlength=10) / len(rows), d_loss, g_loss)  # fmt: skip
        for name, value in zip(FIELDS, seen, strict=True):
            self.looks[name].append(np.asarray(value))

    def _go_on(self, start: DigitsTraining) -> None:
        self.step = start.step
        self.looks = {name: list(getattr(start, name)) for name in FIELDS}
        self.match.go_on(start.weights, start.moments, start.step, start.step)

    def snapshot(self) -> DigitsTraining:
        """All of it, as it is now."""
        weights, moments = self.match.arrays()
        looks: dict[str, Any] = {name: np.stack(values) for name, values in self.looks.items()}
        return DigitsTraining(config=self.config, step=self.step, weights=weights, moments=moments, **looks)


def wall_noise(match: Match) -> Tensor:
    """(297, latent) the noise of every look; the first 30 rows make the wall."""
    return match.noise(HELD_OUT, match.chance(2, 0))


def play_digits(config: DigitsConfig, start: DigitsTraining | None = None) -> Iterator[DigitsTraining]:
    """Train both players step by step, with forty looks or fewer; goes on from `start`.

    Refusal where a weight is lost.
    """
    torch.set_num_threads(1)  # sums in the same order on every machine
    run = DigitsRun(config, start)
    yield run.snapshot()
    stride = max(config.digit_steps // LOOKS, LEAST_STRIDE)
    while run.step < config.digit_steps:
        for _ in range(stride):
            run.play()
        run.look()
        yield run.snapshot()


def untrained_digits(config: DigitsConfig) -> DigitsTraining:
    """Both players before their first step."""
    return DigitsRun(config).snapshot()


def digit_weights(data: DigitPoints) -> np.ndarray:
    """(10,) the share of each digit among the training images."""
    return np.bincount(data.labels, minlength=10) / len(data.labels)


def lit_digits(run: DigitsTraining) -> int:
    """How many digits get a quarter of their fair share or more, of those that are among the training images."""
    fair = digit_weights(digit_points(run.config.digit_images))
    return int(((run.digit_shares[-1] >= FAIR_PART * fair) & (fair > 0)).sum())


def digits_numbers(run: DigitsTraining) -> dict[str, float]:
    """What the screen says of the last look, beside what real images that were held out have."""
    data = digit_points(run.config.digit_images)
    return {
        "steps": run.step,
        "d_loss": float(run.d_losses[-1]),
        "g_loss": float(run.g_losses[-1]),
        "distance": float(np.median(run.distances[-1])),
        "least": float(run.distances[-1].min()),
        "real_distance": float(np.median(data.baseline)),
        "distinct": int(run.distinct[-1]),
        "real_distinct": len(np.unique(data.baseline_nearest)),
        "lit_digits": lit_digits(run),
    }


def digits_in_sklearn(run: DigitsTraining) -> dict[str, float]:
    """The same numbers by the nearest neighbors of scikit-learn, and by the losses as torch trains by them."""
    from sklearn.neighbors import NearestNeighbors

    data, name = digit_points(run.config.digit_images), run.config.digit_loss
    match = DigitsMatch(data, run.config)
    match.take(run.weights)
    fakes = images_from(match.g, wall_noise(match))
    s, f = (torch.from_numpy(scores_of(match.d, images / (BRIGHTEST / 2) - 1))
            for images in (data.train[:HELD_OUT], fakes))  # fmt: skip
    trained = NearestNeighbors(n_neighbors=1, algorithm="kd_tree").fit(data.train)
    (apart, rows), (real_apart, real_rows) = (trained.kneighbors(images) for images in (fakes, data.held_out))
    fair = digit_weights(data)
    shares = np.bincount(data.labels[rows[:, 0]], minlength=10) / len(rows)
    return {
        "steps": run.step, "d_loss": float(discriminator_loss(name, s, f)), "g_loss": float(generator_loss(name, f)),
        "distance": float(np.median(apart)), "least": float(apart.min()), "real_distance": float(np.median(real_apart)),
        "distinct": len(np.unique(rows)), "real_distinct": len(np.unique(real_rows)),
        "lit_digits": int(((shares >= FAIR_PART * fair) & (fair > 0)).sum()),
    }  # fmt: skip


register(
    play_digits,
    share=lambda run: run.share,
    points=lambda run: (run.step, {"d_loss": float(run.d_losses[-1]), "g_loss": float(run.g_losses[-1])}),
)
