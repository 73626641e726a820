"""The same numbers by SciPy, scikit-learn and PyTorch: what the code panel offers beside our own."""

import heapq
from collections.abc import Callable

import numpy as np
import torch
from scipy import integrate, stats
from scipy.special import expit, logit
from sklearn.metrics import log_loss, mutual_info_score
from torch.nn import functional

from core.probability.information.code import MOST_CODEWORDS, RAREST
from core.probability.information.decision import BLIND
from core.probability.information.settings import (
    DecisionConfig,
    DivergenceConfig,
    GaussianFitConfig,
    SoftmaxConfig,
    SourceConfig,
    TableConfig,
)


def code_in_scipy(config: SourceConfig) -> dict[str, float]:
    """The entropy by SciPy, which normalises the weights; the mean length as the sum of all that Huffman merges."""
    weights = np.array([weight for weight in config.weights if weight > RAREST * sum(config.weights)])
    p = blocks = weights / weights.sum()
    block = 1
    while block < config.block and len(blocks) * len(p) <= MOST_CODEWORDS:
        blocks, block = np.outer(blocks, p).ravel(), block + 1
    heap = blocks.tolist()
    heapq.heapify(heap)
    merged = 0.0
    while len(heap) > 1:
        pair = heapq.heappop(heap) + heapq.heappop(heap)
        merged += pair
        heapq.heappush(heap, pair)
    return {
        "bits": float(stats.entropy(config.weights, base=2)), "nats": float(stats.entropy(config.weights)),
        "mean_length": merged / block,
    }  # fmt: skip


def divergence_in_scipy(config: DivergenceConfig) -> dict[str, float]:
    """The numbers by SciPy, which normalises the weights: `entropy(p)`, and KL(p ‖ q) as `entropy(p, q)`."""
    p, q = config.pair
    base = 2 if config.unit == "bits" else np.e
    entropy, kl = float(stats.entropy(p, base=base)), float(stats.entropy(p, q, base=base))
    return {
        "entropy": entropy, "cross_entropy": entropy + kl, "kl": kl,
        "kl_reverse": float(stats.entropy(q, p, base=base)),
    }  # fmt: skip


def divergence_in_torch(config: DivergenceConfig) -> dict[str, float]:
    """The numbers by PyTorch, whose `kl_div` takes log q first and p second: `kl_div(log q, p)` is KL(p ‖ q)."""
    p, q = (torch.tensor(weights, dtype=torch.float64) for weights in config.pair)
    p, q = p / p.sum(), q / q.sum()
    unit = 1.0 if config.unit == "nats" else float(np.log(2))  # PyTorch counts in nats
    kl = functional.kl_div(q.log()[p > 0], p[p > 0], reduction="sum")  # it makes NaN of 0 log (0 / 0)
    kl_reverse = functional.kl_div(p.log()[q > 0], q[q > 0], reduction="sum")
    entropy = torch.special.entr(p).sum()
    return {
        "entropy": float(entropy) / unit, "cross_entropy": float(entropy + kl) / unit, "kl": float(kl) / unit,
        "kl_reverse": float(kl_reverse) / unit,
    }  # fmt: skip


def log_loss_in_sklearn(p: np.ndarray, q: np.ndarray) -> float:
    """The log loss, in nats, that scikit-learn prints where labels come with shares p and each prediction is q, (n,).

    It moves each predicted probability of 0 up to the smallest step of the number format, so it is never infinite.
    """
    return float(log_loss(range(len(p)), np.tile(q, (len(p), 1)), sample_weight=p, labels=range(len(p))))


def fit_in_scipy(config: GaussianFitConfig) -> dict[str, float]:
    """Both divergences and both differential entropies by SciPy's adaptive quadrature."""
    left, right = stats.norm(-config.offset, config.spread), stats.norm(config.offset, config.spread)
    q = stats.norm(config.mean, config.sd)
    parts = np.log([1 - config.share, config.share])

    def log_p(x: float) -> float:
        return float(np.logaddexp(parts[0] + left.logpdf(x), parts[1] + right.logpdf(x)))

    def mean_under_p(value: Callable[[float], float]) -> float:
        ends = (-config.offset - 9 * config.spread, config.offset + 9 * config.spread)
        places = sorted({round(place, 3) for place in (-config.offset, 0.0, config.offset)})
        return float(integrate.quad(lambda x: np.exp(log_p(x)) * value(x), *ends, points=places, limit=500)[0])

    ends = (config.mean - 9 * config.sd, config.mean + 9 * config.sd)
    places = sorted({round(config.mean, 3), 0.0})
    reverse = integrate.quad(lambda x: q.pdf(x) * (q.logpdf(x) - log_p(x)), *ends, points=places, limit=500)[0]
    return {
        "forward": mean_under_p(lambda x: log_p(x) - q.logpdf(x)), "reverse": float(reverse),
        "entropy_p": mean_under_p(lambda x: -log_p(x)), "entropy_q": float(q.entropy()),
    }  # fmt: skip


def joint_in_sklearn(config: TableConfig) -> dict[str, float]:
    """Entropies by SciPy, which normalises the weights, and scikit-learn's mutual information in nats, of counts.

    It rounds what is no whole number, so the weights become counts of a thousand million pairs.
    """
    table = np.array(config.table)
    counts = np.rint(table / table.sum() * 1e9).astype(np.int64)
    information = mutual_info_score(None, None, contingency=counts)
    return {
        "entropy_x": float(stats.entropy(table.sum(axis=0), base=2)),
        "entropy_y": float(stats.entropy(table.sum(axis=1), base=2)),
        "entropy_xy": float(stats.entropy(table.ravel(), base=2)), "information": float(information / np.log(2)),
    }  # fmt: skip


def loss_in_torch(config: SoftmaxConfig) -> dict[str, object]:
    """The numbers by PyTorch, whose `cross_entropy` takes logits, not probabilities, and labels as a distribution."""
    logits = torch.tensor(config.logits, dtype=torch.float64) / config.temperature
    p = torch.full_like(logits, config.noise / (len(logits) - 1))
    p[0] = 1 - config.noise
    return {
        "q": functional.softmax(logits, dim=0).numpy(), "loss": float(functional.cross_entropy(logits, p)),
        "floor": float(torch.special.entr(p).sum()),
    }  # fmt: skip


def decision_in_scipy(config: DecisionConfig) -> dict[str, float]:
    """The numbers by SciPy: the densities of the scores, moved to 0 and integrated on both sides of the threshold."""
    middle = config.separation / 2
    if config.threshold in (0, 1) or config.separation < BLIND:
        silent = config.threshold == 1 or expit(config.sharpness * logit(config.prevalence)) < config.threshold
        false_alarms, misses = (0.0, 1.0) if silent else (1.0, 0.0)
    else:
        cut = (logit(config.threshold) / config.sharpness - logit(config.prevalence)) / config.separation
        false_alarms = integrate.quad(stats.norm.pdf, np.clip(cut + middle, -9, 9), 9)[0]
        misses = integrate.quad(stats.norm.pdf, -9, np.clip(cut - middle, -9, 9))[0]
    cost = (1 - config.prevalence) * false_alarms * config.false_positive
    cost += config.prevalence * misses * config.false_negative
    return {"false_alarms": float(false_alarms), "misses": float(misses), "cost": float(cost)}
