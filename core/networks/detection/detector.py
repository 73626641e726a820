"""A small detector of digits: every cell of a grid says which digit it lies in, and how far the four sides are.

One convolutional network, no anchor boxes (Tian et al., 2019, FCOS), trained with the cross-entropy of each class and
with 1 - GIoU for the boxes (Rezatofighi et al., 2019).

Shapes: canvases (n, 1, side, side); a map has the (rows, columns) of the grid; boxes (..., 4).
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

STRIDE = 4  # pixels of a cell
CLASSES = 10
CENTRAL = 0.25  # a cell learns a box if it lies in this share of its sides around the middle
FAINTEST = 0.03  # confidence from which a detection is kept
MOST_KEPT = 80  # detections of a canvas


@dataclass(frozen=True)
class RawDetections:
    """What the network says of one canvas before anything is merged: boxes (n, 4), confidences and classes (n,).

    The most confident comes first.
    """

    boxes: np.ndarray
    scores: np.ndarray
    classes: np.ndarray


def detector_network(seed: int) -> nn.Sequential:
    """The network with its first weights: (n, 1, side, side) to (n, 14, side / 4, side / 4)."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        layers: list[nn.Module] = []
        widths = ((1, 16, 2, 1), (16, 32, 2, 1), (32, 64, 1, 1), (64, 64, 1, 2), (64, 64, 1, 4), (64, 64, 1, 1))
        for inputs, outputs, stride, dilation in widths:
            layers += [
                nn.Conv2d(inputs, outputs, 3, stride, padding=dilation, dilation=dilation, bias=False),
                nn.BatchNorm2d(outputs), nn.ReLU(),
            ]  # fmt: skip
        last = nn.Conv2d(64, CLASSES + 4, 1)
        nn.init.constant_(last.bias[:CLASSES], -4.0)  # type: ignore[index] # digits are rare
        nn.init.constant_(last.bias[CLASSES:], 0.7)  # type: ignore[index]
        return nn.Sequential(*layers, last)


def cell_middles(side: int) -> Tensor:
    """The middle of each cell as x, y: (rows, columns, 2)."""
    line = (torch.arange(side // STRIDE) + 0.5) * STRIDE
    y, x = torch.meshgrid(line, line, indexing="ij")
    return torch.stack([x, y], dim=-1)


def boxes_of(output: Tensor, side: int) -> Tensor:
    """The boxes that every cell tells, (n, rows, columns, 4): the exponentials of its last four numbers, in cells."""
    reach = torch.exp(output[:, CLASSES:].clamp(-4, 4)).movedim(1, -1) * STRIDE
    middles = cell_middles(side)
    return torch.cat([middles - reach[..., :2], middles + reach[..., 2:]], dim=-1)


def targets_of(boxes: np.ndarray, labels: np.ndarray, side: int) -> tuple[np.ndarray, np.ndarray]:
    """What the cells are to say: classes (rows, columns), -1 for none, and boxes (rows, columns, 4)."""
    middles = cell_middles(side).numpy()
    classes = np.full(middles.shape[:2], -1)
    wanted = np.zeros((*middles.shape[:2], 4), np.float32)
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    for k in np.argsort(-areas):  # of two digits at one cell the smaller one
        x0, y0, x1, y1 = boxes[k]
        offset = np.abs(middles - [(x0 + x1) / 2, (y0 + y1) / 2])
        reach = np.maximum(CENTRAL * np.array([x1 - x0, y1 - y0]), STRIDE / 2)
        inside = (offset <= reach).all(axis=2)
        classes[inside], wanted[inside] = labels[k], boxes[k]
    return classes, wanted


def giou_loss(a: Tensor, b: Tensor) -> Tensor:
    """1 - GIoU of boxes (n, 4) with boxes (n, 4), as (n,)."""
    inner = (torch.minimum(a[:, 2:], b[:, 2:]) - torch.maximum(a[:, :2], b[:, :2])).clamp(min=0).prod(dim=1)
    hull = (torch.maximum(a[:, 2:], b[:, 2:]) - torch.minimum(a[:, :2], b[:, :2])).prod(dim=1)
    union = (a[:, 2:] - a[:, :2]).prod(dim=1) + (b[:, 2:] - b[:, :2]).prod(dim=1) - inner
    return 1 - inner / union + (hull - union) / hull


def detector_loss(output: Tensor, classes: Tensor, wanted: Tensor) -> Tensor:
    """Cross-entropy of all classes and 1 - GIoU of the boxes, each a mean over the cells that hold a digit."""
    there = classes >= 0
    truth = torch.zeros_like(output[:, :CLASSES])
    n, row, column = torch.nonzero(there, as_tuple=True)
    truth[n, classes[there], row, column] = 1
    count = max(int(there.sum()), 1)
    entropy = binary_cross_entropy_with_logits(output[:, :CLASSES], truth, reduction="sum") / count
    side = output.shape[-1] * STRIDE
    return entropy + giou_loss(boxes_of(output, side)[there], wanted[there]).sum() / count


def raw_detections(net: nn.Module, canvas: np.ndarray) -> RawDetections:
    """All cells of a canvas (side, side) uint8 that are at least faintly sure of a digit."""
    net.eval()
    with torch.inference_mode():
        output = net(torch.from_numpy(canvas)[None, None].float() / 255)
        best, classes = torch.sigmoid(output[0, :CLASSES]).max(dim=0)
        boxes = boxes_of(output, canvas.shape[0])[0].clamp(0, canvas.shape[0])
    there = torch.nonzero((best >= FAINTEST).flatten())[:, 0]
    order = there[torch.argsort(best.flatten()[there], descending=True, stable=True)][:MOST_KEPT]
    return RawDetections(
        boxes.reshape(-1, 4)[order].double().numpy(),
        best.flatten()[order].double().numpy(),
        classes.flatten()[order].numpy(),
    )
