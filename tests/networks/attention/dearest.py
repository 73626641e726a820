"""What makes a link of the topic dear, beyond what the domains say: see `tests/pages/dearest.py`.

A training is computed in a process of its own; what its page costs is seen when it has ended, so it ends soon here.
"""

DEAREST = {
    "sentence": "a b c d e f g h", "words": "a b c d e f g h",
    "batch_size": 8, "block_width": 32, "task": "characters", "rate": 0.005, "induction_rate": 0.005,
    "model_width": 64, "heads": 8, "cost_heads": 96, "cost_width": 12288,
}  # fmt: skip
BRIEF = {"induction_steps": 50, "train_steps": 50}
