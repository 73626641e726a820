from core.computing.frameworks.settings import FrameworksState
from pages.shared import tabs, words

tabs(words(__file__), FrameworksState)
