"""Generator and discriminator, their losses in torch, and one step of each."""

# mypy: disable-error-code="no-untyped-call"

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from core.networks.gan.settings import GanGameConfig, PlayersConfig
from core.networks.gan.target import SPREAD, Target
from core.networks.rnn.adam import WeightArrays, go_on, moments_of, part_of, weights_of

BATCH = 128
PENALTY = 1.0  # of WGAN-GP, by which the square of |gradient| - 1 is weighed
SEEDS = 1_000_003  # between the chance of two games
FAR = 1e6


def mlp(inputs: int, width: int, depth: int, outputs: int, activation: type[nn.Module]) -> nn.Sequential:
    """A multilayer perceptron with so many hidden layers of one width."""
    layers: list[nn.Module] = []
    for k in range(depth):
        layers += [nn.Linear(width if k else inputs, width), activation()]
    return nn.Sequential(*layers, nn.Linear(width if depth else inputs, outputs))


class LeakyRamp(nn.LeakyReLU):
    """max(x, 0.2 x)."""

    def __init__(self) -> None:
        super().__init__(0.2)


def discriminator_loss(name: str, real: Tensor, fake: Tensor) -> Tensor:
    """What D lowers, from the scores (n,) of real and (m,) of generated points."""
    match name:
        case "LSGAN":
            return ((real - 1) ** 2).mean() + (fake**2).mean()
        case "hinge":
            return (1 - real).relu().mean() + (1 + fake).relu().mean()
        case "WGAN-GP":
            return fake.mean() - real.mean()
    return functional.softplus(-real).mean() + functional.softplus(fake).mean()  # -ln D(x) - ln(1 - D(G(z)))


def generator_loss(name: str, fake: Tensor) -> Tensor:
    """What G lowers, from the scores (n,) of generated points."""
    match name:
        case "LSGAN":
            return ((fake - 1) ** 2).mean()
        case "hinge" | "WGAN-GP":
            return -fake.mean()
        case "saturating":
            return -functional.softplus(fake).mean()  # ln(1 - D(G(z)))
    return functional.softplus(-fake).mean()


def r1_penalty(net: nn.Module, points: Tensor) -> Tensor:
    """Mean of |∂D/∂x|² over real points (n, d); Mescheder et al. (2018)."""
    points = points.detach().requires_grad_()
    (slope,) = torch.autograd.grad(net(points).sum(), points, create_graph=True)
    return (slope**2).sum(dim=1).mean()


def gradient_penalty(net: nn.Module, real: Tensor, fake: Tensor, share: Tensor) -> Tensor:
    """Mean of (|∂D/∂x| − 1)² at places between real and fake points (n, d), share (n, 1); Gulrajani et al. (2017)."""
    between = (share * real + (1 - share) * fake).detach().requires_grad_()
    (slope,) = torch.autograd.grad(net(between).sum(), between, create_graph=True)
    penalty: Tensor = ((slope.norm(dim=1) - 1) ** 2).mean()
    return penalty


@dataclass(frozen=True)
class Rules:
    """How both are trained; γ is the weight of R1."""

    loss: str
    rate_d: float
    rate_g: float
    beta1: float
    gamma: float
    input_noise: float
    seed: int
    batch: int = BATCH


def rules_of(config: GanGameConfig, players: PlayersConfig) -> Rules:
    """The rules of a game in the plane."""
    return Rules(
        loss=config.loss, rate_d=config.rate_d, rate_g=config.rate_g, beta1=config.beta1, gamma=config.r1,
        input_noise=config.input_noise, seed=players.players_seed,
    )  # fmt: skip


