"""Generator against discriminator in the plane: a generator of snapshots that goes on from any of them."""

# mypy: disable-error-code="no-untyped-call"

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from core.code_export import Made
from core.jobs.registry import register
from core.networks.gan.distances import grid_divergence
from core.networks.gan.losses import GAN_LOSSES, both_losses, sigmoid
from core.networks.gan.players import PlaneMatch, scores_of
from core.networks.gan.settings import GanGameConfig, GanTargetConfig, PlayersConfig
from core.networks.gan.target import REACH, Target, landed_shares, lit_modes, sample, target_of
from core.networks.rnn.adam import WeightArrays
from core.refusal import Refusal

LOOK_STEPS = 50
SHORT_GAME = 1000  # steps up to which the looks are twice as dense
FAKES = 512  # generated points of a look, always from the same noise, and as many real ones
ARROWS = 64
GRID = 41
FIELDS = ("look_steps", "fakes", "arrows", "surfaces", "d_losses", "g_losses", "d_accuracies", "shares")


@dataclass(frozen=True)
class GanTraining:
    """A snapshot: q looks at the players, always by the same noise and data, and what training goes on from."""

    target: GanTargetConfig
    players: PlayersConfig
    game: GanGameConfig
    step: int
    look_steps: np.ndarray  # (q,)
    fakes: np.ndarray  # (q, 512, 2)
    arrows: np.ndarray  # (q, 64, 2), what G's loss asks of the first fakes: its negative gradient
    surfaces: np.ndarray  # (q, 41, 41) from 0 (fake) to 1 (real), rows upwards
    d_losses: np.ndarray  # (q,), without penalties, on the points of the look
    g_losses: np.ndarray  # (q,)
    d_accuracies: np.ndarray  # (q,)
    shares: np.ndarray  # (q, k) of the fakes that land on each mode
    weights: WeightArrays  # of both, each of any shape
    moments: WeightArrays  # of both optimizers, in the shapes of the weights
    made: Made | None = None

    @property
    def share(self) -> float:
        """How much of what was planned is done."""
        return self.step / self.game.gan_steps


def grid_axis() -> np.ndarray:
    """(41,) the places of the surface along each axis."""
    return np.linspace(-REACH, REACH, GRID)


def grid_points() -> np.ndarray:
    """Places (n, 2) of the surface, row by row."""
    axis = grid_axis()
    found: np.ndarray = np.stack(np.meshgrid(axis, axis), axis=2).reshape(-1, 2)
    return found


def real_points(target: Target) -> np.ndarray:
    """(512, 2) points of the target, those that every look compares with."""
    return sample(target, FAKES, np.random.default_rng(0))


def realness(name: str, scores: np.ndarray) -> np.ndarray:
    """Scores as colors from 0, fake, to 1, real; the shape is kept: σ(s), the target of LSGAN, the ends of the hinge.

    The scores of a Wasserstein critic have no zero: they are stretched from their least to their largest.
    """
    match name:
        case "LSGAN":
            found: np.ndarray = np.clip(scores, 0, 1)
        case "hinge":
            found = np.clip((scores + 1) / 2, 0, 1)
        case "WGAN-GP":
            found = (scores - scores.min()) / max(np.ptp(scores), 1e-12)
        case _:
            found = sigmoid(scores)
    return found


def look_at(match: PlaneMatch, target: Target, step: int) -> dict[str, Any]:
    """The two players as they stand: one look of each of `FIELDS`."""
    name = match.rules.loss
    fakes_t = match.g(match.noise(FAKES, match.chance(2, 0))).detach()
    slopes, fake_scores = score_slopes(match, fakes_t)
    real_scores, fakes = scores_of(match.d, real_points(target)), fakes_t.numpy()
    d_loss, g_loss = both_losses(name, real_scores, fake_scores)
    arrows = -GAN_LOSSES[name].slope(fake_scores)[:ARROWS, None] * slopes[:ARROWS]
    surface = realness(name, scores_of(match.d, grid_points())).reshape(GRID, GRID)
    seen = (step, fakes, arrows.astype(np.float32), surface.astype(np.float32), d_loss, g_loss,
            accuracy_of(name, real_scores, fake_scores), landed_shares(fakes.astype(float), target))  # fmt: skip
    return dict(zip(FIELDS, seen, strict=True))


