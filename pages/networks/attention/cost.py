"""What a transformer costs against the length of what it reads."""

import streamlit as st

from core.networks.attention.challenges import attention_dearer, one_million
from core.networks.attention.cost import GPT2, TransformerCost, cost, cost_here, cost_in_torch, cost_numbers
from core.networks.attention.cost_figure import PRODUCTS, cost_figure
from core.networks.attention.cost_report import cost_by_hand, cost_lines
from core.networks.attention.settings import TransformerCostConfig
from core.params import domains
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
    last_valid,
    live_formula,
    paragraphs,
    put,
)

USUAL = {"tab": "cost", "cost_layers": 12, "cost_heads": 12, "cost_width": 768, "vocabulary": 50257, "context": 1024}
EXPERIMENTS = {
    "twice_as_long": Experiment(USUAL | {"read": 2048, "context": 2048}, right=1),
    "one_head": Experiment(USUAL | {"cost_heads": 1, "read": 1024}, right=0),
    "twice_as_wide": Experiment(USUAL | {"cost_width": 1536, "read": 1024}, right=2),
}
CHALLENGES = {
    "dearer": Challenge(attention_dearer, solution={"cost_width": 384, "read": 4096, "context": 4096}),
    "million": Challenge(one_million, solution={"cost_layers": 4, "cost_heads": 4, "cost_width": 140, "vocabulary": 65,
                                                "context": 256}),
}  # fmt: skip


def show(t: Words) -> None:
    """Sizes beside the two pictures, in which the length is dragged."""
    controls, stage = st.columns([1, 3.6], gap="medium")

    def draw() -> None:
        with controls:
            config = ask(TransformerCostConfig, t)
        with stage:
            found, (config,) = last_valid(t, cost, config)
            here = cost_here(config)
            length = field_handle(TransformerCostConfig, "read", 10 ** (PRODUCTS[0] + 0.6), name="read", label="n")
            alt = t("alt.cost", total=here.total, read=config.read)
            figure(cost_figure(found, config.read, t), key="attention_cost", alt=alt, handles=[length])
            with st.container(horizontal=True):
                for name, known in GPT2.items():
                    fields = {
                        field: getattr(known, field) for field in domains(TransformerCostConfig) if field != "read"
                    }
                    st.button(name, on_click=put, args=(fields,), key=f"attention_{name}")
            st.markdown(paragraphs(t, cost_lines(here, config)))
        _by_hand(t, here, config)
        challenges(t, CHALLENGES, dearer=(here, config), million=(here, config))
        code_panel(t, {"Gradus": Made(cost_numbers, config), "PyTorch": Made(cost_in_torch, config)},
                   shown=cost_numbers(config))  # fmt: skip

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="attention_cost_by_hand")
def _by_hand(t: Words, here: TransformerCost, config: TransformerCostConfig) -> None:
    live_formula(t, "by_hand", **cost_by_hand(here, config))
