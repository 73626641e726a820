"""How far a kernel reaches, what is added around a signal, and how many places a window has: one axis at a time."""

from core.refusal import Refusal

NUMPY_BORDERS = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
TORCH_BORDERS = {"zeros": "constant", "reflect": "reflect", "replicate": "replicate", "circular": "circular"}


def reach(kernel: int, dilation: int) -> int:
    """Cells from the first to the last that a kernel of so many weights touches: d (k - 1) + 1."""
    return dilation * (kernel - 1) + 1


def same_padding(kernel: int, dilation: int) -> tuple[int, int]:
    """Cells added before and after so that the length stays at stride 1; the odd one stands after, as in PyTorch."""
    total = dilation * (kernel - 1)
    return total // 2, total - total // 2


def output_length(cells: int, kernel: int, stride: int, dilation: int, axis: str) -> int:
    """Places of a window over so many cells, the added ones included; Refusal where there is none.

    Dumoulin and Visin (2016), relationship 6, with dilation.
    """
    far = reach(kernel, dilation)
    if far > cells and axis == "rows":
        raise Refusal("kernel_rows", reach=far, cells=cells)
    if far > cells:
        raise Refusal("kernel_columns", reach=far, cells=cells)
    return (cells - far) // stride + 1


def check_border(border: str, added: int, size: int) -> None:
    """Refusal where a border has fewer cells to take from than are to be added."""
    if border == "reflect" and added >= size:
        raise Refusal("border_reflect", added=added, limit=size - 1)
    if border == "circular" and added > size:
        raise Refusal("border_circular", added=added, limit=size)
