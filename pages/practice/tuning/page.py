from core.practice.tuning.settings import TuningState
from pages.shared import tabs, words

tabs(words(__file__), TuningState)
