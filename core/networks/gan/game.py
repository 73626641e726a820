"""Generator against discriminator in the plane: a generator of snapshots that goes on from any of them."""

# mypy: disable-error-code="no-untyped-call"

from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True)
class GameLook:
    """The two players at one moment.

    fakes: (512, 2); arrows: (64, 2), what G's loss asks of the first fakes: its negative gradient; surface: (41, 41)
    from 0 (fake) to 1 (real), rows upwards; shares: (k,) of the fakes that land on each mode.
    """

    step: int
    fakes: np.ndarray
    arrows: np.ndarray
    surface: np.ndarray
    d_loss: float  # without penalties, on the points of the look
    g_loss: float
    d_accuracy: float
    shares: np.ndarray


@dataclass(frozen=True)
class GanTraining:
    """A snapshot: q looks at the players, each array with the axis (q,) in front, and what training goes on from."""

    target: GanTargetConfig
    players: PlayersConfig
    game: GanGameConfig
    step: int
    look_steps: np.ndarray  # (q,)
    fakes: np.ndarray  # (q, 512, 2)
    arrows: np.ndarray  # (q, 64, 2)
    surfaces: np.ndarray  # (q, 41, 41)
    d_losses: np.ndarray  # (q,)
    g_losses: np.ndarray  # (q,)
    d_accuracies: np.ndarray  # (q,)
    shares: np.ndarray  # (q, k)
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


def look_at(match: PlaneMatch, target: Target, step: int) -> GameLook:
    """The two players as they stand."""
    name = match.rules.loss
    noise = match.noise(FAKES, match.chance(2, 0))
    fakes_t = match.g(noise).detach().requires_grad_()
    scores = match.d(fakes_t)[:, 0]
    (slope,) = torch.autograd.grad(scores.sum(), fakes_t)
    fake_scores, fakes = scores.detach().double().numpy(), fakes_t.detach().numpy()
    real_scores = scores_of(match.d, real_points(target))
    d_loss, g_loss = both_losses(name, real_scores, fake_scores)
    arrows = -GAN_LOSSES[name].slope(fake_scores)[:ARROWS, None] * slope[:ARROWS].numpy()
    middle = _middle(name, real_scores, fake_scores)
    right = (real_scores > middle).mean() + (fake_scores < middle).mean()
    surface = realness(name, scores_of(match.d, grid_points())).reshape(GRID, GRID)
    return GameLook(
        step=step, fakes=fakes, arrows=arrows.astype(np.float32), surface=surface.astype(np.float32), d_loss=d_loss,
        g_loss=g_loss, d_accuracy=float(right) / 2, shares=landed_shares(fakes.astype(float), target),
    )  # fmt: skip


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
        self.looks: list[GameLook] = []
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
        self.looks.append(look_at(self.match, self.target, self.step))

    def _go_on(self, start: GanTraining) -> None:
        self.step = start.step
        self.looks = [look_of(start, k) for k in range(len(start.look_steps))]
        game = self.configs[2]
        self.match.go_on(start.weights, start.moments, start.step * game.d_steps, start.step * game.g_steps)

    def snapshot(self) -> GanTraining:
        """All of it, as it is now."""
        weights, moments = self.match.arrays()
        target, players, game = self.configs
        return GanTraining(
            target=target, players=players, game=game, step=self.step,
            look_steps=np.array([look.step for look in self.looks]),
            fakes=np.stack([look.fakes for look in self.looks]),
            arrows=np.stack([look.arrows for look in self.looks]),
            surfaces=np.stack([look.surface for look in self.looks]),
            d_losses=np.array([look.d_loss for look in self.looks]),
            g_losses=np.array([look.g_loss for look in self.looks]),
            d_accuracies=np.array([look.d_accuracy for look in self.looks]),
            shares=np.stack([look.shares for look in self.looks]), weights=weights, moments=moments,
        )  # fmt: skip


def look_of(run: GanTraining, k: int) -> GameLook:
    """One look of a game."""
    return GameLook(
        step=int(run.look_steps[k]), fakes=run.fakes[k], arrows=run.arrows[k], surface=run.surfaces[k],
        d_loss=float(run.d_losses[k]), g_loss=float(run.g_losses[k]), d_accuracy=float(run.d_accuracies[k]),
        shares=run.shares[k],
    )  # fmt: skip


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
