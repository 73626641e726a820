"""Which mistakes a port can suffer, and which one was made."""

import numpy as np

from core.computing.frameworks.models import MODELS
from core.computing.frameworks.settings import MISTAKES, Mistake, PortConfig, PortedNetworkConfig

CONCERNED = {  # the kinds of layers of which a network must have one for each mistake to matter
    "reshape": ("dense",), "flatten": ("conv",), "flip": ("conv",), "eps": ("norm",), "train": ("norm", "dropout"),
    "gelu": ("gelu",), "gates": ("lstm",),
}  # fmt: skip


def possible_mistakes(model: str) -> tuple[Mistake, ...]:
    """Those that this network can suffer; none comes first."""
    kinds = {layer.kind for layer in MODELS[model]}
    return tuple(one for one in MISTAKES if one == "none" or not kinds.isdisjoint(CONCERNED[one]))


def mistake_made(config: PortedNetworkConfig, port: PortConfig) -> Mistake:
    """The chosen mistake if the network can suffer it, or the one that the seed has drawn."""
    possible = possible_mistakes(config.model)
    if port.planted:
        return possible[1 + int(np.random.default_rng(port.planted_seed).integers(len(possible) - 1))]
    return port.mistake if port.mistake in possible else "none"
