"""Whether attention says what an answer depends on: weights beside the effect of changing each token."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from scipy.stats import spearmanr

from core.code_export import Made
from core.networks.attention.learned import LearnedTransformer
from core.networks.attention.settings import InfluenceConfig
from core.networks.attention.training import held_out_examples, in_double, trained_transformer
from core.networks.attention.transformer import Transformer
from core.networks.attention.transformer_by_hand import log_softmax, logits_and_maps

STRETCH = 1e-30  # imaginary; nothing is subtracted, so it may be as small as one likes


@dataclass(frozen=True)
class Influence:
    """One answer of a network, and three opinions on which of the n tokens it rests on; those it cannot see are NaN."""

    tokens: tuple[str, ...]
    place: int  # of the answer, from 0 on
    answer: str
    wanted: str
    probability: float  # that the network gives to its answer
    attention: np.ndarray  # (n,) weight on each token, mean over layers and heads
    gradient: np.ndarray  # (n,) gradient of the log-probability times the token's vector
    ablation: np.ndarray  # (n,) how much the log-probability falls, mean over all other tokens in its place
    attention_rank: float  # rank correlation with the ablation; NaN where one of them is constant
    gradient_rank: float
    made: Made | None = None


def influence(run: LearnedTransformer, config: InfluenceConfig) -> Influence:
    """The answer at a place of the sequence that is looked at; a place that does not count gives way to the next."""
    task, net = run.sequence_task, in_double(trained_transformer(run))
    x, y, counts = (part[0] for part in held_out_examples(task))
    place = nearest_place(counts.numpy(), config.place - 1)
    with torch.inference_mode():
        logits, maps = net(x[None])
    chances = logits[0, place].log_softmax(dim=0)
    answer = int(chances.argmax())
    seen = np.arange(len(x)) <= place if task.causal else np.ones(len(x), dtype=bool)
    attention = torch.stack(maps)[:, 0, :, place].mean(dim=(0, 1)).numpy().astype(float)
    found: dict[str, Any] = {"attention": attention, "gradient": gradient_times_input(net, x, place, answer),
             "ablation": falls(net, x, place, answer, len(task.tokens))}  # fmt: skip
    shown: dict[str, Any] = {name: np.where(seen, one, np.nan) for name, one in found.items()}
    truth = shown["ablation"][seen]
    return Influence(
        tokens=tuple(task.tokens[k] for k in x.tolist()), place=place, answer=task.classes[answer],
        wanted=task.classes[int(y[place])], probability=float(chances[answer].exp()), **shown,
        attention_rank=rank_correlation(shown["attention"][seen], truth),
        gradient_rank=rank_correlation(shown["gradient"][seen], truth),
    )  # fmt: skip


def nearest_place(counts: np.ndarray, place: int) -> int:
    """The place itself where it counts, else the next that does, else the last; counts: (n,)."""
    there = np.flatnonzero(counts)
    later = there[there >= place]
    return int(later[0] if len(later) else there[-1])


def falls(net: Transformer, x: torch.Tensor, place: int, answer: int, tokens: int) -> np.ndarray:
    """(n,) log-probability of the answer minus its mean with each other token in place of one of x (n,)."""
    n = len(x)
    changed = x.repeat(n * tokens, 1)
    rows = torch.arange(n * tokens)
    changed[rows, rows // tokens] = rows % tokens
    with torch.inference_mode():
        said = net(changed)[0][:, place].double().log_softmax(dim=1)[:, answer].view(n, tokens)
    own = said[torch.arange(n), x]
    return np.asarray((own - (said.sum(dim=1) - own) / max(tokens - 1, 1)).numpy())


def gradient_times_input(net: Transformer, x: torch.Tensor, place: int, answer: int) -> np.ndarray:
    """(n,) gradient of the log-probability with respect to each token's vector, times that vector; x: (n,)."""
    vectors = net.embedding[x][None].detach().requires_grad_()
    said = net.from_vectors(vectors)[0][0, place].log_softmax(dim=0)[answer]
    (slopes,) = torch.autograd.grad(said, vectors)
    return np.asarray((slopes * vectors).sum(dim=2)[0].detach().double().numpy())


def rank_correlation(a: np.ndarray, b: np.ndarray) -> float:
    """Spearman's rank correlation of (n,) and (n,); NaN for fewer than three, or where one of them is constant."""
    if len(a) < 3 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return float("nan")
    return float(spearmanr(a, b).statistic)


def influence_numbers(found: Influence) -> dict[str, np.ndarray]:
    """The three opinions, (n,) each."""
    return {"attention": found.attention, "gradient": found.gradient, "ablation": found.ablation}


def influence_in_numpy(run: LearnedTransformer, config: InfluenceConfig) -> dict[str, np.ndarray]:
    """The three opinions, (n,) each, from the weights that PyTorch has learned, from scratch in NumPy.

    The gradient by the complex step, Im f(x + ih) / h, as each vector in turn is stretched. Squire and Trapp (1998).
    """
    task, table = run.sequence_task, run.weights["embedding"].astype(float)
    x, _, counts = (part[0].numpy() for part in held_out_examples(task))
    place, n = nearest_place(counts, config.place - 1), len(x)
    logits, maps = logits_and_maps(run, table[x][None], task.causal)
    answer = int(logits[0, place].argmax())

    def said(vectors: np.ndarray) -> np.ndarray:
        """(batch,) log-probability of the answer; vectors: (batch, n, d)."""
        return log_softmax(logits_and_maps(run, vectors, task.causal)[0][:, place])[:, answer]

    stretched = table[x] * (1 + 1j * STRETCH * np.eye(n))[:, :, None]
    own, falls_found = said(table[x][None])[0], np.zeros(n)
    for j in range(n):
        others = np.delete(np.arange(len(task.tokens)), x[j])
        changed = np.repeat(x[None], len(others), axis=0)
        changed[:, j] = others
        falls_found[j] = own - said(table[changed]).mean()
    found = {"attention": maps[:, 0, :, place].mean(axis=(0, 1)), "gradient": said(stretched).imag / STRETCH,
             "ablation": falls_found}  # fmt: skip
    hidden = (np.arange(n) > place) & task.causal
    return {name: np.where(hidden, np.nan, one) for name, one in found.items()}
