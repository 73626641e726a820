"""Weights rounded to few bits: where they fall, and how many answers stay right."""

import streamlit as st

from core.computing.frameworks.challenges import small_and_right, tenth_without_loss
from core.computing.frameworks.quantize import (
    judged_network,
    matrix_names,
    quantized_bytes,
    quantized_in_torch,
    quantized_matrices,
    quantized_numbers,
)
from core.computing.frameworks.quantize_figure import bits_figure, sieve_figure
from core.computing.frameworks.quantize_report import matrix_rows, quantize_lines, weight_terms
from core.computing.frameworks.settings import PortedNetworkConfig, QuantizeConfig, QuantizeState
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
    choose,
    code_panel,
    drawing,
    figure,
    sentences,
)

TAB = {"tab": "quantize", "scales": "matrix", "scheme": "symmetric"}
EXPERIMENTS = {
    "eight": Experiment(TAB | {"model": "MLP", "bits": 8}, right=0),
    "scales": Experiment(TAB | {"model": "LSTM", "bits": 3, "scales": "unit"}, right=2),
    "small": Experiment(TAB | {"model": "LeNet", "bits": 3, "matrix": 2, "unit": 0}, right=1),
}
CHALLENGES = {
    "right": Challenge(small_and_right, solution=TAB | {"model": "LeNet", "bits": 4, "scales": "unit"}),
    "tenth": Challenge(tenth_without_loss, solution=TAB | {"model": "MLP", "bits": 3, "scales": "unit"}),
}


def show(t: Words) -> None:
    """How the weights are rounded, the weights of a unit as they fall, and the right answers."""
    controls, stage = st.columns([1, 3.6], gap="medium")

    def draw() -> None:
        with controls:
            network, config = ask(PortedNetworkConfig, t), ask(QuantizeConfig, t)
            names = dict(enumerate(matrix_names(network.model)))
            matrix = choose(t, "matrix", names, 0, segments=0)
            state = ask(QuantizeState, t, only=("unit",))
        found = quantized_matrices(network, config)
        unit = min(state.unit, len(found[matrix].weights) - 1)
        judged = cached(judged_network, network, config.scheme)
        with stage:
            left, right = st.columns(2, gap="small")
            lines = quantize_lines(network, config, judged)
            with left:
                alt = t("alt.sieve", name=found[matrix].name, levels=found[matrix].high - found[matrix].low + 1)
                figure(sieve_figure(found[matrix], unit, t), key="frameworks_sieve", alt=alt)
            with right:
                figure(bits_figure(judged, config, t), key="frameworks_answers", alt=t("alt.bits", **lines[1][1]))
            st.markdown(sentences(t, lines))
            tell_rows(t, matrix_rows(found, config))
        by_hand(t, "frameworks_quantize_hand", [(f"hand_{config.scheme}", weight_terms(found[matrix], unit, config))])
        challenges(t, CHALLENGES, right=(network, config, judged), tenth=(network, config, judged))
        calls = {
            "NumPy": Made(quantized_numbers, network, config),
            "PyTorch": Made(quantized_in_torch, network, config),
        }
        code_panel(
            t, calls,
            shown={
                "NumPy": {"right": lines[1][1]["right"], "bytes": quantized_bytes(network, config)},
                "PyTorch": {"right": lines[1][1]["right"]},
            },
        )  # fmt: skip

    drawing(t, draw)
