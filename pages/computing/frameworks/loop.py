"""A loop: the graph that grows as it runs, beside the graph that is made once."""

import streamlit as st

from core.computing.frameworks.challenges import long_tape, short_tape
from core.computing.frameworks.loop import node_counts, record, tape_numbers, torch_tape_numbers
from core.computing.frameworks.loop_figure import counts_figure, tape_figure
from core.computing.frameworks.programs import Programs
from core.computing.frameworks.settings import LoopConfig
from pages.computing.frameworks.source import exported_programs, program, tell_program
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
    drawing,
    figure,
    live_formula,
)

EXPERIMENTS = {
    "doubled": Experiment({"tab": "loop", "number": 54}, right=2),
    "power": Experiment({"tab": "loop", "number": 32}, right=0),
    "operator": Experiment({"tab": "loop", "number": 55}, right=1),
}
CHALLENGES = {
    "long": Challenge(long_tape, solution={"number": 54}),
    "short": Challenge(short_tape, solution={"number": 40}),
}


def show(t: Words) -> None:
    """The start beside its tape; below, what `torch.export` says of the same loop."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with controls:
        knobs = st.container()
        exports = exported_programs(t)

    def draw() -> None:
        with knobs:
            config = ask(LoopConfig, t)
        tape = record(config)
        with stage:
            figure(
                tape_figure(tape, t), key="frameworks_tape",
                alt=t("alt.tape", nodes=tape.nodes, number=config.number),
            )  # fmt: skip
            static = program(exports, "while_loop").calls if exports else 0
            counts = cached(node_counts)
            alt = t("alt.counts", least=int(counts.min()), most=int(counts.max()))
            figure(counts_figure(tape, counts, static, t), key="frameworks_counts", alt=alt)
            live_formula(t, "told" if tape.operations else "nothing_done", nodes=tape.nodes, number=config.number)
            if exports:
                _exports(t, exports)
        by_hand(t, "frameworks_loop_hand", [("hand", {
            "triplings": tape.triplings, "halvings": tape.halvings, "nodes": tape.nodes, "gradient": tape.gradient,
            "operations": len(tape.operations), "twice": 2 * tape.triplings,
        })])  # fmt: skip
        challenges(t, CHALLENGES, long=(tape,), short=(tape,))
        code_panel(
            t, {"NumPy": Made(tape_numbers, config), "PyTorch": Made(torch_tape_numbers, config)},
            shown={"nodes": tape.nodes, "gradient": tape.gradient},
        )  # fmt: skip

    drawing(t, draw)


def _exports(t: Words, found: Programs) -> None:
    """The Python loop and the loop as an operator, as `torch.export` sees them."""
    for name in ("while", "while_loop"):
        tell_program(t, program(found, name))
