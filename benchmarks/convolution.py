"""The heaviest views of the topic convolution, in seconds of processor time."""

from collections.abc import Iterator

import numpy as np

from benchmarks.timing import Case, seconds
from core.data.pictures import load_picture
from core.networks.convolution.grid import GridConfig, GridImageConfig, convolution_matrix, convolve_grid, window_sum
from core.networks.convolution.grid_figure import matrix_figure, plane_figure
from core.networks.convolution.photograph import PhotographConfig, filter_photograph
from core.networks.convolution.photograph_figure import response_figure
from core.networks.convolution.receptive import ReceptiveConfig, effective_field_steps


def cases() -> Iterator[Case]:
    """A grid, a large kernel over a photograph of 512 by 512, both drawn, and the effective field of 64 networks."""
    yield seconds("convolution: the grid, its kernel, output and matrix, drawn, in s", _drawn_grid, "at most 0.01")
    pixels, kernel = load_picture("astronaut").pixels, np.random.default_rng(0).normal(size=(7, 7))
    yield seconds(
        "convolution: 7 by 7 over 512 by 512 in color, drawn, in s",
        lambda: response_figure(
            filter_photograph(pixels, kernel, 1), PhotographConfig(), lambda key, **_: key
        ), "at most 0.03",
    )  # fmt: skip
    deep = ReceptiveConfig(layers=((3, 1, 1),) * 8)
    yield seconds(
        "convolution: effective field of 64 networks of 8 layers, in s", lambda: list(effective_field_steps(deep)),
        "at most 1",
    )  # fmt: skip


def _drawn_grid() -> None:
    found = convolve_grid(GridImageConfig(), GridConfig())
    here = window_sum(found, 2, 2)
    plane_figure(found, here, lambda key, **_: key).to_json()
    matrix_figure(found, convolution_matrix(found), here, lambda key, **_: key).to_json()
