"""Softmax regression of three classes in the plane: by descent, by Newton's method, and where neither has an end."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.special import log_softmax, softmax

from core.data.tables import load_table
from core.learning.linear_models.descent_path import scales
from core.learning.linear_models.samples import with_ones
from core.learning.linear_models.settings import FINEST, HEIGHT, WIDTH, ClassStepsConfig, SoftmaxFitConfig, SpotsConfig

CLASSES = 3
ACROSS, UP = 96, 80  # cells of the picture
PAD = 0.06  # of the range of a column, beyond its ends
MOST_ROUNDS = 100  # of Newton's method
SMALL = 1e-12
APART = 1e-6  # a sum of margins above it: the classes can be parted
PAIRS = {"iris": ("petal_length", "petal_width"), "penguins": ("bill_length", "bill_depth")}


@dataclass(frozen=True, kw_only=True)
class ClassPlane:
    """Points (n, 2) of classes (n,) 0, 1 or 2; the ends of both axes, and the table's columns and class labels."""

    points: np.ndarray
    labels: np.ndarray
    ends: tuple[float, float, float, float]
    columns: tuple[str, ...]
    classes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SoftmaxFit:
    """The model of a plane: weights (3, 3) have a row (1, z1, z2) for each class, for standardized columns z.

    mean, spread (2,): of the columns. end: after the last step of descent; losses (steps + 1,): the mean log loss,
    penalty included, before each step and after the last. best: where the loss is least, NaN where that is nowhere.
    kind: "missing" where a class has no point, "apart" where a direction parts classes, or "". x (96,), y (80,):
    middles of cells; winner, confidence (80, 96): of the model after descent. new (2,): the new point; logits, p (3,).
    """

    plane: ClassPlane
    mean: np.ndarray
    spread: np.ndarray
    end: np.ndarray
    losses: np.ndarray
    best: np.ndarray
    best_loss: float
    kind: str
    x: np.ndarray
    y: np.ndarray
    winner: np.ndarray
    confidence: np.ndarray
    new: np.ndarray
    logits: np.ndarray
    p: np.ndarray
    wrong: int

    @property
    def solvable(self) -> bool:
        """Whether some weights have the least loss."""
        return bool(np.isfinite(self.best_loss))


def class_plane(config: SoftmaxFitConfig, own: SpotsConfig) -> ClassPlane:
    """The points on the screen."""
    if config.groups == "spots":
        rows = np.round(np.array(own.spots, dtype=float), FINEST)
        return ClassPlane(points=rows[:, :2], labels=np.minimum(rows[:, 2], CLASSES - 1).astype(int),
                          ends=(0.0, WIDTH, 0.0, HEIGHT), columns=(), classes=())  # fmt: skip
    table, names = load_table(config.groups), PAIRS[config.groups]
    values, species = np.column_stack([table.column(name).values for name in names]), table.column("species")
    whole = np.isfinite(values).all(axis=1)
    low, high = values[whole].min(axis=0), values[whole].max(axis=0)
    room = PAD * (high - low)
    (x0, y0), (x1, y1) = (low - room).tolist(), (high + room).tolist()
    return ClassPlane(points=values[whole], labels=species.values[whole], ends=(x0, x1, y0, y1), columns=names,
                      classes=species.classes)  # fmt: skip


def softmax_fit(config: SoftmaxFitConfig, settings: ClassStepsConfig, own: SpotsConfig) -> SoftmaxFit:
    """Descent and the best model, the plane as the model after descent sees it, and the new point."""
    plane = class_plane(config, own)
    mean, spread = scales(plane.points)
    z, labels = with_ones((plane.points - mean) / spread), plane.labels
    decay = decay_of(config, len(labels))
    path, losses = descent_of_classes(z, labels, decay, settings)
    kind = kind_of_classes(z, labels)
    exists = kind == "" or (config.shrink and kind == "apart")
    best = newton_of_classes(z, labels, decay) if exists else np.full((CLASSES, CLASSES), np.nan)
    x0, x1, y0, y1 = plane.ends
    x, y = x0 + (np.arange(ACROSS) + 0.5) * (x1 - x0) / ACROSS, y0 + (np.arange(UP) + 0.5) * (y1 - y0) / UP
    cells = np.column_stack([np.tile(x, UP), np.repeat(y, ACROSS)])
    scores = with_ones((cells - mean) / spread) @ path.T
    new = np.array([x0 + config.new_x * (x1 - x0), y0 + config.new_y * (y1 - y0)])
    logits = np.append(1.0, (new - mean) / spread) @ path.T
    return SoftmaxFit(
        plane=plane, mean=mean, spread=spread, end=path, losses=losses, best=best,
        best_loss=loss_of_classes(z, labels, best, decay) if exists else float("nan"), kind=kind, x=x, y=y,
        winner=scores.argmax(axis=1).reshape(UP, ACROSS),
        confidence=softmax(scores, axis=1).max(axis=1).reshape(UP, ACROSS), new=new, logits=logits,
        p=softmax(logits), wrong=int(((z @ path.T).argmax(axis=1) != labels).sum()),
    )  # fmt: skip


