"""How the networks of this topic were trained: `python -m core.computing.frameworks.training` writes their file."""

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from core.computing.frameworks.models import MODELS, NETWORKS_FILE, Arrays
from core.computing.frameworks.pytorch import untrained_network
from core.data.digit_images import load_digit_images
from core.data.tables import FILES
from core.practice.workbench.networks import SeededDropout

BATCH = 64
EPOCHS = {"LeNet": 8, "MLP": 20, "LSTM": 16}
RATE = 2e-3
SEED = 0


def train_network(model: str, epochs: int) -> nn.Sequential:
    """A network that has seen the training digits of MNIST so many times; all chance comes from one seed."""
    torch.set_num_threads(1)
    generator = torch.Generator().manual_seed(SEED)
    net = untrained_network(model).train()
    _draw_weights(net, generator)
    x, labels = _training_digits()
    optimizer = torch.optim.Adam(net.parameters(), RATE)
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 + np.cos(np.pi * epoch / epochs)) / 2
        for rows in torch.randperm(len(x), generator=generator).split(BATCH):  # type: ignore[no-untyped-call]
            optimizer.zero_grad()
            cross_entropy(net(x[rows]), labels[rows]).backward()  # type: ignore[no-untyped-call]
            optimizer.step()
    return net.eval()


def _draw_weights(net: nn.Module, generator: torch.Generator) -> None:
    """Weights and biases uniform within 1 / √(inputs of a unit), as in PyTorch; those of a normalization stay."""
    for module in net.modules():
        if isinstance(module, SeededDropout):
            module.generator = generator
        if isinstance(module, nn.Conv2d | nn.Linear | nn.LSTM):
            first = module.weight_hh_l0 if isinstance(module, nn.LSTM) else module.weight
            assert isinstance(first, Tensor)
            bound = first[0].numel() ** -0.5
            for weight in module.parameters():
                nn.init.uniform_(weight, -bound, bound, generator=generator)


def _training_digits() -> tuple[Tensor, Tensor]:
    digits = load_digit_images("mnist")
    x = torch.from_numpy(digits.train_images.astype(np.float32))[:, None] / 255
    return x, torch.from_numpy(digits.train_labels.copy())


def main() -> None:
    """Train all networks and write their weights."""
    arrays: Arrays = {}
    for model in MODELS:
        net = train_network(model, EPOCHS[model])
        arrays |= {f"{model}/{name}": weight.numpy() for name, weight in net.state_dict().items()}
    np.savez_compressed(FILES / NETWORKS_FILE, allow_pickle=False, **{name: arrays[name] for name in sorted(arrays)})


if __name__ == "__main__":
    main()
