from core.computing.tensors.settings import TensorsState
from pages.shared import tabs, words

tabs(words(__file__), TensorsState)
