"""Three tasks that can only be solved by remembering: adding, copy and brackets.

Shapes: B sequences of T steps with d inputs; K answers a sequence.
"""

import math
from dataclasses import dataclass

import numpy as np

from core.networks.rnn.settings import MemoryTaskConfig

SYMBOLS = 8  # of the copy task
COPIED = 2  # symbols to be repeated
OPENING = "([{"
CLOSING = ")]}"
LETTERS = "abcd"
TOKENS = OPENING + CLOSING + LETTERS + "?"
INPUTS = {"adding": 2, "copy": SYMBOLS + 1, "brackets": len(TOKENS)}
OUTPUTS = {"adding": 1, "copy": SYMBOLS, "brackets": len(OPENING)}
PAIR_SHARE = 0.15  # of the places for two letters


@dataclass(frozen=True)
class MemoryBatch:
    """Inputs (B, T, d), answers (B, K) as numbers or classes, and the steps (B, K) whose input must be remembered."""

    inputs: np.ndarray
    answers: np.ndarray
    sparks: np.ndarray


def make_batch(task: MemoryTaskConfig, count: int, rng: np.random.Generator) -> MemoryBatch:
    """Fresh sequences of a task; the answers are wanted at the last K steps."""
    return {"adding": _adding, "copy": _copy, "brackets": _brackets}[task.task](task.length, count, rng)


def baseline(task: str) -> float:
    """The loss of the best answer that ignores the sequence: 1/6, the variance of a sum of two, else ln of the classes.

    Adding: always answer 1 (Hochreiter & Schmidhuber 1997). Copy and brackets: all classes are equally likely.
    """
    return 1 / 6 if task == "adding" else math.log(OUTPUTS[task])


def answer_count(task: str) -> int:
    """How many answers a sequence asks for, at its last steps."""
    return COPIED if task == "copy" else 1


def token_texts(task: str, inputs: np.ndarray) -> list[str]:
    """What each step of a sequence (T, d) shows: a number, a symbol, or nothing."""
    if task == "adding":
        return [f"{value:.2f}" if mark else "" for value, mark in inputs]
    names = "ABCDEFGH?" if task == "copy" else TOKENS
    return [names[int(row.argmax())] if row.any() else "" for row in inputs]


def answer_text(task: str, answer: float) -> str:
    """An answer as it is shown."""
    return f"{answer:.2f}" if task == "adding" else ("ABCDEFGH" if task == "copy" else CLOSING)[int(answer)]


def _adding(length: int, count: int, rng: np.random.Generator) -> MemoryBatch:
    """Numbers from 0 to 1, one marked in each half: the answer is the sum of the two."""
    values, marks, rows = rng.random((count, length)), np.zeros((count, length)), np.arange(count)
    first, second = rng.integers(0, length // 2, count), rng.integers(length // 2, length, count)
    marks[rows, first] = marks[rows, second] = 1
    sums = values[rows, first] + values[rows, second]
    return MemoryBatch(np.stack([values, marks], axis=2), sums[:, None], np.stack([first, second], axis=1))


def _copy(length: int, count: int, rng: np.random.Generator) -> MemoryBatch:
    """Two symbols, silence, and at the end two signals, at which the symbols are to be repeated in their order."""
    symbols = rng.integers(0, SYMBOLS, (count, COPIED))
    inputs = np.zeros((count, length, SYMBOLS + 1))
    for k in range(COPIED):
        inputs[np.arange(count), k, symbols[:, k]] = 1
    inputs[:, -COPIED:, SYMBOLS] = 1
    return MemoryBatch(inputs, symbols, np.tile(np.arange(COPIED), (count, 1)))


def _brackets(length: int, count: int, rng: np.random.Generator) -> MemoryBatch:
    """Letters and closed pairs after one bracket that stays open: which one must close it?"""
    slots = (length - 1) // 2
    pairs = rng.random((count, slots)) < PAIR_SHARE
    kinds = rng.integers(0, 3, (count, slots))
    letters = rng.integers(6, 10, (count, slots, 2))
    tokens = np.where(pairs[..., None], np.stack([kinds, kinds + 3], axis=2), letters)
    rows, place, answer = np.arange(count), rng.integers(0, max(2 * slots // 3, 1), count), rng.integers(0, 3, count)
    tokens[rows, place] = np.stack([answer, letters[rows, place, 1]], axis=1)
    flat = tokens.reshape(count, -1)
    filler = rng.integers(6, 10, (count, length - 1 - flat.shape[1]))
    whole = np.concatenate([flat, filler, np.full((count, 1), len(TOKENS) - 1)], axis=1)
    return MemoryBatch(np.eye(len(TOKENS))[whole], answer[:, None], 2 * place[:, None])
