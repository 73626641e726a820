"""Two inputs walk down a deep network at its start."""

import streamlit as st

from core.networks.initialization.challenges import level_ground, rescued
from core.networks.initialization.settings import DeepConfig, TwoInputsConfig
from core.networks.initialization.waterfall import scheme_steps, walk_in_torch, walk_numbers, waterfall
from core.networks.initialization.waterfall_figure import VALUES, waterfall_figure
from core.networks.initialization.waterfall_report import (
    Line,
    factor_line,
    layer_by_hand,
    scaled_by_gain,
    table_rows,
    waterfall_lines,
    wide_limit,
)
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    drawing,
    field_handle,
    figure,
    folded,
    live_formula,
    paragraphs,
    with_progress,
)

USUAL = {
    "tab": "waterfall", "activation": "ReLU", "depth": 50, "width": 256, "gain": 1.0, "bias": "scheme",
    "residual": False, "batch_norm": False, "angle": 90.0, "draw_seed": 0,
}  # fmt: skip
EXPERIMENTS = {
    "he": Experiment(USUAL | {"scheme": "HeNormal"}, right=1),
    "xavier": Experiment(USUAL | {"scheme": "XavierNormal"}, right=2),
    "folklore": Experiment(USUAL | {"scheme": "XavierNormal", "activation": "Tanh", "gain": 5 / 3}, right=0),
}
CHALLENGES = {
    "level_ground": Challenge(
        level_ground, solution={"scheme": "Normal", "sigma": 0.0625, "activation": "Tanh", "depth": 30}
    ),
    "rescued": Challenge(rescued, solution={"residual": True, "batch_norm": True}),
}
NEEDED = {
    "gain": lambda now: scaled_by_gain(now["scheme"]), "sigma": lambda now: now["scheme"] == "Normal",
    "constant": lambda now: now["scheme"] == "Constant",
}  # fmt: skip


def show(t: Words) -> None:
    """The network's settings beside the walk."""
    controls, stage = st.columns([1, 3.6], gap="medium")

    def draw() -> None:
        with controls:
            net = ask(DeepConfig, t, when=NEEDED)
            pair = ask(TwoInputsConfig, t)
        inputs = TwoInputsConfig(angle=pair.angle)  # another layer by hand is the same walk
        found = cached(waterfall, net, inputs)
        theory = wide_limit(net, inputs)
        layer = min(pair.layer, net.depth)
        angle = field_handle(TwoInputsConfig, 0.0, "angle", name="angle", label=t("handle.angle"))
        looked_at = field_handle(
            TwoInputsConfig, "layer", VALUES[0] + 0.4, name="layer", label=t("handle.layer"), axes=("x", "y2"),
            x_high=net.depth,
        )  # fmt: skip
        with stage:
            figure(waterfall_figure(found, theory, layer, t), key="initialization_waterfall",
                   handles=[angle, looked_at],
                   alt=t("alt.waterfall", depth=net.depth, start=pair.angle, last=float(found.angles[-1]),
                         rms=float(found.rms[-1]), ratio=found.ratio))  # fmt: skip
            lines = waterfall_lines(found, net, pair)
            st.markdown(paragraphs(t, [(f"said.{key}", values) for key, values in lines]))
        _by_hand(t, layer_by_hand(found, net, pair), factor_line(net))
        _schemes(t, net, inputs)
        challenges(t, CHALLENGES, level_ground=(found, net), rescued=(found, net))
        code_panel(
            t, {"NumPy": Made(walk_numbers, net, inputs), "PyTorch": Made(walk_in_torch, net, inputs)},
            shown={"rms": found.rms, "gradient_norms": found.gradient_norms}, note=lambda: t("code_note"),
        )  # fmt: skip

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="initialization_layer_by_hand")
def _by_hand(t: Words, layer: Line, factor: Line | None) -> None:
    key, values = layer
    live_formula(t, key, **values)
    if factor is not None:
        live_formula(t, factor[0], **factor[1])


@folded("part.schemes", icon="table_rows", key="initialization_schemes")
def _schemes(t: Words, net: DeepConfig, pair: TwoInputsConfig) -> None:
    done = with_progress(scheme_steps, net, pair, share=lambda rows: rows.share, said=t("walking"))
    names = (t("table.scheme"), t("table.angle"), t("table.rms"), t("table.ratio"))
    rows = [(t.option("scheme", name), *rest) for name, *rest in table_rows(done)]
    st.markdown("\n".join("| " + " | ".join(row) + " |" for row in (names, ("---",) * 4, *rows)))
