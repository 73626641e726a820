from core.probability.information.settings import InformationState
from pages.shared import tabs, words

tabs(words(__file__), InformationState)
