"""A game of the topic gan beside the plain PyTorch loop, and what a drag draws anew, in processor time."""

from collections.abc import Iterator

import torch
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from benchmarks.timing import Case, by_plain_loop, said, seconds
from core.networks.gan.digits import play_digits, untrained_digits
from core.networks.gan.digits_figure import walk_figure
from core.networks.gan.digits_walk import latent_walk
from core.networks.gan.dirac import dirac_path
from core.networks.gan.dirac_figure import distance_figure, phase_portrait
from core.networks.gan.distances import spike_distances
from core.networks.gan.distances_figure import distances_figure, spikes_figure
from core.networks.gan.game import play_game
from core.networks.gan.players import LeakyRamp, mlp
from core.networks.gan.settings import (
    DigitsConfig,
    DiracConfig,
    GanGameConfig,
    GanTargetConfig,
    LatentWalkConfig,
    PlayersConfig,
    SpikesConfig,
)
from core.networks.gan.target import SPREAD, target_of

STEPS = 2000
ROUNDS = 3


def plain_loop() -> None:
    """2,000 steps of the ring as every tutorial writes them, without a look."""
    torch.manual_seed(0)
    g, d = mlp(2, 32, 2, 2, torch.nn.ReLU), mlp(2, 32, 2, 1, LeakyRamp)
    g_adam, d_adam = (torch.optim.Adam(net.parameters(), 3e-3, (0.5, 0.999)) for net in (g, d))
    anchors = torch.from_numpy(target_of(GanTargetConfig()).anchors).float()
    ones, zeros = torch.ones(128, 1), torch.zeros(128, 1)
    for _ in range(STEPS):
        real = anchors[torch.randint(len(anchors), (128,))] + SPREAD * torch.randn(128, 2)
        fake = g(torch.randn(128, 2))
        d_adam.zero_grad()
        (cross_entropy(d(real), ones) + cross_entropy(d(fake.detach()), zeros)).backward()
        d_adam.step()
        g_adam.zero_grad()
        cross_entropy(d(g(torch.randn(128, 2))), ones).backward()
        g_adam.step()


def our_game() -> None:
    """The same with a look every 50 steps."""
    for _ in play_game(GanTargetConfig(), PlayersConfig(), GanGameConfig(gan_steps=STEPS)):
        pass


def digit_game() -> None:
    """200 steps on images of digits, with ten looks at 297 fakes."""
    for _ in play_digits(DigitsConfig(digit_steps=200)):
        pass


def cases() -> Iterator[Case]:
    """The game by the plain loop, then the two pictures that follow a drag."""
    torch.set_num_threads(1)
    yield by_plain_loop(f"gan: {STEPS} steps with all looks, by the plain loop without", our_game, plain_loop, ROUNDS)

    def draw_dirac() -> None:
        path = dirac_path(DiracConfig(dirac_steps=500))
        phase_portrait(path, said).to_json()
        distance_figure(path, said).to_json()

    def draw_spikes() -> None:
        found = spike_distances(SpikesConfig())
        spikes_figure(found, said).to_json()
        distances_figure(found, said).to_json()

    digits = untrained_digits(DigitsConfig())

    def draw_walk() -> None:
        walk_figure(latent_walk(digits, LatentWalkConfig()), said).to_json()

    yield seconds("gan: 200 steps on digits with ten looks, in s", digit_game, "at most 2", ROUNDS)
    for name, action in (
        ("a walk between digits", draw_walk),
        ("two numbers over 500 steps", draw_dirac),
        ("two spikes", draw_spikes),
    ):
        yield seconds(f"gan: {name}, in s", action, "at most 0.03")
