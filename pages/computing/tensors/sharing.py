"""The same four numbers in NumPy and PyTorch: one memory or two, shown by one write."""

import streamlit as st

from core.computing.tensors.challenges import unasked_copy
from core.computing.tensors.sharing import LINES, SharingConfig, share
from core.computing.tensors.sharing_figure import sharing_figure
from pages.shared import Challenge, Experiment, Made, Words, ask, cached, challenges, code_panel, figure

SETTINGS = {"tab": "files", "outside": "sharing", "write_to": "array"}
EXPERIMENTS = {
    "one_memory": Experiment({**SETTINGS, "way": "from_numpy", "shared_dtype": "float32"}, right=0),
    "dtype_changes": Experiment({**SETTINGS, "way": "to_float32", "shared_dtype": "float64"}, right=1),
}
CHALLENGES = {"unasked": Challenge(unasked_copy, solution={"way": "to_float64", "shared_dtype": "float32"})}


def show(t: Words) -> None:
    """The way from array to tensor, one write, and who has seen it."""
    controls, stage = st.columns([1, 2.4], gap="medium")
    with controls:
        config = ask(SharingConfig, t)
    found = cached(share, config)
    line = LINES[config.way]
    with stage:
        st.code(f"tensor = {line}\n{config.write_to}[0] = 99", language="python")
        alt = t("alt.sharing", array=str(list(found.array)), tensor=str(list(found.tensor)))
        figure(sharing_figure(found, config.write_to, t), key="tensors_sharing", alt=alt)
        say_it = st.warning if found.shared else st.success
        icon = ":material/link:" if found.shared else ":material/content_copy:"
        say_it(t("shared" if found.shared else "apart", dtype=found.tensor_dtype), icon=icon)
    challenges(t, CHALLENGES, unasked=(found, config.way))
    code_panel(t, {"PyTorch": Made(share, config)}, shown=found, short={"PyTorch": f"tensor = {line}"})
