import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.computing.tensors.lines import addition_lines, integer_lines, store_lines, sum_lines
from core.computing.tensors.numbers.floats import (
    FLOATS,
    AdditionConfig,
    RoundingConfig,
    add_two,
    bits_of,
    round_to,
    rounded_totals,
    rounded_totals_in_torch,
    rounded_values,
    rounded_values_in_torch,
    store,
)
from core.computing.tensors.numbers.number_line import landings
from core.computing.tensors.numbers.numbers_report import float32_numbers
from core.computing.tensors.numbers.sums import (
    SumConfig,
    add_one_by_one,
    add_up,
    cast,
    repeated_totals,
    repeated_totals_in_torch,
)
from core.computing.tensors.numbers.whole_numbers import (
    INTEGERS,
    IntegerConfig,
    wrap,
    wrapped_values,
    wrapped_values_in_torch,
)
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
    assert rounded_values(RoundingConfig(number=number)) == rounded_values_in_torch(RoundingConfig(number=number))
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
    rows = {row.format: row for row in add_two(AdditionConfig(addend_a="0.1", addend_b="0.2"))}
    assert rows["float64"].total == 0.1 + 0.2 != 0.3
    assert rows["float64"].verdict == "unexpected"


def test_infinities_that_cancel_are_no_number():
    row = add_two(AdditionConfig(addend_a="1e320", addend_b="-1e320"))[0]
    assert math.isnan(row.total) and row.verdict == "overflowed"
    half = add_two(AdditionConfig(addend_a="70000", addend_b="-10000"))[3]
    assert (half.nearest, half.total, half.verdict) == (60000, math.inf, "overflowed")


@quick
@given(st.integers(-100_000, 100_000), st.integers(-100_000, 100_000), st.sampled_from(["add", "subtract", "multiply"]))
def test_wrapping_by_modulo_is_what_the_machine_does(a, b, operation):
    config = IntegerConfig(whole_a=a, whole_b=b, whole_operation=operation)
    assert wrapped_values(config) == wrapped_values_in_torch(config)
    for row, kind in zip(wrap(config), INTEGERS, strict=True):
        judge = np.iinfo(kind.name)
        assert (row.low, row.high) == (judge.min, judge.max)
        assert row.exact == row.stored + row.turns * 2**kind.bits
        assert row.low <= row.stored <= row.high


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


@pytest.mark.parametrize(("a", "b"), [("0.1", "0.2"), ("1", "1e-8"), ("65504", "16"), ("-3", "3"), ("1e39", "1")])
def test_two_numbers_added_in_each_type_are_what_pytorch_adds(a, b):
    config = AdditionConfig(addend_a=a, addend_b=b)
    assert rounded_totals(config) == rounded_totals_in_torch(config)


@given(st.decimals(-9, 9, places=3), st.decimals(-9, 9, places=3))
@settings(max_examples=40, deadline=None)
def test_the_nearest_number_is_at_most_half_a_step_from_the_sum(a, b):
    config = AdditionConfig(addend_a=str(a), addend_b=str(b))
    for kind, landing in zip(FLOATS, landings(config, add_two(config)), strict=True):
        assert landing is not None and landing.format == kind.name
        assert abs(landing.nearest_steps) <= 0.5
        assert math.log2(landing.spacing).is_integer()


def test_a_sum_that_overflows_lands_nowhere():
    config = AdditionConfig(addend_a="65504", addend_b="65504")
    assert [landing is None for landing in landings(config, add_two(config))] == [False, False, False, True]


@pytest.mark.parametrize("number", ["-0", "-0.0", "-1e-330", "0", "1e-330"])
def test_a_zero_keeps_its_sign(number):
    for row in store(RoundingConfig(number=number)):
        assert row.value == 0 and math.copysign(1, row.value) == (-1 if number.startswith("-") else 1)
        assert row.bits.startswith("1" if number.startswith("-") else "0")
    assert store(RoundingConfig(number="-0"))[3].bits.replace(" ", "") == f"{np.float16(-0.0).view('uint16'):016b}"


@pytest.mark.parametrize("number", ["0.1", "-3.25", "1e-42", "0", "16777217", "1e38"])
def test_the_formula_of_the_bits_gives_the_float32(number):
    row = store(RoundingConfig(number=number))[1]
    n = float32_numbers(row)
    value = (-1) ** n["sign"] * (n["hidden"] + n["fraction"] / 2**23) * 2.0 ** n["exponent"]
    assert value == row.value


@pytest.mark.parametrize(("summand", "count"), [(0.1, 3000), (1.0, 5000), (10.0, 10_000), (1e-6, 1)])
def test_totals_are_pytorchs_when_it_adds_in_the_same_order(summand, count):
    config = SumConfig(summand=summand, count=count)
    totals, twin = repeated_totals(config), repeated_totals_in_torch(config)
    assert totals.items() <= twin.items()
    assert totals.keys() == {row.name for row in add_up(config)}


@pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")
def test_the_short_lines_compute_what_the_screen_shows():
    names = {"np": np, "torch": torch}
    for number in ("0.1", "70000", "-0"):
        stored = store(RoundingConfig(number=number))[3].value
        assert all(float(eval(line, names)) == stored for line in store_lines(RoundingConfig(number=number)).values())
    config = AdditionConfig(addend_a="0.1", addend_b="0.2")
    assert all(
        float(eval(line, names)) == rounded_totals(config)["float16"] for line in addition_lines(config).values()
    )
    config = SumConfig(summand=0.1, count=3000)
    assert all(
        float(eval(line, names)) == repeated_totals(config)["float16_one_by_one"] for line in sum_lines(config).values()
    )
    config = IntegerConfig(whole_a=100_000, whole_b=100_000, whole_operation="multiply")
    assert all(int(eval(line, names)[0]) == wrapped_values(config)["int32"] for line in integer_lines(config).values())