def decay_of(config: SoftmaxFitConfig, n: int) -> float:
    """What the penalty Σw²/(2C) adds to the mean loss, as the factor of Σw²/2: 1/(C·n), or 0 without one."""
    return 1 / (config.shrink_c * n) if config.shrink else 0.0


def loss_of_classes(z: np.ndarray, labels: np.ndarray, weights: np.ndarray, decay: float) -> float:
    """The mean log loss and the penalty of weights (3, 3) for columns z (n, 3) and labels (n,)."""
    log_p = log_softmax(z @ weights.T, axis=1)
    return float(-log_p[np.arange(len(labels)), labels].mean() + decay * (weights[:, 1:] ** 2).sum() / 2)


def descent_of_classes(
    z: np.ndarray, labels: np.ndarray, decay: float, settings: ClassStepsConfig
) -> tuple[np.ndarray, np.ndarray]:
    """Weights (3, 3) after gradient descent from 0, and the losses (steps + 1,); z (n, 3), labels (n,)."""
    truth, n = np.eye(CLASSES)[labels], len(labels)
    weights, losses = np.zeros((CLASSES, z.shape[1])), []
    for _ in range(settings.class_steps):
        losses.append(loss_of_classes(z, labels, weights, decay))
        p = softmax(z @ weights.T, axis=1)  # (n, classes)
        gradient = (p - truth).T @ z / n  # (classes, 3)
        gradient[:, 1:] += decay * weights[:, 1:]
        weights = weights - settings.class_rate * gradient
        if not np.abs(weights).max() < 1e100:
            break
    return weights, np.array([*losses, loss_of_classes(z, labels, weights, decay)])


def newton_of_classes(z: np.ndarray, labels: np.ndarray, decay: float) -> np.ndarray:
    """The weights (3, 3) of the least loss whose columns sum to 0, by Newton's method; z (n, 3), labels (n,)."""
    truth, n, d = np.eye(CLASSES)[labels], len(labels), z.shape[1]
    weights, shrunk = np.zeros((CLASSES, d)), np.tile(np.append(0.0, np.full(d - 1, decay)), CLASSES)
    for _ in range(MOST_ROUNDS):
        p = softmax(z @ weights.T, axis=1)
        gradient = ((p - truth).T @ z / n).ravel() + shrunk * weights.ravel()
        if np.abs(gradient).max() <= SMALL:
            break
        curve = np.einsum("na,ab,nd,ne->adbe", p, np.eye(CLASSES), z, z) - np.einsum("na,nb,nd,ne->adbe", p, p, z, z)
        hessian = curve.reshape(CLASSES * d, -1) / n + np.diag(shrunk)
        step = -np.linalg.lstsq(hessian, gradient, rcond=1e-13)[0].reshape(CLASSES, d)
        now = loss_of_classes(z, labels, weights, decay)
        while loss_of_classes(z, labels, weights + step, decay) > now and np.abs(step).max() > SMALL:
            step = step / 2
        weights = weights + step
        if np.abs(step).max() <= SMALL:
            break
    return np.asarray(weights)


def kind_of_classes(z: np.ndarray, labels: np.ndarray) -> str:
    """Whether the loss of columns z (n, 3) with labels (n,) has no minimum without a penalty, and why.

    It has none exactly where some weights give the true class of every point a score that no other exceeds, and
    somewhere a higher one: a linear program finds them.
    """
    if len(np.unique(labels)) < CLASSES:
        return "missing"
    rows = []
    for k in range(CLASSES):
        margin = np.zeros((len(z), CLASSES, z.shape[1]))
        margin[np.arange(len(z)), labels] += z
        margin[:, k] -= z
        rows.append(margin.reshape(len(z), -1)[labels != k])
    margins = np.vstack(rows)
    found = linprog(-margins.sum(axis=0), A_ub=-margins, b_ub=np.zeros(len(margins)), bounds=(-1, 1))
    return "apart" if -found.fun > APART else ""


def numbers_of_plane(weights: np.ndarray, z: np.ndarray, labels: np.ndarray, decay: float) -> dict[str, object]:
    """Weights (3, 3) whose columns sum to 0, and their loss; z (n, 3), labels (n,)."""
    return {"weights": weights - weights.mean(axis=0), "loss": loss_of_classes(z, labels, weights, decay)}
