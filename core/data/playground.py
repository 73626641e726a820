"""Points in the plane and on the line to train small networks on: those of TensorFlow Playground, and more.

Shapes: every data set gives its points (n, 2), on the line (n, 1), and their labels or values (n,).
Smilkov et al. (2017), "Direct-manipulation visualization of deep networks"; source of the six first data sets.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.params import Interval, Len, Step, config

REACH = 6.0  # maps show [-6, 6] on each axis


@config
class DataConfig:
    """Which points, how many, how noisy, and which of their features the network sees."""

    dataset: Literal[
        "circle", "xor", "gauss", "spiral", "plane", "multi_gauss", "moons", "rings", "blobs", "checkerboard", "arms",
        "sine", "step", "saw", "absolute", "sinc", "line",
    ] = "circle"  # fmt: skip
    points: Annotated[int, Interval(ge=20, le=2000), Step(20)] = 500
    noise_percent: Annotated[int, Interval(ge=0, le=100), Step(5)] = 0
    train_percent: Annotated[int, Interval(ge=10, le=90), Step(10)] = 50
    classes: Annotated[int, Interval(ge=2, le=6)] = 3
    inputs: Annotated[
        tuple[Literal["x1", "x2", "x1_squared", "x2_squared", "x1_times_x2", "sin_x1", "sin_x2"], ...],
        Len(min_length=1, max_length=7),
    ] = ("x1", "x2")
    data_seed: Annotated[int, Interval(ge=0, le=9999)] = 0


@dataclass(frozen=True)
class Dataset:
    """Points (n, 1 or 2) and their labels (n,), parted into train and test.

    classes: 2 (labels -1 and 1), more (labels 0, 1, …), or 0 where labels are values to predict.
    """

    train_points: np.ndarray
    train_labels: np.ndarray
    test_points: np.ndarray
    test_labels: np.ndarray
    classes: int


def circle(n: int, noise: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A disk (1) inside a ring (-1); noise displaces the point that is labeled, not the one that is shown."""
    radius = np.concatenate([rng.uniform(0, 2.5, n // 2), rng.uniform(3.5, 5, n - n // 2)])
    angle = rng.uniform(0, 2 * np.pi, n)
    points = np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)
    labeled = points + noise * rng.uniform(-5, 5, (n, 2))
    return points, np.where(np.hypot(*labeled.T) < 2.5, 1.0, -1.0)


def xor(n: int, noise: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """1 where both coordinates have the same sign; 0.3 of free space along the axes."""
    points = rng.uniform(-5, 5, (n, 2))
    points += np.where(points > 0, 0.3, -0.3)
    labeled = points + noise * rng.uniform(-5, 5, (n, 2))
    return points, np.where(labeled.prod(axis=1) >= 0, 1.0, -1.0)


def gauss(n: int, noise: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Two normal clouds around (2, 2) and (-2, -2) with variance 0.5 + 7 · noise."""
    labels = np.where(np.arange(n) < n // 2, 1.0, -1.0)
    return 2 * labels[:, None] + rng.normal(0, np.sqrt(0.5 + 7 * noise), (n, 2)), labels


def spiral(n: int, noise: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Two arms of 1.75 turns."""
    points, arm = arms(n, noise, rng, 2)
    return points, np.where(arm == 0, 1.0, -1.0)


def arms(n: int, noise: float, rng: np.random.Generator, classes: int) -> tuple[np.ndarray, np.ndarray]:
    """A spiral of `classes` arms, turned against each other by equal angles."""
    arm = np.arange(n) * classes // n
    place = np.concatenate([np.arange(np.sum(arm == k)) / np.sum(arm == k) for k in range(classes)])
    angle = 1.75 * 2 * np.pi * place + 2 * np.pi * arm / classes
    points = 5 * place[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    return points + noise * rng.uniform(-1, 1, (n, 2)), arm.astype(float)


def plane(n: int, noise: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The value (x1 + x2) / 10; noise displaces the point that is labeled."""
    points = rng.uniform(-6, 6, (n, 2))
    return points, (points + noise * rng.uniform(-6, 6, (n, 2))).sum(axis=1) / 10


def multi_gauss(n: int, noise: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Three hills and three valleys; where they meet, the largest in magnitude counts."""
    centers = np.array([[-4, 2.5], [0, 2.5], [4, 2.5], [-4, -2.5], [0, -2.5], [4, -2.5]])
    signs = np.array([1, -1, 1, -1, 1, -1])
    points = rng.uniform(-6, 6, (n, 2))
    labeled = points + noise * rng.uniform(-6, 6, (n, 2))
    distance = np.linalg.norm(labeled[:, None] - centers, axis=2)  # (n, 6)
    heights = signs * np.maximum(0, 1 - distance / 2)
    return points, heights[np.arange(n), np.abs(heights).argmax(axis=1)]


def moons(n: int, noise: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Two half circles, each reaching into the other."""
    labels = np.where(np.arange(n) < n // 2, 1.0, -1.0)
    angle = rng.uniform(0, np.pi, n)
    points = 3.2 * labels[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    points -= labels[:, None] * np.array([1.6, 0.8])
    return points + noise * rng.normal(0, 1.5, (n, 2)), labels


def rings(n: int, noise: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A disk in a ring in a ring: three classes."""
    labels = np.arange(n) * 3 // n
    radius, angle = 2 * labels + rng.uniform(0, 1.2, n), rng.uniform(0, 2 * np.pi, n)
    points = radius[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    return points + noise * rng.normal(0, 1.5, (n, 2)), labels.astype(float)


def blobs(n: int, noise: float, rng: np.random.Generator, classes: int) -> tuple[np.ndarray, np.ndarray]:
    """Normal clouds around `classes` points of a circle, with variance 0.5 + 7 · noise."""
    labels = np.arange(n) * classes // n
    angle = 2 * np.pi * labels / classes
    centers = 3.5 * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    return centers + rng.normal(0, np.sqrt(0.5 + 7 * noise), (n, 2)), labels.astype(float)


def checkerboard(n: int, noise: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Squares of side 3 in turn; noise displaces the point that is labeled."""
    points = rng.uniform(-6, 6, (n, 2))
    labeled = points + noise * rng.uniform(-6, 6, (n, 2))
    return points, np.where(np.floor(labeled / 3).sum(axis=1) % 2 == 0, 1.0, -1.0)


def curve(name: str, x: np.ndarray) -> np.ndarray:
    """The value to predict at x on the line, elementwise."""
    if name == "sine":
        return np.asarray(np.sin(x))
    if name == "step":
        return np.where(x < 0, -1.0, 1.0)
    if name == "saw":
        return np.asarray(2 * (x / 4 - np.floor(x / 4 + 0.5)))
    if name == "absolute":
        return np.asarray(np.abs(x) / 3 - 1)
    if name == "sinc":
        return np.asarray(np.sinc(x / 2))
    return np.asarray(x / 6)


def on_line(n: int, noise: float, rng: np.random.Generator, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Points x in [-6, 6] and a curve's values with normal noise; the line is never without."""
    x = rng.uniform(-6, 6, (n, 1))
    spread = noise + (0.2 if name == "line" else 0.0)
    return x, curve(name, x[:, 0]) + spread * rng.normal(0, 1, n)


PLANE_SETS = {
    "circle": circle, "xor": xor, "gauss": gauss, "spiral": spiral, "plane": plane, "multi_gauss": multi_gauss,
    "moons": moons, "rings": rings, "checkerboard": checkerboard,
}  # fmt: skip
CLASS_SETS = {"blobs": blobs, "arms": arms}
VALUE_SETS = ("plane", "multi_gauss", "sine", "step", "saw", "absolute", "sinc", "line")
LINE_SETS = ("sine", "step", "saw", "absolute", "sinc", "line")


def make_dataset(data: DataConfig) -> Dataset:
    """Draw the points, shuffle them, and make the first `train_percent` of them the training set."""
    rng = np.random.default_rng(data.data_seed)
    n, noise = data.points, data.noise_percent / 100
    classes = 0 if data.dataset in VALUE_SETS else 2
    if data.dataset in CLASS_SETS:
        classes = data.classes
        points, labels = CLASS_SETS[data.dataset](n, noise, rng, classes)
        if classes == 2:
            labels = np.where(labels == 0, 1.0, -1.0)
    elif data.dataset in LINE_SETS:
        points, labels = on_line(n, noise, rng, data.dataset)
    else:
        points, labels = PLANE_SETS[data.dataset](n, noise, rng)
        classes = 3 if data.dataset == "rings" else classes
    order = rng.permutation(n)
    points, labels = points[order], labels[order]
    cut = n * data.train_percent // 100
    return Dataset(
        train_points=points[:cut],
        train_labels=labels[:cut],
        test_points=points[cut:],
        test_labels=labels[cut:],
        classes=classes,
    )


def input_names(inputs: tuple[str, ...], coordinates: int) -> list[str]:
    """The chosen features in their fixed order; on the line those of x2 do not exist, and x1 is always left."""
    order = ("x1", "x2", "x1_squared", "x2_squared", "x1_times_x2", "sin_x1", "sin_x2")
    known = order if coordinates > 1 else ("x1", "x1_squared", "sin_x1")
    return [name for name in known if name in inputs] or ["x1"]


def network_inputs(points: np.ndarray, names: list[str]) -> np.ndarray:
    """Features (n, names) of points (n, 1 or 2), not normalized."""
    x1, x2 = points[:, 0], points[:, -1]
    features = {
        "x1": x1, "x2": x2, "x1_squared": x1**2, "x2_squared": x2**2, "x1_times_x2": x1 * x2,
        "sin_x1": np.sin(x1), "sin_x2": np.sin(x2),
    }  # fmt: skip
    return np.stack([features[name] for name in names], axis=1)
