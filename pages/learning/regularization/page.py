from core.learning.regularization.settings import RegularizationState
from pages.shared import tabs, words

tabs(words(__file__), RegularizationState)
