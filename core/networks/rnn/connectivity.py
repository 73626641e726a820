"""What a guess of a network that reads a text rests on: the gradient of its ln p back to every character before.

Shapes: n characters that are shown, k of them before the guessed one.
"""

# mypy: disable-error-code="no-untyped-call"

import math
from dataclasses import dataclass

import numpy as np
import torch

from core.networks.rnn.settings import ConnectivityConfig
from core.networks.rnn.text import CharacterNet, TextCodes, TextNet, parts_of

SHOWN = 200  # held-out characters
MOST = 0.9  # of all lengths together


@dataclass(frozen=True)
class Connectivity:
    """Lengths (k,) of the gradients of ln p of the character at place k with respect to the vectors of those before it.

    codes: of the characters that are shown, (n,).
    """

    lengths: np.ndarray
    codes: np.ndarray
    log_probability: float

    @property
    def at(self) -> int:
        """The place k of the guessed character, counted from 0."""
        return len(self.lengths)

    @property
    def probability(self) -> float:
        """What the network gives the character that really comes."""
        return math.exp(self.log_probability)

    @property
    def reach(self) -> int:
        """How many of the characters right before it have nine tenths of all lengths together; 0 where all are 0."""
        back = self.lengths[::-1].cumsum()
        return int((back < MOST * back[-1]).sum()) + 1 if back[-1] > 0 else 0


def connectivity(net: TextNet, text: TextCodes, config: ConnectivityConfig) -> Connectivity:
    """The gradient of one guess, which the network makes after reading the held-out end from its beginning."""
    _, _, end = parts_of(text)
    places = end[:SHOWN]
    k = min(config.guess, len(places)) - 1
    reader = reader_of(net)
    read = reader.embedding(torch.from_numpy(places[:k])).detach().requires_grad_()
    scores = reader.head(reader.cell(read[None])[0][0, -1])
    log_p = torch.log_softmax(scores, dim=0)[int(places[k])]
    (gradient,) = torch.autograd.grad(log_p, read)
    return Connectivity(
        lengths=gradient.norm(dim=1).numpy(), codes=net.alphabet[places], log_probability=float(log_p.detach())
    )


def reader_of(net: TextNet) -> CharacterNet:
    """The network of a snapshot, in double precision."""
    with torch.device("meta"):  # it has weights already: none are drawn
        reader = CharacterNet(net.kind, len(net.alphabet), net.weights["cell.weight_hh_l0"].shape[1])
    reader.load_state_dict({name: torch.from_numpy(one).double() for name, one in net.weights.items()}, assign=True)
    return reader
