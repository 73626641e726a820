"""What a decimal number becomes in a floating-point type: rounded, overflowed, or gone to zero."""

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from core.params import Len, config
from core.refusal import Refusal


@dataclass(frozen=True)
class FloatFormat:
    """A floating-point type: one sign bit, then exponent bits, then fraction bits."""

    name: str
    exponent_bits: int
    fraction_bits: int

    @property
    def bias(self) -> int:
        """What is added to an exponent before it is stored."""
        return (1 << self.exponent_bits - 1) - 1

    @property
    def largest(self) -> float:
        """The largest finite number."""
        return math.ldexp(2 - self.epsilon, self.bias)

    @property
    def smallest_normal(self) -> float:
        """The smallest positive number with all its fraction bits."""
        return math.ldexp(1, 1 - self.bias)

    @property
    def epsilon(self) -> float:
        """From 1 to the next larger number."""
        return math.ldexp(1, -self.fraction_bits)


FLOATS = (
    FloatFormat("float64", 11, 52),
    FloatFormat("float32", 8, 23),
    FloatFormat("bfloat16", 8, 7),
    FloatFormat("float16", 5, 10),
)


@config
class RoundingConfig:
    """A decimal number, typed."""

    number: Annotated[str, Len(min_length=1, max_length=30)] = "0.5"


@config
class AdditionConfig:
    """Two decimal numbers, typed."""

    addend_a: Annotated[str, Len(min_length=1, max_length=30)] = "0.1"
    addend_b: Annotated[str, Len(min_length=1, max_length=30)] = "0.2"


@dataclass(frozen=True)
class Stored:
    """One number in one floating-point type; `decimal` is what is really stored, digit by digit."""

    format: str
    value: float
    decimal: str
    error: float
    spacing: float
    bits: str
    fate: Literal["exact", "rounded", "overflow", "underflow"]


@dataclass(frozen=True)
class Addition:
    """Two stored numbers added in one type: the rounded total, and the number nearest to the sum as typed."""

    format: str
    a: float
    b: float
    total: float
    nearest: float
    total_decimal: str
    nearest_decimal: str
    as_expected: bool


def round_to(number: Fraction, kind: FloatFormat) -> Fraction | float:
    """The nearest number of the format, ties to the even fraction; infinite beyond the largest. IEEE 754, 4.3.1."""
    if number == 0:
        return number
    exponent = math.floor(math.log2(abs(number.numerator)) - math.log2(number.denominator))
    while Fraction(2) ** (exponent + 1) <= abs(number):
        exponent += 1
    while Fraction(2) ** exponent > abs(number):
        exponent -= 1
    exponent = max(exponent, 1 - kind.bias)  # below the smallest normal number the spacing stays
    spacing = Fraction(2) ** (exponent - kind.fraction_bits)
    rounded: Fraction = round(number / spacing) * spacing  # Python rounds ties to even
    if abs(rounded) > Fraction(kind.largest):
        return math.inf if number > 0 else -math.inf
    return rounded


def bits_of(value: float, kind: FloatFormat) -> str:
    """Sign, exponent and fraction as bits with spaces between; `value` must be a number of the format."""
    sign = "1" if math.copysign(1, value) < 0 else "0"
    size = abs(value)
    if math.isinf(size):
        return f"{sign} {'1' * kind.exponent_bits} {'0' * kind.fraction_bits}"
    exponent = max(math.frexp(size)[1] - 1, 1 - kind.bias) if size else 1 - kind.bias
    fraction = int(Fraction(size) / Fraction(2) ** (exponent - kind.fraction_bits))
    hidden = 1 << kind.fraction_bits
    stored = exponent + kind.bias if fraction >= hidden else 0
    return f"{sign} {stored:0{kind.exponent_bits}b} {fraction % hidden:0{kind.fraction_bits}b}"


def number_of(text: str) -> Fraction:
    """The exact number that a decimal text means; Refusal where it means none or is out of reach."""
    found = re.fullmatch(r"\s*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE]([+-]?[0-9]{1,3}))?)\s*", text)
    if not found or abs(int(found.group(2) or 0)) > 330:
        raise Refusal("number", got=text[:30])
    return Fraction(found.group(1))


def store(rounding_config: RoundingConfig) -> tuple[Stored, ...]:
    """The typed number in each floating-point type, rounded by hand."""
    exact = number_of(rounding_config.number)
    rows = []
    for kind in FLOATS:
        rounded = round_to(exact, kind)
        value = float(rounded)
        finite = math.isfinite(value)
        exponent = max(math.frexp(value)[1] - 1, 1 - kind.bias) if value and finite else 1 - kind.bias
        spacing = math.ldexp(1, exponent - kind.fraction_bits) if finite else math.inf
        fate: Literal["exact", "rounded", "overflow", "underflow"] = "exact" if rounded == exact else "rounded"
        if not finite:
            fate = "overflow"
        elif value == 0 != exact:
            fate = "underflow"
        error = float(Fraction(rounded) - exact) if finite else math.inf
        rows.append(Stored(kind.name, value, str(Decimal(value)), error, spacing, bits_of(value, kind), fate))
    return tuple(rows)


def add_two(addition_config: AdditionConfig) -> tuple[Addition, ...]:
    """Round both numbers, add, round again; beside it the true sum rounded once."""
    a, b = number_of(addition_config.addend_a), number_of(addition_config.addend_b)
    rows = []
    for kind in FLOATS:
        left, right, nearest = (float(round_to(number, kind)) for number in (a, b, a + b))
        total = left + right
        if math.isfinite(total):
            total = float(round_to(Fraction(left) + Fraction(right), kind))
        decimals = str(Decimal(total)), str(Decimal(nearest))
        rows.append(Addition(kind.name, left, right, total, nearest, *decimals, total == nearest))
    return tuple(rows)


def store_by_hand(rounding_config: RoundingConfig) -> dict[str, object]:
    """The number that each type really holds, rounded with exact fractions."""
    exact = number_of(rounding_config.number)
    return {kind.name: float(round_to(exact, kind)) for kind in FLOATS}


def store_in_torch(rounding_config: RoundingConfig) -> dict[str, object]:
    """The same by PyTorch's casts, from float64."""
    import torch

    value = torch.tensor(float(rounding_config.number), dtype=torch.float64)
    return {kind.name: value.to(getattr(torch, kind.name)).item() for kind in FLOATS}


def add_two_by_hand(addition_config: AdditionConfig) -> dict[str, object]:
    """The rounded total in each type."""
    return {row.format: row.total for row in add_two(addition_config)}


def add_two_in_torch(addition_config: AdditionConfig) -> dict[str, object]:
    """The same by PyTorch: both numbers cast, then added in that type."""
    import torch

    texts = addition_config.addend_a, addition_config.addend_b
    a, b = (torch.tensor(float(text), dtype=torch.float64) for text in texts)
    dtypes = {kind.name: getattr(torch, kind.name) for kind in FLOATS}
    return {name: (a.to(dtype) + b.to(dtype)).item() for name, dtype in dtypes.items()}
