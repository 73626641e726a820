from core.mathematics.vectors.settings import VectorsState
from pages.shared import tabs, words

tabs(words(__file__), VectorsState)
