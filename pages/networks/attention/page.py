"""Attention: who looks at whom."""

from core.networks.attention.settings import AttentionState
from pages.shared import tabs, words

tabs(words(__file__), AttentionState)
