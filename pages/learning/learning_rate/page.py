"""The learning rate: which minima it leaves, how it is found, changed and measured."""

from core.learning.learning_rate.settings import LearningRateState
from pages.shared import tabs, words

tabs(words(__file__), LearningRateState)
