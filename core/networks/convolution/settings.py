"""What the page of convolutions keeps in its link: the open tab, and every config."""

from typing import Literal

from core.networks.convolution.channels import ChannelsConfig
from core.networks.convolution.grid import GridCell, GridConfig, GridImageConfig
from core.networks.convolution.photograph import PhotographConfig
from core.networks.convolution.pooling import PoolingConfig
from core.networks.convolution.receptive import ReceptiveConfig
from core.networks.convolution.transposed import TransposedConfig
from core.params import config


@config
class ConvolutionState:
    """The open tab, and the open part of the tab on sizes."""

    tab: Literal["grid", "photograph", "channels", "resampling", "receptive"] = "grid"
    resampler: Literal["pooling", "transposed"] = "pooling"


CONFIGS = (
    ConvolutionState, GridImageConfig, GridConfig, GridCell, PhotographConfig, ChannelsConfig, PoolingConfig,
    TransposedConfig, ReceptiveConfig,
)  # fmt: skip
