r"""How each operation and its local derivatives are written: in formulas (LaTeX) and in NumPy.

In a pattern, `<a> <b> <c>` stand for the inputs, `<v>` for the value, `<g>` for the gradient that arrives.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from core.computing.autograd.formula.arguments import index_text

PLACE = re.compile(r"<([abcgv])>")


class Spelling(NamedTuple):
    """An operation in words of formulas and of NumPy.

    `slopes` holds the local derivative towards each input, `code_shares` what that makes of the gradient `<g>`
    (empty where nothing is passed on).
    """

    sign: str
    latex: str
    slopes: tuple[str, ...]
    code: str
    code_shares: tuple[str, ...]


def _comparison(sign: str, latex: str) -> Spelling:
    return Spelling(sign, rf"[<a> {latex} <b>]", ("0", "0"), f"np.where(<a> {sign} <b>, 1.0, 0.0)", ("", ""))


_IF_LARGER = "np.where(<a> < <b>, 0, np.where(<a> == <b>, <g> / 2, <g>))"
_IF_SMALLER = "np.where(<a> > <b>, 0, np.where(<a> == <b>, <g> / 2, <g>))"
SPELLINGS: dict[str, Spelling] = {
    "add": Spelling("+", "<a> + <b>", ("1", "1"), "<a> + <b>", ("<g>", "<g>")),
    "subtract": Spelling("−", "<a> - <b>", ("1", "-1"), "<a> - <b>", ("<g>", "-<g>")),
    "multiply": Spelling("×", r"<a> \cdot <b>", ("<b>", "<a>"), "<a> * <b>", ("<g> * <b>", "<g> * <a>")),
    "divide": Spelling(
        "÷", r"\frac{<a>}{<b>}", (r"\frac{1}{<b>}", r"-\frac{<v>}{<b>}"),
        "<a> / <b>", ("<g> / <b>", "-<g> * <v> / <b>"),
    ),
    "power": Spelling(
        "^", "<a>^{<b>}", (r"<b> \cdot <a>^{<b> - 1}", r"<v> \cdot \ln <a>"),
        "<a> ** <b>", ("<g> * <b> * <a> ** (<b> - 1)", "<g> * <v> * np.log(<a>)"),
    ),
    "negate": Spelling("−", "-<a>", ("-1",), "-<a>", ("-<g>",)),
    "exp": Spelling("exp", "e^{<a>}", ("<v>",), "np.exp(<a>)", ("<g> * <v>",)),
    "log": Spelling("log", r"\ln <a>", (r"\frac{1}{<a>}",), "np.log(<a>)", ("<g> / <a>",)),
    "sqrt": Spelling("√", r"\sqrt{<a>}", (r"\frac{1}{2 \cdot <v>}",), "np.sqrt(<a>)", ("<g> / (2 * <v>)",)),
    "sin": Spelling("sin", r"\sin <a>", (r"\cos <a>",), "np.sin(<a>)", ("<g> * np.cos(<a>)",)),
    "cos": Spelling("cos", r"\cos <a>", (r"-\sin <a>",), "np.cos(<a>)", ("-<g> * np.sin(<a>)",)),
    "tanh": Spelling("tanh", r"\tanh <a>", ("1 - <v>^2",), "np.tanh(<a>)", ("<g> * (1 - <v> ** 2)",)),
    "sigmoid": Spelling(
        "σ", r"\sigma(<a>)", (r"<v> \cdot (1 - <v>)",),
        "1 / (1 + np.exp(-<a>))", ("<g> * <v> * (1 - <v>)",),
    ),
    "softplus": Spelling(
        "softplus", r"\ln(1 + e^{<a>})", (r"\sigma(<a>)",),
        "np.logaddexp(0, <a>)", ("<g> / (1 + np.exp(-<a>))",),
    ),
    "relu": Spelling("ReLU", r"\max(<a>, 0)", ("[<a> > 0]",), "np.maximum(<a>, 0)", ("np.where(<a> <= 0, 0, <g>)",)),
    "abs": Spelling(
        "|·|", r"\lvert <a> \rvert", (r"\operatorname{sign}(<a>)",),
        "np.abs(<a>)", ("<g> * (1.0 * (<a> > 0) - (<a> < 0))",),
    ),
    "maximum": Spelling(
        "max", r"\max(<a>, <b>)", (r"[<a> > <b>] + \tfrac{1}{2}[<a> = <b>]", r"[<a> < <b>] + \tfrac{1}{2}[<a> = <b>]"),
        "np.maximum(<a>, <b>)", (_IF_LARGER, _IF_SMALLER),
    ),
    "minimum": Spelling(
        "min", r"\min(<a>, <b>)", (r"[<a> < <b>] + \tfrac{1}{2}[<a> = <b>]", r"[<a> > <b>] + \tfrac{1}{2}[<a> = <b>]"),
        "np.minimum(<a>, <b>)", (_IF_SMALLER, _IF_LARGER),
    ),
    "where": Spelling(
        "where", r"[<a>]\,<b> + [\lnot <a>]\,<c>", ("0", "<a>", "1 - <a>"),
        "np.where(<a> != 0, <b>, <c>)", ("", "np.where(<a> != 0, <g>, 0)", "np.where(<a> == 0, <g>, 0)"),
    ),
    "detach": Spelling("detach", r"\operatorname{detach}(<a>)", ("0",), "<a> + 0", ("",)),
    "less": _comparison("<", "<"),
    "less_equal": _comparison("<=", r"\le"),
    "greater": _comparison(">", ">"),
    "greater_equal": _comparison(">=", r"\ge"),
    "equal": _comparison("==", "="),
    "not_equal": _comparison("!=", r"\ne"),
}  # fmt: skip


class MixingSpelling(NamedTuple):
    """An operation that mixes elements, and what each input gets of the gradient `<g>`, in formulas.

    `<at>` stands for the index, `<along>` for the axis, `<ratio>` for how many elements were made one.
    """

    sign: str
    latex: str
    shares: tuple[str, ...]


_IF_EXTREME = r"<g> \cdot \frac{[<a> = <v>]}{\sum<along> [<a> = <v>]}"  # equal ones share it
MIXING_SPELLINGS: dict[str, MixingSpelling] = {
    "matmul": MixingSpelling("@", r"<a>\,<b>", (r"<g>\,<b>^{\top}", r"<a>^{\top}<g>")),
    "transpose": MixingSpelling("ᵀ", r"<a>^{\top}", (r"<g>^{\top}",)),
    "index": MixingSpelling("[ ]", r"<a>\texttt{<at>}", (r"\operatorname{place}_{\texttt{<at>}}(<g>)",)),
    "sum": MixingSpelling("Σ", r"\sum<along> <a>", (r"<g> \cdot \mathbf{1}",)),
    "mean": MixingSpelling(
        "mean", r"\operatorname{mean}<along> <a>", (r"\tfrac{1}{<ratio>} \cdot <g> \cdot \mathbf{1}",)
    ),
    "max": MixingSpelling("max", r"\operatorname{max}<along> <a>", (_IF_EXTREME,)),
    "min": MixingSpelling("min", r"\operatorname{min}<along> <a>", (_IF_EXTREME,)),
    "softmax": MixingSpelling(
        "softmax", r"\operatorname{softmax}<along>(<a>)",
        (r"<v> \odot \bigl(<g> - \textstyle\sum <g> \odot <v>\bigr)",),
    ),
}  # fmt: skip
INNER_SHARES = (r"<g> \cdot <b>", r"<g> \cdot <a>")  # of a matrix product of two vectors, which is a single number


def sign_of(operation: str) -> str:
    """What stands on the node of an operation; nothing on that of a leaf."""
    spelling = SPELLINGS.get(operation) or MIXING_SPELLINGS.get(operation)
    return spelling.sign if spelling else ""


def with_options(pattern: str, options: Mapping[str, Any], ratio: int = 1) -> str:
    """The pattern of an operation that mixes elements, with its index, its axis and the ratio in place."""
    axis = options.get("axis")
    along = "" if axis is None else rf"_{{\mathrm{{axis}}={axis}}}"
    filled = pattern.replace("<along>", along).replace("<ratio>", str(ratio))
    return filled.replace("<at>", index_text(options.get("at", ())))


def fill_code(pattern: str, parts: Mapping[str, str]) -> str:
    """A pattern of code with its places filled; negative numbers are bracketed."""

    def part(found: re.Match[str]) -> str:
        text = parts[found.group(1)]
        return f"({text})" if text.startswith("-") else text

    return PLACE.sub(part, pattern)
