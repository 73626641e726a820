"""The same numbers by libraries: NumPy, SciPy and PyTorch, each the judge of what is written out elsewhere."""

import math
from typing import Any

import numpy as np

from core.mathematics.vectors.dimensions import DimensionConfig
from core.mathematics.vectors.norms import BallConfig
from core.mathematics.vectors.orthogonality import StepConfig
from core.mathematics.vectors.pair import PairConfig
from core.mathematics.vectors.span import SpanConfig


def pair_in_torch(pair_config: PairConfig) -> dict[str, Any]:
    """Dot product, lengths and cosine; the cosine of a zero vector is None."""
    import torch

    c = pair_config
    n = 2 if c.dimension == "plane" else 3
    v = torch.tensor([c.v1, c.v2, c.v3][:n], dtype=torch.float64)
    w = torch.tensor([c.w1, c.w2, c.w3][:n], dtype=torch.float64)
    lengths = torch.linalg.norm(v), torch.linalg.norm(w)
    cosine = torch.nn.functional.cosine_similarity(v, w, dim=0) if min(lengths) > 0 else None
    return {
        "dot": float(v @ w), "length_v": float(lengths[0]), "length_w": float(lengths[1]),
        "cosine": None if cosine is None else float(cosine),
    }  # fmt: skip


def span_by_least_squares(span_config: SpanConfig) -> dict[str, Any]:
    """Rank, and the shortest coefficients whose combination is closest to the point."""
    c = span_config
    flat = c.dimension == "plane"
    arrows = np.array([[c.v1, c.w1], [c.v2, c.w2]] if flat else c.arrows)
    target = np.array([c.t1, c.t2] if flat else c.target)
    coordinates, _, rank, _ = np.linalg.lstsq(arrows, target, rcond=None)
    return {"rank": int(rank), "coordinates": coordinates, "nearest": arrows @ coordinates}


def factors_by_qr(step_config: StepConfig) -> dict[str, Any]:
    """Q and R by reflections, the signs turned so that the diagonal of R is positive."""
    q, r = np.linalg.qr(np.array(step_config.columns))
    sign = np.sign(np.diag(r))
    return {"q": q * sign, "r": r * sign[:, None]}


def touch_by_gradient(ball_config: BallConfig) -> dict[str, Any]:
    """Where the smallest ball meets the line: b / ‖a‖q is its radius, and times the gradient of ‖a‖q the point."""
    import torch

    p, angle = float(ball_config.p), math.radians(ball_config.line_angle)
    q = math.inf if p <= 1 else 1.0 if math.isinf(p) else p / (p - 1)
    a = torch.tensor([math.cos(angle), math.sin(angle)], dtype=torch.float64, requires_grad=True)
    dual_norm = torch.linalg.vector_norm(a, q)
    (gradient,) = torch.autograd.grad(dual_norm, a)
    size = ball_config.offset / dual_norm.item()
    return {"size": size, "points": (size * gradient)[None].numpy()}


def directions_in_scipy(dimension_config: DimensionConfig) -> dict[str, Any]:
    """The exact numbers: cos²θ of two random directions follows Beta(1/2, (d − 1)/2)."""
    from scipy.special import beta as beta_function
    from scipy.stats import beta

    rest = (dimension_config.d - 1) / 2
    squared = beta(0.5, rest)
    return {
        "cosine_spread": float(squared.mean()) ** 0.5, "upright": float(squared.cdf(0.1**2)),
        "cosine_size": float(beta_function(1, rest) / beta_function(0.5, rest)), "half": float(squared.sf(0.5**2)),
    }  # fmt: skip
