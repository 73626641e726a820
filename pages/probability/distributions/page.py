from core.probability.distributions.settings import DistributionsState
from pages.shared import tabs, words

tabs(words(__file__), DistributionsState)
