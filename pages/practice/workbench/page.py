from core.practice.workbench.settings import WorkbenchState
from pages.shared import tabs, words

tabs(words(__file__), WorkbenchState)
