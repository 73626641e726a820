"""One mask by hand, and how far an average of masks may be from the whole network."""

from typing import Any

import numpy as np

from core import tex
from core.learning.regularization.dropout import DroppedNetwork, MaskedOutputs
from core.learning.regularization.settings import DropoutConfig

LARGE = 12.0  # four times the largest output


def mask_tex(network: DroppedNetwork, found: MaskedOutputs, config: DropoutConfig) -> dict[str, Any]:
    """The output at the place under the mask: the kept terms, enlarged, and the bias; in LaTeX."""
    kept = found.kept[config.mask - 1]
    return {
        "x": tex.number(config.at), "kept": int(kept.sum()), "units": len(kept), "keep": tex.number(1 - config.rate),
        "terms": tex.total([tex.number(term, 3) for term in found.terms[kept]]) if kept.any() else "0",
        "bias": tex.signed(network.bias, 3), "one": tex.number(float(found.outputs[config.mask - 1]), 3),
        "whole": tex.number(found.whole_at, 3),
    }  # fmt: skip


def spread_tex(found: MaskedOutputs, config: DropoutConfig) -> dict[str, Any]:
    """The exact standard deviation over masks, and that of the average of k, in LaTeX."""
    return {
        "p": tex.number(config.rate), "squares": tex.number(float(np.sum(found.terms**2)), 3),
        "sd": tex.number(found.sd_at, 3), "k": config.masks,
        "se": tex.number(found.sd_at / np.sqrt(config.masks), 3),
        "average": tex.number(float(found.outputs[: config.masks].mean()), 3), "whole": tex.number(found.whole_at, 3),
    }  # fmt: skip


def sharing_line(found: MaskedOutputs) -> tuple[str, dict[str, Any]]:
    """Whether the units share the work or hold each other in balance: the sum of |terms| beside |sum of terms|."""
    size, total = float(np.abs(found.terms).sum()), float(np.abs(found.terms.sum()))
    return ("balance" if size > LARGE else "share"), {"size": size, "total": total}
