"""The expression box: one line in NumPy and in PyTorch, every step compared, nothing executed but its own words."""

from collections.abc import Mapping
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
from core.computing.tensors.expression.engines import LONGEST_MESSAGE
from core.computing.tensors.expression.reasons import LibraryValue
from core.computing.tensors.products_figure import lit_figure, shaded_figure
from pages.computing.tensors.cell_picker import table
from pages.shared import (
    Challenge,
    Experiment,
    Words,
    ask,
    challenges,
    code_tabs,
    figure,
    folded,
    last_valid,
    put,
    quotable,
)

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
        _result(found, t)
    with right:
        _outcome(found, t)
    _inputs(found, t)
    challenges(t, CHALLENGES, shares=(found, configs == (asked,)))
    code_tabs(t, lambda: {"NumPy": numpy_script(found), "PyTorch": torch_script(found)})


@folded("inputs", icon="grid_on", key="tensors_inputs")
def _inputs(found: Evaluation, t: Words) -> None:
    """The arrays that the formula may use, drawn once they are wanted."""
    for column, (name, array) in zip(st.columns(3), found.arrays.items(), strict=True):
        with column:
            title = t("figure.operand", name=name, shape=tupled(array.shape))
            alt = t("alt.operand", name=name, shape=tupled(array.shape), to=tupled(array.shape))
            drawn = shaded_figure(title, array, t, beside=3, height=230)
            figure(drawn, key=f"tensors_input_{name}", alt=alt)


def _result(found: Evaluation, t: Words) -> None:
    """The result as cells; hovering tells the index."""
    value = found.steps[-1].numpy or found.steps[-1].torch
    if value is None:
        st.info(t("no_result"))
        return
    array = first_cells(value.array)
    title = t("figure.result", shape=tupled(value.shape))
    figure(
        lit_figure(title, array, np.zeros(array.shape, dtype=bool), t, height=270), key="tensors_expression_result",
        alt=t("alt.result_of", shape=tupled(value.shape), cells=int(value.array.size)),
    )  # fmt: skip
    if array.shape != value.shape:
        st.caption(t("only_first", cells=array.size, all=value.array.size))


def _said(value: LibraryValue | None) -> str:
    """Shape and dtype, or that there is none."""
    if value is None:
        return "–"
    number = f" = {value.array.item():.6g}" if value.array.ndim == 0 and value.array.dtype.kind in "fiub" else ""
    return f"`{tupled(value.shape)} {value.dtype}{number}`"


def _outcome(found: Evaluation, t: Words) -> None:
    """Every part of the formula in both libraries, whether they agree, and where they part, why."""
    steps = [
        (f"`{' '.join(step.source.split())}`", _said(step.numpy), _said(step.torch), t(f"agree.{step.agreement}"))
        for step in found.steps
    ]
    st.markdown(table((t("step"), "NumPy", "PyTorch", ""), *steps))
    for library, refusal in (("NumPy", found.numpy_refusal), ("PyTorch", found.torch_refusal)):
        if refusal is not None:
            reason = t(f"library.{refusal.rule}", **_quoted(refusal.values))
            message = quotable(refusal.message, LONGEST_MESSAGE)
            st.warning(t("library_refuses", library=library, reason=reason, message=message), icon=":material/block:")
            marks = "^" * max(1, refusal.end - refusal.start)
            st.code(f"{found.text}\n{' ' * refusal.start}{marks}", language=None)
    for difference in {d.rule: d for d in found.differences}.values():
        st.info(t(f"differs.{difference.rule}", **difference.values), icon=":material/compare_arrows:")
    if found.verdict == "same":
        st.success(t("same"), icon=":material/check_circle:")
    for loss in found.losses:
        st.warning(t(f"lost.{loss.fate}", **_quoted(vars(loss))), icon=":material/warning:")
    st.code(f"{found.numpy_line}  # NumPy\n{found.torch_line}  # PyTorch", language="python", wrap_lines=True)


def _quoted(values: Mapping[str, object]) -> dict[str, object]:
    return {name: quotable(value) for name, value in values.items()}
