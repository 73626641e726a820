"""The size and the evenness of a transposed convolution, as a formula with numbers and as sentences."""

from typing import Any

import numpy as np

from core.networks.convolution.transposed import Overlap, TransposedConfig

Line = tuple[str, dict[str, Any]]


def up_size_tex(found: Overlap, config: TransposedConfig) -> dict[str, str]:
    """The length of the output with its numbers."""
    n, k, s = config.up_input, config.up_kernel, config.up_stride
    length = rf"({n} - 1) \cdot {s} - 2 \cdot {config.up_padding} + {k} + {config.up_extra} = {found.length}"
    return {"length": length}


def transposed_lines(found: Overlap, config: TransposedConfig) -> tuple[Line, ...]:
    """Whether all cells are reached equally often, and what the settings hide."""
    k, s, n = config.up_kernel, config.up_stride, config.up_input
    few, many = (k // s) ** 2, (-(-k // s)) ** 2
    values = {"k": k, "s": s, "few": few, "many": many, "count": few}
    if k < s:
        kind = "holes" if n > 1 and int(found.counts.min()) == 0 else "single"
    elif int(found.counts.max()) < many:
        kind = "no_inside"
    else:
        kind = "even" if found.even else "uneven"
    lines: list[Line] = [(kind, values)]
    if n * s != found.length:
        lines.append(("not_times", {"times": s * n, "s": s, "length": found.length}))
    if config.up_extra:
        lines.append(("extra", {"extra": config.up_extra}))
    return tuple(lines)


def transposed_said(found: Overlap, config: TransposedConfig) -> dict[str, Any]:
    """The numbers of the text alternatives."""
    return {"n": config.up_input, "o": found.length, "least": int(np.min(found.counts)),
            "most": int(np.max(found.counts)), "k": config.up_kernel, "s": config.up_stride}  # fmt: skip
