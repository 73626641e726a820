"""The expression box: one line in NumPy and in PyTorch, every step compared, nothing executed but its own words."""

from functools import partial

import numpy as np
import streamlit as st

from core.computing.tensors.array_figure import tupled
from core.computing.tensors.arrays import first_cells
from core.computing.tensors.challenges import shares_of_rows
from core.computing.tensors.expression.box import (
    Evaluation,
    ExpressionConfig,
    evaluate_expression,
    numpy_script,
    torch_script,
)
from core.computing.tensors.expression.reasons import LibraryRefusal, LibraryValue
from core.computing.tensors.products_figure import lit_figure, shaded_figure
from pages.shared import Challenge, Experiment, Words, ask, challenges, figure, folded, last_valid, put, quotable
from pages.shared.code_panel import code_tabs

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


CHALLENGES = {"shares": Challenge(shares_of_rows, solution={"text": "a / a.sum(axis=1, keepdims=True)"})}
LONGEST_MESSAGE = 400  # of a library


def show(t: Words) -> None:
    """The line, its arrays, the result, and every step in both libraries."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container():
            ask(ExpressionConfig, t, only=("text",))
        with st.popover(t("arrays"), icon=":material/tune:"):
            asked = ask(ExpressionConfig, t, only=(*ARRAY_FIELDS, "expression_seed"), columns=3)
    with st.container(horizontal=True, gap="small"):
        for number, example in enumerate(EXAMPLES):
            apply = partial(put, {"text": example})
            st.button(f"`{example}`", key=f"tensors__example_{number}", on_click=apply)
    found, configs = last_valid(t, evaluate_expression, asked, text=asked.text)
    left, right = st.columns([1, 1.35], gap="medium")
    with left:
        draw(found, t)
    with right:
        st.markdown(steps_table(found, t))
        outcome(found, t)
    inputs(found, t)
    challenges(t, CHALLENGES, shares=(found, configs == (asked,)))
    code_tabs(t, lambda: {"NumPy": numpy_script(found), "PyTorch": torch_script(found)})


@folded("inputs", icon="grid_on", key="tensors_inputs")
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
        st.info(t("no_result"))
        return
    array = first_cells(value.array)
    title = t("figure.result", shape=tupled(value.shape))
    lit = np.zeros(array.shape, dtype=bool)
    figure(
        lit_figure(title, array, lit, t, height=270), key="tensors_expression_result",
        alt=t("alt.result_of", shape=tupled(value.shape), cells=int(value.array.size)),
    )  # fmt: skip
    if array.shape != value.shape:
        st.caption(t("only_first", cells=array.size, all=value.array.size))


def steps_table(found: Evaluation, t: Words) -> str:
    """Every part of the formula with shape and dtype in both libraries."""
    lines = [f"| {t('step')} | NumPy | PyTorch | |", "|:-|:-|:-|:-|"]
    for step in found.steps:
        source = " ".join(step.source.split())
        lines.append(f"| `{source}` | {said(step.numpy, t)} | {said(step.torch, t)} | {t('agree.' + step.agreement)} |")
    return "\n".join(lines)


def said(value: LibraryValue | None, t: Words) -> str:
    """Shape and dtype, or that there is none."""
    if value is None:
        return "–"
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
        st.success(t("same"), icon=":material/check_circle:")
    for loss in found.losses:
        numbers = {name: quotable(value) for name, value in vars(loss).items()}
        st.warning(t(f"lost.{loss.fate}", **numbers), icon=":material/warning:")
    st.code(f"{found.numpy_line}  # NumPy\n{found.torch_line}  # PyTorch", language="python", wrap_lines=True)


def refused(library: str, refusal: LibraryRefusal, t: Words) -> str:
    """The rule in words, with the library's own message."""
    values = {name: quotable(value) for name, value in refusal.values.items()}
    reason = t(f"library.{refusal.rule}", **values)
    return t("library_refuses", library=library, reason=reason, message=quotable(refusal.message, LONGEST_MESSAGE))


def underlined(text: str, place: LibraryRefusal) -> str:
    """The formula with a part underlined."""
    return f"{text}\n{' ' * place.start}{'^' * max(1, place.end - place.start)}"
