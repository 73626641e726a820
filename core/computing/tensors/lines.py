"""What a tab computes as one line of NumPy and one of PyTorch: `a.sum(axis=0)` and `a.sum(dim=0)`.

Every line holds names, numbers and what has been read as a shape or an index; a typed text is never put into it unread.
"""

import math
from collections.abc import Sequence

from core.computing.tensors.arrays import ArrayConfig, create, integers_of, shape_of
from core.computing.tensors.broadcasting import BroadcastConfig
from core.computing.tensors.einsum import EinsumConfig
from core.computing.tensors.elementwise import ElementwiseConfig
from core.computing.tensors.indexing import COMPARISON, index_of
from core.computing.tensors.numbers.floats import AdditionConfig, RoundingConfig
from core.computing.tensors.numbers.sums import SumConfig
from core.computing.tensors.numbers.whole_numbers import IntegerConfig
from core.computing.tensors.rearranging import RearrangeConfig
from core.computing.tensors.reductions import ReduceConfig
from core.computing.tensors.reshaping import completed, permutation
from core.computing.tensors.views import ViewConfig

Lines = dict[str, str]  # by the name of the library


def listed(numbers: Sequence[int]) -> str:
    """`2, 3, 4`."""
    return ", ".join(map(str, numbers))


def in_both(line: str) -> Lines:
    """A line that reads the same in both libraries."""
    return {"NumPy": line, "PyTorch": line}


def array_lines(array_config: ArrayConfig) -> Lines:
    """How such an array is made."""
    shape, dtype, source = create(array_config).shape, array_config.dtype, array_config.source
    cells = math.prod(shape)
    numpy, torch = {
        "arange": (f"np.arange({cells}, dtype=np.{dtype}).reshape({shape})",
                   f"torch.arange({cells}, dtype=torch.{dtype}).reshape({shape})"),
        "linspace": (f"np.linspace(0, 1, {cells}).astype(np.{dtype}).reshape({shape})",
                     f"torch.linspace(0, 1, {cells}, dtype=torch.float64).to(torch.{dtype}).reshape({shape})"),
        "zeros": (f"np.zeros({shape}, dtype=np.{dtype})", f"torch.zeros({shape}, dtype=torch.{dtype})"),
        "ones": (f"np.ones({shape}, dtype=np.{dtype})", f"torch.ones({shape}, dtype=torch.{dtype})"),
    }.get(source, ("", ""))  # fmt: skip
    if not numpy or (source == "arange" and dtype == "bool"):
        return {}
    return {"NumPy": f"np.asfortranarray({numpy})"} if array_config.order == "F" else {"NumPy": numpy, "PyTorch": torch}


def index_text(text: str, axes: int) -> str:
    """An index as it was read, `0, 1:, ::2`; a comparison as `a > 5`."""
    if found := COMPARISON.fullmatch(text):
        return f"a {found.group(1)} {found.group(2)}"
    shown = []
    for item in index_of(text, axes):
        if isinstance(item, slice):
            first, last, step = ("" if part is None else str(part) for part in (item.start, item.stop, item.step))
            shown.append(f"{first}:{last}:{step}" if step else f"{first}:{last}")
        else:
            shown.append(str(item))
    return ", ".join(shown) or "..."


def view_lines(array_config: ArrayConfig, view_config: ViewConfig) -> Lines:
    """What is done to the array `a`; PyTorch has no slices with a negative step."""
    a = create(array_config)
    match view_config.take:
        case "index":
            line = f"a[{index_text(view_config.index, a.ndim)}]"
            backwards = any(isinstance(x, slice) and (x.step or 1) < 0 for x in _items(view_config.index, a.ndim))
            return {"NumPy": line} if backwards else in_both(line)
        case "reshape":
            return in_both(f"a.reshape({listed(completed(integers_of(view_config.new_shape), a.size)) or '()'})")
        case "permute":
            order = listed(permutation(view_config.axes_order, a.ndim)) or "()"
            return {"NumPy": f"a.transpose({order})", "PyTorch": f"a.permute({order})"}
        case "expand":
            shape_text = str(shape_of(view_config.expanded_shape))
            return {"NumPy": f"np.broadcast_to(a, {shape_text})", "PyTorch": f"a.expand({shape_text})"}
        case "ravel":
            return in_both("a.ravel()")
    return {"NumPy": "a.copy()", "PyTorch": "a.clone()"}


def _items(text: str, axes: int) -> list[object]:
    return [] if COMPARISON.fullmatch(text) else list(index_of(text, axes))


