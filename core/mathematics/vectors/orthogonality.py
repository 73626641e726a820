"""Gram–Schmidt: arrows made orthonormal one after the other, on paper and in floating point."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.mathematics.vectors.pair import Coordinate
from core.params import Interval, Log, Shape, config

Method = Literal["classical", "modified", "householder"]
METHODS: tuple[Method, ...] = ("classical", "modified", "householder")
ROUNDING = 1e-13  # of the largest number: a rest below it tells no direction
EPSILONS = 10.0 ** np.linspace(-10, 0, 81)


@config
class StepConfig:
    """Three arrows of space as columns, and how many of them have been made orthonormal."""

    columns: Annotated[tuple[tuple[Coordinate, ...], ...], Shape((3, 3), (3, 3))] = (
        (3.0, 1.0, 1.0), (0.0, 4.0, 1.0), (1.0, 0.0, 4.0),
    )  # fmt: skip
    step: Annotated[int, Interval(ge=0, le=3)] = 0


@config
class LossConfig:
    """A method, and how far apart the columns (1, ε, 0, 0), (1, 0, ε, 0), (1, 0, 0, ε) of Läuchli are."""

    method: Method = "classical"
    epsilon: Annotated[float, Interval(ge=1e-10, le=1), Log()] = 1e-2


@dataclass(frozen=True, kw_only=True)
class Factors:
    """A = Q R: orthonormal columns Q (m, n) and the upper triangular R (n, n), whose diagonal is not negative.

    `dependent` is the number of the first column that adds no direction (its column of Q is zero), 0 where there is
    none. `defect` is the Frobenius norm of QᵀQ − I, 0 for columns that are exactly orthonormal.
    """

    q: np.ndarray
    r: np.ndarray
    dependent: int
    defect: float


def gram_schmidt(a: np.ndarray, method: Method) -> Factors:
    """The factors of the columns of a (m, n); a column that adds no direction gives a zero column."""
    if method == "householder":
        q, r = np.linalg.qr(a)
        sign = np.where(np.diag(r) < 0, -1.0, 1.0)
        q, r = q * sign, r * sign[:, None]
        return Factors(q=q, r=r, dependent=_first_dependent(a, r), defect=_defect(q))
    count = a.shape[1]
    q, r = np.zeros(a.shape), np.zeros((count, count))
    for k in range(count):
        rest = a[:, k].copy()
        for j in range(k):  # on paper both are the same: the parts already taken off stand upright on q[:, j]
            r[j, k] = q[:, j] @ (a[:, k] if method == "classical" else rest)
            rest = rest - r[j, k] * q[:, j]
        size = np.sqrt(rest @ rest)
        if size > _tolerance(a):
            r[k, k] = size
            q[:, k] = rest / size
    return Factors(q=q, r=r, dependent=_first_dependent(a, r), defect=_defect(q))


def _tolerance(a: np.ndarray) -> float:
    """What is no longer than this is rounding, which the nearly parallel enlarge."""
    return float(np.abs(a).max()) * ROUNDING


def _first_dependent(a: np.ndarray, r: np.ndarray) -> int:
    small = np.flatnonzero(np.abs(np.diag(r)) <= _tolerance(a))
    return int(small[0]) + 1 if small.size else 0


def _defect(q: np.ndarray) -> float:
    return float(np.linalg.norm(q.T @ q - np.eye(q.shape[1])))


@dataclass(frozen=True, kw_only=True)
class Steps:
    """The arrows (3, 3) as columns, their factors, and how many of them have been taken.

    `rests` (3, 3) are the columns less their projections onto those before them.
    """

    columns: np.ndarray
    q: np.ndarray
    r: np.ndarray
    rests: np.ndarray
    dependent: int
    step: int


def steps(step_config: StepConfig) -> Steps:
    """Gram–Schmidt on the arrows of the config, by the modified method."""
    a = np.array(step_config.columns)
    scale = float(np.abs(a).max()) or 1.0  # squares of tiny numbers would vanish
    found = gram_schmidt(a / scale, "modified")
    r = found.r * scale
    return Steps(
        columns=a, q=found.q, r=r, rests=found.q * np.diag(r), dependent=found.dependent, step=step_config.step
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Orthogonality:
    """The columns Q (4, 3) that the chosen method makes of those of Läuchli, and their defect."""

    q: np.ndarray
    defect: float


@dataclass(frozen=True, kw_only=True)
class DefectCurves:
    """The defects (3, 81) of all methods, in the order of METHODS, on the columns of Läuchli with `epsilons` (81,)."""

    epsilons: np.ndarray
    defects: np.ndarray


def laeuchli(epsilon: float) -> np.ndarray:
    """Three nearly parallel columns, (4, 3). Läuchli (1961)."""
    return np.vstack([np.ones(3), epsilon * np.eye(3)])


def orthogonality(loss_config: LossConfig) -> Orthogonality:
    """The chosen method at the chosen ε."""
    chosen = gram_schmidt(laeuchli(loss_config.epsilon), loss_config.method)
    return Orthogonality(q=chosen.q, defect=chosen.defect)


def defect_curves() -> DefectCurves:
    """All methods over all ε."""
    defects = [[gram_schmidt(laeuchli(float(one)), method).defect for one in EPSILONS] for method in METHODS]
    return DefectCurves(epsilons=EPSILONS, defects=np.array(defects))


def orthogonality_numbers(step_config: StepConfig, loss_config: LossConfig) -> dict[str, object]:
    """Q and R of the arrows, and what the chosen method makes of the columns of Läuchli."""
    found = steps(step_config)
    return {"q": found.q, "r": found.r, "defect": orthogonality(loss_config).defect}