def score_slopes(match: PlaneMatch, points: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    """How D's scores change with the points (n, 2), as (n, 2), and the scores themselves (n,), float64."""
    points = points.requires_grad_()
    scores = match.d(points)[:, 0]
    (slopes,) = torch.autograd.grad(scores.sum(), points)
    points.requires_grad_(False)
    return slopes.numpy(), scores.detach().double().numpy()


def accuracy_of(name: str, real_scores: np.ndarray, fake_scores: np.ndarray) -> float:
    """The share of scores (n,) and (n,) on the right side of the middle of this loss."""
    middle = _middle(name, real_scores, fake_scores)
    return float((real_scores > middle).mean() + (fake_scores < middle).mean()) / 2


def _middle(name: str, real_scores: np.ndarray, fake_scores: np.ndarray) -> float:
    """The score above which D takes a point for real; a critic has none, so that between both means is taken."""
    match name:
        case "LSGAN":
            return 0.5
        case "WGAN-GP":
            return float(real_scores.mean() + fake_scores.mean()) / 2
    return 0.0


def play_game(
    target: GanTargetConfig, players: PlayersConfig, game: GanGameConfig, start: GanTraining | None = None
) -> Iterator[GanTraining]:
    """Train both players, a snapshot every 50 steps (25 in a short game); goes on from `start`.

    A step is `d_steps` of the discriminator, then `g_steps` of the generator. Refusal where a weight is lost.
    """
    torch.set_num_threads(1)  # sums in the same order on every machine
    run = GameRun(target, players, game, start)
    yield run.snapshot()
    stride = LOOK_STEPS if game.gan_steps > SHORT_GAME else LOOK_STEPS // 2
    while run.step < game.gan_steps:
        for _ in range(stride):
            run.play()
        run.look()
        yield run.snapshot()


class GameRun:
    """A game while it is played, and what was seen of it."""

    def __init__(
        self, target: GanTargetConfig, players: PlayersConfig, game: GanGameConfig, start: GanTraining | None = None
    ) -> None:
        self.configs = target, players, game
        self.target = target_of(target)
        self.match = PlaneMatch(self.target, players, game)
        self.step = 0
        self.looks: dict[str, list[Any]] = {name: [] for name in FIELDS}
        if start is None or start.step == 0:
            self.look()
        else:
            self._go_on(start)

    def play(self) -> None:
        """One step of the game."""
        game = self.configs[2]
        for _ in range(game.d_steps):
            self.match.discriminator_step()
        for _ in range(game.g_steps):
            self.match.generator_step()
        self.step += 1

    def look(self) -> None:
        """Note how the players stand; Refusal where a weight is lost."""
        if self.match.is_lost():
            raise Refusal("game_lost", step=self.step, rate_d=self.configs[2].rate_d, rate_g=self.configs[2].rate_g)
        for name, value in look_at(self.match, self.target, self.step).items():
            self.looks[name].append(value)

    def _go_on(self, start: GanTraining) -> None:
        self.step = start.step
        self.looks = {name: list(getattr(start, name)) for name in FIELDS}
        game = self.configs[2]
        self.match.go_on(start.weights, start.moments, start.step * game.d_steps, start.step * game.g_steps)

    def snapshot(self) -> GanTraining:
        """All of it, as it is now."""
        weights, moments = self.match.arrays()
        target, players, game = self.configs
        looks: dict[str, Any] = {name: np.stack(values) for name, values in self.looks.items()}
        return GanTraining(
            target=target, players=players, game=game, step=self.step, weights=weights, moments=moments, **looks
        )


def untrained_game(target: GanTargetConfig, players: PlayersConfig, game: GanGameConfig) -> GanTraining:
    """Both players before their first step."""
    return GameRun(target, players, game).snapshot()


def game_numbers(run: GanTraining) -> dict[str, float]:
    """What the screen says of the last look."""
    target = target_of(run.target)
    return {
        "steps": run.step,
        "d_loss": float(run.d_losses[-1]),
        "g_loss": float(run.g_losses[-1]),
        "d_accuracy": float(run.d_accuracies[-1]),
        "lit_modes": int(lit_modes(run.shares[-1], target).sum()),
        "on_target": float(run.shares[-1].sum()),
        "js": grid_divergence(run.fakes[-1], real_points(target), REACH),
    }


register(
    play_game,
    share=lambda run: run.share,
    points=lambda run: (run.step, {"d_loss": float(run.d_losses[-1]), "g_loss": float(run.g_losses[-1])}),
)
