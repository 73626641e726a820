from core.practice.data.settings import DataState
from pages.shared import tabs, words

tabs(words(__file__), DataState)
