"""View or copy: what is taken from an array, whether it is the same memory, and who else changes."""

import streamlit as st

from core.computing.tensors.array_figure import bracketed, result_figure, tupled, view_memory_figure, viewed_figure
from core.computing.tensors.arrays import ArrayConfig
from core.computing.tensors.challenges import one_write_many, reshape_that_copies
from core.computing.tensors.layout_report import offset_sum
from core.computing.tensors.lines import view_lines
from core.computing.tensors.views import View, ViewConfig, WriteEffect, view, view_in_torch, write_effect
from pages.computing.tensors.cell_picker import array_popover, cell_number, chosen_cell, look_at
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
    live_formula,
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
        taken = ask_view(t)
        found, configs = last_valid(t, view, asked, taken)
        chosen_cell(t, found.shape)
    effect = write_effect(found, configs[1], cell_number(t))
    with stage:
        left, right = st.columns(2, gap="medium")
    with left:
        figure(viewed_figure(found, effect, t), key="tensors_viewed", alt=alt_of(found, effect, t))
    with right:
        alt = t("alt.result", shape=tupled(found.shape), strides=tupled(found.strides_bytes))
        figure(result_figure(found, effect, t), key="tensors_result", alt=alt, on_click=look_at)
    with controls:
        st.markdown(t("is_view" if found.is_view else "is_copy"))
    with stage:
        verdict(found, effect, t)
        figure(
            view_memory_figure(found, effect, t), key="tensors_view_memory",
            alt=t("alt.memory", cells=found.array.size, bytes=found.array.nbytes),
        )  # fmt: skip
    by_hand(found, effect, configs, t)
    current = configs == (asked, taken)
    challenges(t, CHALLENGES, must_copy=(found, taken.take, current), one_write=(found, effect, current))
    code_panel(
        t, {"NumPy": Made(view, *configs), "PyTorch": Made(view_in_torch, *configs)},
        shown={"shape": found.shape, "result": found.result.tolist()}, short=view_lines(*configs),
    )  # fmt: skip


def ask_view(t: Words) -> ViewConfig:
    """What is done to the array, and a hint how to write it."""
    conditions = {name: (lambda now, name=name: FIELDS.get(now["take"]) == name) for name in FIELDS.values()}
    taken = ask(ViewConfig, t, only=("take", *FIELDS.values()), when=conditions)
    if taken.take in FIELDS:
        st.caption(t(f"hint_{taken.take}"))
    return taken


def alt_of(found: View, effect: WriteEffect, t: Words) -> str:
    """What the array shows, in one sentence."""
    changed = int(effect.changed_array.sum())
    return t("alt.viewed", taken=int(found.selected.sum()), cells=found.array.size, changed=changed)


def verdict(found: View, effect: WriteEffect, t: Words) -> None:
    """What the write did, in one sentence."""
    if not found.result.size:
        st.info(t("empty"))
        return
    changed = int(effect.changed_result.sum())
    numbers = {"cell": bracketed(effect.cell), "written": f"{effect.written:g}", "result": changed}
    key = "wrote_copy" if not found.is_view else "wrote_many" if changed > 1 else "wrote_view"
    show_it = st.warning if found.is_view else st.success
    show_it(
        t(key, array=int(effect.changed_array.sum()), **numbers),
        icon=":material/link:" if found.is_view else ":material/content_copy:",
    )


@folded("part.numbers", icon="calculate", key="tensors_view_hand")
def by_hand(found: View, effect: WriteEffect, configs: tuple[ArrayConfig, ViewConfig], t: Words) -> None:
    """The offset of the written cell from the result's own strides, and what PyTorch makes of the same step."""
    if found.is_view and found.result.size:
        terms, total = offset_sum(effect.cell, found.strides_bytes, found.offset_bytes)
        live_formula(t, "address", cell=bracketed(effect.cell), start=found.offset_bytes, sum=terms, total=total)
    elif not found.is_view:
        st.markdown(t("why_copy"))
    says = cached(view_in_torch, *configs)
    names = t("array.fact_shape"), t("array.fact_strides"), t("fact_view"), t("fact_contiguous")
    st.markdown(
        f"| | {' | '.join(names)} |\n|:-:|:-:|:-:|:-:|:-:|\n" + row("NumPy", vars(found), t) + row("PyTorch", says, t)
    )
    st.caption(t("torch_note"))


def row(name: str, says: dict[str, object], t: Words) -> str:
    """One line of the comparison."""
    cells = tupled(says["shape"]), tupled(says["strides_bytes"])  # type: ignore[arg-type]
    answers = (t("yes" if says[key] else "no") for key in ("is_view", "c_contiguous"))
    return f"| {name} | `{cells[0]}` | `{cells[1]}` | {' | '.join(answers)} |\n"
