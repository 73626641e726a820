"""The map and the navigation with all thirty topics that are planned; the tests look at it."""

from pathlib import Path

import streamlit as st

from pages.shared.live.assets import routes
from pages.shared.server.doors import doors

app = st.App(Path(__file__).with_name("thirty_topics_page.py"), routes=routes(), middleware=doors(()))
