"""The networks of the workbench in PyTorch, from a linear one to a small ResNet; the weights come from a seed."""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn.functional import relu

from core.practice.workbench.settings import ImageModelConfig


class SeededDropout(nn.Module):
    """Sets each value to zero with probability p while it trains, and divides the others by 1 − p.

    The values are of any shape; which are left out is drawn from `generator`, which the training sets at each step.
    """

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p, self.generator = p, torch.Generator()

    def forward(self, x: Tensor) -> Tensor:
        """What is left of x."""
        if not self.training or self.p == 0:
            return x
        kept = torch.rand(x.shape, generator=self.generator) >= self.p
        return x * kept.to(x) / (1 - self.p)


class ResidualBlock(nn.Module):
    """relu(F(x) + x) with two convolutions in F; where the shape changes, x goes through one of 1 × 1.

    He et al. (2016), fig. 2.
    """

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)
        same = inputs == outputs and stride == 1
        self.shortcut = nn.Identity() if same else nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)
        )  # fmt: skip

    def forward(self, x: Tensor) -> Tensor:
        """(n, inputs, s, s) to (n, outputs, s / stride, s / stride)."""
        f = relu(self.norm1(self.conv1(x)))
        f = self.norm2(self.conv2(f))
        return relu(f + self.shortcut(x))


def logistic_regression(config: ImageModelConfig, side: int, channels: int, classes: int) -> nn.Sequential:
    """One weight for each pixel and class."""
    return nn.Sequential(nn.Flatten(), SeededDropout(config.dropout), nn.Linear(channels * side**2, classes))


def multilayer_perceptron(config: ImageModelConfig, side: int, channels: int, classes: int) -> nn.Sequential:
    """One hidden layer; it does not know which pixels are neighbors."""
    return nn.Sequential(
        nn.Flatten(), nn.Linear(channels * side**2, config.hidden), nn.ReLU(),
        SeededDropout(config.dropout), nn.Linear(config.hidden, classes),
    )  # fmt: skip


def lenet(config: ImageModelConfig, side: int, channels: int, classes: int) -> nn.Sequential:
    """LeNet-5 with ReLU and maxima in place of sigmoids and means. LeCun et al. (1998), fig. 2."""
    return nn.Sequential(
        nn.Conv2d(channels, 6, 5, padding=2 if side == 28 else 0), nn.ReLU(), nn.MaxPool2d(2),  # (n, 6, 14, 14)
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),  # (n, 400)
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(),
        SeededDropout(config.dropout), nn.Linear(84, classes),
    )  # fmt: skip


def vgg_small(config: ImageModelConfig, side: int, channels: int, classes: int) -> nn.Sequential:
    """Two blocks of two 3 × 3 convolutions, in the manner of Simonyan and Zisserman (2015)."""
    return nn.Sequential(
        nn.Conv2d(channels, 16, 3, padding=1), nn.ReLU(), nn.Conv2d(16, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.Conv2d(32, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), SeededDropout(config.dropout), nn.Linear(32 * (side // 4) ** 2, classes),
    )  # fmt: skip


def resnet(config: ImageModelConfig, side: int, channels: int, classes: int) -> nn.Sequential:
    """Eight layers with weights on the longest way: three residual blocks of 16, 32 and 64 channels."""
    return nn.Sequential(
        nn.Conv2d(channels, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU(),
        ResidualBlock(16, 16, 1), ResidualBlock(16, 32, 2), ResidualBlock(32, 64, 2),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), SeededDropout(config.dropout), nn.Linear(64, classes),
    )  # fmt: skip


NETWORKS: dict[str, Callable[[ImageModelConfig, int, int, int], nn.Sequential]] = {
    "Logistic regression": logistic_regression,
    "MLP": multilayer_perceptron,
    "LeNet-5": lenet,
    "VGG-small": vgg_small,
    "ResNet-8": resnet,
}


def seeded_network(config: ImageModelConfig, shape: tuple[int, int, int], classes: int, seed: int) -> nn.Sequential:
    """A network for images of `shape` (side, side, channels), with the usual weights of PyTorch, drawn from a seed."""
    with torch.device("meta"):
        empty = NETWORKS[config.network](config, shape[0], shape[2], classes)
    net = empty.to_empty(device="cpu")
    generator = torch.Generator().manual_seed(seed)
    for layer in net.modules():
        if isinstance(layer, nn.Linear | nn.Conv2d):
            bound = layer.weight[0].numel() ** -0.5  # 1 / √(inputs of a unit)
            nn.init.uniform_(layer.weight, -bound, bound, generator=generator)
            if layer.bias is not None:
                nn.init.uniform_(layer.bias, -bound, bound, generator=generator)
        elif isinstance(layer, nn.BatchNorm2d):
            layer.reset_parameters()
    return net


def parameter_count(net: nn.Module) -> int:
    """Numbers that are learned; running statistics do not count."""
    return sum(weight.numel() for weight in net.parameters())
