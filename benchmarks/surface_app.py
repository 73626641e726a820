"""The server of the surface."""

from pathlib import Path

import streamlit as st

from pages.shared.live.assets import routes

app = st.App(Path(__file__).with_name("surface_page.py"), routes=routes())
