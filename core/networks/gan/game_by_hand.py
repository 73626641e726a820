"""The looks at a game once more: one real point and one fake by hand, all numbers by SciPy and the losses of torch."""

# mypy: disable-error-code="no-untyped-call"

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

from core.networks.gan.game import GanTraining, accuracy_of, real_points, score_slopes
from core.networks.gan.game_report import Line
from core.networks.gan.losses import GAN_LOSSES, sigmoid
from core.networks.gan.players import PlaneMatch, discriminator_loss, generator_loss, scores_of
from core.networks.gan.target import NEAR, REACH, SPREAD, lit_modes, target_of
from core.tex import number, signed


def match_of(run: GanTraining) -> PlaneMatch:
    """Both networks as they stand at the last look."""
    match = PlaneMatch(target_of(run.target), run.players, run.game)
    match.take(run.weights)
    return match


def pair_by_hand(run: GanTraining) -> Iterator[Line]:
    """The first real point and the first fake of the last look: their scores, both losses, and the pull at the fake."""
    name, match = run.game.loss, match_of(run)
    loss, real, fake = GAN_LOSSES[name], real_points(target_of(run.target))[:1], run.fakes[-1][:1]
    s = scores_of(match.d, real)
    slopes, f = score_slopes(match, torch.tensor(fake))
    pull = -loss.slope(f)
    (x, y), (dx, dy), (ax, ay) = fake[0], slopes[0], pull[0] * slopes[0]
    d_loss, g_loss = loss.real(s)[0] + loss.fake(f)[0], loss.generator(f)[0]
    plain = {"real_score": s[0], "fake_score": f[0], "p": sigmoid(s)[0], "q": sigmoid(f)[0], "d_loss": d_loss,
             "g_loss": g_loss, "dx": dx, "dy": dy, "ax": ax, "ay": ay}  # fmt: skip
    said: dict[str, Any] = {key: number(value) for key, value in plain.items()}
    places = {"rx": real[0, 0], "ry": real[0, 1], "fx": x, "fy": y}
    said |= {key: round(float(value), 2) + 0.0 for key, value in places.items()}  # no negative zero
    said |= {"s": signed(s[0]), "f": signed(f[0]), "pull": signed(pull[0])}
    for key in ("hand.pair", f"hand.{name}", "hand.pull"):
        yield key, said


def game_in_scipy(run: GanTraining) -> dict[str, float]:
    """The numbers of the last look: the losses as torch trains by them, what lands and the divergence by SciPy."""
    from scipy.spatial import KDTree
    from scipy.spatial.distance import jensenshannon

    target, name, match = target_of(run.target), run.game.loss, match_of(run)
    real, fakes = real_points(target), run.fakes[-1]
    scores = [scores_of(match.d, points) for points in (real, fakes)]
    s, f = (torch.from_numpy(one) for one in scores)
    apart, nearest = KDTree(target.anchors).query(fakes.astype(float))
    landed = target.labels[nearest[apart <= NEAR * SPREAD]]
    shares = np.bincount(landed, minlength=target.modes) / len(fakes)
    p, q = (_cell_counts(points.astype(float)) for points in (fakes, real))
    return {
        "steps": run.step, "d_loss": float(discriminator_loss(name, s, f)), "g_loss": float(generator_loss(name, f)),
        "d_accuracy": accuracy_of(name, *scores), "lit_modes": int(lit_modes(shares, target).sum()),
        "on_target": float(shares.sum()), "js": float(jensenshannon(p, q)) ** 2,
    }  # fmt: skip


def _cell_counts(points: np.ndarray) -> np.ndarray:
    """(144,) how many points (n, 2) lie in each of 12 by 12 cells; what lies beyond counts in the outermost."""
    x, y = np.clip(points, -REACH, REACH).T
    ends = (-REACH, REACH)
    counts: np.ndarray = np.histogram2d(x, y, bins=12, range=(ends, ends))[0].ravel()
    return counts
