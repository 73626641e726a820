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
MOST = 0.5  # of the fakes
NARROW = 0.5  # of the spread of the data
SWING = 0.25  # of the loss where nobody can tell, from which on a way up or down counts
EMPTY_PART = 0.05  # of the fair share, below which a mode that was lit has been left


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
    critic: list[Line] = [("said.critic", {})] if run.game.loss == "WGAN-GP" else []
    return [("said.numbers", said), *critic, ("said.divergence", said), *doctor(run)]


def doctor(run: GanTraining) -> list[Line]:
    """Findings in the order of their weight; one at least."""
    target, shares = target_of(run.target), run.shares[-1]
    recent = lit_modes(run.shares[-LAST_LOOKS:], target)
    now, d_loss, balance = int(recent[-1].sum()), float(run.d_losses[-1]), GAN_LOSSES[run.game.loss].d_balance
    shown = {
        "now": now, "left": int((recent.any(axis=0) & (shares < EMPTY_PART * target.weights)).sum()),
        "modes": target.modes, "accuracy": 100 * float(run.d_accuracies[-1]), "pull": float(pulls(run)[-1]),
        "spread": _spread(run.fakes[-1]), "real_spread": _spread(real_points(target)), "looks": len(recent),
        "d_loss": d_loss, "balance": balance, "on_target": 100 * float(shares.sum()),
    }  # fmt: skip
    judge, modes, swings = _of_the_judge(run, shown), _of_the_modes(shown), _swings(run)
    shown |= swings or {}
    keys = judge if judge and modes == "doctor.healthy" else [*judge, modes]
    if swings:
        keys.append("doctor.swings")
    elif not judge and now <= target.modes / 2 and abs(d_loss - balance) < 0.15 * max(balance, 1):
        keys.append("doctor.blind")
    return [(key, shown) for key in keys]


def _swings(run: GanTraining) -> dict[str, float] | None:
    """Between what both losses went in the last looks, where D's turned twice or more."""
    d, g = run.d_losses[-LAST_LOOKS:], run.g_losses[-LAST_LOOKS:]
    if reversals(d, SWING * max(GAN_LOSSES[run.game.loss].d_balance, 1)) < 2:
        return None
    return {"d_low": float(d.min()), "d_high": float(d.max()), "g_low": float(g.min()), "g_high": float(g.max())}


def reversals(values: np.ndarray, least: float) -> int:
    """How often values (n,) turn between up and down, where ways shorter than `least` are none."""
    count, going, low, high = 0, 0, values[0], values[0]
    for value in values:
        low, high = min(low, value), max(high, value)
        if going <= 0 and value - low >= least:
            count, going, high = count + (going < 0), 1, value
        elif going >= 0 and high - value >= least:
            count, going, low = count + (going > 0), -1, value
    return count


def _spread(points: np.ndarray) -> float:
    return float(np.linalg.norm(points.std(axis=0)))


def _of_the_judge(run: GanTraining, shown: dict[str, Any]) -> list[str]:
    """Whether D has won, and whether G still hears it; a critic has no threshold, so that its share says nothing."""
    if shown["accuracy"] < 100 * SURE or run.game.loss == "WGAN-GP":
        return []
    if shown["pull"] >= WEAK_PULL:
        return ["doctor.beaten"]
    return ["doctor.beaten", "doctor.dead" if run.game.loss == "saturating" else "doctor.flat"]


def _of_the_modes(shown: dict[str, Any]) -> str:
    now, modes, share = shown["now"], shown["modes"], shown["on_target"]
    if shown["left"] >= 2:
        return "doctor.hopping"
    if now < modes and now <= max(modes / 4, 1):
        narrow = shown["spread"] < NARROW * shown["real_spread"]
        return "doctor.collapse" if modes > 1 and (narrow or share >= 100 * MOST) else "doctor.lost"
    if now < modes:
        return "doctor.missing"
    return "doctor.healthy" if share >= 100 * GOOD_SHARE else "doctor.blurred"
