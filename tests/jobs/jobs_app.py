"""A tiny app with one job on its page; the tests drive it."""

from pathlib import Path

import streamlit as st

from pages.shared.live.assets import routes
from pages.shared.server.doors import doors

app = st.App(Path(__file__).with_name("jobs_page.py"), routes=routes(), middleware=doors(()))
