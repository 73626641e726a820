"""Arrays outside: saved to files and read back as data only, and handed to PyTorch with or without a copy."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.computing.tensors.array_figure import tupled
from core.computing.tensors.arrays import create, first_cells
from core.computing.tensors.challenges import unasked_copy
from core.computing.tensors.files import (
    StoredArray,
    npy_by_hand,
    npy_by_numpy,
    read_arrays,
    write_npy,
    write_npz,
    write_safetensors,
)
from core.computing.tensors.products_figure import shaded_figure
from core.computing.tensors.settings import TensorsState
from core.computing.tensors.sharing import SharingConfig, share, share_in_torch
from core.computing.tensors.sharing_figure import sharing_figure
from core.refusal import Refusal
from pages.computing.tensors.cell_picker import array_popover
from pages.computing.tensors.kept import kept
from pages.shared.ask import ask
from pages.shared.cached import cached
from pages.shared.code_panel import code_panel
from pages.shared.experiments import Experiment, challenges
from pages.shared.live import figure
from pages.shared.live.fragments import live
from pages.shared.refusals import refusal
from pages.shared.words import Words, quotable

MEGABYTES = 5
SETTINGS = {"tab": "files", "outside": "sharing", "write_to": "array"}
WAYS = {
    "from_numpy": "torch.from_numpy(array)",
    "as_tensor": "torch.as_tensor(array)",
    "tensor": "torch.tensor(array)",
    "clone": "torch.from_numpy(array).clone()",
    "to_float32": "torch.from_numpy(array).to(torch.float32)",
    "to_float64": "torch.from_numpy(array).to(torch.float64)",
}
EXPERIMENTS = {
    "one_memory": Experiment({**SETTINGS, "way": "from_numpy", "shared_dtype": "float32"}, right=0),
    "dtype_changes": Experiment({**SETTINGS, "way": "to_float32", "shared_dtype": "float64"}, right=1),
}


def show(t: Words) -> None:
    """Files, or memory that two libraries share."""
    screen = ask(TensorsState, t, only=("outside",))
    if screen.outside == "files":
        show_files(t)
    else:
        show_sharing(t)


@live("tensors", {"one_memory": EXPERIMENTS["one_memory"]})
def show_files(t: Words, below: DeltaGenerator) -> None:
    """The array of the page saved in three formats, and a file of the visitor read."""
    left, right = st.columns(2, gap="large")
    with left, st.container(border=True):
        st.markdown(f"**{t('files.save')}**")
        asked = array_popover(t)
        array, (config,) = kept(t, "saved", create, asked)
        npy = write_npy(array)
        with st.container(horizontal=True):
            for kind, content in (
                (".npy", npy),
                (".npz", write_npz({"array": array})),
                (".safetensors", write_safetensors({"array": array})),
            ):
                st.download_button(
                    f"{kind} · {len(content)} B", content, f"gradus{kind}", "application/octet-stream",
                    key=f"tensors__save{kind}", on_click="ignore", icon=":material/download:",
                )  # fmt: skip
        about = cached(npy_by_hand, config)
        total = len(npy)
        st.markdown(t("files.inside", header=total - array.nbytes, count=array.size, each=array.itemsize, total=total))
        st.code(str(about["header"]), language="python", wrap_lines=True)
        draw(array, t, "saved")
    with right, st.container(border=True):
        st.markdown(f"**{t('files.load')}**")
        load(t)
    st.caption(t("files.safety"))
    with below:
        code_panel(t, "tensors", {"NumPy": npy_by_hand, "np.save": npy_by_numpy}, [config])


def load(t: Words) -> None:
    """The uploader, and the arrays of the last readable file; a refused file does not replace it."""
    file = st.file_uploader(
        t("files.upload"), key="tensors__upload", help=t("files.limits"), max_upload_size=MEGABYTES,
        on_change=receive,
    )  # fmt: skip
    refused: Refusal | None = st.session_state.get("tensors__upload_refused")
    if refused is not None:
        refusal(t, refused)
    stored: tuple[str, tuple[StoredArray, ...]] | None = st.session_state.get("tensors__upload_read")
    if stored is None:
        st.caption(t("files.private"))
        return
    name, arrays = stored
    lines = [f"| {t('files.name')} | {t('array.fact_shape')} | {t('files.dtype')} |", "|:-|:-|:-|"]
    lines += [
        f"| `{in_table(array.name)}` | `{tupled(array.array.shape)}` | `{in_table(array.dtype)}` |"
        for array in arrays[:8]
    ]
    if file is None or refused is not None:
        st.button(t("files.forget", name=quotable(name)), icon=":material/close:", type="tertiary", on_click=forget)
    st.markdown(t("files.read", name=quotable(name), count=len(arrays)) + "\n\n" + "\n".join(lines))
    draw(arrays[0].array, t, "loaded")


def in_table(text: str) -> str:
    """A text from a file that cannot break out of its cell."""
    return str(quotable(text)).replace("|", "/") or "–"


def receive() -> None:
    """Read the file that has just come; nothing in it is executed."""
    file = st.session_state["tensors__upload"]
    st.session_state.pop("tensors__upload_refused", None)
    if file is None:  # taken away, or about to be replaced by one that may be refused
        return
    try:
        st.session_state["tensors__upload_read"] = (file.name, read_arrays(file.getvalue()))
    except Refusal as error:
        st.session_state["tensors__upload_refused"] = error


def forget() -> None:
    """Take away the arrays that were read."""
    st.session_state.pop("tensors__upload_read", None)


def draw(array: np.ndarray, t: Words, key: str) -> None:
    """As many cells as can be drawn."""
    shown = first_cells(array)
    title = t("figure.operand", name=t("files.array"), shape=tupled(array.shape))
    if shown.size < array.size:
        st.caption(t("expression.only_first", cells=shown.size, all=array.size))
    figure(
        shaded_figure(title, shown, t), key=f"tensors_file_{key}",
        alt=t("alt.result_of", shape=tupled(array.shape), cells=array.size),
    )  # fmt: skip


@live("tensors", EXPERIMENTS)
def show_sharing(t: Words, below: DeltaGenerator) -> None:
    """The same four numbers in both libraries, and one write."""
    controls, stage = st.columns([1, 2.4], gap="medium")
    with controls:
        config = ask(SharingConfig, t)
    found = cached(share, config)
    with stage:
        st.code(f"tensor = {WAYS[config.way]}\n{config.write_to}[0] = 99", language="python")
        alt = t("alt.sharing", array=str(list(found.array)), tensor=str(list(found.tensor)))
        figure(sharing_figure(found, config.write_to, t), key="tensors_sharing", alt=alt)
        say_it = st.warning if found.shared else st.success
        icon = ":material/link:" if found.shared else ":material/content_copy:"
        say_it(t("files.shared" if found.shared else "files.apart", dtype=found.tensor_dtype), icon=icon)
    with below:
        challenges(t, {"unasked": unasked_copy(found, config.way)})
        code_panel(t, "tensors", {"PyTorch": share_in_torch}, [config])
