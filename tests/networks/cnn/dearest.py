"""What makes a link of the topic cnn dear, beyond what the domains say; a run ends soon here."""

from core.networks.cnn.famous import LENET
from core.networks.cnn.settings import InputConfig

DEAREST = {
    "layers": LENET,
    "drawing": InputConfig().drawing,
    "learning_rate": 0.002,
}
BRIEF = {"epochs": 2, "size": 600, "steps": 10}