def broadcast_lines(broadcast_config: BroadcastConfig) -> Lines:
    """The operation between `a` and `b`."""
    operation = broadcast_config.pair_operation
    if operation == "maximum":
        return {"NumPy": "np.maximum(a, b)", "PyTorch": "torch.maximum(a, b)"}
    symbol = {"add": "+", "subtract": "-", "multiply": "*", "less": "<"}[operation]
    return in_both(f"a {symbol} b")


def elementwise_lines(elementwise_config: ElementwiseConfig) -> Lines:
    """The function of every cell of `a`."""
    same = {"negative": "-a", "over_two": "a > 2"}
    if line := same.get(elementwise_config.function):
        return in_both(line)
    if elementwise_config.function == "relu":
        return {"NumPy": "np.maximum(a, 0)", "PyTorch": "torch.relu(a)"}
    return {"NumPy": f"np.{elementwise_config.function}(a)", "PyTorch": f"torch.{elementwise_config.function}(a)"}


def reduce_lines(reduce_config: ReduceConfig) -> Lines:
    """The reduction of `a`, with each library's word for axis."""
    name, along, keep = reduce_config.reduction, reduce_config.along, reduce_config.keepdims
    axis = [] if along == "all" else [along]
    numpy = [f"axis={one}" for one in axis] + ["keepdims=True"] * keep
    dims = [f"dim={one}" for one in axis] or ["dim=None"] * (keep and name != "prod")
    torch = dims + ["keepdim=True"] * keep + ["correction=0"] * (name == "std")
    lines = {"NumPy": f"a.{name}({', '.join(numpy)})"}
    if name == "prod" and keep and not axis:
        return lines  # PyTorch multiplies along one axis at a time
    torch_name = {"max": "amax", "min": "amin"}.get(name, name)
    return lines | {"PyTorch": f"a.{torch_name}({', '.join(torch)})"}


def matmul_lines() -> Lines:
    """The matrix product of `a` and `b`."""
    return in_both("a @ b")


def einsum_lines(einsum_config: EinsumConfig) -> Lines:
    """The einsum of its operands; the equation holds letters, commas, dots and an arrow only, or it was refused."""
    equation = "".join(einsum_config.equation.split())
    names = ", ".join("abc"[: 1 + equation.split("->")[0].count(",")])
    return {
        library: f'{name}.einsum("{equation}", {names})' for library, name in (("NumPy", "np"), ("PyTorch", "torch"))
    }


def rearrange_lines(rearrange_config: RearrangeConfig) -> Lines:
    """Joining `a` and `b`, gathering from `a` at `index`, or choosing by `condition`."""
    axis = rearrange_config.join_axis
    return {
        "concatenate": {"NumPy": f"np.concatenate([a, b], axis={axis})", "PyTorch": f"torch.cat([a, b], dim={axis})"},
        "stack": {"NumPy": f"np.stack([a, b], axis={axis})", "PyTorch": f"torch.stack([a, b], dim={axis})"},
        "gather": {"NumPy": f"np.take_along_axis(a, index, axis={axis})",
                   "PyTorch": f"torch.gather(a, {axis}, index)"},
        "where": {"NumPy": "np.where(condition, a, b)", "PyTorch": "torch.where(condition, a, b)"},
    }[rearrange_config.rearrangement]  # fmt: skip


def store_lines(rounding_config: RoundingConfig) -> Lines:
    """The number as a float16."""
    number = rounding_config.number.strip()
    return {"NumPy": f'np.float16("{number}")', "PyTorch": f"torch.tensor({float(number)!r}, dtype=torch.float16)"}


def addition_lines(addition_config: AdditionConfig) -> Lines:
    """The two numbers added as float16."""
    a, b = addition_config.addend_a.strip(), addition_config.addend_b.strip()
    return {
        "NumPy": f'np.float16("{a}") + np.float16("{b}")',
        "PyTorch": " + ".join(f"torch.tensor({float(x)!r}, dtype=torch.float16)" for x in (a, b)),
    }


def sum_lines(sum_config: SumConfig) -> Lines:
    """The number added many times, one by one, in float16."""
    count, summand = sum_config.count, sum_config.summand
    return {"NumPy": f"np.add.accumulate(np.full({count}, {summand!r}, dtype=np.float16))[-1]"}


def integer_lines(integer_config: IntegerConfig) -> Lines:
    """The operation in int32, which holds both numbers."""
    symbol = {"add": "+", "subtract": "-", "multiply": "*"}[integer_config.whole_operation]
    numbers = integer_config.whole_a, integer_config.whole_b
    return {
        "NumPy": f" {symbol} ".join(f"np.array([{x}], dtype=np.int32)" for x in numbers),
        "PyTorch": f" {symbol} ".join(f"torch.tensor([{x}], dtype=torch.int32)" for x in numbers),
    }
