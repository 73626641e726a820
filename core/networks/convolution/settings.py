"""What the page of convolutions keeps in its link: the open tab, and every config."""

from typing import Literal

from core.networks.convolution.grid import GridCell, GridConfig, GridImageConfig
from core.networks.convolution.photograph import PhotographConfig
from core.params import config


@config
class ConvolutionState:
    """The open tab."""

    tab: Literal["grid", "photograph"] = "grid"


CONFIGS = (ConvolutionState, GridImageConfig, GridConfig, GridCell, PhotographConfig)
