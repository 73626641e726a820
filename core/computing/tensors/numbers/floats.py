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

    addend_a: Annotated[str, Len(min_length=1, max_length=30)] = "0.5"
    addend_b: Annotated[str, Len(min_length=1, max_length=30)] = "0.25"


@dataclass(frozen=True)
class StoredNumber:
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
    verdict: Literal["expected", "unexpected", "overflowed"]


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


def stored_value(text: str, kind: FloatFormat) -> float:
    """The number of the format that a decimal text becomes; -0.0 where a negative one is too small."""
    value = float(round_to(number_of(text), kind))
    return -0.0 if value == 0 and text.strip().startswith("-") else value


def rounded_values(rounding_config: RoundingConfig) -> dict[str, float]:
    """The number that each type really holds, rounded with exact fractions."""
    return {kind.name: stored_value(rounding_config.number, kind) for kind in FLOATS}


def rounded_values_in_torch(rounding_config: RoundingConfig) -> dict[str, float]:
    """The same by PyTorch's casts, from float64."""
    import torch

    value = torch.tensor(float(rounding_config.number), dtype=torch.float64)
    return {kind.name: value.to(getattr(torch, kind.name)).item() for kind in FLOATS}


def store(rounding_config: RoundingConfig) -> tuple[StoredNumber, ...]:
    """The typed number in each floating-point type: what is stored, bit by bit, and how far it is off."""
    exact = number_of(rounding_config.number)
    values = rounded_values(rounding_config)
    return tuple(stored_number(values[kind.name], exact, kind) for kind in FLOATS)


def stored_number(value: float, exact: Fraction, kind: FloatFormat) -> StoredNumber:
    """A number of the format beside the exact one that it stands for."""
    finite = math.isfinite(value)
    error = float(Fraction(value) - exact) if finite else math.inf
    fate: Literal["exact", "rounded", "overflow", "underflow"] = "rounded"
    if not finite:
        fate = "overflow"
    elif value == 0 != exact:
        fate = "underflow"
    elif Fraction(value) == exact:
        fate = "exact"
    return StoredNumber(
        format=kind.name, value=value, decimal=str(Decimal(value)), error=error, spacing=spacing_at(value, kind),
        bits=bits_of(value, kind), fate=fate,
    )  # fmt: skip


def spacing_at(value: float, kind: FloatFormat) -> float:
    """The distance from a number of the format to the next larger one; infinite for an infinite number."""
    if not math.isfinite(value):
        return math.inf
    exponent = max(math.frexp(value)[1] - 1, 1 - kind.bias) if value else 1 - kind.bias
    return math.ldexp(1, exponent - kind.fraction_bits)


def add_two(addition_config: AdditionConfig) -> tuple[Addition, ...]:
    """Round both numbers, add, round again; beside it the true sum rounded once."""
    texts = addition_config.addend_a, addition_config.addend_b
    exact = sum(map(number_of, texts))
    rows = []
    for kind in FLOATS:
        left, right = (stored_value(text, kind) for text in texts)
        nearest, total = float(round_to(Fraction(exact), kind)), left + right
        if math.isfinite(total) and total:
            total = float(round_to(Fraction(left) + Fraction(right), kind))
        rows.append(Addition(
            format=kind.name, a=left, b=right, total=total, nearest=nearest, total_decimal=str(Decimal(total)),
            nearest_decimal=str(Decimal(nearest)), verdict=verdict_on(total, nearest),
        ))  # fmt: skip
    return tuple(rows)


def verdict_on(total: float, nearest: float) -> Literal["expected", "unexpected", "overflowed"]:
    """Whether a total is the number nearest to the true sum; if not, whether something has overflowed on the way."""
    if total == nearest:
        return "expected"
    return "unexpected" if math.isfinite(total) else "overflowed"


def rounded_totals(addition_config: AdditionConfig) -> dict[str, float]:
    """The rounded total in each type."""
    return {row.format: row.total for row in add_two(addition_config)}


def rounded_totals_in_torch(addition_config: AdditionConfig) -> dict[str, float]:
    """The same by PyTorch: both numbers cast, then added in that type."""
    import torch

    texts = addition_config.addend_a, addition_config.addend_b
    a, b = (torch.tensor(float(text), dtype=torch.float64) for text in texts)
    dtypes = {kind.name: getattr(torch, kind.name) for kind in FLOATS}
    return {name: (a.to(dtype) + b.to(dtype)).item() for name, dtype in dtypes.items()}
