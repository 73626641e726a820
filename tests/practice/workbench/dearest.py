"""What makes a link of the workbench dear, beyond what the domains say: see `tests/pages/dearest.py`.

A run is computed in a process of its own; what its page costs is seen when it has ended, so it ends soon here.
"""

CHECKERED = ("Az" * 14 + "zA" * 14) * 14
DEAREST = {
    "drawing": CHECKERED, "epochs": 3, "trees": 20, "learning_rate": 0.002, "weight_decay": 0.0, "dropout": 0.0,
    "cell_true": 5, "cell_predicted": 8, "sample": 7,
}  # fmt: skip
