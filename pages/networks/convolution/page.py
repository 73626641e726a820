"""Convolution: a kernel slides."""

from core.networks.convolution.settings import ConvolutionState
from pages.shared import tabs, words

tabs(words(__file__), ConvolutionState)
