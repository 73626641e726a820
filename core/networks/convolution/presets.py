"""Small kernels and grids that everybody meets."""

import numpy as np

from core.networks.convolution.grid import EDGE, RAMP, SOBEL_X

Rows = tuple[tuple[float, ...], ...]

SOBEL_Y: Rows = ((-1.0, -2.0, -1.0), (0.0, 0.0, 0.0), (1.0, 2.0, 1.0))
IDENTITY: Rows = ((0.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 0.0))
SHARPEN: Rows = ((0.0, -1.0, 0.0), (-1.0, 5.0, -1.0), (0.0, -1.0, 0.0))
LAPLACE: Rows = ((0.0, 1.0, 0.0), (1.0, -4.0, 1.0), (0.0, 1.0, 0.0))
EMBOSS: Rows = ((-2.0, -1.0, 0.0), (-1.0, 1.0, 1.0), (0.0, 1.0, 2.0))
LEFT_NEIGHBOR: Rows = ((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 0.0))
FIVE: Rows = ((1.0,) * 5,) * 5
SUM: Rows = ((1.0,) * 3,) * 3

KERNELS: dict[str, Rows] = {
    "sobel_x": SOBEL_X, "sobel_y": SOBEL_Y, "identity": IDENTITY, "sum": SUM, "sharpen": SHARPEN, "laplace": LAPLACE,
    "emboss": EMBOSS, "difference": ((-1.0, 1.0),), "point": ((1.0,),), "five": FIVE,
}  # fmt: skip


def _disc() -> Rows:
    y, x = np.mgrid[-3:4, -3:4]
    return tuple(map(tuple, np.where(x**2 + y**2 <= 7, 9.0, 0.0).tolist()))


def _ring() -> Rows:
    y, x = np.mgrid[-5.5:6, -5.5:6]
    far = x**2 + y**2
    return tuple(map(tuple, np.where((far >= 9) & (far <= 26), 9.0, 0.0).tolist()))


def _impulse() -> Rows:
    grid = np.zeros((7, 7))
    grid[3, 3] = 1
    return tuple(map(tuple, grid.tolist()))


GRIDS: dict[str, Rows] = {
    "edge": EDGE, "ramp": RAMP, "disc": _disc(), "ring": _ring(), "impulse": _impulse(), "flat": ((5.0,) * 7,) * 7,
    "signal": ((0.0, 0.0, 1.0, 3.0, 1.0, 0.0, 0.0, 2.0),),
}  # fmt: skip
