from core.networks.cnn.settings import CnnState
from pages.shared import tabs, words

tabs(words(__file__), CnnState)
