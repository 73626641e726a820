from core.probability.estimation.settings import EstimationState
from pages.shared import tabs, words

tabs(words(__file__), EstimationState)
