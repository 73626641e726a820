"""A transformer in PyTorch: blocks of attention and perceptron, whose weights of attention can be looked at."""

import math

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, layer_norm, linear

from core.networks.attention.settings import TransformerConfig
from core.refusal import Refusal

ROTARY_BASE = 10_000.0


class TransformerBlock(nn.Module):
    """x + attention(norm(x)), then x + perceptron(norm(x)): the block of GPT-2, normalization first.

    12 d² + 13 d weights with the perceptron. Radford et al. (2019), sec. 2.3.
    """

    def __init__(self, config: TransformerConfig, generator: torch.Generator) -> None:
        super().__init__()
        d = config.block_width
        self.heads, self.rotary = config.attention_heads, config.encoding == "rotary"
        self.norm_scale, self.norm_shift = nn.Parameter(torch.ones(d)), nn.Parameter(torch.zeros(d))
        self.project_in, self.bias_in = _matrix(3 * d, d, generator), nn.Parameter(torch.zeros(3 * d))
        self.project_out, self.bias_out = _matrix(d, d, generator), nn.Parameter(torch.zeros(d))
        self.perceptron = config.perceptron
        if config.perceptron:
            self.second_scale, self.second_shift = nn.Parameter(torch.ones(d)), nn.Parameter(torch.zeros(d))
            self.widen, self.bias_wide = _matrix(4 * d, d, generator), nn.Parameter(torch.zeros(4 * d))
            self.narrow, self.bias_narrow = _matrix(d, 4 * d, generator), nn.Parameter(torch.zeros(d))

    def forward(self, x: Tensor, mask: Tensor | None, kept: Tensor | None) -> tuple[Tensor, Tensor]:
        """(batch, n, d) to the same, and the weights of attention (batch, heads, query, key).

        mask: (n, n), added to the scores; kept: (heads,), by which the output of each head is multiplied.
        """
        batch, n, d = x.shape
        normed = layer_norm(x, (d,), self.norm_scale, self.norm_shift)
        parts = linear(normed, self.project_in, self.bias_in).view(batch, n, 3, self.heads, -1)
        q, k, v = parts.permute(2, 0, 3, 1, 4)  # each (batch, heads, n, d / heads)
        if self.rotary:
            q, k = rotated(q), rotated(k)
        scores = q @ k.mT / q.shape[-1] ** 0.5
        weights = (scores if mask is None else scores + mask).softmax(dim=-1)
        outputs = weights @ v
        if kept is not None:
            outputs = outputs * kept[:, None, None]
        x = x + linear(outputs.transpose(1, 2).reshape(batch, n, d), self.project_out, self.bias_out)
        if self.perceptron:
            normed = layer_norm(x, (d,), self.second_scale, self.second_shift)
            x = x + linear(gelu(linear(normed, self.widen, self.bias_wide)), self.narrow, self.bias_narrow)
        return x, weights


class Transformer(nn.Module):
    """Tokens to logits for every place; with `causal` each place sees only itself and what is before it."""

    def __init__(
        self, config: TransformerConfig, tokens: int, classes: int, length: int, causal: bool,
        generator: torch.Generator,
    ) -> None:  # fmt: skip
        super().__init__()
        d = config.block_width
        check_heads(d, config.attention_heads, config.encoding)
        self.embedding = nn.Parameter(torch.randn(tokens, d, generator=generator) / d**0.5)
        self.position = _position_table(config.encoding, length, d, generator)
        self.blocks = nn.ModuleList(TransformerBlock(config, generator) for _ in range(config.layers))
        self.norm_scale, self.norm_shift = nn.Parameter(torch.ones(d)), nn.Parameter(torch.zeros(d))
        self.readout = _matrix(classes, d, generator)
        self.causal = causal

    def forward(self, x: Tensor, kept: Tensor | None = None) -> tuple[Tensor, list[Tensor]]:
        """Tokens (batch, n) to logits (batch, n, classes) and the weights of each layer (batch, heads, query, key).

        kept: (layers, heads), 0 for a head that is knocked out.
        """
        return self.from_vectors(self.embedding[x], kept)

    def from_vectors(self, vectors: Tensor, kept: Tensor | None = None) -> tuple[Tensor, list[Tensor]]:
        """The same from the vectors of the tokens, (batch, n, d)."""
        n = vectors.shape[1]
        h = vectors if self.position is None else vectors + self.position[:n]
        mask = torch.full((n, n), -math.inf, dtype=h.dtype).triu(1) if self.causal else None
        found = []
        for layer, block in enumerate(self.blocks):
            h, weights = block(h, mask, None if kept is None else kept[layer])
            found.append(weights)
        h = layer_norm(h, h.shape[-1:], self.norm_scale, self.norm_shift)
        return linear(h, self.readout), found


def check_heads(width: int, heads: int, encoding: str) -> None:
    """Refusal where the heads do not divide the width, or a rotary head has an odd width."""
    if width % heads:
        raise Refusal("heads_divide_width", heads=heads, width=width)
    if encoding == "rotary" and width // heads % 2:
        raise Refusal("rotary_even", heads=heads, width=width, part=width // heads)


def rotated(x: Tensor) -> Tensor:
    """(…, n, d) with every pair of numbers at place i turned by i ω: the product of two depends on their distance only.

    Su et al. (2021), eq. 34; ω of pair m is 10000^(-2m/d).
    """
    angles = torch.arange(x.shape[-2], dtype=x.dtype)[:, None] * frequencies(x.shape[-1]).to(x.dtype)
    even, odd = x[..., 0::2], x[..., 1::2]
    turned = even * angles.cos() - odd * angles.sin(), even * angles.sin() + odd * angles.cos()
    return torch.stack(turned, dim=-1).flatten(-2)


def frequencies(width: int) -> Tensor:
    """(width / 2,) radians a place, from 1 down to nearly 1 / 10000."""
    return torch.exp(-math.log(ROTARY_BASE) * torch.arange(0, width, 2, dtype=torch.float64) / width)


def weight_count(net: nn.Module) -> int:
    """How many numbers are learned."""
    return sum(one.numel() for one in net.parameters())


def _matrix(rows: int, columns: int, generator: torch.Generator) -> nn.Parameter:
    return nn.Parameter(torch.randn(rows, columns, generator=generator) / columns**0.5)


def _position_table(encoding: str, length: int, width: int, generator: torch.Generator) -> Tensor | None:
    """(length, width) to be added to the vectors; None where positions are told otherwise or not at all."""
    if encoding == "learned":
        return nn.Parameter(torch.randn(length, width, generator=generator) / width**0.5)
    if encoding == "sinusoidal":
        angles: Tensor = torch.arange(length, dtype=torch.float64)[:, None] * frequencies(width)
        table: Tensor = torch.stack([angles.sin(), angles.cos()], dim=-1).flatten(-2)[:, :width]
        return torch.div(table, (width / 2) ** 0.5).float()  # each of length 1, as the vectors of the tokens are
    return None
