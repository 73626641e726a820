"""The network as a file: three formats, each written, read again, compared and timed."""

import streamlit as st

from core.code_export import script
from core.computing.frameworks.challenges import computes_something_else, takes_any_batch
from core.computing.frameworks.export import (
    NetworkExport,
    export_network,
    parameter_count,
    stored_bytes,
    stored_bytes_by_hand,
    suited_export,
)
from core.computing.frameworks.export_figure import NAMES, size_figure, time_figure
from core.computing.frameworks.export_report import Lines, export_lines, export_rows
from core.computing.frameworks.settings import ExportConfig, PortedNetworkConfig
from pages.computing.frameworks.source import tell_rows
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    by_hand,
    cached,
    challenges,
    code_panel,
    figure,
    job,
    sentences,
)

EXPERIMENTS = {
    "size": Experiment({"tab": "export", "model": "LeNet"}, right=1),
    "code": Experiment({"tab": "export", "model": "MLP"}, right=0),
    "train": Experiment({"tab": "export", "model": "LeNet", "mode": "train"}, right=2),
}
CHALLENGES = {
    "batch": Challenge(takes_any_batch, solution={"dynamic": True, "model": "MLP"}),
    "wrong": Challenge(computes_something_else, solution={"model": "LeNet", "mode": "train"}),
}
ENDINGS = {"safetensors": "safetensors", "pt2": "pt2", "onnx": "onnx"}


def show(t: Words) -> None:
    """What is exported beside the sizes; the rest once the job is done."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with controls:
        network = ask(PortedNetworkConfig, t)
        fields = ("opset", "dynamic", "mode") if network.model == "LeNet" else ("opset", "dynamic")
        config = suited_export(network, ask(ExportConfig, t, only=fields))
    sizes = cached(stored_bytes, network)
    with stage:
        place = st.empty()
    with controls:
        found = job(t, export_network, network, config)
    with place.container():
        files = {"safetensors": sizes["safetensors"]}
        if found is not None:
            files |= {one.name: len(one.file) for one in found.files if not one.is_missing}
        figure(
            size_figure(files, sizes["weights"], t), key="frameworks_sizes",
            alt=t("alt.sizes", weights=sizes["weights"], file=sizes["safetensors"]),
        )  # fmt: skip
        if found is None:
            st.markdown(t("not_exported"))
        else:
            _results(t, found)
    by_hand(t, "frameworks_export_hand", _sizes_by_hand(network, sizes))
    challenges(t, CHALLENGES, batch=(found,), wrong=(found,))
    by_library = Made(stored_bytes, network)
    code_panel(
        t, {"PyTorch": Made(stored_bytes_by_hand, network), "safetensors": lambda: script(by_library)},
        shown={"PyTorch": sizes, "safetensors": {}},
    )  # fmt: skip


def _results(t: Words, found: NetworkExport) -> None:
    """Times, differences, and the files themselves."""
    figure(time_figure(found, t), key="frameworks_times", alt=t("alt.times", count=len(found.files)))
    tell_rows(t, export_rows(found))
    st.markdown(sentences(t, [("tolerance", {}), *export_lines(found)]))
    with st.container(horizontal=True):
        for one in found.files:
            if not one.is_missing:
                st.download_button(
                    t("download", name=NAMES[one.name]), one.file.tobytes(),
                    f"{found.network.model}.{ENDINGS[one.name]}", "application/octet-stream",
                    key=f"frameworks_file_{one.name}", on_click="ignore", icon=":material/download:",
                )  # fmt: skip


def _sizes_by_hand(network: PortedNetworkConfig, sizes: dict[str, int]) -> Lines:
    """The bytes of the weights, and what a safetensors file adds."""
    parameters = parameter_count(network)
    rest = sizes["weights"] - 4 * parameters
    return [("hand" if rest else "hand_learned", {
        "parameters": parameters, "learned": 4 * parameters, "rest": rest, "weights": sizes["weights"],
        "header": sizes["safetensors"] - sizes["weights"] - 8, "file": sizes["safetensors"],
    })]  # fmt: skip
