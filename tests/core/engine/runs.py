"""Two runs held to each other."""

import numpy as np

ARRAYS = (
    "train_losses", "test_losses", "train_accuracies", "test_accuracies", "gradient_norms", "learning_rates",
    "frames", "parameters",
)  # fmt: skip


def assert_equal_runs(one, other, limit=1e-9, tied=()):
    """Equal arrays; `tied` epochs may differ in accuracy alone."""
    for name in ARRAYS:
        a, b = getattr(one, name), getattr(other, name)
        assert a.shape == b.shape, name
        if "accuracies" in name and len(tied):
            a, b = np.delete(a, tied), np.delete(b, tied)
        assert np.allclose(a, b, rtol=limit, atol=limit), name
    assert one.stopped_epoch == other.stopped_epoch
    assert one.layout == other.layout
