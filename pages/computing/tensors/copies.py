"""View or copy: what is taken from an array, whether it is the same memory, and who else changes."""

from typing import Any

import streamlit as st

from core.computing.tensors.array_figure import result_figure, tupled, view_memory_figure, viewed_figure
from core.computing.tensors.arrays import ArrayConfig
from core.computing.tensors.challenges import one_write_many, reshape_that_copies
from core.computing.tensors.lines import view_lines
from core.computing.tensors.views import View, ViewConfig, WriteEffect, view, view_in_torch, write_effect
from core.computing.tensors.views_report import reach_lines, write_line
from pages.computing.tensors.cell_picker import array_popover, cell_number, chosen_cell, side_by_side, table
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    figure,
    folded,
    last_valid,
    paragraphs,
)

DEFAULTS = {"tab": "copies", "source": "arange", "shape": "2, 3, 4", "dtype": "float32", "order": "C"}
EXPERIMENTS = {
    "backwards": Experiment({**DEFAULTS, "take": "index", "index": "..., ::-1", "cell": 0}, right=0),
    "list": Experiment({**DEFAULTS, "take": "index", "index": ":, [0, 2]", "cell": 0}, right=1),
    "cut_anew": Experiment({**DEFAULTS, "order": "F", "take": "reshape", "new_shape": "6, 4", "cell": 5}, right=1),
}
CHALLENGES = {
    "must_copy": Challenge(reshape_that_copies, solution={"order": "F", "take": "reshape", "new_shape": "6, 4"}),
    "one_write": Challenge(one_write_many, solution={"shape": "3, 1", "take": "expand", "expanded_shape": "3, 6"}),
}
FIELDS = {"index": "index", "reshape": "new_shape", "expand": "expanded_shape", "permute": "axes_order"}


def show(t: Words) -> None:
    """The array, what was taken of it, the memory below both, and one write."""
    controls, stage = st.columns([1, 3], gap="medium")
    with controls:
        asked = array_popover(t)
        taken = _ask_view(t)
        found, configs = last_valid(t, view, asked, taken)
        chosen_cell(t, found.shape)
    effect = write_effect(found, configs[1], cell_number(t))
    with stage:
        numbers = {"taken": int(found.selected.sum()), "changed": int(effect.changed_array.sum())}
        alt = t("alt.result", shape=tupled(found.shape), strides=tupled(found.strides_bytes))
        parts = {
            "tensors_viewed": (viewed_figure(found, effect, t), t("alt.viewed", cells=found.array.size, **numbers)),
            "tensors_result": (result_figure(found, effect, t), alt),
        }
        side_by_side(parts)
    with controls:
        st.markdown(t("is_view" if found.is_view else "is_copy"))
    with stage:
        _say(found, effect, t)
        figure(
            view_memory_figure(found, effect, t), key="tensors_view_memory",
            alt=t("alt.memory", cells=found.array.size, bytes=found.array.nbytes),
        )  # fmt: skip
    _by_hand(found, effect, configs, t)
    current = configs == (asked, taken)
    challenges(t, CHALLENGES, must_copy=(found, taken.take, current), one_write=(found, effect, current))
    code_panel(
        t, {"NumPy": Made(view, *configs), "PyTorch": Made(view_in_torch, *configs)},
        shown={"shape": found.shape, "result": found.result.tolist()}, short=view_lines(*configs),
    )  # fmt: skip


def _ask_view(t: Words) -> ViewConfig:
    """What is done to the array, and a hint how to write it."""
    conditions = {name: (lambda now, name=name: FIELDS.get(now["take"]) == name) for name in FIELDS.values()}
    taken = ask(ViewConfig, t, only=("take", *FIELDS.values()), when=conditions)
    if taken.take in FIELDS:
        st.caption(t(f"hint_{taken.take}"))
    return taken


def _say(found: View, effect: WriteEffect, t: Words) -> None:
    """What the write did, in one sentence."""
    key, numbers = write_line(found, effect)
    show_it = st.info if key == "empty" else st.warning if found.is_view else st.success
    show_it(t(key, **numbers), icon=":material/link:" if found.is_view else ":material/content_copy:")


@folded("part.numbers", icon="calculate", key="tensors_view_hand")
def _by_hand(found: View, effect: WriteEffect, configs: tuple[ArrayConfig, ViewConfig], t: Words) -> None:
    """The offset of the written cell, or why there is a copy, and what PyTorch makes of the same step."""
    st.markdown(paragraphs(t, reach_lines(found, effect, configs[1])))
    names = t("array.fact_shape"), t("array.fact_strides"), t("fact_view"), t("fact_contiguous")
    libraries = {"NumPy": vars(found), "PyTorch": cached(view_in_torch, *configs)}
    st.markdown(table(["", *names], *(_row(name, says, t) for name, says in libraries.items()), align=":-:"))
    st.caption(t("torch_note"))


def _row(name: str, says: dict[str, Any], t: Words) -> list[str]:
    texts = [f"`{tupled(says[key])}`" for key in ("shape", "strides_bytes")]
    return [name, *texts, *(t("yes" if says[key] else "no") for key in ("is_view", "c_contiguous"))]