class Match:
    """Two networks that are trained against each other. All chance comes from the seed and the count of the step."""

    def __init__(self, generator: nn.Sequential, discriminator: nn.Sequential, latent: int, rules: Rules) -> None:
        self.g, self.d, self.latent, self.rules = generator, discriminator, latent, rules
        betas = (rules.beta1, 0.999)
        self.g_adam = torch.optim.Adam(self.g.parameters(), rules.rate_g, betas, fused=True)
        self.d_adam = torch.optim.Adam(self.d.parameters(), rules.rate_d, betas, fused=True)
        self.d_count = self.g_count = 0
        self._chance = torch.Generator()

    def chance(self, whose: int, count: int) -> torch.Generator:
        """The random numbers of one step: of D (0), of G (1), or of what is looked at (2)."""
        return self._chance.manual_seed(self.rules.seed * SEEDS + 3 * count + whose)

    def real(self, count: int, chance: torch.Generator) -> Tensor:
        """(count, d) points of the data."""
        raise NotImplementedError

    def noise(self, count: int, chance: torch.Generator) -> Tensor:
        """(count, latent) standard normal numbers."""
        return torch.randn(count, self.latent, generator=chance)

    def discriminator_step(self) -> None:
        """One step of D on fresh points of both kinds."""
        rules, chance = self.rules, self.chance(0, self.d_count)
        real = self.real(rules.batch, chance)
        with torch.no_grad():
            fake = self.g(self.noise(rules.batch, chance))
        seen_real, seen_fake = self._seen(real, chance), self._seen(fake, chance)
        scores = self.d(torch.cat([seen_real, seen_fake]))[:, 0]
        loss = discriminator_loss(rules.loss, scores[: len(real)], scores[len(real) :])
        if rules.loss == "WGAN-GP":
            share = torch.rand(len(real), 1, generator=chance)
            loss = loss + PENALTY * gradient_penalty(self.d, seen_real, seen_fake, share)
        if rules.gamma > 0:
            loss = loss + rules.gamma / 2 * r1_penalty(self.d, seen_real)
        self.d_adam.zero_grad()
        loss.backward()
        self.d_adam.step()
        self.d_count += 1

    def generator_step(self) -> None:
        """One step of G against D as it stands."""
        chance = self.chance(1, self.g_count)
        self.d.requires_grad_(False)
        fake = self._seen(self.g(self.noise(self.rules.batch, chance)), chance)
        loss = generator_loss(self.rules.loss, self.d(fake)[:, 0])
        self.g_adam.zero_grad()
        loss.backward()
        self.g_adam.step()
        self.d.requires_grad_(True)
        self.g_count += 1

    def is_lost(self) -> bool:
        """Whether a weight is no longer a number, or beyond a million."""
        weights = [*self.g.parameters(), *self.d.parameters()]
        return not all(float(weight.detach().abs().max()) <= FAR for weight in weights)  # NaN is not below either

    def arrays(self) -> tuple[WeightArrays, WeightArrays]:
        """Weights and moments of both players, of any shape, by "g.<name>" and "d.<name>"."""
        weights: WeightArrays = {}
        moments: WeightArrays = {}
        for who, net, adam in self._both():
            weights |= {f"{who}.{name}": one for name, one in weights_of(net).items()}
            if adam.state:
                moments |= {f"{who}.{name}": one for name, one in moments_of(net, adam).items()}
        return weights, moments

    def take(self, weights: WeightArrays) -> None:
        """Be as these weights tell, each of any shape, as `arrays` has given them; the optimizers stay as they are."""
        for who, net, _ in self._both():
            net.load_state_dict({name: torch.from_numpy(one.copy()) for name, one in part_of(weights, who).items()})

    def go_on(self, weights: WeightArrays, moments: WeightArrays, d_count: int, g_count: int) -> None:
        """Be as after so many steps of each; `weights` and `moments`, of any shape, as `arrays` has given them."""
        self.d_count, self.g_count = d_count, g_count
        for (who, net, adam), count in zip(self._both(), (g_count, d_count), strict=True):
            go_on(net, adam, part_of(weights, who), part_of(moments, who), count)

    def _both(self) -> tuple[tuple[str, nn.Sequential, torch.optim.Adam], ...]:
        return ("g", self.g, self.g_adam), ("d", self.d, self.d_adam)

    def _seen(self, points: Tensor, chance: torch.Generator) -> Tensor:
        noise = self.rules.input_noise
        return points + noise * torch.randn(points.shape, generator=chance) if noise > 0 else points


class PlaneMatch(Match):
    """A game for a target in the plane."""

    def __init__(self, target: Target, players: PlayersConfig, config: GanGameConfig) -> None:
        no_devices: list[int] = []
        with torch.random.fork_rng(no_devices):
            torch.manual_seed(players.players_seed)
            g = mlp(players.latent, players.g_width, players.g_depth, 2, nn.ReLU)
            d = mlp(2, players.d_width, players.d_depth, 1, LeakyRamp)
        super().__init__(g, d, players.latent, rules_of(config, players))
        self.anchors = torch.from_numpy(target.anchors).float()

    def real(self, count: int, chance: torch.Generator) -> Tensor:
        """(count, 2) points of the target."""
        rows = torch.randint(len(self.anchors), (count,), generator=chance)
        return self.anchors[rows] + SPREAD * torch.randn(count, 2, generator=chance)


def scores_of(net: nn.Module, points: np.ndarray) -> np.ndarray:
    """(n,) scores of points (n, d), float64."""
    with torch.inference_mode():
        return net(torch.from_numpy(points).float())[:, 0].double().numpy()  # type: ignore[no-any-return]
