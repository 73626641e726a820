"""What the tensors page looks at: which view, which part of it, and the cell that was clicked."""

from typing import Annotated, Literal

from core.params import Interval, config


@config
class TensorsScreen:
    """The open view, the open part of it, and the cell that is looked at (counted flat, modulo their number)."""

    view: Literal["array", "view", "broadcast", "combine", "numbers", "expression", "files"] = "array"
    combine: Literal["elementwise", "reduce", "matmul", "einsum", "rearrange"] = "reduce"
    about: Literal["store", "add", "sum", "wrap"] = "store"
    outside: Literal["files", "sharing"] = "files"
    cell: Annotated[int, Interval(ge=0, le=511)] = 17
