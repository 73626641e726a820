"""The least a Streamlit page can be that does what ours do: one slider, one small line."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

st.title("Bare")
shift = st.slider("Shift", 0.0, 1.0, 0.5, 0.01)
x = np.linspace(0, 10, 50)
st.plotly_chart(go.Figure(go.Scatter(x=x, y=np.sin(x + 6 * shift))), key="line")
