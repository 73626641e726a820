"""The tasks of the tabs, judged on what is on the screen."""

import numpy as np

from core.challenges import Verdict, judge
from core.networks.approximation.depth import DepthRace, Fold
from core.networks.approximation.hinges import HingeSum, hinge_values
from core.networks.approximation.learning import LearnedFrame
from core.networks.approximation.order import Interpolant
from core.networks.approximation.outside import Fan, error_near
from core.networks.approximation.settings import HingesConfig, LearningConfig, OrderConfig, TargetConfig
from core.networks.approximation.target import GRID, Target, target_values

TOWER = 0.5  # half of the foot of the tower


def close(target: Target, found: HingeSum) -> Verdict:
    """The folded sine |sin 3x| to a largest error below 0.1 with at most 8 units."""
    return judge(
        (np.allclose(target_values(target, GRID), np.abs(np.sin(3 * GRID)), atol=1e-9), "target", {}),
        (len(found.kinks) <= 8, "units", {"units": len(found.kinks)}),
        (found.largest < 0.1, "error", {"largest": found.largest}),
    )


def tower(config: HingesConfig) -> Verdict:
    """A tower of ReLU units: 1 at the middle, and 0 from ±0.5 on."""
    outside = np.concatenate([np.linspace(-1, -TOWER, 51), np.linspace(TOWER, 1, 51)])
    top = float(hinge_values(config, np.array([0.0]))[0])
    foot = float(np.abs(hinge_values(config, outside)).max())
    return judge(
        (config.unit == "ReLU", "unit", {}),
        (abs(top - 1) < 0.05, "top", {"top": top}),
        (foot < 0.05, "foot", {"foot": foot}),
    )


def many_dead(config: LearningConfig, end: LearnedFrame) -> Verdict:
    """A run of at least 10 ReLU units at whose end 60 % of them or more are dead."""
    units = len(end.state)
    return judge(
        (config.activation == "ReLU", "activation", {}),
        (units >= 10, "units", {"units": units}),
        (end.dead >= 0.6 * units, "dead", {"dead": end.dead, "units": units}),
    )


def closely_learned(config: LearningConfig, target: TargetConfig, end: LearnedFrame) -> Verdict:
    """Nielsen's curve, learned without noise to a largest error below 0.05."""
    return judge(
        (target.target == "nielsen", "target", {}),
        (config.noise == 0, "noise", {}),
        (end.largest < 0.05, "error", {"largest": end.largest}),
    )


def many_pieces(found: Fold) -> Verdict:
    """A folded tent with more than 200 straight pieces."""
    return judge((found.pieces > 200, "pieces", {"pieces": found.pieces}))


def deep_ahead(race: DepthRace) -> Verdict:
    """A race whose best network with several hidden layers has at most a third of the error of the best with one."""
    one, deep = float(race.errors[0].min()), float(race.errors[1:].min())
    return judge((deep <= one / 3, "best", {"deep": deep, "one": one}))


def thrifty(target: TargetConfig, config: OrderConfig, found: Interpolant) -> Verdict:
    """The parabola to a largest error below a thousandth, with the fewest equal pieces that reach it."""
    error = found.largest
    return judge(
        (target.target == "square", "target", {}),
        (error < 1e-3, "error", {"error": error}),
        (config.pieces < 33, "fewer", {"pieces": config.pieces}),
    )


def never_close(config: OrderConfig, found: Interpolant) -> Verdict:
    """A target that 256 pieces leave a largest error above 0.3."""
    return judge(
        (config.pieces == 256, "pieces", {"pieces": config.pieces}),
        (found.largest > 0.3, "error", {"error": found.largest}),
    )


def right_kind(target: TargetConfig, fan: Fan, config: LearningConfig, values: Target) -> Verdict:
    """The sine continued from 1 to 3, to a largest error below 0.2, by a network that saw it from -1 to 1."""
    error = error_near(fan, config, values)
    return judge((target.target == "sine", "target", {}), (error < 0.2, "error", {"error": error}))


def goes_on(target: TargetConfig, fan: Fan, config: LearningConfig, values: Target) -> Verdict:
    """A target that a ReLU network continues from 1 to 3, to a largest error below 0.2."""
    error = error_near(fan, config, values)
    return judge(
        (config.activation == "ReLU", "activation", {}),
        (target.target not in ("typed", "drawn"), "target", {}),
        (error < 0.2, "error", {"error": error}),
    )
