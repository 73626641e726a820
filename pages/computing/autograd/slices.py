"""The result as a curve along one variable: the gradient is the slope of its tangent."""

import streamlit as st

from core.computing.autograd.curves_figure import slice_alt, slice_figure
from core.computing.autograd.settings import SliceConfig
from core.computing.autograd.slices import places, slice_along
from pages.computing.autograd.formula_on_screen import Shown
from pages.shared import Words, ask, choose, figure


def show_slice(shown: Shown, t: Words) -> None:
    """Which number is moved, how far, and the curve."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    labels = {label: label for label in places(shown.graph)}
    with controls:
        st.caption(t("slice.hint"))
        along = choose(t, "along", labels)
        config = ask(SliceConfig, t, only=("reach",))
    curve = slice_along(shown.graph, shown.trace, along, config.reach)
    with stage:
        figure(slice_figure(curve, t), key="autograd_slice", alt=slice_alt(curve, t))
