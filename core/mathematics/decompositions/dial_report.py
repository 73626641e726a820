"""What the dial shows as arithmetic, and which sentence tells it."""

from typing import Any

import numpy as np

from core.mathematics.decompositions.dial import Dial
from core.mathematics.decompositions.eigen import Eigen
from core.tex import array, base, number, signed

Line = tuple[str, dict[str, Any]]


def kind_line(found: Eigen) -> Line:
    """The sentence for how many eigenlines there are, and its numbers."""
    if found.kind == "none":
        return "kind.none", {"modulus": found.modulus, "turn": found.turn}
    first, second = (number(value) for value in found.values)
    if found.values[1] == 0:  # where Ax is 0 the curve has no value, and jumps
        singular = {"two": "singular", "one": "nilpotent", "every": "zero"}
        return f"kind.{singular[found.kind]}", {"first": first}
    if found.kind == "two" and found.symmetric:
        return "kind.symmetric", {"first": first, "second": second}
    return f"kind.{found.kind}", {"first": first, "second": second}


def here_line(here: Dial) -> Line:
    """The sentence for this x, and its numbers."""
    if here.eigenvalue is None:
        return "here.turned", {"turn": abs(here.turn), "way": "left" if here.turn > 0 else "right",
                               "stretch": here.stretch}  # fmt: skip
    if np.isnan(here.turn):
        return "here.zero", {}
    return "here.eigenvector", {"value": number(here.eigenvalue)}


def characteristic_tex(found: Eigen) -> dict[str, str]:
    """The characteristic polynomial, its discriminant, and its roots with their numbers."""
    (a, b), (c, d) = found.a.tolist()
    root = (
        rf"\sqrt{{{number(found.discriminant)}}}"
        if found.discriminant >= 0
        else (rf"\mathrm{{i}}\,\sqrt{{{number(-found.discriminant)}}}")
    )
    pair = (
        ",\\;".join(number(value) for value in found.values)
        if found.values
        else (rf"{number(found.trace / 2)} \pm {number(np.sqrt(-found.discriminant) / 2)}\,\mathrm{{i}}")
    )
    return {
        "polynomial": rf"\lambda^2 - {signed(found.trace)}\,\lambda + {signed(found.det)}",
        "discriminant": rf"{base(found.trace)}^2 - 4 \cdot {signed(found.det)} = {number(found.discriminant)}",
        "roots": rf"\frac{{{number(found.trace)} \pm {root}}}{{2}} = {pair}",
        "det": rf"{signed(a)}\cdot {signed(d)} - {signed(b)}\cdot {signed(c)} = {number(found.det)}",
    }  # fmt: skip


def check_tex(found: Eigen) -> str:
    r"""(A - λI) v for each eigenvector, which is zero but for rounding; separated by \quad."""
    lines = []
    for value, vector in zip(found.values, found.vectors, strict=False):
        shifted = found.a - value * np.eye(2)
        result = shifted @ vector
        result = np.where(np.abs(result) < 1e-12, 0.0, result)
        lines.append(rf"{array(shifted)}\,{array(vector, column=True)} = {array(result, column=True)}")
    return r"\qquad ".join(lines)


def image_tex(here: Dial) -> str:
    """Ax with the numbers of this x."""
    matrix, x, image = (array(here.found.a), array(here.x, column=True), array(here.image, column=True))
    return rf"{matrix}\,{x} = {image}"
