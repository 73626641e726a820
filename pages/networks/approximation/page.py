from core.networks.approximation.settings import ApproximationState
from pages.shared import tabs, words

tabs(words(__file__), ApproximationState)
