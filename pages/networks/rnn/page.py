"""Recurrent networks: what they remember, how, and for how long."""

from core.networks.rnn.settings import RnnState
from pages.shared import tabs, words

tabs(words(__file__), RnnState)
