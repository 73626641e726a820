"""Number types: what is rounded, what overflows, what is lost in long sums, and how whole numbers wrap."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.computing.tensors.challenges import minus_hundred, pairs_fail
from core.computing.tensors.numbers.floats import (
    AdditionConfig,
    RoundingConfig,
    add_two,
    add_two_by_hand,
    add_two_in_torch,
    store,
    store_by_hand,
    store_in_torch,
)
from core.computing.tensors.numbers.number_line import landings
from core.computing.tensors.numbers.numbers_figure import bits_figure, landing_figure, sums_figure, wrap_figure
from core.computing.tensors.numbers.sums import SumConfig, add_up, add_up_by_hand, add_up_in_torch
from core.computing.tensors.numbers.whole_numbers import IntegerConfig, wrap, wrap_by_hand, wrap_in_torch
from core.computing.tensors.settings import TensorsState
from pages.computing.tensors.kept import kept
from pages.shared.ask import ask
from pages.shared.code_panel import code_panel
from pages.shared.experiments import Experiment, challenges
from pages.shared.live import figure
from pages.shared.live.fragments import live
from pages.shared.panels import live_formula
from pages.shared.state import put
from pages.shared.words import Words

NUMBERS = ("0.1", "0.5", "70000", "1e-7", "16777217", "1e39")
WHOLE = (127, 255, 50_000, 100_000)
EXPERIMENTS = {
    "store": {
        "tenth": Experiment({"tab": "numbers", "about": "store", "number": "0.1"}, right=1),
        "large": Experiment({"tab": "numbers", "about": "store", "number": "70000"}, right=2),
    },
    "add": {
        "three_tenths": Experiment({"tab": "numbers", "about": "add", "addend_a": "0.1", "addend_b": "0.2"}, right=1)
    },
    "sum": {"stuck": Experiment({"tab": "numbers", "about": "sum", "summand": 1.0, "count": 10000}, right=0)},
    "wrap": {
        "bright": Experiment(
            {"tab": "numbers", "about": "wrap", "whole_a": 200, "whole_b": 100, "whole_operation": "add"}, right=2
        )
    },
}  # fmt: skip


def show(t: Words) -> None:
    """One of four questions about number types."""
    screen = ask(TensorsState, t, only=("about",))
    {"store": show_store, "add": show_add, "sum": show_sum, "wrap": show_wrap}[screen.about](t)


@live("tensors", EXPERIMENTS["store"])
def show_store(t: Words, below: DeltaGenerator) -> None:
    """One decimal number in each floating-point type."""
    controls, stage = st.columns([1, 3], gap="medium")
    with controls:
        asked = ask(RoundingConfig, t)
        presets(t, "number", NUMBERS)
        rows, configs = kept(t, "store", store, asked)
    with stage:
        alt = t("alt.bits", bits=rows[1].bits)
        figure(bits_figure(rows, t), key="tensors_bits", alt=alt)
        lines = [f"| {t('numbers.type')} | {t('numbers.stored')} | {t('numbers.error')} | {t('numbers.spacing')} | |",
                 "|:-|:-|:-|:-|:-|"]  # fmt: skip
        lines += [
            f"| {row.format} | `{shortened(row.decimal)}` | {row.error:.2g} | {row.spacing:.2g} "
            f"| {t('fate.' + row.fate)} |"
            for row in rows
        ]
        st.markdown("\n".join(lines))
    with st.expander(t("part.numbers"), icon=":material/calculate:"):
        endless = rows[1].fate == "overflow"
        live_formula(
            t, "numbers.float_infinite" if endless else "numbers.float_rule", **parts_of(rows[1].bits, rows[1].value)
        )
    with below:
        code_panel(t, "tensors", {"NumPy": store_by_hand, "PyTorch": store_in_torch}, configs)


def presets(t: Words, field: str, values: tuple[object, ...]) -> None:
    """Values worth a look, one click each."""
    st.caption(t("numbers.try"))
    with st.container(horizontal=True, gap="small"):
        for value in values:
            st.button(
                str(value), key=f"tensors__preset_{field}_{value}", on_click=partial(put, {field: value})
            )


def shortened(decimal: str) -> str:
    """A long decimal with its middle left out."""
    return decimal if len(decimal) <= 44 else f"{decimal[:34]}…{decimal[-6:]}"


def parts_of(bits: str, value: float) -> dict[str, object]:
    """Sign, exponent and fraction of a float32 as the numbers that its formula wants."""
    sign, exponent, fraction = bits.split(" ")
    stored = int(exponent, 2)
    return {
        "sign": int(sign), "stored": stored, "exponent": max(stored, 1) - 127, "hidden": int(stored > 0),
        "fraction": int(fraction, 2), "value": f"{value:.9g}",
    }  # fmt: skip


@live("tensors", EXPERIMENTS["add"])
def show_add(t: Words, below: DeltaGenerator) -> None:
    """Two decimal numbers added in each type, and the number that should have come out."""
    controls, stage = st.columns([1, 3], gap="medium")
    with controls:
        asked = ask(AdditionConfig, t)
        rows, configs = kept(t, "add", add_two, asked)
    found = landings(configs[0], rows)
    with stage:
        right = sum(row.as_expected for row in rows)
        figure(
            landing_figure(found, [row.format for row in rows], t), key="tensors_landing",
            alt=t("alt.landing", right=right, types=len(rows)),
        )  # fmt: skip
        lines = [f"| {t('numbers.type')} | {t('numbers.total')} | {t('numbers.nearest')} | |", "|:-|:-|:-|:-|"]
        lines += [
            f"| {row.format} | `{shortened(row.total_decimal)}` | `{shortened(row.nearest_decimal)}` |"
            f" {t('numbers.expected' if row.as_expected else 'numbers.unexpected')} |"
            for row in rows
        ]
        st.markdown("\n".join(lines))
    with st.expander(t("part.numbers"), icon=":material/calculate:"):
        first = rows[0]
        live_formula(t, "numbers.add_rule", a=f"{first.a:.20f}", b=f"{first.b:.20f}", total=f"{first.total:.20f}")
    with below:
        code_panel(t, "tensors", {"NumPy": add_two_by_hand, "PyTorch": add_two_in_torch}, configs)


@live("tensors", EXPERIMENTS["sum"])
def show_sum(t: Words, below: DeltaGenerator) -> None:
    """The same small number many times: one by one, and in pairs."""
    controls, stage = st.columns([1, 3], gap="medium")
    with controls:
        asked = ask(SumConfig, t)
        rows, configs = kept(t, "sum", add_up, asked)
    with stage:
        worst = max(rows, key=lambda row: row.relative_error)
        alt = t("alt.sums", format=worst.format, total=f"{worst.total:.6g}")
        figure(sums_figure(rows, t), key="tensors_sums", alt=alt)
        for row in rows:
            if row.stalled_after is not None:
                st.markdown(t("numbers.stalled", format=row.format, after=row.stalled_after, total=f"{row.total:.8g}"))
    with st.expander(t("part.numbers"), icon=":material/calculate:"):
        live_formula(t, "numbers.sum_rule", summand=asked.summand, count=asked.count, exact=asked.summand * asked.count)
        lines = [f"| {t('numbers.type')} | {t('way.one by one')} | {t('way.pairwise')} |", "|:-|:-|:-|"]
        for one, pair in zip(rows[::2], rows[1::2], strict=True):
            lines.append(f"| {one.format} | `{one.total:.10g}` | `{pair.total:.10g}` |")
        st.markdown("\n".join(lines))
    with below:
        challenges(t, {"pairs_fail": pairs_fail(rows)})
        code_panel(t, "tensors", {"NumPy": add_up_by_hand, "PyTorch": add_up_in_torch}, configs)


@live("tensors", EXPERIMENTS["wrap"])
def show_wrap(t: Words, below: DeltaGenerator) -> None:
    """A result that a whole-number type cannot hold."""
    controls, stage = st.columns([1, 3], gap="medium")
    with controls:
        config = ask(IntegerConfig, t)
        presets(t, "whole_a", WHOLE)
    rows = wrap(config)
    with stage:
        wrapped = sum(row.turns != 0 for row in rows)
        figure(wrap_figure(rows, t), key="tensors_wrap", alt=t("alt.wrap", exact=rows[0].exact, wrapped=wrapped))
        head = " | ".join(t(f"numbers.{name}") for name in ("type", "room", "true_result", "kept"))
        lines = [f"| {head} |", "|:-|:-|:-|:-|"]
        lines += [f"| {row.format} | {row.low} … {row.high} | {row.exact} | **{row.stored}** |" for row in rows]
        lines += [f"| bool | False … True | {rows[0].exact} | **{rows[0].exact != 0}** |"]
        st.markdown("\n".join(lines))
        st.caption(t("numbers.bool_rule"))
    with st.expander(t("part.numbers"), icon=":material/calculate:"):
        for row in rows:
            live_formula(
                t, "numbers.wrap_rule", format=row.format, exact=row.exact, turns=row.turns,
                size=row.high - row.low + 1, stored=row.stored,
            )  # fmt: skip
    with below:
        challenges(t, {"minus_hundred": minus_hundred(rows, config)})
        code_panel(t, "tensors", {"NumPy": wrap_by_hand, "PyTorch": wrap_in_torch}, [config])
