from core.learning.linear_models.settings import LinearModelsState
from pages.shared import tabs, words

tabs(words(__file__), LinearModelsState)
