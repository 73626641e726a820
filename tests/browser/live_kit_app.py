"""A tiny app that shows every part of the live kit; the tests drive it."""

import streamlit as st

from pages.shared.components.assets import routes

app = st.App("live_kit_page.py", routes=routes())
