"""A tiny app with films; the tests drive it."""

from pathlib import Path

import streamlit as st

from pages.shared.live.assets import routes
from pages.shared.server.doors import doors

app = st.App(Path(__file__).with_name("film_page.py"), routes=routes(), middleware=doors(()))
