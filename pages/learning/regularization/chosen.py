"""The button that draws anew, and the numbers of a seed."""

import streamlit as st

from pages.shared import Words, put

SEEDS = 10_000


def anew_button(t: Words, field: str, seed: int) -> None:
    """A button that goes on to the next seed of a field."""
    st.button(
        t("draw_anew"), key=f"regularization_{field}_anew", icon=":material/casino:", width="stretch",
        on_click=lambda: put({field: (seed + 1) % SEEDS}), help=t("draw_anew_help", seed=seed),
    )  # fmt: skip
