"""View or copy: what is taken from an array, whether it is the same memory, and who else changes."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.computing.tensors.array_figure import bracketed, result_figure, tupled, view_memory_figure, viewed_figure
from core.computing.tensors.arrays import ArrayConfig
from core.computing.tensors.challenges import one_write_many, reshape_that_copies
from core.computing.tensors.views import View, ViewConfig, view, view_by_hand, view_in_torch
from pages.computing.tensors.cell_picker import array_popover, chosen_cell, look_at
from pages.computing.tensors.kept import kept
from pages.shared.ask import ask
from pages.shared.cached import cached
from pages.shared.code_panel import code_panel
from pages.shared.experiments import Experiment, challenges
from pages.shared.live import figure
from pages.shared.live.fragments import live
from pages.shared.panels import folded
from pages.shared.words import Words

DEFAULTS = {"tab": "copies", "source": "arange", "shape": "2, 3, 4", "dtype": "float32", "order": "C"}
EXPERIMENTS = {
    "backwards": Experiment({**DEFAULTS, "take": "index", "index": "..., ::-1", "cell": 0}, right=0),
    "list": Experiment({**DEFAULTS, "take": "index", "index": ":, [0, 2]", "cell": 0}, right=1),
    "cut_anew": Experiment({**DEFAULTS, "order": "F", "take": "reshape", "new_shape": "6, 4", "cell": 5}, right=1),
}
FIELDS = {"index": "index", "reshape": "new_shape", "expand": "new_shape", "permute": "axes_order"}


@live("tensors", EXPERIMENTS)
def show(t: Words, below: DeltaGenerator) -> None:
    """The array, what was taken of it, the memory below both, and one write."""
    controls, left, right = st.columns([1.1, 1.5, 1.5], gap="medium")
    with controls:
        asked = array_popover(t)
        conditions = {
            name: (lambda now, name=name: FIELDS.get(now["take"]) == name)
            for name in ("index", "new_shape", "axes_order")
        }
        taken = ask(ViewConfig, t, only=("take", "index", "new_shape", "axes_order"), when=conditions)
        if taken.take in FIELDS:
            st.caption(t(f"view.hint_{taken.take}"))
        found, (array_config, view_config) = kept(t, "view", view, asked, taken)
        chosen_cell(t, found.result.shape)
    with left:
        figure(viewed_figure(found, t), key="tensors_viewed", alt=alt_of(found, t))
    with right:
        alt = t("alt.result", shape=tupled(found.result.shape), strides=tupled(found.strides_bytes))
        figure(result_figure(found, t), key="tensors_result", alt=alt, on_click=look_at)
    with controls:
        st.markdown(t("view.is_view" if found.is_view else "view.is_copy"))
    verdict(found, t)
    figure(
        view_memory_figure(found, t), key="tensors_view_memory",
        alt=t("alt.memory", cells=found.array.size, bytes=found.array.nbytes),
    )  # fmt: skip
    by_hand(found, array_config, view_config, t)
    with below:
        challenges(t, {"must_copy": reshape_that_copies(found, view_config.take), "one_write": one_write_many(found)})
        code_panel(t, "tensors", {"NumPy": view_by_hand, "PyTorch": view_in_torch}, [array_config, view_config])


def alt_of(found: View, t: Words) -> str:
    """What the array shows, in one sentence."""
    changed = int(found.changed_array.sum())
    return t("alt.viewed", taken=int(found.selected.sum()), cells=found.array.size, changed=changed)


def verdict(found: View, t: Words) -> None:
    """What the write did, in one sentence."""
    if not found.result.size:
        st.info(t("view.empty"))
        return
    changed = int(found.changed_result.sum())
    numbers = {"cell": bracketed(found.cell), "written": f"{found.written:g}", "result": changed}
    key = "view.wrote_copy" if not found.is_view else "view.wrote_many" if changed > 1 else "view.wrote_view"
    show_it = st.warning if found.is_view else st.success
    show_it(
        t(key, array=int(found.changed_array.sum()), **numbers),
        icon=":material/link:" if found.is_view else ":material/content_copy:",
    )


@folded("part.numbers", icon="calculate", key="tensors_view_hand")
def by_hand(found: View, array_config: ArrayConfig, view_config: ViewConfig, t: Words) -> None:
    """The offset of the written cell from the result's own strides, and what PyTorch makes of the same step."""
    if found.is_view and found.result.size:
        pairs = list(zip(found.cell, found.strides_bytes, strict=True))
        signed = [f"({stride})" if stride < 0 else stride for _, stride in pairs]
        products = "".join(rf" + {i} \cdot {stride}" for (i, _), stride in zip(pairs, signed, strict=True))
        start, total = found.offset_bytes, found.offset_bytes + sum(i * stride for i, stride in pairs)
        st.markdown(t("view.address", cell=bracketed(found.cell), start=start, products=products, total=total))
    elif not found.is_view:
        st.markdown(t("view.why_copy"))
    says = cached(view_in_torch, array_config, view_config)
    names = "array.fact_shape", "array.fact_strides", "view.fact_view", "view.fact_contiguous"
    st.markdown(
        f"| | {' | '.join(map(t, names))} |\n|:-:|:-:|:-:|:-:|:-:|\n"
        + row("NumPy", found.result.shape, found.strides_bytes, found.is_view, found.c_contiguous, t)
        + row("PyTorch", says["shape"], says["strides_bytes"], says["view"], says["contiguous"], t)
    )
    st.caption(t("view.torch_note"))


def row(name: str, shape: object, strides: object, is_view: object, contiguous: object, t: Words) -> str:
    """One line of the comparison."""
    cells = tupled(shape), tupled(strides)  # type: ignore[arg-type]
    answers = t("view.yes" if is_view else "view.no"), t("view.yes" if contiguous else "view.no")
    return f"| {name} | `{cells[0]}` | `{cells[1]}` | {answers[0]} | {answers[1]} |\n"
