"""The tasks of the tabs, judged on what is on the screen."""

import numpy as np

from core.challenges import Verdict, judge
from core.networks.gan.digits import DigitsTraining, digits_numbers
from core.networks.gan.dirac import DiracPath
from core.networks.gan.distances import SpikeDistances
from core.networks.gan.game import GanTraining
from core.networks.gan.loss_table import LossTable
from core.networks.gan.target import lit_modes, target_of

MANY, ON_TARGET = 8, 0.8
SURE, SURE_LOSS = 0.99, 0.2
FOOLED_LOSS = 0.05
COLLAPSED_SHARE = 0.2
SLOPES = 200  # times
MANY_IMAGES, MOST_STEPS, COPIES = 1000, 1000, 10


def all_modes(run: GanTraining | None) -> Verdict:
    """Eight modes or more are lit, and 80 % of the fakes land on the target."""
    if run is None:
        return judge((False, "untrained", {}))
    target, share = target_of(run.target), float(run.shares[-1].sum())
    lit = int(lit_modes(run.shares[-1], target).sum())
    return judge(
        (target.modes >= MANY and run.target.target == "ring", "target_other", {"modes": target.modes}),
        (lit == target.modes, "lit", {"lit": lit, "modes": target.modes}),
        (share >= ON_TARGET, "share", {"share": 100 * share}),
    )


def collapsed(run: GanTraining | None) -> Verdict:
    """On a ring of eight or more, two looks at which 20 % of the fakes land, and all of these on two modes at most."""
    if run is None:
        return judge((False, "untrained", {}))
    target = target_of(run.target)
    looks = (run.shares.sum(axis=1) >= COLLAPSED_SHARE) & ((run.shares > 0.01).sum(axis=1) <= 2)
    return judge(
        (target.modes >= MANY and run.target.target == "ring", "target_other", {"modes": target.modes}),
        (int(looks.sum()) >= 2, "looks", {"looks": int(looks.sum())}),
    )


def sure_judge(run: GanTraining) -> Verdict:
    """With a loss of cross-entropy D is right about 99 % of the points, and its loss is below 0.2."""
    accuracy, loss = float(run.d_accuracies[-1]), float(run.d_losses[-1])
    return judge(
        (run.game.loss in ("non_saturating", "saturating"), "loss_other", {}),
        (accuracy >= SURE, "accuracy", {"accuracy": 100 * accuracy}),
        (loss < SURE_LOSS, "loss", {"loss": loss}),
    )


def empty_victory(run: GanTraining) -> Verdict:
    """G's non-saturating loss is below 0.05, and not one fake in twenty lands."""
    loss, share = float(run.g_losses[-1]), float(run.shares[-1].sum())
    return judge(
        (run.game.loss == "non_saturating", "loss_other", {}),
        (loss < FOOLED_LOSS, "loss", {"loss": loss}),
        (share < 0.05, "share", {"share": 100 * share}),
    )


def just_enough(path: DiracPath) -> Verdict:
    """Simultaneous updates with h of 0.4 or more spiral in, with a penalty at most 0.03 above the least that does."""
    config = path.config
    return judge(
        (config.updates == "simultaneous", "alternating", {}),
        (config.h >= 0.4, "small", {"h": config.h}),
        (path.largest < 1, "out", {"factor": path.largest}),
        (config.gamma <= config.h / 4 + 0.03, "too_much", {"gamma": config.gamma}),
    )


def closed_orbit(path: DiracPath) -> Verdict:
    """Without a penalty and with h of 0.3 or more, 200 steps stay within a fifth of their distance at the start."""
    config, first = path.config, float(path.distances[0])
    ratios = path.distances / max(first, 1e-12)
    stays = bool((ratios > 0.8).all() and (ratios < 1.2).all())
    return judge(
        (config.gamma == 0, "penalty", {}),
        (config.h >= 0.3, "small", {"h": config.h}),
        (config.dirac_steps >= 200, "steps", {"steps": config.dirac_steps}),
        (0.2 <= first <= 1.5, "start", {"first": first}),
        (stays, "leaves", {"last": float(np.nan_to_num(ratios, nan=np.inf)[-1])}),
    )


def dead_and_alive(found: LossTable) -> Verdict:
    """A fake of which D is sure, whose non-saturating slope is 200 times the saturating one."""
    ratio = found.slopes["non_saturating"] / min(found.slopes["saturating"], -1e-12)
    fake = found.config.fake_logit
    return judge((fake < 0, "real", {"score": fake}), (ratio >= SLOPES, "ratio", {"ratio": ratio}))


def clueless(found: LossTable) -> Verdict:
    """Scores with which every loss of D, but for LSGAN's, is about what it is where nobody can tell."""
    loss = found.d_losses["non_saturating"]
    return judge(
        (abs(loss - 2 * float(np.log(2))) <= 0.02, "loss", {"loss": loss}),
        (abs(found.d_losses["hinge"] - 2) <= 0.05, "hinge", {"loss": found.d_losses["hinge"]}),
        (abs(found.d_losses["WGAN-GP"]) <= 0.05, "critic", {"loss": found.d_losses["WGAN-GP"]}),
    )


def blind_divergence(found: SpikeDistances) -> Verdict:
    """Spikes at a distance of 2 or more, where JS has a slope below 0.00001."""
    distance = abs(found.config.distance)
    return judge(
        (distance >= 2, "near", {"distance": distance}),
        (abs(found.slopes["js"]) < 1e-5, "slope", {"slope": abs(found.slopes["js"])}),
    )


def seeing_divergence(found: SpikeDistances) -> Verdict:
    """Spikes at a distance of 2 or more, where JS still falls by 0.1 or more for each unit that they come closer."""
    distance = abs(found.config.distance)
    return judge(
        (distance >= 2, "near", {"distance": distance}),
        (abs(found.slopes["js"]) >= 0.1, "slope", {"slope": abs(found.slopes["js"])}),
    )


def all_digits(run: DigitsTraining | None) -> Verdict:
    """From 1,000 images or more, in 1,000 steps at most: all ten digits, fakes at most twice as far as real images."""
    if run is None:
        return judge((False, "untrained", {}))
    numbers = digits_numbers(run)
    return judge(
        (run.config.digit_images >= MANY_IMAGES, "few", {"images": run.config.digit_images}),
        (run.step <= MOST_STEPS, "slow", {"steps": run.step}),
        (numbers["lit_digits"] == 10, "lit", {"lit": numbers["lit_digits"]}),
        (numbers["distance"] <= 2 * numbers["real_distance"], "far", numbers),
    )


def copycat(run: DigitsTraining | None) -> Verdict:
    """Half of the fakes are half as far from a training image as real images are, and they are of ten or more."""
    if run is None:
        return judge((False, "untrained", {}))
    numbers = digits_numbers(run)
    return judge(
        (numbers["distance"] <= numbers["real_distance"] / 2, "far", numbers),
        (numbers["distinct"] >= COPIES, "same", {"distinct": numbers["distinct"]}),
    )
