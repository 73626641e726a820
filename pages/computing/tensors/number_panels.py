"""What the parts about number types have in common: values worth a look, and long decimals."""

from functools import partial

import streamlit as st

from pages.shared import Words, put


def presets(t: Words, field: str, values: tuple[object, ...]) -> None:
    """Values worth a look, one click each."""
    st.caption(t("try"))
    with st.container(horizontal=True, gap="small"):
        for value in values:
            st.button(str(value), key=f"tensors__preset_{field}_{value}", on_click=partial(put, {field: value}))


def shortened(decimal: str) -> str:
    """A long decimal with its middle left out."""
    return decimal if len(decimal) <= 44 else f"{decimal[:34]}…{decimal[-6:]}"
