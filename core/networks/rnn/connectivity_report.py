"""What is to be said of one guess and of what it rests on."""

from typing import Any

from core.figures.figure import Say
from core.networks.rnn.connectivity import Connectivity
from core.networks.rnn.text_figure import shown_character

Line = tuple[str, dict[str, Any]]


def connectivity_lines(found: Connectivity, fresh: Connectivity, t: Say) -> list[Line]:
    """What the guessed character gets, how far back its gradient reaches, and that of the network's first weights."""
    values = {"character": shown_character(int(found.codes[found.at]), t), "probability": found.probability,
              "before": found.at, "reach": found.reach, "fresh": fresh.reach}  # fmt: skip
    return [("guess", values), ("reach" if found.reach else "reaches_nothing", values), ("slope", {})]
