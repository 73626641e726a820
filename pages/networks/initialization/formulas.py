"""The schemes as formulas, for one layer."""

import streamlit as st

from core.networks.initialization.challenges import both_ways, xavier_is_he
from core.networks.initialization.formulas import first_weights_in_torch, layer_numbers
from core.networks.initialization.formulas_figure import density_figure, handle_height, stds_figure
from core.networks.initialization.formulas_report import Line, Row, layer_lines, layer_table, scheme_by_hand
from core.networks.initialization.settings import LayerConfig
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    drawing,
    field_handle,
    figure,
    folded,
    live_formula,
    paragraphs,
)

SQUARE = {"tab": "formulas", "fan_in": 256, "fan_out": 256}
WIDENING = {"tab": "formulas", "fan_in": 64, "fan_out": 512}
EXPERIMENTS = {
    "sixth": Experiment(SQUARE | {"law": "Default", "follows": "ReLU"}, right=2),
    "widening": Experiment(WIDENING | {"law": "XavierNormal", "follows": "Linear"}, right=0),
    "sigmoid": Experiment(SQUARE | {"law": "XavierUniform", "follows": "Sigmoid"}, right=1),
}
CHALLENGES = {
    "both_ways": Challenge(both_ways, solution={"law": "HeNormal", "fan_in": 256, "fan_out": 256, "follows": "ReLU"}),
    "xavier_is_he": Challenge(xavier_is_he, solution={"law": "XavierNormal", "fan_in": 512, "fan_out": 2}),
}


def show(t: Words) -> None:
    """Every scheme over the number of inputs, which is dragged, beside the distribution of the chosen one."""
    controls, stage = st.columns([1, 3.8], gap="medium")
    with stage:
        left, right = st.columns([1.2, 1], gap="small")

    def draw() -> None:
        with controls:
            config = ask(LayerConfig, t)
        numbers = layer_numbers(config)
        inputs = field_handle(LayerConfig, "fan_in", handle_height(numbers.std), name="fan_in",
                              label=t("handle.fan_in"))  # fmt: skip
        name = t.option("law", config.law)
        with left:
            figure(stds_figure(config, t), key="initialization_stds", handles=[inputs],
                   alt=t("alt.stds", scheme=name, fan=config.fan_in, std=numbers.std))  # fmt: skip
        with right:
            figure(density_figure(config, numbers, t), key="initialization_density",
                   alt=t("alt.density", scheme=name, std=numbers.std))  # fmt: skip
        with stage:
            st.markdown(paragraphs(t, [(f"said.{key}", values) for key, values in layer_lines(numbers, config)]))
        _by_hand(t, scheme_by_hand(numbers, config))
        _table(t, layer_table(config))
        challenges(t, CHALLENGES, both_ways=(numbers, config), xavier_is_he=(numbers, config))
        code_panel(
            t, {"NumPy": Made(layer_numbers, config), "torch.nn.init": Made(first_weights_in_torch, config)},
            shown={"first_weights": numbers.first_weights},
        )  # fmt: skip

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="initialization_scheme_by_hand")
def _by_hand(t: Words, lines: list[Line]) -> None:
    for key, values in lines:
        live_formula(t, f"by_hand.{key}", **values)


@folded("part.table", icon="table_rows", key="initialization_table")
def _table(t: Words, rows: list[Row]) -> None:
    names = (t("table.scheme"), t("table.std"), t("table.bound"), t("table.variance"))
    lines = [(t.option("law", name), *rest) for name, *rest in rows]
    st.markdown("\n".join("| " + " | ".join(row) + " |" for row in (names, ("---",) * 4, *lines)))
