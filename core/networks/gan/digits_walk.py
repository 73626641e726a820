"""A walk in latent space from one fake to another, beside the plain mixture of the two images."""

from dataclasses import dataclass

import numpy as np
import torch

from core.code_export import Made
from core.networks.gan.digits import DigitsMatch, DigitsTraining, images_from, wall_noise
from core.networks.gan.digits_data import digit_points, nearest_images
from core.networks.gan.settings import LatentWalkConfig

STOPS = 11


@dataclass(frozen=True)
class LatentWalk:
    """Images on the way, pixels from 0 to 16: first 11 even stops, then the place of the config.

    path: (12, 64), of noise (1 − s) a + s b; mixtures: (12, 64), (1 − s) A + s B of the images of both ends;
    for both kinds (12,) distances to the nearest training image, and (12, 64) these images.
    """

    config: LatentWalkConfig
    path: np.ndarray
    mixtures: np.ndarray
    path_distances: np.ndarray
    mixture_distances: np.ndarray
    path_nearest: np.ndarray
    mixture_nearest: np.ndarray
    made: Made | None = None


def latent_walk(run: DigitsTraining, config: LatentWalkConfig) -> LatentWalk:
    """The walk between two fakes of the wall by the generator of the last look."""
    data = digit_points(run.config.digit_images)
    match = DigitsMatch(data, run.config)
    match.take(run.weights)
    ends = wall_noise(match)[[config.walk_from - 1, config.walk_to - 1]]
    share = torch.tensor([*np.linspace(0, 1, STOPS), config.walk]).float()[:, None]
    path = images_from(match.g, (1 - share) * ends[0] + share * ends[1])
    first, last = images_from(match.g, ends)
    mixtures = (1 - share.numpy()) * first + share.numpy() * last
    path_distances, path_rows = nearest_images(path, data.train)
    mixture_distances, mixture_rows = nearest_images(mixtures, data.train)
    return LatentWalk(
        config=config, path=path, mixtures=mixtures, path_distances=path_distances,
        mixture_distances=mixture_distances, path_nearest=data.train[path_rows],
        mixture_nearest=data.train[mixture_rows],
    )  # fmt: skip


def walk_numbers(found: LatentWalk) -> dict[str, float]:
    """What the screen says of the place on the way."""
    return {
        "share": found.config.walk,
        "path_distance": float(found.path_distances[-1]),
        "mixture_distance": float(found.mixture_distances[-1]),
        "apart": float(np.linalg.norm(found.path[-1] - found.mixtures[-1])),
        "ends_apart": float(np.linalg.norm(found.path[0] - found.path[STOPS - 1])),
    }
