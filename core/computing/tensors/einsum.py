"""Any product that sums over shared letters, with its sum written out."""

import itertools
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from core.computing.tensors.arrays import check_cells, shape_of
from core.params import Interval, Len, config
from core.refusal import Refusal

MOST_TERMS = 20_000
STACK_LETTERS = "ABCD"  # for the axes behind `...`, where the equation does not use them itself


@config
class EinsumConfig:
    """An equation such as `ij,jk->ik`, and the shapes of its one to three operands."""

    equation: Annotated[str, Len(max_length=40)] = "bij,bjk->bik"
    operand_a: Annotated[str, Len(max_length=40)] = "2, 3, 4"
    operand_b: Annotated[str, Len(max_length=40)] = "2, 4, 2"
    operand_c: Annotated[str, Len(max_length=40)] = "2"
    einsum_seed: Annotated[int, Interval(ge=0, le=999)] = 0


@dataclass(frozen=True)
class Term:
    """One summand of a cell: where each factor stands, and its number."""

    cells: tuple[tuple[int, ...], ...]
    factors: tuple[int, ...]


@dataclass(frozen=True)
class Product:
    """Up to three operands and the sums of their products.

    a, b, c: operands of any shape, None where there is none; values: of `shape`. `inputs` and `output` are the letters
    of each axis, `sizes` the size behind each letter; an operand's axis of size 1 is stretched.
    """

    a: np.ndarray
    b: np.ndarray | None
    c: np.ndarray | None
    inputs: tuple[str, ...]
    output: str
    sizes: dict[str, int]
    shape: tuple[int, ...]
    values: np.ndarray

    @property
    def operands(self) -> tuple[np.ndarray, ...]:
        """Those that there are, each of any shape."""
        return tuple(operand for operand in (self.a, self.b, self.c) if operand is not None)

    @property
    def equation(self) -> str:
        """The einsum that says the same, with a letter for every axis."""
        return f"{','.join(self.inputs)}->{self.output}"

    @property
    def summed(self) -> tuple[str, ...]:
        """The letters that are summed over."""
        return tuple(letter for letter in self.sizes if letter not in self.output)


def integers(shape: tuple[int, ...], generator: np.random.Generator) -> np.ndarray:
    """Small whole numbers of this `shape` that can be multiplied in the head."""
    return generator.integers(-4, 6, size=shape)


def read_equation(equation: str) -> tuple[list[str], str]:
    """The letters of each operand and of the result; without `->`, the letters that occur once, in alphabetical order.

    `...` stands for all axes that have no letter. Refusal where the text is no einsum of one to three operands.
    """
    text = re.sub(r"\s", "", equation)
    part = r"[a-zA-Z]*(?:\.\.\.)?[a-zA-Z]*"
    found = re.fullmatch(rf"({part}(?:,{part}){{0,2}})(?:->({part}))?", text)
    if not found:
        raise Refusal("einsum_text", got=equation[:40])
    inputs = found.group(1).split(",")
    letters = "".join(inputs).replace(".", "")
    output = found.group(2)
    if output is None:
        stack = "..." if "..." in text else ""
        output = stack + "".join(sorted(letter for letter in set(letters) if letters.count(letter) == 1))
    for letter in output.replace(".", ""):
        if letter not in letters or output.count(letter) > 1:
            raise Refusal("einsum_output", letter=letter)
    return inputs, output


def with_letters(inputs: Sequence[str], output: str, shapes: Sequence[Sequence[int]]) -> tuple[list[str], str]:
    """The equation with letters in place of `...`: its axes are aligned from the right, as in broadcasting.

    Refusal where the shapes have too few or too many axes, or the result lacks the `...` that an operand has.
    """
    hidden = []
    for number, (letters, shape) in enumerate(zip(inputs, shapes, strict=True)):
        named = len(letters.replace(".", ""))
        if len(shape) < named or (len(shape) > named and "..." not in letters):
            raise Refusal("einsum_axes", operand="abc"[number], axes=len(shape), letters=named)
        hidden.append(len(shape) - named)
    most = max(hidden)
    if most and "..." not in output:
        raise Refusal("einsum_ellipsis")
    used = "".join(inputs)
    free = [letter for letter in STACK_LETTERS + "EFGHIJKLMNOPQRSTUVWXYZ" if letter not in used]
    stack = "".join(free[:most])
    named_inputs = [x.replace("...", stack[most - axes :]) for x, axes in zip(inputs, hidden, strict=True)]
    return named_inputs, output.replace("...", stack)


