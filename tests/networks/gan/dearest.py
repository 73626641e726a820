"""What makes a link of the topic dear, beyond what the domains say: see `tests/pages/dearest.py`.

A training is computed in a process of its own; what its page costs is seen when it has ended, so it ends soon here.
"""

from core.networks.gan.settings import DRAWN

DEAREST = {"drawing": DRAWN, "rate_d": 0.003, "rate_g": 0.003, "moves": (50, -50) * 12, "h": 0.5}
BRIEF = {"gan_steps": 100}
