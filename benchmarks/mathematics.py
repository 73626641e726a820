"""Typed functions over many points, a photograph at rank k, means of simulated samples: milliseconds."""

from collections.abc import Iterator

import numpy as np

from benchmarks.timing import Case, milliseconds
from core.data.pictures import load_picture
from core.expressions.function import read_function
from core.figures.figure import Figure
from core.mathematics.decompositions.photo import PhotoConfig, factorize, gray_pixels, rank_k
from core.mathematics.decompositions.photo_figure import rank_figure
from core.probability.distributions.sampling import sample_means
from core.probability.distributions.settings import FamilyConfig, SamplingConfig, SeedConfig

FUNCTIONS = {"x": "exp(-x^2)*sin(5*x)/(1+x^2)", "x, y": "sin(x)*cos(y) + x*y/(1+x^2+y^2)"}
FAMILIES = ("normal", "exponential", "binomial", "t")


def cases() -> Iterator[Case]:
    """Values at 10⁵ points, the SVD of 640 × 427 pixels, its rank-k pictures, 2,000 samples of 1,000."""
    rng = np.random.default_rng(0)
    for names, text in FUNCTIONS.items():
        function = read_function(text, tuple(names.split(", ")))
        points = [rng.uniform(-3, 3, 100_000) for _ in function.variables]
        yield milliseconds(
            f"expressions: {text} at 10⁵ points, in ms", lambda f=function, p=points: f(*p), "at most 20"
        )
    pixels = gray_pixels(load_picture("china").pixels)
    yield milliseconds(
        "decompositions: SVD of 640 × 427 pixels, in ms", lambda: factorize(pixels, False), "at most 600"
    )
    found = factorize(pixels, False)

    def picture(k: int) -> Figure:
        config = PhotoConfig(k=k)
        return rank_figure(found, config, rank_k(found, k, False), lambda key, **values: key)

    for k in (10, 200):
        yield milliseconds(
            f"decompositions: the picture of rank {k}, in ms", lambda k=k: picture(k).to_json(), "at most 40"
        )
    many = SamplingConfig(sample_size=1000, samples=2000)
    for family in FAMILIES:
        config = FamilyConfig(family=family)  # type: ignore[arg-type]
        yield milliseconds(
            f"distributions: 2,000 means of 1,000 draws, {family}, in ms",
            lambda c=config: sample_means(c, many, SeedConfig()), "at most 100",
        )  # fmt: skip
