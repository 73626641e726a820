import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.computing.tensors.numbers.floats import (
    FLOATS,
    AdditionConfig,
    RoundingConfig,
    add_two,
    bits_of,
    round_to,
    store,
    store_by_hand,
    store_in_torch,
)
from core.computing.tensors.numbers.sums import SumConfig, add_one_by_one, add_up, cast
from core.computing.tensors.numbers.whole_numbers import INTEGERS, IntegerConfig, wrap, wrap_by_hand, wrap_in_torch
from core.refusal import Refusal

quick = settings(max_examples=150, deadline=None)
every_format = pytest.mark.parametrize("kind", FLOATS, ids=lambda kind: kind.name)
WIDTHS = {"float64": 64, "float32": 32, "float16": 16}


@quick
@given(st.floats(allow_nan=False, allow_infinity=False) | st.floats(-7e4, 7e4) | st.floats(-1e-6, 1e-6))
def test_rounding_by_hand_is_the_hardwares_in_every_format(x):
    for kind in FLOATS:
        judge = torch.tensor(x, dtype=torch.float64).to(getattr(torch, kind.name)).item()
        assert float(round_to(Fraction(x), kind)) == judge
        assert cast(x, kind.name) == judge or kind.name == "bfloat16"


@quick
@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_the_upper_half_of_a_float32_is_its_bfloat16(x):
    assert cast(x, "bfloat16") == torch.tensor(x, dtype=torch.float32).to(torch.bfloat16).item()


@quick
@given(st.floats(allow_nan=False))
def test_the_bits_are_the_ones_in_memory(x):
    for kind in FLOATS[:2] + FLOATS[3:]:
        with np.errstate(all="ignore"):
            stored = np.float64(x).astype(kind.name)
        width = WIDTHS[kind.name]
        assert bits_of(float(stored), kind).replace(" ", "") == f"{int(stored.view(f'uint{width}')):0{width}b}"


@every_format
def test_a_formats_limits_are_pytorchs(kind):
    judge = torch.finfo(getattr(torch, kind.name))
    assert (kind.largest, kind.smallest_normal, kind.epsilon) == (judge.max, judge.smallest_normal, judge.eps)


@pytest.mark.parametrize(
    ("number", "fates"),
    [
        ("0.5", ["exact", "exact", "exact", "exact"]),
        ("0.1", ["rounded"] * 4),
        ("70000", ["exact", "exact", "rounded", "overflow"]),
        ("1e39", ["rounded", "overflow", "overflow", "overflow"]),
        ("1e-50", ["rounded", "underflow", "underflow", "underflow"]),
        ("-1e320", ["overflow"] * 4),
        ("0", ["exact"] * 4),
    ],
)
def test_the_fate_of_a_number_is_named(number, fates):
    rows = store(RoundingConfig(number=number))
    assert [row.fate for row in rows] == fates
    assert store_by_hand(RoundingConfig(number=number)) == store_in_torch(RoundingConfig(number=number))
    for row in rows:
        if math.isfinite(row.value):
            assert Decimal(row.decimal) == Decimal(row.value)
            assert abs(row.error) <= row.spacing / 2


@pytest.mark.parametrize("text", ["", "one", "1e999", "0x10", "1/3", "nan", "1" * 29 + "e", "１"])
def test_what_is_no_decimal_number_is_refused(text):
    with pytest.raises(Refusal) as caught:
        store(RoundingConfig(number=text or " "))
    assert caught.value.rule == "number"


def test_a_tenth_and_two_tenths_are_not_three_tenths_in_float64():
    rows = {row.format: row for row in add_two(AdditionConfig())}
    assert rows["float64"].total == 0.1 + 0.2 != 0.3
    assert not rows["float64"].as_expected
    assert rows["float32"].total == float(np.float32(0.1) + np.float32(0.2))
    assert rows["float16"].total == float(np.float16(0.1) + np.float16(0.2))
    assert rows["bfloat16"].total == (torch.tensor(0.1).bfloat16() + torch.tensor(0.2).bfloat16()).item()


def test_infinities_that_cancel_are_no_number():
    assert math.isnan(add_two(AdditionConfig(addend_a="1e320", addend_b="-1e320"))[0].total)


@quick
@given(st.integers(-100_000, 100_000), st.integers(-100_000, 100_000), st.sampled_from(["add", "subtract", "multiply"]))
def test_wrapping_by_modulo_is_what_the_machine_does(a, b, operation):
    config = IntegerConfig(whole_a=a, whole_b=b, whole_operation=operation)
    assert wrap_by_hand(config) == wrap_in_torch(config)
    for row, kind in zip(wrap(config), INTEGERS, strict=True):
        judge = np.iinfo(kind.name)
        assert (row.low, row.high) == (judge.min, judge.max)
        assert row.exact == row.stored + row.turns * 2**kind.bits
        assert row.low <= row.stored <= row.high


def test_adding_one_by_one_is_rounded_after_every_addition():
    for name, dtype in (("float16", np.float16), ("float32", np.float32)):
        total = dtype(0)
        for _ in range(3000):
            total = total + dtype(0.1)
        assert add_one_by_one(0.1, 3000, name)[0] == float(total)
    total = torch.tensor(0.0, dtype=torch.bfloat16)
    for _ in range(300):
        total += torch.tensor(0.1, dtype=torch.bfloat16)
    assert add_one_by_one(0.1, 300, "bfloat16")[0] == total.item()


def test_small_formats_stand_still_and_pairs_do_not():
    rows = {(row.format, row.way): row for row in add_up(SumConfig(summand=0.1, count=10_000))}
    stalled = rows["float16", "one by one"]
    assert stalled.total == 256
    assert add_one_by_one(0.1, stalled.stalled_after + 1, "float16")[0] == 256
    assert add_one_by_one(0.1, stalled.stalled_after - 1, "float16")[0] < 256
    assert rows["float64", "one by one"].stalled_after is None
    for kind in FLOATS:
        assert rows[kind.name, "pairwise"].relative_error <= rows[kind.name, "one by one"].relative_error


@pytest.mark.parametrize(("summand", "count"), [(1e-6, 1), (1e-6, 100_000), (10.0, 1), (10.0, 100_000)])
def test_sums_at_the_ends_of_their_domain_are_finite_or_said_to_overflow(summand, count):
    for row in add_up(SumConfig(summand=summand, count=count)):
        assert math.isfinite(row.total) == math.isfinite(row.relative_error)
        assert row.format == "float16" or math.isfinite(row.total)
