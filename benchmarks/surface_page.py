"""A surface of 60 × 60 points that a slider moves."""

import numpy as np
import streamlit as st

from core.figures.theme import blank
from pages.shared.live import figure, live_slider

phase = st.session_state.get("phase", 0.5)
st.title("Surface")
live_slider(
    "Phase", low=0, high=1, step=0.01, value=phase, key="slider",
    on_move=lambda value: st.session_state.update(phase=value),
)  # fmt: skip
x = np.linspace(-3, 3, 60)
surface = blank(height=360)
surface.add_surface(x=x, y=x, z=np.outer(np.sin(x + 6 * phase), np.cos(x)).astype(np.float32), showscale=False)
figure(surface, key="surface", alt=f"A wavy surface, its phase {phase:g}.")
