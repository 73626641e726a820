from core.networks.mlp.settings import StageState
from pages.shared import tabs, words

tabs(words(__file__), StageState)
