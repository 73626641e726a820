"""The expression box: one line in NumPy and in PyTorch, every step compared, nothing executed but its own words."""

from functools import partial

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.computing.tensors.array_figure import tupled
from core.computing.tensors.arrays import first_cells
from core.computing.tensors.challenges import shares_of_rows
from core.computing.tensors.expression.box import (
    Evaluation,
    ExpressionConfig,
    Step,
    evaluate_expression,
    numpy_script,
    torch_script,
)
from core.computing.tensors.expression.reasons import Difference, LibraryRefusal, Value
from core.computing.tensors.products_figure import lit_figure, shaded_figure
from pages.computing.tensors.kept import kept
from pages.shared.ask import ask
from pages.shared.code_panel import code_tabs
from pages.shared.experiments import Experiment, challenges
from pages.shared.live import figure
from pages.shared.live.fragments import live
from pages.shared.panels import folded
from pages.shared.state import put
from pages.shared.words import Words, quotable

EXAMPLES = (
    "a @ b.T + 1", "a[:, 1:].sum(axis=0)", "a - a.mean(axis=1, keepdims=True)", "where(b > 0, b, 0)", "c / 2",
    "a[:, ::-1]", "(a[:, None] - b).shape",
)  # fmt: skip
START = {"tab": "expression", "shape_a": "2, 3", "shape_b": "4, 3", "shape_c": "3", "dtype_a": "float32",
         "dtype_b": "float32", "dtype_c": "int64"}  # fmt: skip
EXPERIMENTS = {
    "half_whole": Experiment({**START, "text": "c / 2"}, right=1),
    "mean_whole": Experiment({**START, "text": "c.mean()"}, right=2),
    "mirror": Experiment({**START, "text": "a[:, ::-1]"}, right=0),
}
ARRAY_FIELDS = ("shape_a", "shape_b", "shape_c", "dtype_a", "dtype_b", "dtype_c")


@live("tensors", EXPERIMENTS)
def show(t: Words, below: DeltaGenerator) -> None:
    """The line, its arrays, the result, and every step in both libraries."""
    ask(ExpressionConfig, t, only=("text",))
    with st.container(horizontal=True, gap="small"):
        for number, example in enumerate(EXAMPLES):
            apply = partial(put, {"text": example})
            st.button(f"`{example}`", key=f"tensors__example_{number}", on_click=apply)
    with st.popover(t("expression.arrays"), icon=":material/tune:"):
        asked = ask(ExpressionConfig, t, only=(*ARRAY_FIELDS, "seed"), columns=3)
    found, _ = kept(t, "expression", evaluate_expression, asked, text=asked.text)
    left, right = st.columns([1, 1.35], gap="medium")
    with left:
        draw(found, t)
    with right:
        st.markdown(steps_table(found, t))
        outcome(found, t)
    inputs(found, t)
    with below:
        challenges(t, {"shares": shares_of_rows(found)})
        code_tabs(t, "tensors", lambda: {"NumPy": numpy_script(found), "PyTorch": torch_script(found)})


@folded("expression.inputs", icon="grid_on", key="tensors_inputs")
def inputs(found: Evaluation, t: Words) -> None:
    """The arrays that the formula may use, drawn once they are wanted."""
    for column, (name, array) in zip(st.columns(3), found.arrays.items(), strict=True):
        with column:
            title = t("figure.operand", name=name, shape=tupled(array.shape))
            alt = t("alt.operand", name=name, shape=tupled(array.shape), to=tupled(array.shape))
            drawn = shaded_figure(title, array, t, beside=3, height=230)
            figure(drawn, key=f"tensors_input_{name}", alt=alt)


def draw(found: Evaluation, t: Words) -> None:
    """The result as cells; hovering tells the index."""
    last = found.steps[-1]
    value = last.numpy or last.torch
    if value is None:
        st.info(t("expression.no_result"))
        return
    array = first_cells(value.array)
    title = t("figure.result", shape=tupled(value.shape))
    lit = np.zeros(array.shape, dtype=bool)
    figure(
        lit_figure(title, array, lit, t, height=270), key="tensors_expression_result",
        alt=t("alt.result_of", shape=tupled(value.shape), cells=int(value.array.size)),
    )  # fmt: skip
    if array.shape != value.shape:
        st.caption(t("expression.only_first", cells=array.size, all=value.array.size))


def steps_table(found: Evaluation, t: Words) -> str:
    """Every part of the formula with shape and dtype in both libraries."""
    lines = [f"| {t('expression.step')} | NumPy | PyTorch | |", "|:-|:-|:-|:-|"]
    for step in found.steps:
        source = " ".join(step.source.split())
        lines.append(f"| `{source}` | {said(step.numpy, t)} | {said(step.torch, t)} | {t('agree.' + step.agreement)} |")
    return "\n".join(lines)


def said(value: Value | None, t: Words) -> str:
    """Shape and dtype, or that there is none."""
    if value is None:
        return t("expression.refused_here")
    number = f" = {value.array.item():.6g}" if value.array.ndim == 0 and value.array.dtype.kind in "fiub" else ""
    return f"`{tupled(value.shape)} {value.dtype}{number}`"


def outcome(found: Evaluation, t: Words) -> None:
    """Whether the libraries agree; where they part, why."""
    for library, refusal in (("NumPy", found.numpy_refusal), ("PyTorch", found.torch_refusal)):
        if refusal is not None:
            st.warning(refused(library, refusal, t), icon=":material/block:")
            st.code(underlined(found.text, refusal), language=None)
    for difference in {d.rule: d for d in found.differences}.values():
        st.info(t(f"differs.{difference.rule}", **difference.values), icon=":material/compare_arrows:")
    if found.verdict == "same":
        st.success(t("expression.same"), icon=":material/check_circle:")
    st.code(f"{found.numpy_line}  # NumPy\n{found.torch_line}  # PyTorch", language="python", wrap_lines=True)


def refused(library: str, refusal: LibraryRefusal, t: Words) -> str:
    """The rule in words, with the library's own message."""
    values = {name: quotable(value) for name, value in refusal.values.items()}
    reason = t(f"library.{refusal.rule}", **values)
    return t("expression.library_refuses", library=library, reason=reason, message=quotable(refusal.message))


def underlined(text: str, place: LibraryRefusal | Difference | Step) -> str:
    """The formula with a part underlined."""
    return f"{text}\n{' ' * place.start}{'^' * max(1, place.end - place.start)}"
