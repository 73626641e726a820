from core.computing.autograd.settings import AutogradState
from pages.shared import tabs, words

tabs(words(__file__), AutogradState)
