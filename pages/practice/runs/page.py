from core.practice.runs.settings import RunsState
from pages.shared import tabs, words

tabs(words(__file__), RunsState)
