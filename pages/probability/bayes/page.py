from core.probability.bayes.settings import BayesState
from pages.shared import tabs, words

tabs(words(__file__), BayesState)
