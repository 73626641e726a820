"""Whether PyTorch says the same as our engine, in one number."""

from dataclasses import dataclass

import numpy as np

from core.computing.autograd.formula.graph import Graph
from core.computing.autograd.walk.trace import Trace


@dataclass(frozen=True)
class Agreement:
    """The largest difference of all gradients, and how many numbers were compared.

    Numbers that are infinite or undefined in both count as equal; `disagree` counts those that are so in one only.
    """

    absolute: float
    compared: int
    disagree: int


def agreement(graph: Graph, trace: Trace) -> Agreement:
    """Compares every variable's gradient with PyTorch's autograd at the same precision."""
    from core.computing.autograd.pytorch.twin import torch_gradients

    library = torch_gradients(graph)
    own = np.concatenate([trace.gradient_of(name).ravel() for name in trace.variables]).astype(float)
    other = np.concatenate([library[name].ravel() for name in trace.variables]).astype(float)
    finite = np.isfinite(own) & np.isfinite(other)
    equal = (own == other) | (np.isnan(own) & np.isnan(other))
    return Agreement(
        absolute=float(np.abs(own[finite] - other[finite]).max(initial=0.0)),
        compared=own.size,
        disagree=int((~finite & ~equal).sum()),
    )
