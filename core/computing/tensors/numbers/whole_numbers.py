"""What a result becomes in a whole-number type: beyond the largest number it goes on at the smallest."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from core.params import Interval, config


@dataclass(frozen=True)
class IntegerFormat:
    """A whole-number type in two's complement, or without a sign."""

    name: str
    bits: int
    signed: bool

    @property
    def low(self) -> int:
        """The smallest number."""
        return -(1 << self.bits - 1) if self.signed else 0

    @property
    def high(self) -> int:
        """The largest number."""
        return self.low + (1 << self.bits) - 1


INTEGERS = (
    IntegerFormat("int64", 64, True),
    IntegerFormat("int32", 32, True),
    IntegerFormat("int8", 8, True),
    IntegerFormat("uint8", 8, False),
)


@config
class IntegerConfig:
    """Two whole numbers and what is done with them."""

    whole_a: Annotated[int, Interval(ge=-100_000, le=100_000)] = 127
    whole_b: Annotated[int, Interval(ge=-100_000, le=100_000)] = 1
    whole_operation: Literal["add", "subtract", "multiply"] = "add"


@dataclass(frozen=True)
class IntegerResult:
    """One result in one whole-number type: the true number, what is kept of it, how often it went round."""

    format: str
    low: int
    high: int
    exact: int
    stored: int
    turns: int


def wrap(integer_config: IntegerConfig) -> tuple[IntegerResult, ...]:
    """The result in each whole-number type: beyond the largest number it goes on at the smallest."""
    a, b = integer_config.whole_a, integer_config.whole_b
    exact = {"add": a + b, "subtract": a - b, "multiply": a * b}[integer_config.whole_operation]
    rows = []
    for kind in INTEGERS:
        turns, rest = divmod(exact - kind.low, 2**kind.bits)
        rows.append(IntegerResult(
            format=kind.name, low=kind.low, high=kind.high, exact=exact, stored=kind.low + rest, turns=turns
        ))  # fmt: skip
    return tuple(rows)


def wrapped_values(integer_config: IntegerConfig) -> dict[str, int | bool]:
    """What each whole-number type keeps of the result, by the modulo formula."""
    rows = wrap(integer_config)
    return {**{row.format: row.stored for row in rows}, "bool": rows[0].exact != 0}


def wrapped_values_in_torch(integer_config: IntegerConfig) -> dict[str, object]:
    """The same by PyTorch: both numbers cast, then the operation in that type."""
    import torch

    a, b = torch.tensor(integer_config.whole_a), torch.tensor(integer_config.whole_b)
    operation: Any = {"add": torch.add, "subtract": torch.sub, "multiply": torch.mul}[integer_config.whole_operation]
    return {
        kind.name: operation(a.to(getattr(torch, kind.name)), b.to(getattr(torch, kind.name))).item()
        for kind in INTEGERS
    } | {"bool": operation(a, b).to(torch.bool).item()}
