"""Every setting of the convolutional networks with its domain."""

from typing import Annotated, Literal

from core.params import Interval, Len, Log, Step, config
from core.practice.workbench.settings import DRAWN

FamousName = Literal[
    "LeNet-5", "AlexNet", "AlexNet 2012", "VGG-11", "VGG-16", "VGG-19", "SqueezeNet 1.1", "ResNet-18", "ResNet-50",
    "ResNet-50 v1",
]  # fmt: skip
TableName = Literal[
    "own", "LeNet-5", "AlexNet", "AlexNet 2012", "VGG-11", "VGG-16", "VGG-19", "SqueezeNet 1.1", "ResNet-18",
    "ResNet-50", "ResNet-50 v1",
]  # fmt: skip
Measure = Literal["parameters", "multiply_adds", "memory", "field"]
OWN = "conv 16 3 1 1, relu, conv 16 3 1 1, relu, pool 2, conv 32 3 1 1, relu, pool 2, flatten, dense 10"


@config
class CnnState:
    """The open tab."""

    tab: Literal["skyline", "inside", "depth", "shift"] = "skyline"


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
class CnnLayerState:
    """The open layer of one's own network, from 1 on; and the network whose layers stand in the table."""

    layer: Annotated[int, Interval(ge=1, le=12)] = 1
    table: TableName = "own"


@config
class CnnClassifierConfig:
    """A network of the workbench, the images that it learns from, and how."""

    images: Literal["mnist", "fashion_mnist", "digits"] = "mnist"
    network: Literal["LeNet-5", "VGG-small", "ResNet-8"] = "LeNet-5"
    size: Annotated[int, Interval(ge=200, le=8000), Log()] = 2000
    epochs: Annotated[int, Interval(ge=1, le=20)] = 5
    learning_rate: Annotated[float, Interval(ge=1e-4, le=0.1), Log()] = 2e-3
    dropout: Annotated[float, Interval(ge=0, le=0.8), Step(0.05)] = 0.0
    shifted: bool = False  # images are moved by chance while it learns
    training_seed: Annotated[int, Interval(ge=0, le=9999)] = 0


@config
class InputConfig:
    """The image that goes in, a test image or a drawing; and the class of which Grad-CAM speaks, -1 for the answer."""

    source: Literal["test", "drawn"] = "test"
    image: Annotated[int, Interval(ge=0, le=1999)] = 0
    drawing: Annotated[str, Len(max_length=784)] = DRAWN
    target: Annotated[int, Interval(ge=-1, le=9)] = -1


@config
class DepthConfig:
    """How deep the four variants are, and how they are trained."""

    blocks: Annotated[int, Interval(ge=1, le=24)] = 9  # of two layers each
    steps: Annotated[int, Interval(ge=10, le=60), Step(10)] = 40
    rate: Annotated[float, Interval(ge=1e-3, le=1), Log()] = 0.05
    depth_seed: Annotated[int, Interval(ge=0, le=9999)] = 0


@config
class ShiftConfig:
    """How far an image is moved, and in which direction."""

    shift: Annotated[int, Interval(ge=-8, le=8)] = 0
    direction: Literal["right", "down"] = "right"


CONFIGS = (
    CnnState,
    SkylineConfig,
    OwnNetworkConfig,
    CnnLayerState,
    CnnClassifierConfig,
    InputConfig,
    DepthConfig,
    ShiftConfig,
)
