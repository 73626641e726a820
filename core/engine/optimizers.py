"""How gradients become updates: the rules of torch.optim, each on one vector of parameters, in place.

Shapes: p, the parameters, and g, their gradient, (n,); m, three memories of them, (3, n).
t is the step, from 1 on, and η the learning rate.
"""

import numpy as np

from core.engine.settings import TrainingConfig


def sgd(p: np.ndarray, g: np.ndarray, m: np.ndarray, t: int, η: float, s: TrainingConfig) -> None:
    """Stochastic gradient descent."""
    p -= η * g


def momentum(p: np.ndarray, g: np.ndarray, m: np.ndarray, t: int, η: float, s: TrainingConfig) -> None:
    """Gradients add up to a velocity, and the velocity moves. Polyak (1964)."""
    damping = s.dampening if t > 1 and s.momentum > 0 else 0
    m[0] = s.momentum * m[0] + (1 - damping) * g
    p -= η * m[0]


def nesterov(p: np.ndarray, g: np.ndarray, m: np.ndarray, t: int, η: float, s: TrainingConfig) -> None:
    """Momentum that looks one step ahead. Sutskever et al. (2013)."""
    m[0] = s.momentum * m[0] + g
    p -= η * (g + s.momentum * m[0])


def adagrad(p: np.ndarray, g: np.ndarray, m: np.ndarray, t: int, η: float, s: TrainingConfig) -> None:
    """Each parameter is slowed by the sum of all its squared gradients. Duchi et al. (2011)."""
    m[0] += g**2
    p -= η / (1 + (t - 1) * s.rate_decay) * g / (np.sqrt(m[0]) + s.epsilon)


def adadelta(p: np.ndarray, g: np.ndarray, m: np.ndarray, t: int, η: float, s: TrainingConfig) -> None:
    """The step is as long as recent steps were, in units of recent gradients. Zeiler (2012)."""
    m[0] = s.rho * m[0] + (1 - s.rho) * g**2
    step = np.sqrt(m[1] + s.epsilon) / np.sqrt(m[0] + s.epsilon) * g
    m[1] = s.rho * m[1] + (1 - s.rho) * step**2
    p -= η * step


def rmsprop(p: np.ndarray, g: np.ndarray, m: np.ndarray, t: int, η: float, s: TrainingConfig) -> None:
    """Each parameter is slowed by the root of its mean recent squared gradient. Hinton (2012)."""
    m[0] = s.alpha * m[0] + (1 - s.alpha) * g**2
    variance = m[0]
    if s.centered:
        m[1] = s.alpha * m[1] + (1 - s.alpha) * g
        variance = np.maximum(m[0] - m[1] ** 2, 0)  # not below zero by rounding
    m[2] = s.rmsprop_momentum * m[2] + g / (np.sqrt(variance) + s.epsilon)
    p -= η * m[2]


def adam(p: np.ndarray, g: np.ndarray, m: np.ndarray, t: int, η: float, s: TrainingConfig) -> None:
    """Mean recent gradient over the root of the mean square, both freed of their start at 0. Kingma, Ba (2015)."""
    m[0] = s.beta1 * m[0] + (1 - s.beta1) * g  # first moment, biased
    m[1] = s.beta2 * m[1] + (1 - s.beta2) * g**2  # second moment, biased
    second = m[1]
    if s.amsgrad:
        m[2] = np.maximum(m[2], m[1])
        second = m[2]
    root = np.sqrt(second) / np.sqrt(1 - s.beta2**t)
    p -= η / (1 - s.beta1**t) * m[0] / (root + s.epsilon)


OPTIMIZERS = {
    "SGD": sgd, "Momentum": momentum, "Nesterov": nesterov, "Adagrad": adagrad, "Adadelta": adadelta,
    "RMSprop": rmsprop, "Adam": adam, "AdamW": adam,
}  # fmt: skip
CODES = {name: code for code, name in enumerate(OPTIMIZERS)}  # the numbers by which the fast engine knows them


def first_memory(size: int, s: TrainingConfig) -> np.ndarray:
    """The memories (3, size) before the first step."""
    m = np.zeros((3, size))
    if s.optimizer == "Adagrad":
        m[0] = s.initial_accumulator
    return m


def keeps_memory(before: TrainingConfig, after: TrainingConfig) -> bool:
    """Whether a branch with changed settings goes on with the optimizer's memory, or a new optimizer begins."""
    switches = ("optimizer", "centered", "amsgrad", "initial_accumulator")
    same = all(getattr(before, name) == getattr(after, name) for name in switches)
    return same and all((getattr(before, n) > 0) == (getattr(after, n) > 0) for n in ("momentum", "rmsprop_momentum"))


def update(
    p: np.ndarray, g: np.ndarray, is_weight: np.ndarray, m: np.ndarray, t: int, η: float, s: TrainingConfig
) -> None:
    """One step: penalties on the weights, clipping, weight decay on all parameters, then the optimizer's rule.

    is_weight: (n,), 1 at the weights and 0 elsewhere.
    """
    g = g + is_weight * (s.l1 * np.sign(p) + s.l2 * p)
    if s.clipping == "Norm":
        g = g * min(1, s.clip_at / (np.linalg.norm(g) + 1e-6))
    elif s.clipping == "Value":
        g = np.clip(g, -s.clip_at, s.clip_at)
    if s.optimizer == "AdamW":
        p *= 1 - η * s.weight_decay  # Loshchilov, Hutter (2019): decay apart from the gradient
    else:
        g = g + s.weight_decay * p
    OPTIMIZERS[s.optimizer](p, g, m, t, η, s)
