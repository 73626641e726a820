from core.practice.metrics.settings import MetricsState
from pages.shared import tabs, words

tabs(words(__file__), MetricsState)
