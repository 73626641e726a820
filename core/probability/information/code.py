"""A source of symbols: its entropy, and Huffman's code for single symbols or blocks of them."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from core.code_export import Made
from core.probability.information.distribution import entropy, normalised, surprise
from core.probability.information.settings import SourceConfig

NAMES = "ABCDEFGH"
MOST_CODEWORDS = 4096
LARGEST_BLOCK = 6
RAREST = 1e-50  # what is less likely counts as never: a block of six of them is still a number


@dataclass(frozen=True)
class SourceCode:
    """Huffman's code of a source, for the blocks that occur.

    p: (n,) of the symbols; P, lengths: (blocks,). `block` is how many symbols share a codeword, and `asked` how many
    were asked for; `mean_length` and `entropy` are in bits a symbol. means: (largest block,), for blocks of 1, 2, ….
    """

    p: np.ndarray
    total: float
    asked: int
    block: int
    blocks: tuple[str, ...]
    P: np.ndarray
    lengths: np.ndarray
    codewords: tuple[str, ...]
    entropy: float
    mean_length: float
    means: np.ndarray
    made: Made | None = None

    @property
    def kind(self) -> str:
        """What the code is: of "one" symbol, "exact" where all probabilities are powers of ½, or "longer"."""
        if len(self.P) == 1:
            return "one"
        return "exact" if np.allclose(self.P * 2.0**self.lengths, 1, rtol=1e-9, atol=0) else "longer"

    @property
    def waste(self) -> float:
        """Bits a symbol that the code needs above the entropy."""
        return max(self.mean_length - self.entropy, 0.0) if self.kind == "longer" else 0.0


def source_code(config: SourceConfig) -> SourceCode:
    """Entropy of a source and its Huffman code; Refusal where all weights are 0."""
    p = normalised(config.weights)
    occurring = p[p > RAREST]
    names = [name for name, share in zip(NAMES, p, strict=False) if share > RAREST]
    largest = largest_block(len(occurring))
    block = min(config.block, largest)
    blocks = block_probabilities(occurring, block)
    lengths = huffman_lengths(blocks)
    means = [mean_length(occurring, k) for k in range(1, largest + 1)]
    return SourceCode(
        p=p, total=float(sum(config.weights)), asked=config.block, block=block,
        blocks=tuple(map("".join, product(names, repeat=block))), P=blocks, lengths=lengths,
        codewords=canonical_codewords(lengths), entropy=entropy(occurring),
        mean_length=means[block - 1], means=np.array(means),
    )  # fmt: skip


def largest_block(symbols: int) -> int:
    """The longest block with at most 4096 codewords, and at most 6 symbols."""
    return max(k for k in range(1, LARGEST_BLOCK + 1) if symbols**k <= MOST_CODEWORDS)


def block_probabilities(p: np.ndarray, block: int) -> np.ndarray:
    """Probabilities of all blocks of independent symbols, (blocks,), in the order of the alphabet."""
    found = np.ones(1)
    for _ in range(block):
        found = np.multiply.outer(found, p).ravel()
    return found


def huffman_lengths(p: np.ndarray) -> np.ndarray:
    """Lengths of Huffman's codewords for probabilities above 0, both (n,); a single symbol needs none: 0.

    The two least likely groups are merged until one is left; a symbol gets one bit for each merge on its way there.
    Huffman (1952).
    """
    count = len(p)
    parents = [0] * (2 * count - 1)
    groups = [(share, k) for k, share in enumerate(p.tolist())]
    heapq.heapify(groups)
    for group in range(count, 2 * count - 1):
        (first, one), (second, other) = heapq.heappop(groups), heapq.heappop(groups)
        parents[one] = parents[other] = group
        heapq.heappush(groups, (first + second, group))
    depths = [0] * (2 * count - 1)
    for k in range(2 * count - 3, -1, -1):  # from the last group, which is all, down to the symbols
        depths[k] = depths[parents[k]] + 1
    return np.array(depths[:count])


def canonical_codewords(lengths: Sequence[int] | np.ndarray) -> tuple[str, ...]:
    """Codewords of these lengths, (n,), none the beginning of another: counted upwards, the short ones first."""
    words, code, before = [""] * len(lengths), 0, 0
    for k in sorted(range(len(lengths)), key=lambda k: int(lengths[k])):
        code <<= int(lengths[k]) - before
        before = int(lengths[k])
        words[k] = f"{code:0{before}b}" if before else ""
        code += 1
    return tuple(words)


def mean_length(p: np.ndarray, block: int) -> float:
    """Bits a symbol that Huffman's code needs for blocks of symbols with probabilities p, (n,)."""
    blocks = block_probabilities(p, block)
    return float(blocks @ huffman_lengths(blocks)) / block


def code_numbers(config: SourceConfig) -> dict[str, float]:
    """The numbers on the screen: entropy in bits and nats, and bits a symbol of Huffman's code."""
    p = normalised(config.weights)
    occurring = p[p > RAREST]
    block = min(config.block, largest_block(len(occurring)))
    bits = float(occurring @ surprise(occurring))
    return {"bits": bits, "nats": bits * float(np.log(2)), "mean_length": mean_length(occurring, block)}
