"""What makes a link of the topic cnn dear, beyond what the domains say; a run ends soon here."""

from core.networks.cnn.famous import LENET
from core.networks.cnn.settings import InputConfig

DEAREST = {
    "layers": LENET,
    "drawing": InputConfig().drawing,
    "epochs": 3,
    "size": 1000,
    "learning_rate": 0.002,
    "steps": 10,
}
