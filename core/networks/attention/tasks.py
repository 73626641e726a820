"""Tasks for a small transformer: sequences of tokens, the class wanted at each place, and which places count."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from core.networks.attention.settings import TaskConfig
from core.networks.attention.texts import held_out_from, text_codes_of
from core.networks.rnn.text import TextCodes

DIGITS = tuple("0123456789")
LETTERS = tuple("abcdefghijklmnop")
BRACKETS = ("(", ")", "[", "]")
DEEPEST = 4
Examples = tuple[Tensor, Tensor, Tensor]  # tokens (b, n), classes (b, n), whether a place counts (b, n)


@dataclass(frozen=True)
class SequenceTask:
    """Tokens, classes, whether a place may see only what is before it, and how examples are drawn."""

    tokens: tuple[str, ...]
    classes: tuple[str, ...]
    length: int
    causal: bool
    draw: Callable[[torch.Generator, int, bool], Examples]  # (generator, how many, to learn from or held out)


def task_of(config: TaskConfig, own: TextCodes | None = None) -> SequenceTask:
    """The task of the config; addition and brackets have lengths of their own where the chosen one does not fit.

    own: the text that is learned from where the config says "own".
    """
    n = config.length
    match config.task:
        case "reverse" | "sort" | "copy":
            return SequenceTask(tokens=DIGITS, classes=DIGITS, length=n, causal=False, draw=_digits(config.task, n))
        case "repeat":
            return repeated_strings(12, max(n, 8))
        case "brackets":
            return SequenceTask(tokens=BRACKETS, classes=("·", "(", "["), length=n, causal=True,
                                draw=lambda generator, count, _: _bracket_examples(generator, count, n))  # fmt: skip
        case "addition":
            return SequenceTask(tokens=(*DIGITS, "+", "="), classes=DIGITS, length=8, causal=True, draw=_sums)
    return _characters(text_codes_of(config.text, own), n)


def _digits(name: str, n: int) -> Callable[[torch.Generator, int, bool], Examples]:
    def draw(generator: torch.Generator, count: int, learn: bool) -> Examples:
        x = torch.randint(0, 10, (count, n), generator=generator)
        y = x.flip(1) if name == "reverse" else x.sort(dim=1).values if name == "sort" else x.clone()
        return x, y, torch.ones(count, n, dtype=torch.bool)

    return draw


def repeated_strings(letters: int, n: int) -> SequenceTask:
    """Strings of letters that all differ, over and over, with a period of its own each; wanted is the next letter.

    A place counts from the second time on: before it nothing tells what comes.
    """
    shortest, longest = max(3, n // 4), min(letters, max(n // 2 - 1, 3))

    def draw(generator: torch.Generator, count: int, learn: bool) -> Examples:
        period = torch.randint(shortest, longest + 1, (count, 1), generator=generator)
        string = torch.rand(count, letters, generator=generator).argsort(dim=1)
        places = torch.arange(n + 1)[None]
        whole = string.gather(1, places % period)
        return whole[:, :-1], whole[:, 1:], places[:, :-1] >= period

    return SequenceTask(tokens=LETTERS[:letters], classes=LETTERS[:letters], length=n, causal=True, draw=draw)


def _bracket_examples(generator: torch.Generator, count: int, n: int) -> Examples:
    """Beginnings of balanced strings of two kinds; wanted is the innermost bracket that is still open."""
    chance = torch.rand(count, n, 2, generator=generator).tolist()
    x, y = [], []
    for row in chance:
        open_ones: list[int] = []
        tokens, wanted = [], []
        for close, kind in row:
            if open_ones and (close < 0.5 or len(open_ones) == DEEPEST):
                tokens.append(2 * open_ones.pop() + 1)
            else:
                open_ones.append(int(kind < 0.5))
                tokens.append(2 * open_ones[-1])
            wanted.append(open_ones[-1] + 1 if open_ones else 0)
        x.append(tokens)
        y.append(wanted)
    return torch.tensor(x), torch.tensor(y), torch.ones(count, n, dtype=torch.bool)


def _sums(generator: torch.Generator, count: int, learn: bool) -> Examples:
    """ab+cd= and the sum with its ones first; a tenth of all pairs is never learned from.

    Wanted is the next token at the places from = on: three digits.
    """
    pairs = torch.randint(0, 10_000, (8 * count + 400,), generator=generator)
    held = (pairs * 7919 % 10_000) < 1_000  # a fixed tenth, without a pattern in the digits
    pairs = pairs[~held if learn else held][:count]
    a, b = pairs // 100, pairs % 100
    total = a + b
    plus, equals = torch.full_like(a, 10), torch.full_like(a, 11)
    row = [a // 10, a % 10, plus, b // 10, b % 10, equals, total % 10, total // 10 % 10, total // 100]
    whole = torch.stack(row, dim=1)
    counts = torch.zeros(len(whole), 8, dtype=torch.bool)
    counts[:, 5:] = True
    return whole[:, :-1], whole[:, 1:].clamp(max=9), counts


def _characters(text: np.ndarray, n: int) -> SequenceTask:
    alphabet, places = np.unique(text, return_inverse=True)
    tokens, codes = tuple(map(chr, alphabet.tolist())), torch.from_numpy(places.astype(np.int64))
    border = held_out_from(len(codes))

    def draw(generator: torch.Generator, count: int, learn: bool) -> Examples:
        low, high = (0, border - n - 1) if learn else (border, len(codes) - n - 1)
        starts = torch.randint(low, high + 1, (count, 1), generator=generator)
        whole = codes[starts + torch.arange(n + 1)]
        return whole[:, :-1], whole[:, 1:], torch.ones(count, n, dtype=torch.bool)

    return SequenceTask(tokens=tokens, classes=tokens, length=n, causal=True, draw=draw)


@dataclass(frozen=True)
class Baseline:
    """What a method without attention gets: its mean loss in nats and its accuracy."""

    loss: float
    accuracy: float


def baselines(config: TaskConfig, own: TextCodes | None = None, draws: int = 1_000) -> dict[str, Baseline]:
    """`guess`: all classes equally likely. `frequency`: how often each class is wanted. `same`: after each token alone.

    The last knows the token at its place and nothing else, so it is what is left without attention: of text the
    bigrams. Both are counted (each class once more) on examples to learn from, and judged on held-out ones.
    """
    task = task_of(config, own)
    generator = torch.Generator().manual_seed(12_345)
    (x, y, counts), (x2, y2, counts2) = (task.draw(generator, draws, learn) for learn in (True, False))
    classes, tokens = len(task.classes), len(task.tokens)
    pairs = torch.ones(tokens, classes, dtype=torch.float64)
    pairs.index_put_((x[counts], y[counts]), torch.ones(1, dtype=torch.float64), accumulate=True)
    plain = (pairs.sum(dim=0, keepdim=True) / pairs.sum()).expand_as(pairs)
    pairs /= pairs.sum(dim=1, keepdim=True)
    found = {"guess": Baseline(math.log(classes), 1 / classes)}
    for name, chances in (("frequency", plain), ("same", pairs)):
        truth = chances[x2[counts2], y2[counts2]]
        right = (chances.argmax(dim=1)[x2[counts2]] == y2[counts2]).double().mean()
        found[name] = Baseline(float(-truth.log().mean()), float(right))
    return found
