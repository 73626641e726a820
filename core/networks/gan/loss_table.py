"""The five losses and their slopes at the scores on the screen: by hand in NumPy, and by torch's autograd."""

from dataclasses import dataclass

import numpy as np

from core.code_export import Made
from core.networks.gan.losses import GAN_LOSSES, both_losses
from core.networks.gan.players import discriminator_loss, generator_loss
from core.networks.gan.settings import LogitConfig


@dataclass(frozen=True)
class LossTable:
    """By the name of the loss: D's loss, G's loss, and the slope of G's loss by the score of the fake."""

    config: LogitConfig
    d_losses: dict[str, float]
    g_losses: dict[str, float]
    slopes: dict[str, float]
    made: Made | None = None


def loss_table(config: LogitConfig) -> LossTable:
    """All losses at one score of a real and one of a fake point."""
    real, fake = np.array([config.real_logit]), np.array([config.fake_logit])
    found = {name: both_losses(name, real, fake) for name in GAN_LOSSES}
    return LossTable(
        config=config,
        d_losses={name: d for name, (d, _) in found.items()},
        g_losses={name: g for name, (_, g) in found.items()},
        slopes={name: float(loss.slope(fake)[0]) for name, loss in GAN_LOSSES.items()},
    )


def table_numbers(found: LossTable) -> dict[str, object]:
    """The same as arrays (5,) in the order of `GAN_LOSSES`."""
    table = (("d_losses", found.d_losses), ("g_losses", found.g_losses), ("slopes", found.slopes))
    return {key: np.array(list(values.values())) for key, values in table}


def table_in_torch(config: LogitConfig) -> dict[str, object]:
    """The losses as the game computes them, and the slopes by autograd; arrays (5,) in the order of `GAN_LOSSES`."""
    import torch

    rows = []
    for name in GAN_LOSSES:
        real = torch.tensor([config.real_logit], dtype=torch.float64)
        fake = torch.tensor([config.fake_logit], dtype=torch.float64, requires_grad=True)
        g = generator_loss(name, fake)
        (slope,) = torch.autograd.grad(g, fake)
        rows.append([float(one) for one in (discriminator_loss(name, real, fake.detach()), g.detach(), slope)])
    return dict(zip(("d_losses", "g_losses", "slopes"), np.array(rows).T, strict=True))


def slopes_by_hand(config: LogitConfig) -> dict[str, float]:
    """D at the fake, and the slopes of both losses of Goodfellow et al. by D and by the score."""
    d = float(1 / (1 + np.exp(-config.fake_logit)))
    return {
        "score": config.fake_logit, "d": d, "by_d": -1 / d, "by_score": d - 1, "sat_by_d": -1 / (1 - d),
        "sat_by_score": -d,
    }  # fmt: skip
