"""PyTorch's own view of the formula: its grad_fn graph, what it refuses, and the dynamic against the static graph."""

import streamlit as st

from core.computing.autograd.pytorch.lessons import Lesson, torch_lessons
from core.computing.autograd.pytorch.static import BranchView, ExportedNode, branch_view
from core.computing.autograd.pytorch.view import TorchView, torch_view
from core.computing.autograd.pytorch.view_figure import torch_figure
from pages.computing.autograd.formula_on_screen import Shown, formula_beside
from pages.shared import Words, cached, figure, folded

LISTING = 250  # pixels
BRANCH = "where(x > 0, x**2, 0.1*x)"


def show(t: Words) -> None:
    """The grad_fn graph, the facts of every tensor, the lessons, and what an export makes of a branch."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        shown = formula_beside(t)
        st.caption(t("torch.beside"))
    view = torch_view(shown.graph)
    with stage:
        _graph(view, shown, t)
    _facts(view, shown, t)
    _lessons(t)
    _branch(t)


def _graph(view: TorchView, shown: Shown, t: Words) -> None:
    if view.layout is None:
        st.info(t("torch.no_graph"), icon=":material/info:")
        return
    names = {node.index: node.name for node in shown.trace.nodes}
    alt = t("torch.alt", functions=len(view.grad_fns), leaves=sum(bool(f.variable) for f in view.grad_fns))
    figure(torch_figure(view, names, t), key="autograd_torch", alt=alt)


def _facts(view: TorchView, shown: Shown, t: Words) -> None:
    with st.expander(t("torch.facts"), icon=":material/table:"):
        st.markdown(t("torch.facts_said"))
        rows = [
            {
                t("torch.tensor"): fact.name or shown.trace.nodes[fact.node].sign, "is_leaf": fact.is_leaf,
                "requires_grad": fact.requires_grad, "grad_fn": fact.grad_fn or "None",
                t("torch.keeps"): fact.keeps_gradient,
            }
            for fact in view.facts
        ]  # fmt: skip
        st.dataframe(rows, hide_index=True, height=min(38 + 35 * len(rows), 420))


def _lessons(t: Words) -> None:
    st.subheader(t("torch.lessons"), anchor=False)
    cells = st.columns(3)
    for k, lesson in enumerate(cached(torch_lessons, 1.5)):
        with cells[k % 3].container(border=True):
            _lesson(lesson, t)


def _lesson(lesson: Lesson, t: Words) -> None:
    st.markdown(f"**{t(f'lesson.{lesson.key}.title')}**")
    st.code(lesson.code, language="python", wrap_lines=True)
    if lesson.outcome == "error":
        st.error(f"`{lesson.error}`: `{lesson.message.replace('`', '')}`", icon=":material/block:")
    else:
        st.success(t("torch.gradient", value=lesson.value), icon=":material/check:")
    st.caption(t(f"lesson.{lesson.key}.said", saved=lesson.saved_by, version=lesson.version, expected=lesson.expected))


@folded("branch.title", icon="fork_right", key="autograd_branch")
def _branch(t: Words) -> None:
    with st.spinner(t("branch.wait")):
        found: BranchView = cached(branch_view, BRANCH, {"x": 2.0}, {"x": -2.0})
    st.markdown(t("branch.said"))
    for column, view, x in zip(st.columns(2), (found.first, found.second), ("2", "−2"), strict=True):
        with column:
            figure(
                torch_figure(view, {}, lambda key, x=x: t("branch.recorded", x=x)), key=f"autograd_branch_{x}",
                alt=t("torch.alt", functions=len(view.grad_fns), leaves=1),
            )  # fmt: skip
    st.markdown(t("branch.static"))
    for column, export in zip(st.columns(3), found.exports, strict=True):
        with column.container(border=True):
            st.markdown(f"**{t(f'branch.form.{export.form}')}**")
            if export.refusal:
                st.error(t(f"branch.refusal.{export.refusal}"), icon=":material/block:")
                st.code(export.message, language=None, wrap_lines=True)
            else:
                st.code(_listing(export.nodes), language=None, wrap_lines=True, height=LISTING)
                for k, side in enumerate(export.sides):
                    st.code(f"# {export.form} {k}\n{_listing(side)}", language=None, wrap_lines=True)
            st.caption(t(f"branch.form_said.{export.form}"))


def _listing(nodes: tuple[ExportedNode, ...]) -> str:
    return "\n".join(node.line for node in nodes)
