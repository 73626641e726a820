"""The Dirac-GAN: data at 0, a generator of one number θ, and D(x) = σ(ψx) of one number ψ.

The value is V = f(θψ) + f(0) with f(t) = −ln(1 + e⁻ᵗ) and, for the discriminator, minus γ/2 · ψ² (R1).
Mescheder, Geiger & Nowozin (2018).
"""

from dataclasses import dataclass

import numpy as np

from core.code_export import Made
from core.networks.gan.settings import DiracConfig

FAR = 1e6


@dataclass(frozen=True)
class DiracPath:
    """places: (steps + 1, 2) of (θ, ψ), NaN after one is beyond a million; distances: (steps + 1,) from (0, 0).

    eigenvalues: (2,) of the velocity at (0, 0); factors: (2,) of one update there; largest: the larger |factor|.
    """

    config: DiracConfig
    places: np.ndarray
    distances: np.ndarray
    eigenvalues: np.ndarray
    factors: np.ndarray
    largest: float
    made: Made | None = None


def f_slope(t: np.ndarray) -> np.ndarray:
    """f′(t) = 1 / (1 + eᵗ), which cannot overflow; the shape is kept."""
    slope: np.ndarray = np.exp(-np.logaddexp(0.0, t))
    return slope


def velocity(theta: np.ndarray, psi: np.ndarray, gamma: float) -> tuple[np.ndarray, np.ndarray]:
    """How both numbers move, each of any shape: θ downhill and ψ uphill on V."""
    slope = f_slope(theta * psi)
    return -psi * slope, theta * slope - gamma * psi


def dirac_path(config: DiracConfig) -> DiracPath:
    """The way of (θ, ψ) by steps of size h; alternating, the discriminator moves first and the generator answers."""
    h, gamma = config.h, config.gamma
    places = np.full((config.dirac_steps + 1, 2), np.nan)
    theta, psi = np.array(config.theta), np.array(config.psi)
    places[0] = theta, psi
    for step in range(1, config.dirac_steps + 1):
        d_theta, d_psi = velocity(theta, psi, gamma)
        psi = psi + h * d_psi
        if config.updates == "alternating":
            d_theta, _ = velocity(theta, psi, gamma)
        theta = theta + h * d_theta
        if max(abs(theta), abs(psi)) > FAR:
            break
        places[step] = theta, psi
    factors = np.linalg.eigvals(update_matrix(config))
    return DiracPath(
        config=config, places=places, distances=np.hypot(*places.T),
        eigenvalues=np.sort_complex(np.linalg.eigvals(velocity_matrix(gamma))), factors=np.sort_complex(factors),
        largest=float(np.abs(factors).max()),
    )  # fmt: skip


def velocity_matrix(gamma: float) -> np.ndarray:
    """(2, 2) the derivative of the velocity at (0, 0), where f′ = ½."""
    return np.array([[0.0, -0.5], [0.5, -gamma]])


def update_matrix(config: DiracConfig) -> np.ndarray:
    """(2, 2) what one update multiplies a small (θ, ψ) by."""
    h, (to_theta, to_psi) = config.h, velocity_matrix(config.gamma)
    if config.updates == "simultaneous":
        return np.eye(2) + h * np.stack([to_theta, to_psi])
    psi_moves = np.array([[1.0, 0.0], [h * to_psi[0], 1 + h * to_psi[1]]])
    theta_moves = np.array([[1.0, h * to_theta[1]], [0.0, 1.0]])
    both: np.ndarray = theta_moves @ psi_moves
    return both


def dirac_numbers(path: DiracPath) -> dict[str, object]:
    """What the screen says of a path; `last` is (2,)."""
    known = np.isfinite(path.distances)
    return {
        "eigenvalues_real": path.eigenvalues.real, "eigenvalues_imaginary": path.eigenvalues.imag,
        "largest_factor": path.largest, "last": path.places[known][-1],
    }  # fmt: skip


def dirac_in_torch(config: DiracConfig) -> dict[str, object]:
    """The same by autograd: eigenvalues (2,) of the Jacobian of the gradients at 0, and the last place (2,)."""
    import torch
    from torch.func import jacrev
    from torch.nn.functional import logsigmoid

    def value(theta: torch.Tensor, psi: torch.Tensor) -> torch.Tensor:
        return logsigmoid(theta * psi) + logsigmoid(torch.zeros(()))

    def move(both: torch.Tensor) -> torch.Tensor:
        theta, psi = both
        d_theta, d_psi = torch.func.grad(value, argnums=(0, 1))(theta, psi)
        return torch.stack([-d_theta, d_psi - config.gamma * psi])

    def update(both: torch.Tensor) -> torch.Tensor:
        if config.updates == "simultaneous":
            return both + config.h * move(both)
        both = both + config.h * move(both) * torch.tensor([0.0, 1.0])  # ψ first
        return both + config.h * move(both) * torch.tensor([1.0, 0.0])

    both, zero = torch.tensor([config.theta, config.psi], dtype=torch.float64), torch.zeros(2, dtype=torch.float64)
    for _ in range(config.dirac_steps):
        following = update(both)
        if following.abs().max() > FAR:
            break
        both = following
    eigenvalues = np.sort_complex(np.linalg.eigvals(jacrev(move)(zero).numpy()))
    factors = np.abs(np.linalg.eigvals(jacrev(update)(zero).numpy()))
    return {
        "eigenvalues_real": eigenvalues.real, "eigenvalues_imaginary": eigenvalues.imag,
        "largest_factor": float(factors.max()), "last": both.numpy(),
    }  # fmt: skip
