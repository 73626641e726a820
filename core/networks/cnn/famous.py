"""The famous networks, written as texts of layers: a name to its text, the side of its input, and the channels."""

from core.networks.cnn.settings import FamousName


def _vgg(*blocks: int) -> str:
    """Blocks of 3 × 3 convolutions, each with so many, between poolings. Simonyan and Zisserman (2015), table 1."""
    parts = []
    for count, channels in zip(blocks, (64, 128, 256, 512, 512), strict=True):
        parts += [f"conv {channels} 3 1 1, relu"] * count + ["pool 2"]
    return ", ".join([*parts, "flatten, dense 4096, relu, dropout 50, dense 4096, relu, dropout 50, dense 1000"])


def _resnet(kind: str, channels: int, *blocks: int) -> str:
    """Four stages of residual blocks; each but the first begins with a stride of 2. He et al. (2016), table 1."""
    parts = ["conv 64 7 2 3, bn, relu, pool 3 2 1"]
    for stage, count in enumerate(blocks):
        wide = channels * 2**stage
        parts += [f"{kind} {wide} {2 if stage else 1}"] + [f"{kind} {wide}"] * (count - 1)
    return ", ".join([*parts, "gap, dense 1000"])


ALEXNET = (
    "conv 64 11 4 2, relu, pool 3 2, conv 192 5 1 2, relu, pool 3 2, conv 384 3 1 1, relu, conv 256 3 1 1, relu, "
    "conv 256 3 1 1, relu, pool 3 2, flatten, dropout 50, dense 4096, relu, dropout 50, dense 4096, relu, dense 1000"
)
TWO_COLUMNS = (  # on two graphics cards, which met in the third convolution only. Krizhevsky et al. (2012), fig. 2
    "conv 96 11 4 2, relu, pool 3 2, conv 256 5 1 2 1 2, relu, pool 3 2, conv 384 3 1 1, relu, conv 384 3 1 1 1 2, "
    "relu, conv 256 3 1 1 1 2, relu, pool 3 2, flatten, dense 4096, relu, dropout 50, dense 4096, relu, dropout 50, "
    "dense 1000"
)
SQUEEZENET = (  # version 1.1
    "conv 64 3 2, relu, pool 3 2, fire 16 64, fire 16 64, pool 3 2, fire 32 128, fire 32 128, pool 3 2, fire 48 192, "
    "fire 48 192, fire 64 256, fire 64 256, dropout 50, conv 1000 1, relu, gap"
)
LENET = "conv 6 5, relu, pool 2, conv 16 5, relu, pool 2, flatten, dense 120, relu, dense 84, relu, dense 10"
FAMOUS: dict[FamousName, tuple[str, int, int]] = {
    "LeNet-5": (LENET, 32, 1),
    "AlexNet": (ALEXNET, 224, 3),  # of one column, Krizhevsky (2014)
    "AlexNet 2012": (TWO_COLUMNS, 224, 3),
    "VGG-11": (_vgg(1, 1, 2, 2, 2), 224, 3),
    "VGG-16": (_vgg(2, 2, 3, 3, 3), 224, 3),
    "VGG-19": (_vgg(2, 2, 4, 4, 4), 224, 3),
    "SqueezeNet 1.1": (SQUEEZENET, 224, 3),
    "ResNet-18": (_resnet("res", 64, 2, 2, 2, 2), 224, 3),
    "ResNet-50": (_resnet("bottle", 256, 3, 4, 6, 3), 224, 3),
    "ResNet-50 v1": (_resnet("bottle1", 256, 3, 4, 6, 3), 224, 3),
}
