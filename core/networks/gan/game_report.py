"""The doctor: what the looks at a game show, in words that the losses alone do not say."""

from typing import Any

import numpy as np

from core.networks.gan.distances import grid_divergence
from core.networks.gan.game import FAKES, GanTraining, game_numbers, real_points
from core.networks.gan.losses import GAN_LOSSES
from core.networks.gan.target import REACH, landed_shares, lit_modes, sample, target_of

Line = tuple[str, dict[str, Any]]
LAST_LOOKS = 8
SURE = 0.98  # accuracy of D from which on it wins
WEAK_PULL = 0.05  # mean length of the arrows
GOOD_SHARE = 0.8


def pulls(run: GanTraining) -> np.ndarray:
    """(q,) mean length of what the generator's loss asks of a fake."""
    found: np.ndarray = np.linalg.norm(run.arrows, axis=2).mean(axis=1)
    return found


def game_lines(run: GanTraining) -> list[Line]:
    """The numbers beside their yardsticks, then what the doctor finds."""
    target, numbers = target_of(run.target), game_numbers(run)
    points, other = real_points(target), sample(target, FAKES, np.random.default_rng(1))
    real = float(landed_shares(points, target).sum())
    loss = GAN_LOSSES[run.game.loss]
    said = {**numbers, "on_target": 100 * numbers["on_target"], "modes": target.modes, "real": 100 * real,
            "first": 100 * float(run.shares[0].sum()), "balance": loss.d_balance,
            "accuracy": 100 * numbers["d_accuracy"], "js_first": grid_divergence(run.fakes[0], points, REACH),
            "js_real": grid_divergence(other, points, REACH)}  # fmt: skip
    return [("said.numbers", said), ("said.divergence", said), *doctor(run)]


def doctor(run: GanTraining) -> list[Line]:
    """Findings in the order of their weight; one at least."""
    target = target_of(run.target)
    lit = lit_modes(run.shares, target)
    now, recent = int(lit[-1].sum()), lit[-LAST_LOOKS:]
    ever = int(recent.any(axis=0).sum())
    accuracy, pull = float(run.d_accuracies[-1]), float(pulls(run)[-1])
    spread = float(np.linalg.norm(run.fakes[-1].std(axis=0)))
    d_loss, balance = float(run.d_losses[-1]), GAN_LOSSES[run.game.loss].d_balance
    shown = {"now": now, "ever": ever, "modes": target.modes, "accuracy": 100 * accuracy, "pull": pull,
             "spread": spread, "looks": len(recent), "d_loss": d_loss, "balance": balance,
             "on_target": 100 * float(run.shares[-1].sum())}  # fmt: skip
    found: list[Line] = []
    if accuracy >= SURE:
        found.append(("doctor.beaten", shown))
        if pull < WEAK_PULL:
            found.append(("doctor.dead", shown))
    if ever >= now + 2:
        found.append(("doctor.hopping", shown))
    elif now <= target.modes / 4:
        found.append(("doctor.collapse" if spread < 1 else "doctor.lost", shown))
    elif now < target.modes:
        found.append(("doctor.missing", shown))
    elif shown["on_target"] >= 100 * GOOD_SHARE:
        found.append(("doctor.healthy", shown))
    else:
        found.append(("doctor.blurred", shown))
    if abs(d_loss - balance) < 0.15 * max(balance, 1) and now < target.modes:
        found.append(("doctor.blind", shown))
    return found
