"""A tiny app that shows every sentence that quotes, with the hostile value that its address names."""

from pathlib import Path

import streamlit as st

app = st.App(Path(__file__).with_name("quoting_page.py"))
