"""What makes a link of the network lab dear, beyond what the domains say: see `tests/pages/dearest.py`."""

from core.engine.settings import MOST_BRANCHES

DEAREST = {
    "batch_size": 1, "optimizer": "AdamW", "activations": ("Sine",), "early_stopping": False, "batch_norm": False,
    "learning_rate": 1e-5, "branches": "".join(f"{900 * k}:;" for k in range(1, MOST_BRANCHES))[:-1] + ";10000:",
    "l1": 0.001, "l2": 0.001, "weight_decay": 0.001, "sigma": 1.0, "without": (), "playhead": -1,
}  # fmt: skip
