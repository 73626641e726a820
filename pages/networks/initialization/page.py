"""Initialization: what a deep network does before it has learned anything, and what follows from it."""

from core.networks.initialization.settings import InitializationState
from pages.shared import tabs, words

tabs(words(__file__), InitializationState)
