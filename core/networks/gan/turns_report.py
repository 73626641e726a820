"""What one player has done to the other, move by move."""

from typing import Any

from core.networks.gan.game import GanTraining, game_numbers
from core.networks.gan.game_report import Line, pulls
from core.networks.gan.losses import GAN_LOSSES
from core.networks.gan.settings import TurnsConfig
from core.networks.gan.turns import own_steps


def turns_lines(run: GanTraining, turns: TurnsConfig) -> list[Line]:
    """The moves so far, what the last one has changed, and how strongly G is pulled."""
    d, g = own_steps(turns)
    numbers, pull = game_numbers(run), pulls(run)
    balance = GAN_LOSSES[run.game.loss].d_balance
    said: dict[str, Any] = {**numbers, "d": d, "g": g, "balance": balance, "accuracy": 100 * numbers["d_accuracy"],
                            "pull": float(pull[-1])}  # fmt: skip
    if not turns.moves:
        return [("said.start", said)]
    last = turns.moves[-1]
    change = {
        "count": abs(last), "d_before": float(run.d_losses[-2]), "d_after": float(run.d_losses[-1]),
        "g_before": float(run.g_losses[-2]), "g_after": float(run.g_losses[-1]),
        "pull_before": float(pull[-2]), "pull_after": float(pull[-1]),
    }  # fmt: skip
    return [("said.now", said), ("said.d_moved" if last > 0 else "said.g_moved", change)]