def sizes_of_letters(inputs: Sequence[str], shapes: Sequence[Sequence[int]]) -> dict[str, int]:
    """How long the axis behind each letter is, in the order in which they appear; a size of 1 gives way to another.

    Refusal where two sizes do not fit. Within one operand a letter has one size, 1 included, as in NumPy and PyTorch.
    """
    sizes: dict[str, int] = {}
    for letters, shape in zip(inputs, shapes, strict=True):
        own: dict[str, int] = {}
        for letter, size in zip(letters, shape, strict=True):
            if own.setdefault(letter, size) != size:
                raise Refusal("einsum_sizes", letter=letter, first=own[letter], second=size)
        for letter, size in own.items():
            before = sizes.setdefault(letter, size)
            if before != size and 1 not in (before, size):
                raise Refusal("einsum_sizes", letter=letter, first=before, second=size)
            sizes[letter] = size if before == 1 else before
    got = math.prod(max(size, 1) for size in sizes.values())
    if got > MOST_TERMS:
        raise Refusal("einsum_terms", limit=MOST_TERMS, got=got)
    return sizes


def einsum_operands(einsum_config: EinsumConfig) -> tuple[list[str], str, list[np.ndarray]]:
    """The letters and the arrays, of any shape, of the config; `...` as it was typed."""
    inputs, output = read_equation(einsum_config.equation)
    texts = [einsum_config.operand_a, einsum_config.operand_b, einsum_config.operand_c][: len(inputs)]
    generator = np.random.default_rng(einsum_config.einsum_seed)
    return inputs, output, [integers(shape_of(text), generator) for text in texts]


def read_at(operand: np.ndarray, letters: str, at: Mapping[str, int]) -> tuple[int, ...]:
    """The cell of an operand of any shape where its letters have these values; 0 along an axis of size 1."""
    return tuple(at[letter] if size > 1 else 0 for letter, size in zip(letters, operand.shape, strict=True))


def product(inputs: Sequence[str], output: str, operands: Sequence[np.ndarray]) -> Product:
    """For every setting of all letters: multiply the factors, add the product to its cell of the result.

    operands: any shape, with one letter of `inputs` for each axis.
    """
    sizes = sizes_of_letters(inputs, [operand.shape for operand in operands])
    shape = tuple(sizes[letter] for letter in output)
    check_cells(shape)
    values = np.zeros(shape, dtype=np.int64)
    for setting in itertools.product(*(range(size) for size in sizes.values())):
        at = dict(zip(sizes, setting, strict=True))
        value = 1
        for letters, operand in zip(inputs, operands, strict=True):
            value *= int(operand[read_at(operand, letters, at)])
        values[tuple(at[letter] for letter in output)] += value
    a, b, c = (*operands, None, None)[:3]
    assert a is not None
    return Product(a=a, b=b, c=c, inputs=tuple(inputs), output=output, sizes=sizes, shape=shape, values=values)


def einsum(einsum_config: EinsumConfig) -> Product:
    """The result of the equation, by loops over its letters."""
    inputs, output, operands = einsum_operands(einsum_config)
    inputs, output = with_letters(inputs, output, [operand.shape for operand in operands])
    return product(inputs, output, operands)


def einsum_in_torch(einsum_config: EinsumConfig) -> dict[str, object]:
    """The same by torch.einsum."""
    import torch

    inputs, output, operands = einsum_operands(einsum_config)
    result = torch.einsum(f"{','.join(inputs)}->{output}", *map(torch.from_numpy, operands))
    return {"shape": tuple(result.shape), "values": result.tolist()}


def terms_of(found: Product, cell: Sequence[int]) -> list[Term]:
    """The products that add up to one cell of the result."""
    fixed = dict(zip(found.output, cell, strict=True))
    terms = []
    for setting in itertools.product(*(range(found.sizes[letter]) for letter in found.summed)):
        at = fixed | dict(zip(found.summed, setting, strict=True))
        pairs = list(zip(found.operands, found.inputs, strict=True))
        cells = tuple(read_at(operand, letters, at) for operand, letters in pairs)
        terms.append(Term(cells, tuple(int(x[c]) for (x, _), c in zip(pairs, cells, strict=True))))
    return terms
