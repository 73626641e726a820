from core.mathematics.decompositions.settings import DecompositionsState
from pages.shared import tabs, words

tabs(words(__file__), DecompositionsState)
