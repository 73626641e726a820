"""A product's sum, in letters and in numbers, as LaTeX."""

from collections.abc import Sequence

from core import tex
from core.computing.tensors.einsum import Product, Term

MOST_WRITTEN = 8  # terms


def letters_tex(found: Product) -> str:
    r"""The sum in letters: `Y_{i k} = \sum_{j=0}^{3} A_{i j} \, B_{j k}`."""
    factors = r" \, ".join(f"{name}_{{{' '.join(x)}}}" for name, x in zip("ABC", found.inputs, strict=False))
    sums = "".join(rf"\sum_{{{letter}=0}}^{{{found.sizes[letter] - 1}}} " for letter in found.summed)
    return f"Y_{{{' '.join(found.output)}}} = {sums}{factors}"


def terms_tex(terms: Sequence[Term]) -> str:
    """The sum in numbers, up to eight terms."""
    return tex.total((tex.product(term.factors) for term in terms), MOST_WRITTEN)
