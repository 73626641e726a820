"""What the tensors page keeps in its link: the open tab and part, the cell that is looked at, and every config."""

from typing import Annotated, Literal

from core.computing.tensors.arrays import ArrayConfig
from core.computing.tensors.broadcasting import BroadcastConfig
from core.computing.tensors.einsum import EinsumConfig
from core.computing.tensors.elementwise import ElementwiseConfig
from core.computing.tensors.expression.box import ExpressionConfig
from core.computing.tensors.matmul import MatmulConfig
from core.computing.tensors.numbers.floats import AdditionConfig, RoundingConfig
from core.computing.tensors.numbers.sums import SumConfig
from core.computing.tensors.numbers.whole_numbers import IntegerConfig
from core.computing.tensors.rearranging import RearrangeConfig
from core.computing.tensors.reductions import ReduceConfig
from core.computing.tensors.sharing import SharingConfig
from core.computing.tensors.views import ViewConfig
from core.params import Interval, config


@config
class TensorsState:
    """The open tab, the open part of it, and the cell that is looked at (counted flat, modulo their number)."""

    tab: Literal["array", "copies", "broadcast", "combine", "numbers", "expression", "files"] = "array"
    combine: Literal["elementwise", "reduce", "matmul", "einsum", "rearrange"] = "reduce"
    about: Literal["store", "add", "sum", "wrap"] = "store"
    outside: Literal["formats", "sharing"] = "formats"
    cell: Annotated[int, Interval(ge=0, le=511)] = 17


CONFIGS = (
    TensorsState, ArrayConfig, ViewConfig, BroadcastConfig, ElementwiseConfig, ReduceConfig, MatmulConfig, EinsumConfig,
    RearrangeConfig, RoundingConfig, AdditionConfig, SumConfig, IntegerConfig, ExpressionConfig, SharingConfig,
)  # fmt: skip
