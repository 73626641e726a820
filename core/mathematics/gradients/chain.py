"""The chain rule for z = f(u, v) with u and v of x and y, and the Jacobian as the map under a microscope."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import differentiate

from core.mathematics.gradients.landscape import PlaneFunction
from core.mathematics.gradients.settings import PlaceConfig, SmallSquareConfig

ROUNDING = 1e-14  # of the terms of a sum: a smaller sum is what rounding has left of 0
LINES = 5  # of the square's grid in each direction, its sides among them
PLACES = 49  # on each line
BOUNDARY = 1025  # places on each side for the area


@dataclass(frozen=True)
class Chain:
    """z = f(u, v) at a point, with every local derivative and what the paths through u and v add to ∂z/∂x and ∂z/∂y.

    jacobian: (2, 2), a row for u and one for v, a column for x and one for y; outer: (2,), ∂z/∂u and ∂z/∂v; paths:
    (2, 2), the products along the four paths, placed as in the Jacobian; gradient: (2,), their sums over the rows.
    """

    x: float
    y: float
    u: float
    v: float
    z: float
    jacobian: np.ndarray
    outer: np.ndarray
    paths: np.ndarray
    gradient: np.ndarray
    determinant: float


def chain_at(
    u: PlaneFunction, u_x: PlaneFunction, u_y: PlaneFunction, v: PlaneFunction, v_x: PlaneFunction, v_y: PlaneFunction,
    f: PlaneFunction, f_u: PlaneFunction, f_v: PlaneFunction, config: PlaceConfig,
) -> Chain:  # fmt: skip
    """The chain rule at the point, from the partial derivatives of u, v and f."""
    x, y = config.x, config.y
    a, b = float(u(x, y)), float(v(x, y))
    jacobian = np.array([[float(u_x(x, y)), float(u_y(x, y))], [float(v_x(x, y)), float(v_y(x, y))]])
    outer = np.array([float(f_u(a, b)), float(f_v(a, b))])
    with np.errstate(all="ignore"):
        paths = outer[:, None] * jacobian
        gradient = total(paths)
        determinant = total(np.array([jacobian[0, 0] * jacobian[1, 1], -jacobian[0, 1] * jacobian[1, 0]]))
    return Chain(
        x=x, y=y, u=a, v=b, z=float(f(a, b)), jacobian=jacobian, outer=outer, paths=paths, gradient=gradient,
        determinant=float(determinant),
    )  # fmt: skip


def total(terms: np.ndarray) -> np.ndarray:
    """Sums over the first axis, (n, …) to (…); 0 where rounding alone has kept them from it."""
    sums, size = terms.sum(axis=0), np.abs(terms).sum(axis=0)
    return np.where(np.isfinite(size) & (np.abs(sums) <= ROUNDING * size), 0.0, sums)


def chain_in_scipy(u: PlaneFunction, v: PlaneFunction, f: PlaneFunction, config: PlaceConfig) -> dict[str, Any]:
    """The same by SciPy from values alone: the Jacobian of (u, v), and the gradient of z without the chain rule."""
    place = np.array([config.x, config.y])
    jacobian = differentiate.jacobian(lambda p: np.stack([u(p[0], p[1]), v(p[0], p[1])]), place, order=8).df
    gradient = differentiate.jacobian(lambda p: f(u(p[0], p[1]), v(p[0], p[1])), place, order=8).df
    return {"jacobian": jacobian, "gradient": gradient, "determinant": float(np.linalg.det(jacobian))}


@dataclass(frozen=True)
class SmallSquare:
    """A square around the point, its image by (u, v), and its image by the Jacobian alone.

    All are seen from the point (its image), in units of the side. square, image and linear: (lines, 2, places), the
    grid lines along x from the lowest, then those along y from the left. `area` is the signed area of the image by
    that of the square, NaN where u or v has gaps on the boundary; `gap` the largest distance between both images on
    the lines.
    """

    square: np.ndarray
    image: np.ndarray
    linear: np.ndarray
    area: float
    gap: float


def square_under(u: PlaneFunction, v: PlaneFunction, chain: Chain, config: SmallSquareConfig) -> SmallSquare:
    """The square of the given side around the point of the chain, and its two images."""

    def image(offsets: np.ndarray) -> np.ndarray:
        """Images of places, offsets (…, 2, n), seen from the image of the point, in sides."""
        x, y = chain.x + config.side * offsets[..., 0, :], chain.y + config.side * offsets[..., 1, :]
        with np.errstate(all="ignore"):
            return np.stack([u(x, y) - chain.u, v(x, y) - chain.v], axis=-2) / config.side

    lines = grid_lines(LINES, PLACES)
    a, b = image(boundary(grid_lines(2, BOUNDARY)))
    images = image(lines)
    with np.errstate(all="ignore"):
        linear = chain.jacobian @ lines
        area = (a * np.roll(b, -1) - b * np.roll(a, -1)).sum() / 2
        gap = np.hypot(*(images - linear).swapaxes(0, 1)).max()
    return SmallSquare(square=lines, image=images, linear=linear, area=float(area), gap=float(gap))


def grid_lines(lines: int, places: int) -> np.ndarray:
    """Lines along x from the lowest, then along y from the left, of a square of side 1: (2 lines, 2, places)."""
    along, across = np.linspace(-0.5, 0.5, places), np.linspace(-0.5, 0.5, lines)
    level = np.array([[along, np.full(places, height)] for height in across])
    return np.concatenate([level, level[:, ::-1]])


def boundary(lines: np.ndarray) -> np.ndarray:
    """The sides among grid lines (2 n, 2, places) or their images, once around counterclockwise: (2, 4 places)."""
    n = len(lines) // 2
    low, high, left, right = lines[0], lines[n - 1], lines[n], lines[-1]
    return np.concatenate([low, right, high[:, ::-1], left[:, ::-1]], axis=1)
