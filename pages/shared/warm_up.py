"""What a server does before visitors wait for it: heavy imports, compilation, and freezing the garbage collector."""

import gc
from importlib import import_module

from core.engine.fast.ready import warm_up as compile_networks

HEAVY = (
    "pandas", "plotly.graph_objects", "scipy.stats", "sklearn.ensemble", "sklearn.linear_model", "sklearn.metrics",
    "sklearn.model_selection", "sklearn.neural_network", "nbformat", "torch",
)  # fmt: skip


def import_heavy() -> None:
    """Import the heavy packages before the first visitor: of two threads one may meet a package half made."""
    for name in HEAVY:
        import_module(name)
    one_thread()
    freeze()


def warm_up() -> None:
    """Compile the network engine, and move all that lives out of the collector's sight.

    Whoever asks for a run while it is compiled gets one from scratch and does not wait.
    """
    compile_networks()
    freeze()


def one_thread() -> None:
    """Let torch use one thread: with two and a busy neighbor a step takes thirty times as long."""
    import torch

    torch.set_num_threads(1)


def freeze() -> None:
    """Collect once, and exempt what is left from later collections."""
    gc.collect()
    gc.freeze()
