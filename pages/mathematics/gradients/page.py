"""Gradients: the slope of a surface, and what it says about the way down."""

from core.mathematics.gradients.settings import GradientsState
from pages.shared import tabs, words

tabs(words(__file__), GradientsState)
