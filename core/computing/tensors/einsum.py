"""Any product that sums over shared letters, with its sum written out."""

import itertools
import math
import re
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from core.computing.tensors.arrays import check_cells, shape_of
from core.params import Interval, Len, config
from core.refusal import Refusal

MOST_TERMS = 20_000


@config
class EinsumConfig:
    """An equation such as `ij,jk->ik`, the shapes of its one to three operands, and the cell that is looked at."""

    equation: Annotated[str, Len(max_length=40)] = "bij,bjk->bik"
    operand_a: Annotated[str, Len(max_length=40)] = "2, 3, 4"
    operand_b: Annotated[str, Len(max_length=40)] = "2, 4, 2"
    operand_c: Annotated[str, Len(max_length=40)] = "2"
    cell: Annotated[int, Interval(ge=0, le=511)] = 17
    seed: Annotated[int, Interval(ge=0, le=999)] = 0


@dataclass(frozen=True)
class Term:
    """One summand of the chosen cell: where each factor stands, and its number."""

    cells: tuple[tuple[int, ...], ...]
    factors: tuple[float, ...]


@dataclass(frozen=True)
class Product:
    """Operands, result, and the chosen cell with the terms that add up to it.

    `equation` is the einsum that says the same; `latex` the sum written out in letters; `summed` its summed letters.
    """

    operands: tuple[np.ndarray, ...]
    result: np.ndarray
    equation: str
    latex: str
    summed: tuple[tuple[str, int], ...]
    cell: tuple[int, ...]
    terms: tuple[Term, ...]


def integers(shape: tuple[int, ...], generator: np.random.Generator) -> np.ndarray:
    """Small whole numbers that can be multiplied in the head."""
    return generator.integers(-4, 6, size=shape)


def read_equation(equation: str) -> tuple[list[str], str]:
    """The letters of each operand and of the result; without `->`, the letters that occur once, in alphabetical order.

    Refusal where the text is no einsum of one to three operands.
    """
    text = re.sub(r"\s", "", equation)
    found = re.fullmatch(r"([a-zA-Z]*(?:,[a-zA-Z]*){0,2})(?:->([a-zA-Z]*))?", text)
    if not found:
        raise Refusal("einsum_text", got=equation[:40])
    inputs = found.group(1).split(",")
    letters = "".join(inputs)
    output = found.group(2)
    if output is None:
        output = "".join(sorted(letter for letter in set(letters) if letters.count(letter) == 1))
    for letter in output:
        if letter not in letters or output.count(letter) > 1:
            raise Refusal("einsum_output", letter=letter)
    return inputs, output


def sizes_of_letters(inputs: list[str], shapes: list[tuple[int, ...]]) -> dict[str, int]:
    """How long the axis behind each letter is; Refusal where the shapes do not agree with the letters."""
    sizes: dict[str, int] = {}
    for number, (letters, shape) in enumerate(zip(inputs, shapes, strict=True)):
        if len(letters) != len(shape):
            raise Refusal("einsum_axes", operand="abc"[number], axes=len(shape), letters=len(letters))
        for letter, size in zip(letters, shape, strict=True):
            if sizes.setdefault(letter, size) != size:
                raise Refusal("einsum_sizes", letter=letter, first=sizes[letter], second=size)
    got = math.prod(max(size, 1) for size in sizes.values())
    if got > MOST_TERMS:
        raise Refusal("einsum_terms",
                          limit=MOST_TERMS, got=got)  # fmt: skip
    return sizes


def einsum_operands(einsum_config: EinsumConfig) -> tuple[list[str], str, list[np.ndarray]]:
    """The letters and the arrays of the config."""
    inputs, output = read_equation(einsum_config.equation)
    texts = [einsum_config.operand_a, einsum_config.operand_b, einsum_config.operand_c][: len(inputs)]
    generator = np.random.default_rng(einsum_config.seed)
    return inputs, output, [integers(shape_of(text), generator) for text in texts]


def einsum_by_loops(inputs: list[str], output: str, operands: list[np.ndarray]) -> np.ndarray:
    """For every setting of all letters: multiply the factors, add the product to its cell of the result."""
    sizes = sizes_of_letters(inputs, [operand.shape for operand in operands])
    result = np.zeros([sizes[letter] for letter in output], dtype=np.int64)
    for setting in itertools.product(*(range(size) for size in sizes.values())):
        at = dict(zip(sizes, setting, strict=True))
        product = 1
        for letters, operand in zip(inputs, operands, strict=True):
            product *= int(operand[tuple(at[letter] for letter in letters)])
        result[tuple(at[letter] for letter in output)] += product
    return result


def einsum_by_hand(einsum_config: EinsumConfig) -> dict[str, object]:
    """The result of the equation, by loops over its letters."""
    inputs, output, operands = einsum_operands(einsum_config)
    result = einsum_by_loops(inputs, output, operands)
    return {"shape": list(result.shape), "values": result.ravel().tolist()}


def einsum_in_torch(einsum_config: EinsumConfig) -> dict[str, object]:
    """The same by torch.einsum."""
    import torch

    inputs, output, operands = einsum_operands(einsum_config)
    sizes_of_letters(inputs, [operand.shape for operand in operands])
    result = torch.einsum(f"{','.join(inputs)}->{output}", *map(torch.from_numpy, operands))
    return {"shape": list(result.shape), "values": result.flatten().tolist()}


def einsum(einsum_config: EinsumConfig) -> Product:
    """The equation's result by NumPy, with one cell's sum written out in numbers."""
    inputs, output, operands = einsum_operands(einsum_config)
    sizes = sizes_of_letters(inputs, [operand.shape for operand in operands])
    check_cells([sizes[letter] for letter in output])
    result = np.asarray(np.einsum(f"{','.join(inputs)}->{output}", *operands))
    return explained(inputs, output, operands, sizes, result, cell=einsum_config.cell)


def explained(
    inputs: list[str], output: str, operands: list[np.ndarray], sizes: dict[str, int], result: np.ndarray, *, cell: int
) -> Product:
    """One cell of the result as a sum of products."""
    summed = [letter for letter in sizes if letter not in output]
    terms: list[Term] = []
    index: tuple[int, ...] = ()
    if result.size:
        index = tuple(int(i) for i in np.unravel_index(cell % result.size, result.shape))
        fixed = dict(zip(output, index, strict=True))
        for setting in itertools.product(*(range(sizes[letter]) for letter in summed)):
            at = fixed | dict(zip(summed, setting, strict=True))
            cells = tuple(tuple(at[letter] for letter in letters) for letters in inputs)
            factors = tuple(float(operand[c]) for operand, c in zip(operands, cells, strict=True))
            terms.append(Term(cells, factors))
    names = "ABC"[: len(inputs)]
    factors_latex = r" \, ".join(f"{name}_{{{' '.join(x)}}}" for name, x in zip(names, inputs, strict=True))
    sums = "".join(rf"\sum_{{{letter}=0}}^{{{sizes[letter] - 1}}} " for letter in summed)
    latex = f"Y_{{{' '.join(output)}}} = {sums}{factors_latex}"
    equation = f"{','.join(inputs)}->{output}"
    pairs = tuple((letter, sizes[letter]) for letter in summed)
    return Product(tuple(operands), result, equation, latex, pairs, index, tuple(terms))
