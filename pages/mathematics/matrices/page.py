from core.mathematics.matrices.settings import MatricesState
from pages.shared import tabs, words

tabs(words(__file__), MatricesState)
