"""The sentences and the sums of the code tab, with the numbers on the screen."""

from typing import Any

import numpy as np

from core import tex
from core.probability.information.code import RAREST, SourceCode
from core.probability.information.distribution import surprise

Line = tuple[str, dict[str, Any]]
ROWS = 12  # of the table of codewords
ROUNDING = 1e-9


def code_lines(found: SourceCode) -> list[Line]:
    """Entropy, mean length, and what is between them."""
    bits = found.entropy
    lines: list[Line] = [("entropy", {"bits": bits, "nats": bits * float(np.log(2))})]
    lines += [
        ("length.block" if found.block > 1 else "length.symbol", {"length": found.mean_length, "block": found.block})
    ]
    if found.kind == "longer":
        share = 100 * found.waste / found.mean_length
        lines += [("kind.longer", {"waste": tex.number(found.waste), "share": tex.number(share, 3)})]
    else:
        lines += [(f"kind.{found.kind}", {})]
    if found.block < found.asked:
        lines += [("block_limit", {"block": found.block, "symbols": int((found.p > RAREST).sum())})]
    return lines


def weights_line(total: float, row: str = "") -> Line | None:
    """That weights, or those of a row, were divided by their sum, where it is not 1."""
    if abs(total - 1) < ROUNDING:
        return None
    return ("divided_row", {"total": total, "row": row}) if row else ("divided", {"total": total})


def codeword_rows(found: SourceCode) -> list[dict[str, Any]]:
    """The likeliest blocks: name, probability, surprise, what it adds to the entropy, codeword and its length."""
    order = np.argsort(-found.P, kind="stable")[:ROWS]
    due = surprise(found.P)
    return [
        {"name": found.blocks[k], "p": float(found.P[k]), "due": float(due[k]), "term": float(found.P[k] * due[k]),
         "word": found.codewords[k] or "–", "length": int(found.lengths[k])} for k in order
    ]  # fmt: skip


def rows_line(found: SourceCode) -> Line | None:
    """That the table ends before the blocks do."""
    return ("more_rows", {"shown": ROWS, "all": len(found.P)}) if len(found.P) > ROWS else None


def code_tex(found: SourceCode) -> dict[str, str]:
    """Entropy of the source and mean length of a codeword as sums, in LaTeX."""
    p, P = found.p[found.p > RAREST], found.P
    entropy = tex.total(
        rf"{tex.number(share)} \cdot {tex.number(float(due))}" for share, due in zip(p, surprise(p), strict=True)
    )
    length = tex.total(rf"{tex.number(share)} \cdot {int(bits)}" for share, bits in zip(P, found.lengths, strict=True))
    return {"entropy": entropy, "H": tex.number(found.entropy), "length": length,
            "L": tex.number(found.mean_length * found.block)}  # fmt: skip
