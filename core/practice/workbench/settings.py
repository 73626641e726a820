"""Every setting of the workbench with its domain: `…Config` enters a computation, `…State` only the page looks at."""

from typing import Annotated, Literal

from core.params import Interval, Len, Log, Step, config
from core.practice.workbench.table import TableModelConfig, TableSplitConfig

SetName = Literal["mnist", "fashion_mnist", "digits", "mnist_full", "fashion_full", "cifar10", "own"]
NetworkName = Literal["Logistic regression", "MLP", "LeNet-5", "VGG-small", "ResNet-8", "Random forest"]
Seed = Annotated[int, Interval(ge=0, le=9999)]

DRAWN = (  # a three by hand, as core/data/drawings.py writes it
    "123AR3iRR20Ai7ziR17Ai10z16Ai3ziRARRizzi15A3zR6A3z15ARiR7A3z24Aizzi21ARi4z22A5zR21AR5zR22Ai5zR24Ai3zR"
    "24Aizzi25Azzi14ARR9Azzi13ARzzR7AizzR13AR3ziRAARR4z15Ai11z17AR8zi20AR4iR124A"
)


@config
class WorkbenchState:
    """The open tab."""

    tab: Literal["images", "training", "judgment", "drawing", "advice", "table"] = "images"


@config
class ImagesConfig:
    """A set of labeled images, how many of them are taken to learn from, and how many of these are held out."""

    images: SetName = "mnist"
    size: Annotated[int, Interval(ge=100, le=60_000), Log()] = 1_000
    held_out: Annotated[int, Interval(ge=5, le=50), Step(5)] = 20  # percent of `size`
    split_seed: Seed = 0


@config
class ImageModelConfig:
    """A classifier of images; each reads only its own knobs."""

    network: NetworkName = "LeNet-5"
    hidden: Annotated[int, Interval(ge=8, le=512), Log()] = 128  # units of the MLP
    dropout: Annotated[float, Interval(ge=0, le=0.8), Step(0.05)] = 0.0  # before the last layer
    trees: Annotated[int, Interval(ge=10, le=300), Step(10)] = 100  # of the random forest


@config
class ImageTrainingConfig:
    """How a network is trained on images."""

    optimizer: Literal["SGD", "Momentum", "Adam", "AdamW"] = "Adam"
    learning_rate: Annotated[float, Interval(ge=1e-5, le=1), Log()] = 2e-3
    epochs: Annotated[int, Interval(ge=1, le=50)] = 3
    batch: Annotated[int, Interval(ge=16, le=512), Log()] = 64
    schedule: Literal["constant", "steps", "cosine", "one_cycle"] = "constant"
    weight_decay: Annotated[float, Interval(ge=0, le=0.1), Step(0.001)] = 0.0
    patience: Annotated[int, Interval(ge=0, le=20)] = 0  # epochs without a better validation loss; 0: no early end
    standardize: Literal["none", "set", "image"] = "set"
    augmentation: tuple[Literal["shift", "rotate", "zoom", "flip", "erase"], ...] = ()
    training_seed: Seed = 0


@config
class SheetConfig:
    """What the sheet of images shows: examples of each class, changed as in training or not, or the classes' means."""

    sheet: Literal["examples", "means"] = "examples"
    sheet_epoch: Annotated[int, Interval(ge=0, le=20)] = 0  # 0: as they are


@config
class DrawingConfig:
    """A drawing, and whether it is centered as the digits of MNIST were."""

    drawing: Annotated[str, Len(max_length=784)] = DRAWN
    centered: bool = True


@config
class WorkbenchCellState:
    """The open cell of the confusion matrix, (true, predicted), -1 for all mistakes; and the open test image (-1)."""

    cell_true: Annotated[int, Interval(ge=-1, le=49)] = -1
    cell_predicted: Annotated[int, Interval(ge=-1, le=49)] = -1
    sample: Annotated[int, Interval(ge=-1, le=9_999)] = -1


CONFIGS = (
    WorkbenchState,
    ImagesConfig,
    SheetConfig,
    ImageModelConfig,
    ImageTrainingConfig,
    DrawingConfig,
    WorkbenchCellState,
    TableSplitConfig,
    TableModelConfig,
)
