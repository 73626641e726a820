from core.mathematics.derivatives.settings import DerivativesState
from pages.shared import tabs, words

tabs(words(__file__), DerivativesState)
