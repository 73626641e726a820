"""The server of the bare page."""

from pathlib import Path

import streamlit as st

app = st.App(Path(__file__).with_name("bare_page.py"))
