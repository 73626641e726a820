"""Every setting of the convolutional networks with its domain."""

from typing import Annotated, Literal

from core.params import Interval, Len, Log, Step, config

FamousName = Literal["LeNet-5", "AlexNet", "VGG-11", "VGG-16", "VGG-19", "ResNet-18", "ResNet-50", "ResNet-50 v1"]
TableName = Literal[
    "own", "LeNet-5", "AlexNet", "VGG-11", "VGG-16", "VGG-19", "ResNet-18", "ResNet-50", "ResNet-50 v1",
]  # fmt: skip
Measure = Literal["parameters", "multiply_adds", "memory", "field"]
OWN = "conv 16 3 1 1, relu, conv 16 3 1 1, relu, pool 2, conv 32 3 1 1, relu, pool 2, flatten, dense 10"


@config
class CnnState:
    """The open tab."""

    tab: Literal["skyline"] = "skyline"


@config
class SkylineConfig:
    """Which networks stand beside one's own, and what their blocks tell."""

    measure: Measure = "parameters"
    tall: Literal["side", "measure"] = "side"
    networks: tuple[FamousName, ...] = ("LeNet-5", "AlexNet", "VGG-16", "ResNet-18")


@config
class OwnNetworkConfig:
    """One's own network, as a text of up to twelve layers, and the images that it takes."""

    layers: Annotated[str, Len(max_length=400)] = OWN
    side: Annotated[int, Interval(ge=8, le=512), Log()] = 32
    colors: Literal[1, 3] = 1


@config
class LayerState:
    """The open layer of one's own network, from 1 on; and the network whose layers stand in the table."""

    layer: Annotated[int, Interval(ge=1, le=12)] = 1
    table: TableName = "own"


CONFIGS = (CnnState, SkylineConfig, OwnNetworkConfig, LayerState)
