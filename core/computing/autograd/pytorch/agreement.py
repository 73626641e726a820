"""Whether PyTorch says the same as our engine, in one number."""

from dataclasses import dataclass

import numpy as np

from core.computing.autograd.formula.graph import Graph
from core.computing.autograd.walk.trace import Trace


@dataclass(frozen=True)
class Agreement:
    """The largest difference of all gradients, absolute and relative, and how many numbers were compared.

    Numbers that are infinite or undefined in both count as equal; `disagree` counts those that are so in one only.
    """

    absolute: float
    relative: float
    compared: int
    disagree: int


def agreement(graph: Graph, trace: Trace) -> Agreement:
    """Compares every variable's gradient with PyTorch's autograd at the same precision."""
    from core.computing.autograd.pytorch.twin import torch_gradients

    _, library = torch_gradients(graph)
    own = np.concatenate([trace.gradient_of(name).ravel() for name in trace.variables]).astype(float)
    zeros = {name: np.zeros_like(trace.gradient_of(name)) for name in trace.variables}
    others = [zeros[name] if library[name] is None else library[name] for name in trace.variables]
    other = np.concatenate([np.asarray(x).ravel() for x in others]).astype(float)
    finite = np.isfinite(own) & np.isfinite(other)
    gaps = np.abs(own[finite] - other[finite])
    sizes = np.maximum(np.maximum(np.abs(own), np.abs(other))[finite], 1e-8)
    different = ~finite & ~((own == other) | (np.isnan(own) & np.isnan(other)))
    return Agreement(
        float(gaps.max(initial=0.0)), float((gaps / sizes).max(initial=0.0)), own.size, int(different.sum())
    )
