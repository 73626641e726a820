"""Descent: optimizers on surfaces that can be seen whole."""

from core.learning.descent.settings import DescentState
from pages.shared import tabs, words

tabs(words(__file__), DescentState)
