"""What each head of a trained network is worth, and text drawn from what it says of the next character."""

from dataclasses import dataclass

import numpy as np
import torch

from core.code_export import Made
from core.networks.attention.learned import LearnedTransformer
from core.networks.attention.settings import HeadState, NextTokenConfig
from core.networks.attention.training import held_out_examples, judged, trained_transformer
from core.refusal import Refusal

MOST_HEADS = 4  # of a layer; heads are numbered 4 * layer + head
SAMPLED = 160


@dataclass(frozen=True)
class HeadWorth:
    """Accuracy on the held-out sequences, whole, without each head alone (layers, heads), and without all chosen."""

    whole: float
    without: np.ndarray  # (layers, heads)
    chosen: tuple[int, ...]
    without_chosen: float
    made: Made | None = None


def head_worth(run: LearnedTransformer, state: HeadState) -> HeadWorth:
    """Accuracy with the outputs of heads set to zero; heads that the network does not have are left out."""
    net, examples = trained_transformer(run), held_out_examples(run.sequence_task)
    layers, heads = run.model.layers, run.model.attention_heads
    chosen = tuple(sorted({k for k in state.out if k // MOST_HEADS < layers and k % MOST_HEADS < heads}))

    def accuracy(*out: int) -> float:
        kept = torch.ones(layers, heads)
        for k in out:
            kept[k // MOST_HEADS, k % MOST_HEADS] = 0
        return judged(net, examples, kept)[1]

    without = [[accuracy(MOST_HEADS * layer + head) for head in range(heads)] for layer in range(layers)]
    return HeadWorth(whole=accuracy(), without=np.array(without), chosen=chosen, without_chosen=accuracy(*chosen))


def toggled_head(chosen: tuple[int, ...], told: object) -> tuple[int, ...]:
    """The heads that are out, with the clicked one changed; the same where what a browser told is no head."""
    is_head = isinstance(told, int) and not isinstance(told, bool) and 0 <= told < MOST_HEADS**2
    return tuple(sorted(set(chosen) ^ {told})) if is_head else chosen  # type: ignore[arg-type]


@dataclass(frozen=True)
class Answer:
    """The probe as its tokens, what the network answers, and what is wanted; places that do not count are empty."""

    asked: tuple[str, ...]
    said: tuple[str, ...]
    wanted: tuple[str, ...]
    made: Made | None = None


def probe_answer(run: LearnedTransformer) -> Answer:
    """What the network answers to the sequence whose maps are drawn."""
    task = run.sequence_task
    x, y, counts = (part[:1] for part in held_out_examples(task))
    with torch.inference_mode():
        logits, _ = trained_transformer(run)(x)
    said, there = logits[0].argmax(dim=1).tolist(), counts[0].tolist()
    return Answer(
        asked=tuple(task.tokens[k] for k in x[0].tolist()),
        said=tuple(task.classes[k] if one else "" for k, one in zip(said, there, strict=True)),
        wanted=tuple(task.classes[k] if one else "" for k, one in zip(y[0].tolist(), there, strict=True)),
    )


@dataclass(frozen=True)
class SampledText:
    """Characters that were drawn one after another, each after reading those before it."""

    text: str
    surprise: float  # mean −log of the probability that the network itself gave to what was drawn, in nats
    made: Made | None = None


def sampled_text(run: LearnedTransformer, sampling: NextTokenConfig) -> SampledText:
    """160 characters: softmax(logits / temperature) over the `top_k` likeliest (0: all), drawn in turn.

    The first follows a line end, or the first token of a text without any.

    Refusal where the network has not learned characters.
    """
    if run.task.task != "characters":
        raise Refusal("not_characters")
    task, net = run.sequence_task, trained_transformer(run)
    generator = torch.Generator().manual_seed(sampling.sampling_seed)
    codes, total = [task.tokens.index("\n") if "\n" in task.tokens else 0], 0.0
    with torch.inference_mode():
        for _ in range(SAMPLED):
            logits = net(torch.tensor([codes[-task.length :]]))[0][0, -1].double()
            chances = next_chances(logits, sampling)
            drawn = int(torch.multinomial(chances, 1, generator=generator))
            total -= float(logits.log_softmax(dim=0)[drawn])
            codes.append(drawn)
    return SampledText(text="".join(task.tokens[k] for k in codes[1:]), surprise=total / SAMPLED)


def next_chances(logits: torch.Tensor, sampling: NextTokenConfig) -> torch.Tensor:
    """Probabilities (tokens,) of the next token; beyond the `top_k` likeliest they are zero."""
    k = min(sampling.top_k or len(logits), len(logits))
    least = logits.topk(k).values[-1]
    kept = torch.where(logits >= least, logits, -torch.inf)
    return (kept / sampling.sampling_temperature).softmax(dim=0)


def count_by_hand(run: LearnedTransformer) -> dict[str, int]:
    """The terms of the number of weights."""
    task, d = run.sequence_task, run.model.block_width
    square, line = (12, 13) if run.model.perceptron else (4, 6)
    places = task.length if run.model.encoding == "learned" else 0
    block = square * d**2 + line * d
    total = (len(task.tokens) + places + 2 + len(task.classes)) * d + run.model.layers * block
    return {
        "d": d, "tokens": len(task.tokens), "places": places, "layers": run.model.layers, "square": square,
        "line": line, "block": block, "classes": len(task.classes), "total": total,
    }  # fmt: skip
