"""Double descent in the one model whose risk is known exactly: least squares on isotropic Gaussian features."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.code_export import Made
from core.learning.regularization.settings import GaussianConfig

FEATURES = 200  # D: of all features, the ones used and the ones left out
DRAWS = 60


@dataclass(frozen=True)
class RiskCurve:
    """Excess risk by the number p of features used, exactly and as simulated.

    sizes, exact: (200,), infinite within one of p = n; tried, mean, low, high: (sizes tried,), the mean and the
    10 % and 90 % quantiles over the draws; signal: (200,), the squared coefficients β²; `null` is the risk of
    predicting 0.
    """

    sizes: np.ndarray
    exact: np.ndarray
    tried: np.ndarray
    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray
    signal: np.ndarray
    null: float
    made: Made | None = None


@dataclass(frozen=True)
class RiskParts:
    """The excess risk at one p: `missed`, `shrunk` and `noise` add up to `risk`; `inside` and `outside` are ||β||²."""

    used: int
    inside: float
    outside: float
    missed: float
    shrunk: float
    noise: float
    risk: float


def true_coefficients(config: GaussianConfig) -> np.ndarray:
    """The coefficients β of all features, of length 1: all equal, or falling as 1/j; (200,)."""
    beta = np.ones(FEATURES) if config.signal == "even" else 1 / np.arange(1, FEATURES + 1)
    return np.asarray(beta / np.linalg.norm(beta))


def risk_parts(config: GaussianConfig, used: int) -> RiskParts:
    """The expected excess risk E||ŵ - β||² with the first `used` features; Belkin, Hsu and Xu (2020), theorem 1.

    What is not used acts as noise. Fewer features than samples: `noise` is that of the estimated coefficients. More:
    the fit sees only n of p directions, `shrunk` is what it loses of β. Infinite for n - 1, n and n + 1 features.
    """
    beta, n, p = true_coefficients(config), config.rows, used
    inside, outside = float((beta[:p] ** 2).sum()), float((beta[p:] ** 2).sum())
    loud = outside + config.deviation**2
    shrunk, noise = 0.0, float("inf")
    if p <= n - 2:
        noise = loud * p / (n - p - 1)
    elif p >= n + 2:
        shrunk = inside * (1 - n / p)
        noise = loud * n / (p - n - 1)
    return RiskParts(
        used=p, inside=inside, outside=outside, missed=outside, shrunk=shrunk, noise=noise,
        risk=outside + shrunk + noise,
    )  # fmt: skip


def tried_sizes(rows: int) -> np.ndarray:
    """Numbers of features at which fits are drawn, none within one of n; (sizes,)."""
    even = np.round(np.logspace(0, np.log10(FEATURES), 14))
    close = np.round(rows * np.array([0.5, 0.75, 0.9, 1.1, 1.25, 1.5, 2, 3]))
    sizes = np.unique(np.concatenate([even, close, [rows - 2, rows + 2]])).astype(int)
    return np.asarray(sizes[(sizes >= 1) & (sizes <= FEATURES) & (np.abs(sizes - rows) > 1)])


def excess_risks(x: np.ndarray, y: np.ndarray, beta: np.ndarray, used: int) -> np.ndarray:
    """||ŵ - β||² of the shortest least-squares fits on the first `used` features; (draws,).

    x: (draws, n, D); y: (draws, n); beta: (D,).
    """
    a = x[:, :, :used]
    flat = a.transpose(0, 2, 1)
    if used < a.shape[1]:
        w = np.linalg.solve(flat @ a, flat @ y[..., None])[..., 0]
    else:
        w = (flat @ np.linalg.solve(a @ flat, y[..., None]))[..., 0]
    return np.asarray(((w - beta[:used]) ** 2).sum(axis=1) + (beta[used:] ** 2).sum())


def risk_curve(config: GaussianConfig) -> RiskCurve:
    """The exact risk for every p, and the mean of simulated fits."""
    rng, beta, n = np.random.default_rng(config.gaussian_seed), true_coefficients(config), config.rows
    x = rng.standard_normal((DRAWS, n, FEATURES))
    y = x @ beta + config.deviation * rng.standard_normal((DRAWS, n))
    tried = tried_sizes(n)
    drawn = np.array([excess_risks(x, y, beta, int(p)) for p in tried])
    low, high = np.quantile(drawn, [0.1, 0.9], axis=1)
    sizes = np.arange(1, FEATURES + 1)
    exact = np.array([risk_parts(config, int(p)).risk for p in sizes])
    return RiskCurve(
        sizes=sizes, exact=exact, tried=tried, mean=drawn.mean(axis=1), low=low, high=high, signal=beta**2, null=1.0
    )


def risk_numbers(config: GaussianConfig) -> dict[str, float]:
    """The exact excess risk at the chosen p, part by part."""
    parts = risk_parts(config, config.used)
    return {"missed": parts.missed, "shrunk": parts.shrunk, "noise": parts.noise, "risk": parts.risk}


def risk_by_simulation(config: GaussianConfig) -> dict[str, Any]:
    """The exact risk, and the mean excess risk of simulated fits by the number of features."""
    curve = risk_curve(config)
    return {**risk_numbers(config), "tried": curve.tried, "mean": curve.mean}
