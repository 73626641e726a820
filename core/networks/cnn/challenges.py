"""The challenges of the convolutional networks, judged on what is on the screen."""

import numpy as np

from core.challenges import Verdict, judge
from core.networks.cnn.depth import VARIANTS, DepthRun, Gradients
from core.networks.cnn.inside import Inside
from core.networks.cnn.settings import CnnClassifierConfig
from core.networks.cnn.shift import widest_hold
from core.networks.cnn.survey import Survey
from core.practice.workbench.trained import Training

FEW_LAYERS = 4
SMALL_SIDE = 28
SURE = 0.6
GOOD = 0.94
HUNDRED = 100
LOW_LOSS = 0.5
HELD = 0.6


def sees_everything(found: Survey, valid: bool) -> Verdict:
    """A unit of at most four convolutions and poolings sees all 32 pixels of a side or more."""
    windows = [block for block in found.blocks if block.layer.kind in ("conv", "pool", "mean")]
    seen = found.total("field")
    return judge(
        (valid, "refused", {}),
        (found.input.side >= 32, "small", {"side": found.input.side}),
        (len(windows) <= FEW_LAYERS and len(windows) == len([b for b in found.blocks if b.out.side]), "many",
         {"got": len(windows), "limit": FEW_LAYERS}),
        (seen >= found.input.side, "blind", {"field": seen, "side": found.input.side}),
    )  # fmt: skip


def fits_again(found: Survey, valid: bool) -> Verdict:
    """Images of 28 × 28 go through a network whose first dense layer says what it takes, down to ten units."""
    dense = [block for block in found.blocks if block.layer.kind == "dense"]
    return judge(
        (valid, "refused", {}),
        (found.input.side == SMALL_SIDE, "side", {"side": found.input.side}),
        (bool(dense) and dense[0].layer.inputs > 0, "unstated", {}),
        (found.out.side == 0 and found.out.channels == 10, "ten", {"shape": found.out.shape}),
    )


def surely_wrong(found: Inside, label: int, is_trained: bool) -> Verdict:
    """A test image to which the trained network gives a wrong class, and is sure of it."""
    share = float(found.probabilities[found.guess])
    return judge(
        (is_trained, "untrained", {}),
        (label >= 0, "drawn", {}),
        (found.guess != label, "right", {}),
        (share >= SURE, "doubtful", {"share": 100 * share, "want": 100 * SURE}),
    )


def small_and_good(training: Training | None, config: CnnClassifierConfig) -> Verdict:
    """At least 94 % of the held-out digits of MNIST, from at most 1,000 images."""
    if training is None:
        return judge((False, "untrained", {}))
    accuracy = float(training.validation_accuracies[-1])
    return judge(
        (config.images == "mnist", "other", {}),
        (config.size <= 1000, "many", {"size": config.size}),
        (accuracy >= GOOD, "accuracy", {"accuracy": 100 * accuracy, "want": 100 * GOOD}),
    )


def exploding(found: Gradients) -> Verdict:
    """With batch normalization alone the first layer's gradient is a hundred times the last one's."""
    ratio = float(found.ratios[VARIANTS.index("norm")])
    return judge((ratio >= HUNDRED, "small", {"ratio": ratio, "want": HUNDRED}))


def low_loss(run: DepthRun | None) -> Verdict:
    """Skips with batch normalization end below a loss of 0.5."""
    if run is None:
        return judge((False, "untrained", {}))
    end = float(run.ends[VARIANTS.index("both")])
    return judge((end < LOW_LOSS, "high", {"loss": end, "want": LOW_LOSS}))


def holds(
    accuracies: np.ndarray, config: CnnClassifierConfig, is_trained: bool, *, reach: int, with_moves: bool
) -> Verdict:
    """At least 60 % right, accuracies (17,), at all shifts up to a reach; learned from moved images only if allowed."""
    got = widest_hold(accuracies, HELD)
    return judge(
        (is_trained, "untrained", {}),
        (config.images == "mnist", "other", {}),
        (with_moves or not config.shifted, "moved", {}),
        (got >= reach, "narrow", {"got": max(got, 0), "want": reach, "share": 100 * HELD}),
    )


def holds_four(accuracies: np.ndarray, config: CnnClassifierConfig, is_trained: bool) -> Verdict:
    """Accuracies (17,) of 60 % up to four pixels, by any means."""
    return holds(accuracies, config, is_trained, reach=4, with_moves=True)


def holds_six(accuracies: np.ndarray, config: CnnClassifierConfig, is_trained: bool) -> Verdict:
    """Accuracies (17,) of 60 % up to six pixels, by the network alone."""
    return holds(accuracies, config, is_trained, reach=6, with_moves=False)
