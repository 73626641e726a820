"""What is to be said of attention as an explanation of one answer."""

import math
from typing import Any

import numpy as np

from core import tex
from core.networks.attention.influence import Influence

SURE = 0.99  # the probability above which slopes say little
Line = tuple[str, dict[str, Any]]


def influence_lines(found: Influence) -> list[Line]:
    """The answer, whether attention and ablation have the same favorite, rank correlations, and that ln p is flat."""
    looked, mattered = int(np.nanargmax(found.attention)), int(np.nanargmax(found.ablation))
    said = {"place": found.place + 1, "probability": 100 * found.probability, "looked": looked + 1,
            "mattered": mattered + 1, "weight": float(found.attention[looked]), "fall": float(found.ablation[mattered]),
            "fall_looked": float(found.ablation[looked])}  # fmt: skip
    lines: list[Line] = [("said.right" if found.answer == found.wanted else "said.wrong", said)]
    lines.append(("said.agree" if looked == mattered else "said.disagree", said))
    ranks = {"attention": found.attention_rank, "gradient": found.gradient_rank}
    if any(math.isnan(one) for one in ranks.values()):
        lines.append(("said.no_ranks", {}))
    else:
        lines.append(("said.ranks", ranks))
    if found.probability > SURE:
        slope, rest = tex.number(float(found.gradient[mattered])), tex.number(1 - found.probability)
        lines.append(("said.flat", said | {"slope": slope, "rest": rest}))
    return lines


def ablation_by_hand(found: Influence) -> dict[str, Any]:
    """The numbers of the token that matters most."""
    mattered = int(np.nanargmax(found.ablation))
    own = math.log(found.probability)
    return {"place": found.place + 1, "mattered": mattered + 1, "probability": found.probability, "own": own,
            "fall": float(found.ablation[mattered]), "mean": own - float(found.ablation[mattered]),
            "attention": float(found.attention[mattered])}  # fmt: skip
