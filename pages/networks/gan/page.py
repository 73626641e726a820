"""Two players: a generator against a discriminator."""

from core.networks.gan.settings import GanState
from pages.shared import tabs, words

tabs(words(__file__), GanState)
