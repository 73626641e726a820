"""What training by Adam goes on from: the weights of a network and their moments, by torch's names."""

# mypy: disable-error-code="no-untyped-call"

import numpy as np
import torch
from torch import nn

WeightArrays = dict[str, np.ndarray]
MOMENTS = ("exp_avg", "exp_avg_sq")


def weights_of(net: nn.Module) -> WeightArrays:
    """Copies of all parameters, each of its own shape."""
    return {name: weight.detach().numpy().copy() for name, weight in net.named_parameters()}


def moments_of(net: nn.Module, optimizer: torch.optim.Adam) -> WeightArrays:
    """Both moments of every parameter as "<name>.<moment>", each of its own shape; after one step at least."""
    return {
        f"{name}.{moment}": optimizer.state[weight][moment].numpy().copy()
        for name, weight in net.named_parameters() for moment in MOMENTS
    }  # fmt: skip


def go_on(
    net: nn.Module, optimizer: torch.optim.Adam, weights: WeightArrays, moments: WeightArrays, step: int
) -> None:  # fmt: skip
    """Give a network and its optimizer the weights and moments, of any shape, that they had after `step` steps."""
    names = [name for name, _ in net.named_parameters()]
    net.load_state_dict({name: torch.from_numpy(weights[name].copy()) for name in names})
    state = {
        place: {
            "step": torch.tensor(float(step)),
            **{moment: torch.from_numpy(moments[f"{name}.{moment}"].copy()) for moment in MOMENTS},
        }
        for place, name in enumerate(names)
    }
    optimizer.load_state_dict({"state": state, "param_groups": optimizer.state_dict()["param_groups"]})


def part_of(arrays: WeightArrays, prefix: str) -> WeightArrays:
    """The arrays, of any shape, whose name begins with "<prefix>.", by the rest of their name."""
    return {name.removeprefix(f"{prefix}."): value for name, value in arrays.items() if name.startswith(f"{prefix}.")}
